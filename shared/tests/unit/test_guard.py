"""No request leaves for an address that is not public, however it is written or resolved."""

import asyncio

import httpcore
import httpx
import pytest

from shared.guard import AddressRefusedError, GuardedBackend, GuardedTransport, guarded_client, is_public

PRIVATE = """
0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.127.255.255 127.0.0.1 127.255.255.254 169.254.169.254
172.16.0.1 172.31.255.255 192.0.0.1 192.0.2.1 192.168.0.1 198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1
239.255.255.255 240.0.0.1 255.255.255.255
:: ::1 fe80::1 fe80::1%eth0 fc00::1 fd12:3456::1 fec0::1 ff02::1 ff0e::1 100::1 2001:db8::1 3fff::1 5f00::1
::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254 ::127.0.0.1 ::10.0.0.1 ::ffff:0:127.0.0.1
64:ff9b::127.0.0.1 64:ff9b::10.0.0.1 64:ff9b::a9fe:a9fe 64:ff9b:1::1 64:ff9b:1::10.0.0.1
2002:7f00:1:: 2002:0a00:0001:: 2002:a9fe:a9fe:: 2001:0:4136:e378:8000:63bf:f5ff:fffe
not-an-address
"""
PUBLIC = """
1.1.1.1 8.8.8.8 93.184.216.34 100.63.255.255 100.128.0.1 172.15.255.255 172.32.0.1 192.167.255.255 223.255.255.254
2606:4700:4700::1111 2a00:1450:4001:830::200e 2620:fe::fe ::ffff:8.8.8.8 64:ff9b::8.8.8.8 2002:0808:0808::1
"""


@pytest.mark.parametrize("address", PRIVATE.split())
def test_private(address: str) -> None:
    """Private, local, shared, reserved, documentation and multicast addresses, and what leads to them."""
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC.split())
def test_public(address: str) -> None:
    """Addresses of the public internet, right beside those that are not, too."""
    assert is_public(address)


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "LocalHost",
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0x7f.1",
        "0177.0.0.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "0",
        "0.0.0.0",
        "169.254.169.254",
        "[fe80::1]",
        "１２７.0.0.1",  # noqa: RUF001  digits of full width
    ],
)
async def test_written_otherwise(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """However this machine or its network is written, nothing connects to it."""

    async def connect(*_: object) -> None:
        pytest.fail("it connected")

    monkeypatch.setattr(httpcore.AnyIOBackend, "connect_tcp", connect)
    async with guarded_client(GuardedTransport(allow_private=False), read_seconds=1) as http:
        # Some of these forms are no addresses for the library already.
        with pytest.raises((AddressRefusedError, httpx.InvalidURL)):
            await http.get(f"https://{host}:8443/")


async def test_one_private_answer_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name with a public and a private address is refused whole, or the order would decide."""
    _resolving(monkeypatch, [["8.8.8.8", "127.0.0.1"]])
    with pytest.raises(AddressRefusedError, match=r"two-faced\.example"):
        await GuardedBackend(allow_private=False).connect_tcp("two-faced.example", 443, timeout=1)


async def test_the_checked_address_is_the_connected_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that answers otherwise the second time is asked once: what was checked is connected to."""
    _resolving(monkeypatch, [["8.8.8.8"], ["127.0.0.1"]])
    backend, connected = GuardedBackend(allow_private=False), []

    async def connect(host: str, *_: object) -> None:
        connected.append(host)

    monkeypatch.setattr(backend._backend, "connect_tcp", connect)
    await backend.connect_tcp("rebinding.example", 443, timeout=1)
    assert connected == ["8.8.8.8"]


async def test_the_next_address_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the first address does not answer, the second does."""
    async with await asyncio.start_server(lambda _, writer: writer.close(), "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        _resolving(monkeypatch, [["127.0.0.2", "127.0.0.1"]])
        stream = await GuardedBackend(allow_private=True).connect_tcp("twice.example", port, timeout=1)
        await stream.aclose()


@pytest.mark.parametrize("host", ["no-such-name.invalid", "a..b", "a" * 64 + ".example"])
async def test_a_name_that_leads_nowhere(host: str) -> None:
    """Is a connection that was not made."""
    with pytest.raises(httpcore.ConnectError, match="resolve"):
        await GuardedBackend(allow_private=False).connect_tcp(host, 443, timeout=1)


async def test_no_plain_http() -> None:
    """A token is not sent in the clear, unless the operator allows it."""
    async with guarded_client(GuardedTransport(allow_private=False), read_seconds=1) as http:
        with pytest.raises(AddressRefusedError, match="plain http"):
            await http.get("http://example.com/")


async def test_no_unix_sockets() -> None:
    """Nor to a socket of this machine."""
    with pytest.raises(AddressRefusedError):
        await GuardedBackend(allow_private=True).connect_unix_socket("/run/docker.sock")


def _resolving(monkeypatch: pytest.MonkeyPatch, answers: list[list[str]]) -> None:
    script = iter(answers)

    async def resolve(_host: str, _port: int) -> list[str]:
        return next(script)

    monkeypatch.setattr("shared.guard.resolve", resolve)
