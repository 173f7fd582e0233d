"""The table of who may read which live events."""

import pytest

from services.gateway.domain.event_types import EVENT_TYPES
from services.gateway.domain.event_types.readers import READ_WITH, permission_to_read
from services.gateway.domain.live import Interest
from services.gateway.domain.policy import ROLES


def test_no_line_is_of_nothing() -> None:
    """Each is a family or a type that there is."""
    families = {name.partition(".")[0] for name in EVENT_TYPES}

    assert set(READ_WITH) <= families | set(EVENT_TYPES)


@pytest.mark.parametrize(
    ("name", "permission"),
    [
        ("post.published", "posts:read"),
        ("post.measured", "analytics:read"),
        ("member.joined", "organization:read"),
        ("member.invited", "members:manage"),
        ("planet.discovered", "audit:read"),
    ],
)
def test_a_types_own_line_goes_before_its_familys(name: str, permission: str) -> None:
    """What this version does not know is for who may see whatever is done."""
    assert permission_to_read(name) == permission


def test_owners_and_admins_are_told_everything() -> None:
    """A stream without a filter is whole for them alone, and needs no positions to resume from."""
    whole = {role for role, permissions in ROLES.items() if Interest(permissions=permissions).is_everything}

    assert whole == {"owner", "admin"}
