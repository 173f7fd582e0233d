"""A dry run answers for each target and touches no real account."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest

from services.publisher.config import Settings
from services.publisher.tests.integration.conftest import Networks, Told, stored_picture
from shared.events import (
    MessageTemplate,
    PostDetails,
    PostTarget,
    PublicationAttempted,
    RehearsalEnded,
    RehearsalRequested,
    ThreadPart,
)
from shared.testing.topics import Topics
from shared.testing.waiting import eventually

pytestmark = pytest.mark.asyncio(loop_scope="module")


def target(network: str, text: str, **details: Any) -> PostTarget:
    return PostTarget(
        account_id=uuid4(),
        network=network,
        occurrence_at=datetime.now(UTC),
        text=text,
        details=PostDetails(**details),
    )


async def test_an_answer_for_each_target(
    networks: Networks, topics: Topics, told: Told, settings: Settings
) -> None:
    """What would be published shows where, what would be refused says why; asked twice it is told once.

    A board or a message template that the real account has is there. Nothing enters the ledger.
    """
    picture = await stored_picture(settings, "A loaf")
    asked = RehearsalRequested(
        organization_id=uuid4(),
        rehearsal_id=uuid4(),
        post_id=uuid4(),
        targets=(
            target("mastodon", "One.", thread=(ThreadPart(text="Two."),)),
            target("bluesky", "Fresh bread"),
            target("x", "x" * 281),
            target("telegram", "Fresh bread"),
            target("pinterest", "Fresh bread", options={"board_id": "4711"}).model_copy(
                update={"media": (picture,)}
            ),
            target(
                "whatsapp",
                "",
                recipients=("+4915112345678",),
                template=MessageTemplate(name="our_own_offer", language="de", parameters=("Ada", "rye")),
            ),
        ),
        requested_at=datetime.now(UTC),
    )
    await topics.tell(asked, asked)

    def ended() -> list[RehearsalEnded]:
        return [one for one in told.all(RehearsalEnded) if one.rehearsal_id == asked.rehearsal_id]

    [answer] = await eventually(ended, seconds=60, what="the end of the rehearsal")
    by_network = {one.network: one for one in answer.targets}
    assert {name: one.outcome for name, one in by_network.items()} == {
        "mastodon": "published",
        "bluesky": "published",
        "x": "refused",
        "telegram": "published",
        "pinterest": "published",
        "whatsapp": "published",
    }
    assert [part.role for part in by_network["mastodon"].parts] == ["post", "reply"]
    assert by_network["x"].error_class == "invalid"
    page = await networks.http.get(by_network["mastodon"].parts[0].url)
    assert (page.status_code, "One." in page.text) == (200, True)
    assert not told.all(PublicationAttempted)
