"""Held back, let go and called off: what people say of requests and batches holds in whatever order it comes."""

import asyncio
from datetime import UTC, datetime
from typing import Literal
from uuid import UUID

import asyncpg

from services.generator.tests.integration.conftest import Start
from services.generator.tests.integration.test_repeats import settle
from services.generator.tests.providers import RecordingProvider
from services.generator.tests.requests import ORGANIZATION, request
from shared.events import ContentControlled, ContentGenerated, ContentRequested, GivenText, PosterText
from shared.ids import new_id
from shared.testing.topics import Topics
from shared.testing.waiting import eventually

State = Literal["running", "paused", "cancelled"]


def control(
    controlled_id: UUID, state: State, revision: int = 2, kind: Literal["request", "batch"] = "batch"
) -> ContentControlled:
    return ContentControlled(
        organization_id=ORGANIZATION,
        controlled_id=controlled_id,
        kind=kind,
        state=state,
        revision=revision,
        controlled_at=datetime.now(UTC),
    )


async def has_come(database_url: str, controlled_id: UUID, state: State) -> None:
    """The generator has taken the control in."""

    async def is_there() -> bool:
        connection = await asyncpg.connect(database_url)
        try:
            query = "select state = $2 from controls where controlled_id = $1"
            return bool(await connection.fetchval(query, controlled_id, state))
        finally:
            await connection.close()

    await eventually(is_there)


async def test_a_batch_that_is_held_back_waits(start: Start, topics: Topics, database_url: str) -> None:
    """Nothing of it is begun, before it came as after; let go, all of it is made; others are not touched."""
    batch = new_id()
    briefs = [request(topic=f"Held {n}", batch_id=batch) for n in range(5)]
    provider = RecordingProvider()
    async with start(provider), topics.read("content.generated") as reader:
        await topics.tell(control(batch, "paused"))
        await has_come(database_url, batch, "paused")
        await topics.tell(*briefs)
        await settle(topics)
        assert {topic for topic, _ in provider.calls} == {"last"}

        await topics.tell(control(batch, "running", 3))
        ids = {brief.request_id for brief in briefs}
        await eventually(
            lambda: ids <= {content.request_id for content in reader.events(ContentGenerated)}, seconds=40
        )


async def test_what_is_called_off_is_never_made(start: Start, topics: Topics, database_url: str) -> None:
    """A call under way ends for nobody, what waits is never called, what comes later is passed over."""
    gate = asyncio.Event()
    provider = RecordingProvider(gate=gate)
    batch, alone, late = new_id(), request(topic="Alone"), request(topic="Late")
    briefs = [request(topic=f"Off {n}", batch_id=batch) for n in range(4)]
    async with start(provider, concurrent_calls=2), topics.read("content.generated") as reader:
        await topics.tell(*briefs)
        await eventually(lambda: provider.running == 2)
        await topics.tell(alone)
        await topics.tell(
            control(batch, "cancelled"),
            control(alone.request_id, "cancelled", kind="request"),
            control(late.request_id, "cancelled", kind="request"),
        )
        for controlled_id in (batch, alone.request_id, late.request_id):
            await has_come(database_url, controlled_id, "cancelled")
        await topics.tell(control(batch, "running", 3))  # too late: it is off for good
        gate.set()
        await topics.tell(late)
        await settle(topics)

        made = {content.request_id for content in reader.events(ContentGenerated)}
    off = {brief.request_id for brief in (*briefs, alone, late)}
    assert not made & off
    assert sum(topic.startswith("Off") for topic, _ in provider.calls) == 2
    assert {"Alone", "Late"} & {topic for topic, _ in provider.calls} == set()


async def test_a_text_that_is_there_is_published_as_it_is(start: Start, topics: Topics) -> None:
    """No provider is asked for it, and it costs nothing; a poster says what it is told to."""
    provider = RecordingProvider()
    brief: ContentRequested = request(
        networks=("mastodon", "x"),
        texts=(GivenText(network="x", text="Exactly this."),),
        picture=True,
        poster=PosterText(headline="Monsoon", line="Twenty off", composition=2),
    )
    async with start(provider), topics.read("content.generated") as reader:
        await topics.tell(brief)
        (content,) = await reader.wait_for(ContentGenerated)

    assert {variant.network: variant.text for variant in content.variants}["x"] == "Exactly this."
    assert [name for _, name in provider.calls if name.endswith("/x")] == []
    assert content.picture is not None
    assert content.picture.colors
    assert content.provider == "given+recording"
