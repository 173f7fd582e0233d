"""Forgetting an organisation, and writing down what is kept of it: all of that, and nothing of another's."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar
from uuid import UUID, uuid4

import pytest
import pytest_asyncio

from shared import outbox
from shared.clock import SystemClock
from shared.consuming import Received
from shared.events import (
    Envelope,
    ErasureCompleted,
    ErasureRequested,
    EventData,
    ExportCompleted,
    ExportRequested,
)
from shared.ids import new_id
from shared.migrate import migrate
from shared.objects import ObjectMissingError, ObjectStore
from shared.outbox import OutboxRecord
from shared.postgres import Database
from shared.privacy import Erasing, Exporting, Holdings, Tombstones, UnknownHoldingError, holdings_of
from shared.settings import ObjectSettings
from shared.testing.servers import Servers, fresh_database
from shared.unit_of_work import UnitOfWorkFactory
from shared.working import Lease

MIGRATIONS = Path(__file__).parent / "holding_migrations"
Event = TypeVar("Event", bound=EventData)

KNOWN = Holdings(
    conditions={"counters": "t.album_id in (select a.album_id from albums a where a.organization_id = $1)"},
    kept={"settings_of_all": "of all"},
    hidden=frozenset({"caption"}),
    tombstones={"albums": Tombstones("post.scheduled", "album_id::text")},
    cycles=frozenset({"albums.cover_id"}),
)
LEASE = Lease("test/1", 30.0)


class FailingOnceError(Exception):
    """Stands for a process that dies there."""


class FragileObjects(ObjectStore):
    """An object store that fails when it is first asked to delete."""

    has_failed = False

    async def delete_under(self, folder: str) -> int:
        if not self.has_failed:
            self.has_failed = True
            raise FailingOnceError
        return await super().delete_under(folder)


@dataclass
class Keeper:
    """A service that keeps albums of organisations."""

    database: Database
    units: UnitOfWorkFactory
    objects: FragileObjects

    @property
    def erasing(self) -> Erasing:
        return Erasing("scheduler", self.database, self.units, SystemClock(), LEASE, KNOWN, self.objects)

    @property
    def exporting(self) -> Exporting:
        return Exporting("scheduler", self.database, self.units, SystemClock(), LEASE, KNOWN, self.objects)

    async def fill(self, organization_id: UUID, albums: int = 3) -> list[UUID]:
        """Make an organisation's rows, in every table; its albums."""
        made = [new_id() for _ in range(albums)]
        async with self.units() as work:
            for album_id in made:
                picture_id = new_id()
                run = work.connection.execute
                await run("insert into albums values ($1, $2, 'holidays')", album_id, organization_id)
                await run("insert into pictures values ($1, $2, 'us', 'x')", picture_id, album_id)
                await run("insert into picture_tags values ($1, 'sea')", picture_id)
                await run("update albums set cover_id = $2 where album_id = $1", album_id, picture_id)
                await run("insert into counters values ($1, 7)", album_id)
            headers = outbox.encode_texts([("ce_orgid", str(organization_id))])
            work.append(OutboxRecord("post.scheduled", "key", headers, b"{}"))
        await self.objects.put(f"organizations/{organization_id}/a", b"a", "text/plain")
        return made

    async def rows(self) -> dict[str, int]:
        tables = ("albums", "pictures", "picture_tags", "counters")
        async with self.database.acquire() as connection:
            return {table: await connection.fetchval(f"select count(*) from {table}") for table in tables}

    async def told(self, topic: str) -> list[tuple[str | None, bytes | None]]:
        async with self.database.acquire() as connection:
            rows = await connection.fetch(
                "select key, value from outbox where topic = $1 order by seq", topic
            )
        return [(row["key"], row["value"]) for row in rows]

    async def ask_erasure(self, organization_id: UUID) -> UUID:
        event = ErasureRequested(
            organization_id=organization_id, erasure_id=new_id(), requested_at=datetime.now(UTC)
        )
        async with self.units() as work:
            await self.erasing.requested(work, [received(event)])
        return event.erasure_id

    async def erase(self) -> None:
        (job,) = await self.erasing.claim(5, LEASE)
        await self.erasing.handle(job)


def received(event: Event) -> Received[Event]:
    envelope = Envelope(
        id=new_id(),
        source="//postwright/gateway",
        type=event.event_type,
        time=datetime.now(UTC),
        subject=event.subject,
        organization_id=event.organization_id,
        correlation_id=str(new_id()),
    )
    return Received(event, envelope, event.topic_name, 0, 0)


@pytest_asyncio.fixture
async def keeper(servers: Servers, tmp_path: Path) -> AsyncIterator[Keeper]:
    async with fresh_database(servers) as url:
        await migrate(url, MIGRATIONS)
        database = Database(url, application_name="privacy-test")
        await database.open()
        objects = FragileObjects(ObjectSettings(url=f"file://{tmp_path}"))
        objects.has_failed = True
        try:
            yield Keeper(database, UnitOfWorkFactory(database, "scheduler", SystemClock()), objects)
        finally:
            await database.close()


async def test_an_organisation_is_forgotten_wholly_and_alone(keeper: Keeper) -> None:
    """Rows of every table, below, beside and in a circle; its objects; what the outbox holds. Another's stay."""
    mine, other = uuid4(), uuid4()
    await keeper.fill(mine)
    await keeper.fill(other)
    await keeper.ask_erasure(mine)
    await keeper.erase()
    assert await keeper.rows() == {"albums": 3, "pictures": 3, "picture_tags": 3, "counters": 3}
    with pytest.raises(ObjectMissingError):
        await keeper.objects.get(f"organizations/{mine}/a")
    assert await keeper.objects.get(f"organizations/{other}/a") == b"a"
    async with keeper.database.acquire() as connection:
        about_mine = await connection.fetch(
            "select topic from outbox where position($1 in headers) > 0 and value is not null", str(mine)
        )
    assert [row["topic"] for row in about_mine] == ["erasure.completed"]


async def test_records_of_compacted_topics_end_with_the_rows(keeper: Keeper) -> None:
    """A tombstone for each: compaction takes the record away."""
    mine = uuid4()
    albums = await keeper.fill(mine)
    await keeper.ask_erasure(mine)
    await keeper.erase()
    told = await keeper.told("post.scheduled")
    assert sorted(told) == sorted((str(album), None) for album in albums)


async def test_a_service_that_died_in_the_middle_goes_on(keeper: Keeper) -> None:
    """What was found before counts as well, and it is told once."""
    mine = uuid4()
    await keeper.fill(mine)
    keeper.objects.has_failed = False
    erasure_id = await keeper.ask_erasure(mine)
    (job,) = await keeper.erasing.claim(5, LEASE)
    with pytest.raises(FailingOnceError):
        await keeper.erasing.handle(job)
    assert await keeper.told("erasure.completed") == []
    await keeper.erasing.release([job], LEASE)
    await keeper.erase()
    ((_, value),) = await keeper.told("erasure.completed")
    assert value is not None
    completed = ErasureCompleted.model_validate_json(value)
    assert completed.erasure_id == erasure_id
    assert completed.rows == {"albums": 3, "pictures": 3, "picture_tags": 3, "counters": 3}
    assert completed.objects == 1
    assert await keeper.erasing.claim(5, LEASE) == []


async def test_what_was_written_late_is_forgotten_by_a_second_look(keeper: Keeper) -> None:
    """Work that had begun before may commit after everything was gone."""
    mine = uuid4()
    await keeper.ask_erasure(mine)
    await keeper.erase()
    await keeper.fill(mine)
    await keeper.erasing.again()
    assert set((await keeper.rows()).values()) == {0}


async def test_an_export_holds_all_but_secrets(keeper: Keeper) -> None:
    """A file a table, a row a line; bytes and hidden columns are left out, and another's rows."""
    mine, other = uuid4(), uuid4()
    albums = await keeper.fill(mine, albums=2)
    await keeper.fill(other)
    event = ExportRequested(organization_id=mine, export_id=new_id(), requested_at=datetime.now(UTC))
    async with keeper.units() as work:
        await keeper.exporting.requested(work, [received(event)])
    (job,) = await keeper.exporting.claim(5, LEASE)
    await keeper.exporting.handle(job)
    ((_, value),) = await keeper.told("export.completed")
    assert value is not None
    completed = ExportCompleted.model_validate_json(value)
    assert {file.table: file.rows for file in completed.files} == {
        "albums": 2,
        "pictures": 2,
        "picture_tags": 2,
        "counters": 2,
    }
    files = {file.table: await keeper.objects.get(file.key) for file in completed.files}
    assert {json.loads(line)["album_id"] for line in files["albums"].splitlines()} == set(map(str, albums))
    assert [sorted(json.loads(line)) for line in files["pictures"].splitlines()] == [
        ["album_id", "picture_id"]
    ] * 2


async def test_a_table_of_nobody_is_not_passed_over(keeper: Keeper) -> None:
    """Whose its rows are must be said: a new table would be forgotten otherwise."""
    async with keeper.database.acquire() as connection:
        await connection.execute("create table notes (note text)")
        with pytest.raises(UnknownHoldingError, match="notes"):
            await holdings_of(connection, KNOWN)
