import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.gateway.device_tokens import DeviceTokens
from services.gateway.domain.client_addresses import network_of
from shared.ids import new_id

TOKENS = DeviceTokens("A" * 43 + "=")


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("unknown", "unknown"),
    ],
)
def test_who_is_counted_as_one(address: str, network: str) -> None:
    """A subscriber of IPv6 has 2^64 addresses and is one."""
    assert network_of(address) == network


@given(text=st.text())
def test_no_text_breaks_the_reading_of_an_address(text: str) -> None:
    """Whatever a proxy says is counted as something."""
    assert isinstance(network_of(text), str)


@given(text=st.text())
def test_a_device_is_known_for_its_own_person_alone(text: str) -> None:
    """Neither another's token nor anything made up is taken."""
    user, other = new_id(), new_id()
    token = TOKENS.make(user)

    assert TOKENS.is_of(token, user)
    assert not TOKENS.is_of(token, other)
    assert not TOKENS.is_of(text, user)
    assert not TOKENS.is_of(token[:-4], user)
