from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import jwt
import pytest_asyncio
import redis.asyncio

from services.gateway.config import Settings
from services.gateway.main import create_app
from services.gateway.tests.conftest import PASSWORD, Person, client_of
from shared.migrate import migrate
from shared.service import Service
from shared.testing.servers import Servers, fresh_database
from shared.testing.waiting import eventually

MIGRATIONS = Path(__file__).parents[2] / "migrations"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def other(settings: Settings, gateway: Service) -> AsyncIterator[Service]:
    """A second replica."""
    assert gateway.settings is settings
    async with create_app(settings.model_copy(update={"instance": "other"})).running() as service:
        yield service


async def join(owner: asyncpg.Connection, person: Person, organization_id: str, role: str) -> None:
    await owner.execute(
        "insert into memberships (organization_id, user_id, role)"
        " select $1, user_id, $3 from users where username = $2",
        UUID(organization_id),
        person.username,
        role,
    )


async def switched(person: Person, organization_id: str) -> dict[str, Any]:
    answer = await person.http.post("/v1/auth/organization", json={"organization_id": organization_id})
    assert answer.status_code == 200, answer.text
    made: dict[str, Any] = answer.json()
    return made


async def role_at(service: Service, token: str) -> str | None:
    async with client_of(service, Authorization=f"Bearer {token}") as client:
        answer = await client.get("/v1/me")
    return str(answer.json()["role"]) if answer.status_code == 200 else None


async def within_a_second(claim: Callable[[], Awaitable[bool]]) -> None:
    await eventually(claim, seconds=1)


async def test_a_person_acts_in_each_of_their_organisations(
    person: Person, stranger: Person, owner: asyncpg.Connection, gateway: Service
) -> None:
    """A switch gives tokens for another organisation with the role there; the first ones go on."""
    await join(owner, person, stranger.organization_id, "viewer")

    made = await switched(person, stranger.organization_id)

    assert (made["user"]["organization_id"], made["user"]["role"]) == (stranger.organization_id, "viewer")
    assert {(m["organization_id"], m["role"]) for m in made["user"]["memberships"]} == {
        (person.organization_id, "owner"),
        (stranger.organization_id, "viewer"),
    }
    assert await role_at(gateway, person.access_token) == "owner"


async def test_a_switch_needs_a_membership(person: Person, stranger: Person) -> None:
    """An organisation of others looks like one that does not exist."""
    for organization_id in (stranger.organization_id, "0199d2a1-7c3e-7b5f-8a2d-3f1c9e5b7a10"):
        answer = await person.http.post("/v1/auth/organization", json={"organization_id": organization_id})
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


async def test_a_sign_in_goes_to_the_organisation_used_last(
    person: Person, stranger: Person, owner: asyncpg.Connection
) -> None:
    """Whoever left in one organisation comes back into it."""
    await join(owner, person, stranger.organization_id, "editor")
    await switched(person, stranger.organization_id)

    answer = await person.http.post("/v1/auth/login", json={"login": person.username, "password": PASSWORD})

    assert answer.json()["user"]["organization_id"] == stranger.organization_id


async def test_signing_out_ends_the_sessions_in_all_organisations(
    person: Person, stranger: Person, owner: asyncpg.Connection, gateway: Service, other: Service
) -> None:
    """A session that was begun from another one does not outlive it, on any replica."""
    await join(owner, person, stranger.organization_id, "editor")
    there = await switched(person, stranger.organization_id)
    assert await role_at(other, there["access_token"]) == "editor"

    await person.http.post("/v1/auth/logout")

    assert await role_at(other, there["access_token"]) is None
    assert await role_at(gateway, there["access_token"]) is None
    refreshed = await person.http.post("/v1/auth/refresh", json={"refresh_token": there["refresh_token"]})
    assert refreshed.json()["code"] == "auth.session_ended"


async def test_a_changed_role_counts_everywhere_within_a_second(
    person: Person, stranger: Person, owner: asyncpg.Connection, gateway: Service, other: Service
) -> None:
    """No token says what its holder may do: the tokens of yesterday have the role of now."""
    await join(owner, person, stranger.organization_id, "admin")
    token = (await switched(person, stranger.organization_id))["access_token"]
    for replica in (gateway, other):
        assert await role_at(replica, token) == "admin"

    await owner.execute("update memberships set role = 'viewer' where role = 'admin'")

    for replica in (gateway, other):

        async def is_viewer(replica: Service = replica) -> bool:
            return await role_at(replica, token) == "viewer"

        await within_a_second(is_viewer)


async def test_a_removed_member_is_out_within_a_second(
    person: Person, stranger: Person, owner: asyncpg.Connection, gateway: Service, other: Service
) -> None:
    """Access and refresh tokens for that organisation stop working; those for others go on."""
    await join(owner, person, stranger.organization_id, "admin")
    there = await switched(person, stranger.organization_id)
    for replica in (gateway, other):
        assert await role_at(replica, there["access_token"]) == "admin"

    await owner.execute(
        "delete from memberships where organization_id = $1 and role = 'admin'",
        UUID(stranger.organization_id),
    )

    for replica in (gateway, other):

        async def is_out(replica: Service = replica) -> bool:
            return await role_at(replica, there["access_token"]) is None

        await within_a_second(is_out)
    refreshed = await person.http.post("/v1/auth/refresh", json={"refresh_token": there["refresh_token"]})
    assert refreshed.json()["code"] == "auth.session_ended"
    assert await role_at(gateway, person.access_token) == "owner"


async def test_an_end_that_redis_lost_counts_within_a_second(
    person: Person, settings: Settings, gateway: Service, other: Service
) -> None:
    """Redis forgets the end and is given back what it knew before: the worst a lost write and a replay can do."""
    for replica in (gateway, other):
        assert await role_at(replica, person.access_token) == "owner"
    async with redis.asyncio.Redis.from_url(settings.redis_url) as client:
        keys = [key async for key in client.scan_iter(f"{settings.redis_prefix}:recent:*")]
        before = {key: value for key in keys if (value := await client.get(key)) is not None}

        assert (await person.http.post("/v1/auth/logout")).status_code == 204
        await client.flushdb()
        for key, value in before.items():
            await client.set(key, value)

    for replica in (gateway, other):

        async def is_out(replica: Service = replica) -> bool:
            return await role_at(replica, person.access_token) is None

        await within_a_second(is_out)


async def test_an_end_that_was_not_committed_passes(
    person: Person, settings: Settings, gateway: Service
) -> None:
    """Redis was told of an end and the process died before the commit: the session comes back by itself, soon."""
    async with redis.asyncio.Redis.from_url(settings.redis_url) as client:
        async with client.pipeline() as pipeline:
            sid = _session_of(person.access_token)
            key = f"{settings.redis_prefix}:recent:{sid}"
            pipeline.set(key, "! none", ex=10)
            pipeline.ttl(key)
            await pipeline.execute()
        assert await role_at(gateway, person.access_token) is None
        await client.pexpire(key, 1)

        async def is_back() -> bool:
            return await role_at(gateway, person.access_token) == "owner"

        await eventually(is_back)


async def test_somebody_who_is_a_member_nowhere_gets_a_place_of_their_own(
    person: Person, owner: asyncpg.Connection
) -> None:
    """Who was removed from their last organisation can still sign in, and be invited again."""
    await owner.execute("delete from memberships where organization_id = $1", UUID(person.organization_id))

    answer = await person.http.post("/v1/auth/login", json={"login": person.username, "password": PASSWORD})

    user = answer.json()["user"]
    assert (answer.status_code, user["role"]) == (200, "owner")
    assert user["organization_id"] != person.organization_id


async def test_people_of_before_the_split_keep_their_organisation(servers: Servers, tmp_path: Path) -> None:
    """The migration makes a membership of what a user's row said, and their sessions go on."""
    for file in sorted(MIGRATIONS.glob("*.sql")):
        if file.name < "0091":
            (tmp_path / file.name).write_text(file.read_text())
    async with fresh_database(servers) as url:
        await migrate(url, tmp_path)
        connection = await asyncpg.connect(url)
        try:
            await connection.execute(
                """insert into organizations (organization_id, name) values (gen_random_uuid(), 'Old');
                insert into users (user_id, organization_id, email, username, password_hash, role)
                select gen_random_uuid(), organization_id, 'a@example.com', 'asha', 'x', 'approver'
                from organizations;
                insert into sessions (session_id, organization_id, user_id, expires_at)
                select gen_random_uuid(), organization_id, user_id, now() from users"""
            )
            await migrate(url, MIGRATIONS)
            row = await connection.fetchrow(
                "select o.name, u.username, m.role, s.sign_in_id = s.session_id as own from sessions s"
                " join users u using (user_id) join memberships m using (user_id, organization_id)"
                " join organizations o using (organization_id)"
            )
        finally:
            await connection.close()

    assert row is not None
    assert tuple(row) == ("Old", "asha", "approver", True)


def _session_of(token: str) -> str:
    return str(jwt.decode(token, options={"verify_signature": False})["sid"])
