"""Media are made over by a worker that dies on the way: another goes on from there."""

from collections.abc import Iterator
from importlib import import_module
from typing import Any

import asyncpg
import pytest

from services.gateway.config import Settings
from services.gateway.repository import renditions
from services.gateway.tests.conftest import Person
from services.gateway.tests.integration.test_posts import make
from services.gateway.tests.integration.test_posts_with_media import target_in, upload
from services.gateway.tests.neighbours import Neighbours
from shared.media import MediaBusyError, MediaProcessor
from shared.testing.waiting import eventually


@pytest.fixture(scope="module")
def settings(settings: Settings) -> Iterator[Settings]:
    """Of a gateway where what a dead worker held is taken over after a second."""
    with pytest.MonkeyPatch.context() as patch:
        # By its own name: the package has a function of that name.
        patch.setattr(import_module("services.gateway.main.media"), "_LEASE_SECONDS", 1.0)
        yield settings


async def all_settled(neighbours: Neighbours, person: Person) -> None:
    """Wait until nothing is left to be done: the next test's deaths are not to strike this one's media."""

    async def settled() -> bool:
        connection = await asyncpg.connect(neighbours.settings.database_url)
        try:
            return (
                await connection.fetchval(
                    "select bool_and(settled) from media_renditions where organization_id = $1",
                    person.organization_id,
                )
                is True
            )
        finally:
            await connection.close()

    await eventually(settled, seconds=40)


@pytest.mark.parametrize("step", ["finish", "waiting_posts", "settle"])
async def test_another_goes_on_from_there(
    monkeypatch: pytest.MonkeyPatch, person: Person, neighbours: Neighbours, step: str
) -> None:
    """Before it is known to be made, before anybody was told, before it is settled: told once, and whole."""
    real = getattr(renditions, step)
    deaths: list[str] = []

    async def die_once(*arguments: Any, **named: Any) -> Any:
        if not deaths:
            deaths.append(step)
            raise SystemError("as if killed here")
        return await real(*arguments, **named)

    monkeypatch.setattr(renditions, step, die_once)
    await neighbours.connect(person, "x")
    media = await upload(person, "BMP")

    post = await make(person, targets=[{"network": "x", "text": "Tea", "media": [media["media_id"]]}])

    await target_in(person, post, "scheduled")
    await all_settled(neighbours, person)
    told = [data for _envelope, data in await neighbours.told("post.scheduled")]
    assert [len(data["targets"]) for data in told] == [0, 1]
    assert deaths == [step]


async def test_a_process_that_died_is_tried_again(
    monkeypatch: pytest.MonkeyPatch, person: Person, neighbours: Neighbours
) -> None:
    """A decoder that crashed once may have been out of memory: nobody hears of it."""
    convert = MediaProcessor.convert
    deaths: list[int] = []

    async def die_once(*arguments: Any) -> Any:
        if not deaths:
            deaths.append(1)
            raise MediaBusyError("the process ended with -11")
        return await convert(*arguments)

    monkeypatch.setattr(MediaProcessor, "convert", die_once)
    await neighbours.connect(person, "x")
    media = await upload(person, "BMP")

    post = await make(person, targets=[{"network": "x", "text": "Tea", "media": [media["media_id"]]}])

    assert (await target_in(person, post, "scheduled"))["problem"] is None
    assert deaths == [1]
    await all_settled(neighbours, person)
