"""Edits and cancellations that come at the very instant a post is due, hundreds of times."""

import asyncio
import os
import random
from datetime import UTC, datetime
from typing import Any

import pytest

from services.publisher.config import Settings
from services.publisher.tests.integration.conftest import Networks, OpenAccount, Told
from services.publisher.tests.integration.dying import ENDED, Life, life
from shared.consuming import Received
from shared.events import Envelope, EventData, PostDue, PostScheduled, PostTarget
from shared.ids import new_id
from shared.testing.waiting import eventually

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(300)]

# 2,000 take half a minute: POSTWRIGHT_TEST_RACES asks for so many.
RACES = int(os.environ.get("POSTWRIGHT_TEST_RACES", "300"))
ACCOUNTS = 20
OLD, NEW = "The old words of {}.", "The new words of {}."


def received(event: EventData) -> Received[Any]:
    envelope = Envelope(
        id=new_id(),
        source="//postwright/test",
        type=event.event_type,
        time=datetime.now(UTC),
        subject=event.subject,
        organization_id=event.organization_id,
        correlation_id="race",
    )
    return Received(event, envelope, event.topic_name, 0, 0)


def plan(due: PostDue, text: str, *, revision: int, state: Any = "active") -> PostScheduled:
    return PostScheduled(
        organization_id=due.organization_id,
        post_id=due.post_id,
        revision=revision,
        state=state,
        targets=(
            PostTarget(account_id=due.account_id, network=due.network, occurrence_at=due.due_at, text=text),
        ),
        scheduled_at=datetime.now(UTC),
    )


async def race(alive: Life, account: OpenAccount, number: int) -> tuple[PostDue, str, bool]:
    """One post that the running publisher takes at once, and a change before, while, or after it goes out.

    The last thing told is whether the change was first.
    """
    due = account.due(OLD.format(number))
    change = random.choice(["edit", "cancel"])
    changed = plan(due, NEW.format(number), revision=2, state="cancelled" if change == "cancel" else "active")
    async with alive.parts.units() as work:
        await alive.accepting.scheduled(work, [received(plan(due, due.text, revision=1))])
        await alive.accepting.due(work, [received(due)])
    committed: list[datetime] = []

    async def changing() -> None:
        await asyncio.sleep(random.uniform(0, 0.06))  # the race itself: nothing is waited for
        async with alive.parts.units() as work:
            await alive.accepting.scheduled(work, [received(changed)])
        committed.append(datetime.now(UTC))

    async def ended() -> bool:
        return (await alive.state(due.publication_id))["state"] in ENDED

    await asyncio.gather(changing(), eventually(ended, what="its end"))
    async with alive.parts.database.acquire() as connection:
        begun = await connection.fetchval(
            "select min(started_at) from attempts where publication_id = $1", due.publication_id
        )
    return due, change, begun is None or begun > committed[0]


async def test_hundreds_of_changes_at_the_last_moment(
    networks: Networks, told: Told, settings: Settings
) -> None:
    """What was changed before the call began never goes out as it was, and a cancelled one not at all.

    What had begun by then goes out once, as it was when it began; nothing is neither.
    """
    await networks.set(rate_limits=False)
    accounts = [await networks.open("mastodon") for _ in range(ACCOUNTS)]
    await told.connect(*accounts)
    ended: list[tuple[OpenAccount, PostDue, str, bool]] = []
    async with life(settings) as alive:

        async def of_one(account: OpenAccount, numbers: range) -> None:
            ended.extend([(account, *await race(alive, account, number)) for number in numbers])

        share = RACES // ACCOUNTS
        await asyncio.gather(
            *(
                of_one(account, range(place * share, (place + 1) * share))
                for place, account in enumerate(accounts)
            )
        )
        async with alive.parts.database.acquire() as connection:
            rows = await connection.fetch("select publication_id, state, code from publications")
    states = {row["publication_id"]: row for row in rows}
    walls = {account.account_id: await networks.texts(account) for account in accounts}
    assert len(ended) == RACES
    outcomes = {"published": 0, "failed": 0}
    for account, due, _change, was_first in ended:
        state, texts = states[due.publication_id], walls[account.account_id]
        outcomes[state["state"]] += 1
        assert texts.count(due.text) == (1 if state["state"] == "published" else 0)
        if was_first:
            assert state["state"] == "failed", (dict(state), "it went out after the change was known")
            assert state["code"] in {"post.superseded", "post.cancelled"}
    # Both ways must have been seen, or the race was none.
    assert min(outcomes.values()) > RACES // 20, outcomes
