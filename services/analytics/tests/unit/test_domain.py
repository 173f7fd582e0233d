"""What events say of publications."""

import pytest

from services.analytics.domain import standing_of
from services.analytics.tests.events import RANKS, Publication
from shared.events import AccountDisconnected
from shared.ids import new_id


@pytest.mark.parametrize("state", RANKS)
def test_an_event_says_where_its_publication_stands(state: str) -> None:
    """A rejected one failed; only a published one has a lateness."""
    publication = Publication(new_id(), "bluesky", new_id())
    standing = standing_of(publication.told(state, 40))

    assert standing is not None
    assert standing == (
        publication.organization_id,
        publication.publication_id,
        "bluesky",
        publication.campaign_id,
        publication.due_at,
        state,
        40 if state == "published" else None,
    )


def test_other_events_say_nothing_of_publications() -> None:
    """They are taken, and count nowhere."""
    event = AccountDisconnected(
        organization_id=new_id(),
        account_id=new_id(),
        network="x",
        disconnected_at=Publication(new_id()).due_at,
        revision=1,
    )

    assert standing_of(event) is None
