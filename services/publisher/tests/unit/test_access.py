"""Where calls go, and what is left alone together when nobody answers."""

from uuid import UUID

from services.publisher.domain.access import Access, hosts_of


def access(number: int, base_url: str) -> Access:
    return Access(UUID(int=number), {"api": base_url}, None, None, {})


def test_one_circuit_for_a_server() -> None:
    """Accounts on the same server find it away together."""
    assert access(1, "https://a.example").circuit == access(2, "https://a.example").circuit


def test_a_receiver_of_ones_own() -> None:
    """Where the address is the account's secret, one that is away stops nobody else's."""
    mine, other = (Access(UUID(int=number), {}, None, None, {}) for number in (1, 2))
    assert mine.circuit != other.circuit


def test_a_sandbox_plays_every_host() -> None:
    """Each under its own name, and none of the real ones is called."""
    own = {"api": "https://api.example", "web": "https://www.example"}
    assert hosts_of(own, "x", None, "http://sandbox/") == {
        "api": "http://sandbox/x",
        "web": "http://sandbox/x/web",
    }
    assert hosts_of(own, "x", None, None) == own
    assert hosts_of({}, "webhook", None, "http://sandbox") == {"api": "http://sandbox/webhook"}
    assert hosts_of({}, "webhook", None, None) == {}
    assert hosts_of({"api": ""}, "mastodon", "https://m.example/", None) == {"api": "https://m.example"}
