"""What nothing uses is deleted where an organisation wants that, what was deleted is removed, and nothing is left behind."""

import contextlib
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import asyncpg
import pytest
import pytest_asyncio

from services.gateway.config import Settings
from services.gateway.tenancy import TENANT_ROLE, Tenancy
from services.gateway.tests.conftest import Person
from services.gateway.tests.integration.test_media import picture, upload
from services.gateway.tests.neighbours import Neighbours
from services.gateway.usecases.intake import MediaIntake
from services.gateway.usecases.retention import MediaRetention
from services.gateway.usecases.stored_media import MediaRemoval, StoredMedia
from shared.clock import SystemClock
from shared.objects import ObjectStore
from shared.postgres import Database
from shared.testing.clocks import FakeClock
from shared.testing.waiting import eventually
from shared.unit_of_work import UnitOfWorkFactory
from shared.working import Lease

PATH = "/v1/media"
ANY = {"If-Match": "*"}
GRACE = timedelta(days=7)


class Keeper:
    """Who looks after media, at another time: what would happen then."""

    def __init__(self, owner: Database, tenancy: Tenancy, store: ObjectStore, clock: FakeClock) -> None:
        self.clock = clock
        self.store = store
        self.owner = owner
        self.retention = MediaRetention(owner, tenancy, clock, GRACE)
        self.removal = MediaRemoval(owner, store, clock, Lease.of("keeper", 60))

    def wait(self, **time: float) -> None:
        self.clock.jump(timedelta(**time).total_seconds())

    async def remove(self, *keys: str) -> None:
        """Look at those of these objects that are due; the rest is somebody else's."""
        claimed = await self.removal.claim(1_000, self.removal.lease)
        for key in claimed:
            if key in keys:
                await self.removal.handle(key)
        await self.removal.release([key for key in claimed if key not in keys], self.removal.lease)


@pytest_asyncio.fixture(loop_scope="module")
async def keeper(settings: Settings) -> AsyncIterator[Keeper]:
    owner = Database(settings.database_url, application_name="test")
    tenants = Database(settings.database_url, role=TENANT_ROLE, application_name="test")
    await owner.open()
    await tenants.open()
    clock = FakeClock(SystemClock().now())
    tenancy = Tenancy(UnitOfWorkFactory(tenants, "gateway", clock))
    yield Keeper(owner, tenancy, ObjectStore(settings.objects), clock)
    await owner.close()
    await tenants.close()


async def rule(person: Person, days: int | None) -> None:
    answer = await person.http.put(f"{PATH}/retention", json={"unused_days": days}, headers=ANY)
    assert answer.status_code == 200, answer.text


async def state_of(person: Person, media: dict[str, Any]) -> str:
    answer = await person.http.get(f"{PATH}/{media['media_id']}")
    return str(answer.json()["state"]) if answer.status_code == 200 else "gone"


def key_of(person: Person, media: dict[str, Any]) -> str:
    return f"organizations/{person.organization_id}/media/{media['sha256']}"


async def lies_there(keeper: Keeper, person: Person, media: dict[str, Any]) -> bool:
    """Whether the file or one of its thumbnails is in the store."""
    files = await keeper.store.objects_under(f"organizations/{person.organization_id}/media")
    small = await keeper.store.objects_under(
        f"organizations/{person.organization_id}/thumbnails/{media['sha256']}"
    )
    return key_of(person, media) in {one.key for one in files} or bool(small)


async def test_an_organisation_says_how_long_unused_media_are_kept(person: Person) -> None:
    """For ever unless it says otherwise; by who has seen the rule as it is."""
    first = await person.http.get(f"{PATH}/retention")
    unseen = await person.http.put(f"{PATH}/retention", json={"unused_days": 30})
    put = await person.http.put(
        f"{PATH}/retention", json={"unused_days": 30}, headers={"If-Match": first.headers["etag"]}
    )
    stale = await person.http.put(
        f"{PATH}/retention", json={"unused_days": None}, headers={"If-Match": first.headers["etag"]}
    )
    hasty = await person.http.put(f"{PATH}/retention", json={"unused_days": 1}, headers=ANY)

    assert first.json() == {"unused_days": None, "revision": 0, "updated_at": None}
    assert (put.status_code, put.json()["unused_days"]) == (200, 30)
    assert [unseen.status_code, stale.status_code, hasty.status_code] == [428, 412, 422]
    assert (await person.http.get(f"{PATH}/retention")).json() == put.json()


async def test_what_nothing_uses_is_deleted_and_later_gone(
    person: Person, stranger: Person, neighbours: Neighbours, keeper: Keeper
) -> None:
    """Not what a planned post needs, not what was changed since, and not without a rule."""
    unused = await upload(person, picture(color="red"))
    needed = await upload(person, picture(color="green"))
    touched = await upload(person, picture(color="blue"))
    theirs = await upload(stranger, picture(color="red"))
    await neighbours.connect(person, "mastodon")
    wanted = {
        "language": "en",
        "schedule": {"kind": "local", "local_time": "2031-03-03T09:00:00", "time_zone": "Asia/Kolkata"},
        "targets": [{"network": "mastodon", "text": "Tea.", "media": [needed["media_id"]]}],
    }
    planned = await person.http.post("/v1/posts", json=wanted)
    assert planned.status_code == 201, planned.text
    await rule(person, 30)
    await person.http.patch(f"{PATH}/{touched['media_id']}", json={"tags": ["x"]}, headers=ANY)
    connection = await asyncpg.connect(neighbours.settings.database_url)
    await connection.execute(
        "update media set updated_at = updated_at - interval '29 days' where media_id = any($1::uuid[])",
        [UUID(one["media_id"]) for one in (unused, needed, theirs)],
    )

    await keeper.retention.mark()
    early = await state_of(person, unused)
    keeper.wait(days=2)
    await keeper.retention.mark()
    marked = [await state_of(person, one) for one in (unused, needed, touched)]
    shown = (await person.http.get(f"{PATH}/{unused['media_id']}")).json()
    keeper.wait(days=6)
    await keeper.retention.purge()
    still = await state_of(person, unused)
    keeper.wait(days=2)
    await keeper.retention.purge()
    gone = await state_of(person, unused)
    await keeper.remove(key_of(person, unused))
    events = await connection.fetch(
        "select type from live_events where organization_id = $1 and type like 'media.%' and data ->> 'media_id' = $2"
        " order by seq",
        UUID(person.organization_id),
        unused["media_id"],
    )
    audited = await connection.fetchval(
        "select count(*) from audit_entries where organization_id = $1 and credential = 'system'"
        " and subject_id = $2",
        UUID(person.organization_id),
        unused["media_id"],
    )
    await connection.close()

    assert early == "active"
    assert marked == ["deleted", "active", "active"]
    assert shown["deleted_because"] == "unused"
    assert (still, gone) == ("deleted", "gone")
    assert not await lies_there(keeper, person, unused)
    assert await lies_there(keeper, person, needed)
    assert await lies_there(keeper, stranger, theirs)
    assert await state_of(stranger, theirs) == "active"
    assert [row["type"] for row in events] == ["media.ready", "media.deleted", "media.purged"]
    assert audited == 2


async def test_an_object_that_other_media_name_stays(person: Person, keeper: Keeper) -> None:
    """Two files that differ only in what a camera noted are kept as the same bytes."""
    plain = picture("JPEG", color="salmon")
    first = await upload(person, plain)
    second = await upload(person, plain[:2] + b"\xff\xfe\x00\x06note" + plain[2:])
    assert first["media_id"] != second["media_id"]
    assert first["sha256"] == second["sha256"]

    await person.http.delete(f"{PATH}/{first['media_id']}", headers=ANY)
    keeper.wait(days=8)
    await keeper.retention.purge()
    await keeper.remove(key_of(person, first))
    kept = await lies_there(keeper, person, second)
    await person.http.delete(f"{PATH}/{second['media_id']}", headers=ANY)
    keeper.wait(days=8)
    await keeper.retention.purge()
    await keeper.remove(key_of(person, first))

    assert kept
    assert not await lies_there(keeper, person, second)
    assert await state_of(person, second) == "gone"


async def test_what_a_crash_left_behind_is_taken_away(
    person: Person, keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The object was written and the row never came: nobody names it, and it was noted before."""

    async def die(*_arguments: object, **_named: object) -> None:
        raise SystemError("as if killed here")

    with monkeypatch.context() as patch:
        patch.setattr(MediaIntake, "add", die)
        with contextlib.suppress(SystemError):
            await person.http.post(PATH, files={"file": picture(color="crimson")})
    files = await keeper.store.objects_under(f"organizations/{person.organization_id}/media")
    (orphan,) = [one.key for one in files]

    await keeper.remove(orphan)
    soon = await keeper.store.objects_under(orphan.rpartition("/")[0])
    keeper.wait(hours=7)
    await keeper.remove(orphan)

    assert [one.key for one in soon] == [orphan]
    assert await keeper.store.objects_under(f"organizations/{person.organization_id}") == []
    await upload(person, picture(color="crimson"))


async def test_a_removal_that_was_killed_goes_on(person: Person, keeper: Keeper) -> None:
    """Whoever sends the same file meanwhile waits until it is gone, and then it is there again."""
    data = picture(color="indigo")
    made = await upload(person, data)
    key = key_of(person, made)
    await person.http.delete(f"{PATH}/{made['media_id']}", headers=ANY)
    keeper.wait(days=8)
    await keeper.retention.purge()
    assert key in await keeper.removal.claim(1_000, keeper.removal.lease)
    async with keeper.owner.acquire() as connection:
        # Killed right after it was noted that the object leaves.
        await connection.execute(
            "update media_objects set is_leaving = true, lease_until = now() where key = $1", key
        )
    stored = StoredMedia(keeper.retention.tenancy, SystemClock())
    waiting = stored.hold(UUID(person.organization_id), key)

    async def removed() -> bool:
        await keeper.remove(key)
        return not await lies_there(keeper, person, made)

    await eventually(removed)
    await waiting
    again = await upload(person, data)

    assert again["media_id"] != made["media_id"]
    await keeper.remove(key)
    assert (await person.http.get(again["url"])).content == data
