from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import pytest
import pytest_asyncio
import redis.asyncio

from services.gateway.config import Settings
from services.gateway.main import create_app
from services.gateway.tests.conftest import PASSWORD, Person, client_of
from services.gateway.tests.neighbours import BRIEF, NETWORKS, Neighbours
from shared.service import Service
from shared.testing.clocks import FakeClock
from shared.testing.waiting import eventually

NEW_KEY = {"name": "Export", "scopes": ["posts:read", "analytics:read"]}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def other(settings: Settings, gateway: Service) -> AsyncIterator[Service]:
    """A second replica."""
    assert gateway.settings is settings
    async with create_app(settings.model_copy(update={"instance": "other"})).running() as service:
        yield service


async def made(person: Person, **fields: Any) -> dict[str, Any]:
    answer = await person.http.post("/v1/api-keys", json=NEW_KEY | fields)
    assert answer.status_code == 201, answer.text
    key: dict[str, Any] = answer.json()
    return key


async def status(service: Service, key: str, path: str = "/v1/posts") -> int:
    async with client_of(service, Authorization=f"Bearer {key}") as client:
        return (await client.get(path)).status_code


async def problem(service: Service, key: str, path: str = "/v1/posts") -> tuple[int, str, str]:
    async with client_of(service, Authorization=f"Bearer {key}") as client:
        answer = await client.get(path)
    return answer.status_code, answer.json()["code"], answer.json()["detail"]


async def test_a_key_acts_for_its_organisation_within_its_scopes(gateway: Service, person: Person) -> None:
    """It reads what it was made for, and is refused the rest, its maker's own affairs above all."""
    key = await made(person)

    assert await status(gateway, key["key"]) == 200
    refusal = await problem(gateway, key["key"], "/v1/accounts")
    assert refusal[:2] == (403, "auth.forbidden")
    assert "scopes" in refusal[2]
    assert await status(gateway, key["key"], "/v1/me") == 403


async def test_a_key_is_shown_once(person: Person, settings: Settings, owner: asyncpg.Connection) -> None:
    """No answer shows it again, and no table holds it, the sealed answer of its creation included."""
    answer = await person.http.post("/v1/api-keys", json=NEW_KEY, headers={"Idempotency-Key": "once"})
    key = answer.json()

    assert answer.headers["cache-control"] == "no-store"
    shown = (await person.http.get(f"/v1/api-keys/{key['api_key_id']}")).text
    assert key["key"] not in shown + (await person.http.get("/v1/api-keys")).text
    assert settings.redis_url
    for table in ("api_keys", "api_key_secrets", "idempotency_keys", "audit_entries", "live_events"):
        rows = await owner.fetch(f"select t::text as row from {table} t")
        text = "".join(row["row"] for row in rows)
        assert key["key"] not in text
        assert key["key"].encode().hex() not in text


async def test_a_creation_that_is_repeated_gives_the_same_key(gateway: Service, person: Person) -> None:
    """A client that lost the answer asks again and has its key."""
    first, again = [
        await person.http.post("/v1/api-keys", json=NEW_KEY, headers={"Idempotency-Key": "again"})
        for _ in range(2)
    ]

    assert again.json() == first.json()
    assert again.headers["idempotency-replayed"] == "true"
    assert await status(gateway, again.json()["key"]) == 200
    assert len((await person.http.get("/v1/api-keys")).json()["items"]) == 1


async def test_a_revoked_key_is_refused_by_every_replica_at_once(
    gateway: Service, other: Service, person: Person
) -> None:
    """Replicas that have just taken it included; it stays in the list of those that ended."""
    key = await made(person)
    for replica in (gateway, other):
        assert await status(replica, key["key"]) == 200

    assert (await person.http.delete(f"/v1/api-keys/{key['api_key_id']}")).status_code == 204

    for replica in (gateway, other):
        assert (await problem(replica, key["key"]))[:2] == (401, "auth.api_key_invalid")
    assert (await person.http.get("/v1/api-keys")).json()["items"] == []
    listed = (await person.http.get("/v1/api-keys", params={"ended": True})).json()["items"]
    assert [(one["api_key_id"], one["state"], one["secrets"]) for one in listed] == [
        (key["api_key_id"], "revoked", [])
    ]
    assert (await person.http.delete(f"/v1/api-keys/{key['api_key_id']}")).status_code == 204


async def test_a_revocation_that_redis_lost_counts_within_a_second(
    gateway: Service, other: Service, person: Person, settings: Settings
) -> None:
    """Redis forgets it, and is given back what it knew before."""
    key = await made(person)
    async with redis.asyncio.Redis.from_url(settings.redis_url) as client:
        for replica in (gateway, other):
            assert await status(replica, key["key"]) == 200
        names = [name async for name in client.scan_iter(f"{settings.redis_prefix}:recent:*")]
        before = {name: value for name in names if (value := await client.get(name)) is not None}
        await person.http.delete(f"/v1/api-keys/{key['api_key_id']}")
        await client.flushdb()
        for name, value in before.items():
            await client.set(name, value)

    for replica in (gateway, other):

        async def is_refused(replica: Service = replica) -> bool:
            return await status(replica, key["key"]) == 401

        await eventually(is_refused, seconds=1)


async def test_a_key_is_rotated_with_an_overlap(own_settings: Settings) -> None:
    """Both texts work until the stated instant, then the new one alone; without an overlap the old one ends at once."""
    clock = FakeClock()
    async with create_app(own_settings, clock=clock).running() as gateway, client_of(gateway) as client:
        body = {"username": "asha", "email": "asha@example.com", "password": PASSWORD}
        token = (await client.post("/v1/auth/register", json=body)).json()["access_token"]
        client.headers["Authorization"] = f"Bearer {token}"
        old = (await client.post("/v1/api-keys", json=NEW_KEY)).json()
        path = f"/v1/api-keys/{old['api_key_id']}/rotate"

        new = (await client.post(path, json={"overlap_seconds": 600})).json()

        assert [one["works_until"] is None for one in new["secrets"]] == [True, False]
        assert [await status(gateway, key["key"]) for key in (old, new)] == [200, 200]
        clock.jump(601)
        assert [await status(gateway, key["key"]) for key in (old, new)] == [401, 200]
        newest = (await client.post(path, json={"overlap_seconds": 0})).json()
        assert [await status(gateway, key["key"]) for key in (new, newest)] == [401, 200]


async def test_a_key_expires(own_settings: Settings) -> None:
    """At its instant, and can't be rotated any more then."""
    clock = FakeClock()
    async with create_app(own_settings, clock=clock).running() as gateway, client_of(gateway) as client:
        body = {"username": "asha", "email": "asha@example.com", "password": PASSWORD}
        token = (await client.post("/v1/auth/register", json=body)).json()["access_token"]
        client.headers["Authorization"] = f"Bearer {token}"
        ends = (clock.now() + timedelta(seconds=60)).isoformat()
        key = (await client.post("/v1/api-keys", json=NEW_KEY | {"expires_at": ends})).json()
        assert await status(gateway, key["key"]) == 200

        clock.jump(60)

        assert (await problem(gateway, key["key"]))[:2] == (401, "auth.api_key_invalid")
        answer = await client.post(f"/v1/api-keys/{key['api_key_id']}/rotate", json={})
        assert (answer.status_code, answer.json()["code"]) == (409, "api_key.ended")


async def test_a_key_can_do_no_more_than_its_maker_may_now(
    gateway: Service, person: Person, owner: asyncpg.Connection
) -> None:
    """A maker who becomes a viewer leaves their keys a viewer's reach, and one who leaves takes them along."""
    key = await made(person, scopes=["posts:read", "content:write"])
    organization = UUID(person.organization_id)

    async def write() -> int:
        async with client_of(gateway, Authorization=f"Bearer {key['key']}") as client:
            return (await client.post("/v1/campaigns", json={"name": "Tea"})).status_code

    assert await write() == 201
    await owner.execute("update memberships set role = 'viewer' where organization_id = $1", organization)

    async def is_reader() -> bool:
        return await write() == 403

    await eventually(is_reader, seconds=1)
    assert await status(gateway, key["key"]) == 200
    await owner.execute("delete from memberships where organization_id = $1", organization)

    async def is_out() -> bool:
        return await status(gateway, key["key"]) == 401

    await eventually(is_out, seconds=1)


@pytest.mark.parametrize(("scopes", "answered"), [([], 403), (["posts:write"], 202)])
async def test_a_key_that_only_writes_has_nothing_published(
    gateway: Service, person: Person, neighbours: Neighbours, scopes: list[str], answered: int
) -> None:
    """Content that becomes a post by itself is a post: one by one, as a batch, and by the organisation's default."""
    await neighbours.connect(person, *NETWORKS)
    key = await made(person, scopes=["content:write", *scopes])
    itself = BRIEF | {"schedule": {"kind": "now"}}
    looked_at = itself | {"approval": "required"}
    async with client_of(gateway, Authorization=f"Bearer {key['key']}") as client:
        one = await client.post("/v1/content-requests", json=itself)
        batch = await client.post("/v1/content-requests/batches", json={"items": [looked_at, itself]})
        harmless = [
            (await client.post("/v1/content-requests", json=brief)).status_code
            for brief in (BRIEF, looked_at)
        ]

    assert [one.status_code, batch.status_code] == [answered, answered], one.text
    assert harmless == [202, 202]
    if answered == 403:
        assert (one.json()["code"], one.json()["permission"]) == ("auth.forbidden", "posts:write")


async def test_a_key_makes_no_key_that_may_more_than_itself(gateway: Service, person: Person) -> None:
    """Scopes never grow, whoever makes or rotates."""
    manager = await made(person, scopes=["keys:manage", "posts:read"])
    wide = await made(person, scopes=["posts:write"])
    async with client_of(gateway, Authorization=f"Bearer {manager['key']}") as client:
        more = await client.post("/v1/api-keys", json=NEW_KEY | {"scopes": ["posts:write"]})
        rotated = await client.post(f"/v1/api-keys/{wide['api_key_id']}/rotate", json={})
        same = await client.post("/v1/api-keys", json=NEW_KEY | {"scopes": ["posts:read"]})

    for refused in (more, rotated):
        assert (refused.status_code, refused.json()["code"]) == (422, "api_key.scope_exceeds_own")
    assert same.status_code == 201


@pytest.mark.parametrize(
    "wrong",
    [
        {"scopes": []},
        {"scopes": ["own"]},
        {"scopes": ["organization:own"]},
        {"scopes": ["everything"]},
        {"name": "\x00"},
        {"expires_at": "2020-01-01T00:00:00Z"},
        {"expires_at": "9999-12-31T23:59:59-23:59"},
    ],
)
async def test_a_wrong_wish_is_refused(person: Person, wrong: dict[str, Any]) -> None:
    """With 422 and the place."""
    answer = await person.http.post("/v1/api-keys", json=NEW_KEY | wrong)

    assert answer.status_code == 422, answer.text
    assert next(iter(wrong)) in answer.json()["errors"][0]["pointer"]


async def test_a_key_is_renamed_under_its_revision(person: Person) -> None:
    """A stale ETag is refused; the others' keys do not exist."""
    key = await made(person)
    path = f"/v1/api-keys/{key['api_key_id']}"

    first = await person.http.patch(path, json={"name": "Import"}, headers={"If-Match": '"v1"'})
    second = await person.http.patch(path, json={"name": "Both"}, headers={"If-Match": '"v1"'})

    assert (first.status_code, first.json()["name"], first.headers["etag"]) == (200, "Import", '"v2"')
    assert second.status_code == 412


async def test_another_organisations_key_does_not_exist(person: Person, stranger: Person) -> None:
    """Each way to name it answers 404."""
    path = f"/v1/api-keys/{(await made(person))['api_key_id']}"

    answers = [
        await stranger.http.get(path),
        await stranger.http.patch(path, json={"name": "x"}, headers={"If-Match": "*"}),
        await stranger.http.post(f"{path}/rotate", json={}),
        await stranger.http.delete(path),
    ]

    assert [answer.status_code for answer in answers] == [404] * 4


async def test_the_last_use_is_shown(gateway: Service, person: Person) -> None:
    """To the minute, written beside the requests."""
    key = await made(person)
    assert key["last_used_at"] is None
    before = datetime.now(UTC) - timedelta(seconds=1)
    await status(gateway, key["key"])

    async def used() -> str | None:
        shown = (await person.http.get(f"/v1/api-keys/{key['api_key_id']}")).json()["last_used_at"]
        return None if shown is None else str(shown)

    assert datetime.fromisoformat(await eventually(used)) >= before


async def test_what_a_key_changes_is_in_the_audit_trail_as_the_keys(
    gateway: Service, person: Person, owner: asyncpg.Connection
) -> None:
    """Made, used for a change, rotated, revoked: each with its credential, and none with a secret."""
    key = await made(person, scopes=["content:write"])
    async with client_of(gateway, Authorization=f"Bearer {key['key']}") as client:
        assert (await client.post("/v1/campaigns", json={"name": "Tea"})).status_code == 201
    await person.http.post(f"/v1/api-keys/{key['api_key_id']}/rotate", json={})
    await person.http.delete(f"/v1/api-keys/{key['api_key_id']}")

    rows = await owner.fetch(
        "select operation, credential from audit_entries where organization_id = $1 order by at",
        UUID(person.organization_id),
    )
    entries = [(row["operation"], row["credential"].split(":")[0]) for row in rows]
    assert [entry for entry in entries if "api_key" in entry[0] or entry[0] == "create_campaign"] == [
        ("create_api_key", "session"),
        ("create_campaign", "api_key"),
        ("rotate_api_key", "session"),
        ("revoke_api_key", "session"),
    ]


async def test_a_mistyped_key_is_told_so(gateway: Service, person: Person) -> None:
    """401 with the challenge of a token that is no good."""
    text = (await made(person))["key"]
    async with client_of(gateway, Authorization=f"Bearer {text[:-1]}~") as client:
        answer = await client.get("/v1/posts")

    assert (answer.status_code, answer.json()["code"]) == (401, "auth.api_key_invalid")
    assert answer.headers["www-authenticate"] == 'Bearer error="invalid_token"'
