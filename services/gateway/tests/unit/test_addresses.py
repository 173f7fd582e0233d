import pytest

from services.gateway.domain.addresses import AddressRefusedError, receiver_address, server_address


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("https://mastodon.example", "https://mastodon.example"),
        ("https://Mastodon.Example/", "https://mastodon.example"),
        ("https://social.example:8443/path/", "https://social.example:8443/path"),
        ("https://8.8.8.8", "https://8.8.8.8"),
    ],
)
def test_public_https_addresses_are_kept_in_one_form(given: str, kept: str) -> None:
    """Host in small letters, no slash at the end."""
    assert server_address(given, allow_private=False) == kept


@pytest.mark.parametrize(
    "address",
    [
        "http://mastodon.example",
        "https://localhost",
        "https://localhost.",
        "https://sandbox",
        "https://db.internal",
        "https://127.0.0.1",
        "https://127.1",
        "https://2130706433",
        "https://0x7f000001",
        "https://0177.0.0.1",
        "https://10.1.2.3",
        "https://169.254.169.254/latest/meta-data",
        "https://100.64.0.1",
        "https://0.0.0.0",
        "https://224.0.0.1",
        "https://[::1]",
        "https://[::ffff:10.0.0.1]",
        "https://[fd00::1]",
        "https://[fe80::1]",
        "https://user:secret@mastodon.example",
        "https://mastodon.example?x=1",
        "https://mastodon.example#x",
        "https://mastodon.example:99999",
        "https:// mastodon.example",
        "https://mastodon.example\r\nHost: localhost",
        "ftp://mastodon.example",
        "mastodon.example",
        "https://",
        "",
        "https://[::1",
        "https://" + "a" * 400 + ".example",
    ],
)
def test_what_is_not_public_https_is_refused(address: str) -> None:
    """Private networks in any notation, other schemes, credentials, and what is no address at all."""
    with pytest.raises(AddressRefusedError):
        server_address(address, allow_private=False)


def test_an_operator_may_allow_a_local_server() -> None:
    """The local stack's sandbox is on plain http."""
    address = "http://127.0.0.1:8090/mastodon"

    assert server_address(address, allow_private=True) == address


@pytest.mark.parametrize(
    "address",
    [
        "https://hooks.example.com",
        "https://hooks.example.com/a/path?token=x&y=%20",
        "https://hooks.example.com:8443/",
        "https://8.8.8.8/hook",
    ],
)
def test_a_receiver_s_address_stays_as_it_is(address: str) -> None:
    """Its path and query mean something to it."""
    assert receiver_address(address, allow_private=False) == address


@pytest.mark.parametrize(
    "address",
    [
        "http://hooks.example.com",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://[64:ff9b::7f00:1]/",
        "https://[2002:7f00:1::]/",
        "https://localhost/",
        "https://hooks.internal/",
        "https://hooks.example.com:22/",
        "https://hooks.example.com:25/",
        "https://hooks.example.com:6379/",
        "https://hooks.example.com:0/",
        "https://user@hooks.example.com/",
        "https://hooks.example.com/#x",
        "https://hooks.example.com/a b",
        "https://hooks.example.com/\r\nX: y",
        "https://höoks.example.com/",
        "javascript:alert(1)",
        "https://",
        "https://hooks.example.com/" + "x" * 2_000,
    ],
)
def test_what_is_no_receiver_is_refused(address: str) -> None:
    """Private networks, ports of other protocols, and what is no address at all."""
    with pytest.raises(AddressRefusedError):
        receiver_address(address, allow_private=False)
