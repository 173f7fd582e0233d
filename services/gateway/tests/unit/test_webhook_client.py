"""One call to a receiver: whom it may reach, how long it may take, and what is kept of the answer."""

import asyncio
import ipaddress
import socket
import ssl
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpcore
import pytest
import pytest_asyncio
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from services.gateway.domain.webhooks import Answer
from services.gateway.tests.receiver import Message, Receiver, Reply, receiving
from services.gateway.webhook_client import WebhookClient
from shared.clock import SystemClock

HEADERS = {"webhook-id": "msg-1", "webhook-timestamp": "1", "webhook-signature": "v1,x"}
NAME = "hooks.example.com"


def client(*, allow_private: bool = True, seconds: float = 5.0, **options: Any) -> WebhookClient:
    return WebhookClient(allow_private=allow_private, seconds=seconds, clock=SystemClock(), **options)


@pytest_asyncio.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with receiving() as receiver:
        yield receiver


async def sent(url: str, **options: Any) -> Answer:
    calling = client(**options)
    try:
        return await calling.send(url, HEADERS, '{"type":"x"}')
    finally:
        await calling.close()


@pytest.mark.parametrize("status", [200, 201, 202, 204, 299])
async def test_any_2xx_is_a_success(receiver: Receiver, status: int) -> None:
    """Whatever it says beside."""
    receiver.judge = lambda _message: Reply(status, body=b"" if status == 204 else b"thanks")
    answer = await sent(receiver.address)
    assert (answer.status, answer.error) == (status, None)
    assert receiver.messages[0].body == '{"type":"x"}'


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_is_a_failure(receiver: Receiver, status: int) -> None:
    """Nothing is sent to where it points, be it private or not."""
    async with receiving() as other:
        receiver.judge = lambda _message: Reply(status, {"Location": f"{other.address}/private"})
        answer = await sent(receiver.address)
    assert (answer.status, answer.error) == (status, "redirect")
    assert other.messages == []
    assert other.connections == 0


@pytest.mark.parametrize(
    ("status", "error"),
    [(400, "refused"), (410, "gone"), (429, "rate_limited"), (500, "refused"), (503, "refused")],
)
async def test_anything_else_is_a_failure_with_a_code(receiver: Receiver, status: int, error: str) -> None:
    """And what the receiver says is kept for who looks into it, but cookies and the like."""
    reply = Reply(status, {"Retry-After": "120", "Set-Cookie": "secret=1", "Server": "nginx"}, b"\xff no")
    receiver.judge = lambda _message: reply
    answer = await sent(receiver.address)
    assert answer.error == error
    assert answer.retry_after == timedelta(minutes=2)
    assert answer.body == "\ufffd no"
    assert answer.headers == {"content-length": "4", "retry-after": "120", "server": "nginx"}


async def test_a_receiver_that_takes_too_long(receiver: Receiver) -> None:
    """Even one that sends something now and then."""
    forever = asyncio.Event()

    async def never(_message: Message) -> Reply:
        await forever.wait()
        return Reply()

    receiver.judge = never
    answer = await sent(receiver.address, seconds=0.1)
    assert (answer.status, answer.error) == (None, "timeout")
    forever.set()


async def test_an_endless_answer_is_not_read() -> None:
    """Its status counts, its beginning is kept, and the connection is closed."""
    closed = asyncio.Event()

    async def pour(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n")
        try:
            while True:
                writer.write(b"x" * 65_536)
                await writer.drain()
        except ConnectionError:
            closed.set()
        finally:
            writer.close()

    async with await asyncio.start_server(pour, "127.0.0.1", 0) as server:
        answer = await sent(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}")
        async with asyncio.timeout(5):
            await closed.wait()
    assert (answer.status, answer.error) == (200, None)
    assert answer.body == "x" * 2_048


async def test_nobody_is_there() -> None:
    """A closed port, and a connection that is cut before an answer."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        answer = await sent(f"http://127.0.0.1:{taken.getsockname()[1]}")
    assert (answer.status, answer.error) == (None, "connection_failed")
    async with await asyncio.start_server(lambda _, writer: writer.close(), "127.0.0.1", 0) as server:
        answer = await sent(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}")
    assert (answer.status, answer.error) == (None, "connection_failed")


@pytest.mark.parametrize(
    "url", ["https://127.0.0.1:8443/", "https://[::1]/", "https://localhost/", "https://10.0.0.1/"]
)
async def test_a_private_address_is_not_called(url: str) -> None:
    """However it is written, and whatever was registered."""
    answer = await sent(url, allow_private=False)
    assert (answer.status, answer.error) == (None, "address_refused")


async def test_plain_http_is_not_called() -> None:
    """Unless the operator allows it."""
    answer = await sent("http://hooks.example.com/", allow_private=False)
    assert (answer.status, answer.error) == (None, "address_refused")


async def test_no_proxy_of_the_environment_is_used(
    monkeypatch: pytest.MonkeyPatch, receiver: Receiver
) -> None:
    """It would connect where it likes."""
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    assert (await sent(receiver.address)).error is None


async def test_a_name_that_is_bound_anew(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """DNS rebinding: a name that was public when it was checked and private when it is called. The name is resolved once for
    each connection, and what was checked is what is connected to, by the receiver's own name in TLS and Host."""
    server_context, trusting = certificate(tmp_path)
    answers = [["93.184.216.34"], ["127.0.0.1"], ["93.184.216.34", "10.0.0.7"], ["::ffff:127.0.0.1"]]
    asked: list[str] = []
    connected: list[str] = []

    async def resolve(host: str, _port: int) -> list[str]:
        asked.append(host)
        return answers[len(asked) - 1]

    async with receiving(server_context) as receiver:
        port = int(receiver.address.rpartition(":")[2])
        real = httpcore.AnyIOBackend.connect_tcp

        async def connect(backend: Any, host: str, asked_port: int, *more: Any, **named: Any) -> Any:
            assert asked_port == 443
            connected.append(host)
            return await real(
                backend, "127.0.0.1", port, *more, **named
            )  # a public server, as far as it knows

        monkeypatch.setattr(httpcore.AnyIOBackend, "connect_tcp", connect)
        calling = client(allow_private=False, resolving=resolve, ssl_context=trusting)
        try:
            results = [await calling.send(f"https://{NAME}/hook", HEADERS, "{}") for _ in answers]
        finally:
            await calling.close()

    assert [answer.error for answer in results] == [None, *["address_refused"] * 3]
    assert asked == [NAME] * 4
    assert connected == ["93.184.216.34"]
    assert [message.headers["host"] for message in receiver.messages] == [NAME]


async def test_a_certificate_of_another_name_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Whoever answers at that address must be who was registered."""
    server_context, trusting = certificate(tmp_path)

    async def resolve(_host: str, _port: int) -> list[str]:
        return ["93.184.216.34"]

    async with receiving(server_context) as receiver:
        port = int(receiver.address.rpartition(":")[2])
        real = httpcore.AnyIOBackend.connect_tcp

        async def connect(backend: Any, _host: str, _port: int, *more: Any, **named: Any) -> Any:
            return await real(backend, "127.0.0.1", port, *more, **named)

        monkeypatch.setattr(httpcore.AnyIOBackend, "connect_tcp", connect)
        answer = await sent(
            "https://other.example.com/", allow_private=False, resolving=resolve, ssl_context=trusting
        )
    assert (answer.status, answer.error) == (None, "tls_failed")
    assert receiver.messages == []


def certificate(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A server's context with a certificate of `NAME`, and a client's that trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime.now(UTC)
    names = x509.SubjectAlternativeName(
        [x509.DNSName(NAME), x509.IPAddress(ipaddress.ip_address("192.0.2.1"))]
    )
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(names, critical=False)
        .sign(key, hashes.SHA256())
    )
    certificate_file, key_file = folder / "certificate.pem", folder / "key.pem"
    certificate_file.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    key_file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(certificate_file, key_file)
    return server, ssl.create_default_context(cafile=certificate_file)
