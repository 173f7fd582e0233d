"""Row-level security as the only guard: statements without a condition, over every table there is, as the tenant's role."""

import contextlib
import json
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import asyncpg
import pytest
import pytest_asyncio

from services.gateway.config import Settings
from services.gateway.openapi import render
from services.gateway.tenancy import TENANT_ROLE, Tenancy
from services.gateway.tests.conftest import Person
from services.gateway.tests.mailbox import Mailbox
from services.gateway.tests.neighbours import Neighbours
from services.gateway.tests.operations import BUILDERS, World
from shared.clock import SystemClock
from shared.postgres import Database
from shared.service import Service
from shared.unit_of_work import UnitOfWorkFactory

# Tables that have no organisation and that the tenant's role may touch, and why no tenant's row is seen by that.
OF_NOBODY = {
    "plans": "what plans allow; read alone",
    "live_events_forgotten": "how far the log is forgotten; read alone",
    "outbox": "what is told; written alone",
    "users": "people, of whom a policy of its own shows the members",
}
# Tables with an organisation that the tenant's role may not touch at all, and why.
OUT_OF_REACH = {
    "sessions": "a person's",
    "refresh_tokens": "a person's",
    "erasures": "the machinery of forgetting",
    "exports_asked": "the machinery of exporting",
}
_COLUMN = """
select c.relname as name, coalesce(bool_or(a.attname = 'organization_id'), false) as is_tenants,
    c.relrowsecurity as is_secured,
    exists (select from pg_policy p where p.polrelid = c.oid
        and p.polroles @> array[$1::regrole::oid]
        and pg_get_expr(p.polqual, p.polrelid) = '(organization_id = current_organization())'
        and pg_get_expr(p.polwithcheck, p.polrelid) = '(organization_id = current_organization())') as has_policy,
    array_remove(array[
        case when has_any_column_privilege($1, c.oid, 'select') then 'select' end,
        case when has_any_column_privilege($1, c.oid, 'insert') then 'insert' end,
        case when has_any_column_privilege($1, c.oid, 'update') then 'update' end,
        case when has_table_privilege($1, c.oid, 'delete') then 'delete' end,
        case when has_table_privilege($1, c.oid, 'truncate') then 'truncate' end], null) as granted
from pg_class c
left join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
where c.relkind in ('r', 'p', 'v', 'm', 'f') and c.relnamespace not in (
    'pg_catalog'::regnamespace, 'information_schema'::regnamespace, 'pg_toast'::regnamespace)
group by c.oid order by c.relname
"""


@pytest_asyncio.fixture(loop_scope="module")
async def owner(settings: Settings, gateway: Service) -> AsyncIterator[asyncpg.Connection]:
    """Sees everything of a running gateway's database."""
    assert gateway.settings is settings
    connection = await asyncpg.connect(settings.database_url)
    yield connection
    await connection.close()


@pytest_asyncio.fixture(loop_scope="module")
async def tenants(settings: Settings) -> AsyncIterator[Tenancy]:
    """As handlers have it."""
    database = Database(settings.database_url, role=TENANT_ROLE, application_name="test", size=2)
    await database.open()
    yield Tenancy(UnitOfWorkFactory(database, "gateway", SystemClock()))
    await database.close()


async def tables(owner: asyncpg.Connection) -> list[asyncpg.Record]:
    """All of the database, by the catalogue."""
    found: list[asyncpg.Record] = await owner.fetch(_COLUMN, TENANT_ROLE)
    return found


async def test_every_table_is_kept_to_its_tenant_or_has_a_reason(owner: asyncpg.Connection) -> None:
    """Who adds a table can't forget it: the policy is there, or the table is in one of the lists above."""
    for table in await tables(owner):
        name, granted = table["name"], set(table["granted"])
        assert "truncate" not in granted, name
        if name in OF_NOBODY:
            assert granted in ({"select"}, {"insert"}), name
        elif name in OUT_OF_REACH or not table["is_tenants"]:
            assert not granted, name
        else:
            assert (table["is_secured"], table["has_policy"]) == (True, True), name
    known = {table["name"] for table in await tables(owner)}
    assert known >= OF_NOBODY.keys() | OUT_OF_REACH.keys()


async def test_the_tenants_role_can_do_nothing_else(owner: asyncpg.Connection) -> None:
    """It owns nothing, is above no policy, can't sign in, and can't say what the setting means."""
    role = await owner.fetchrow("select * from pg_roles where rolname = $1", TENANT_ROLE)
    assert role is not None
    for power in (
        "rolsuper",
        "rolbypassrls",
        "rolcreaterole",
        "rolcreatedb",
        "rolcanlogin",
        "rolreplication",
    ):
        assert role[power] is False, power
    owned = await owner.fetchval(
        "select count(*) from pg_shdepend where refobjid = $1::regrole and deptype = 'o'", TENANT_ROLE
    )
    may_create = await owner.fetchval("select has_schema_privilege($1, 'public', 'create')", TENANT_ROLE)
    is_member_of = await owner.fetchval(
        "select count(*) from pg_auth_members where member = $1::regrole", TENANT_ROLE
    )
    mighty = await owner.fetch(
        "select p.proname, p.proconfig from pg_proc p where p.prosecdef"
        " and p.pronamespace = 'public'::regnamespace and has_function_privilege($1, p.oid, 'execute')",
        TENANT_ROLE,
    )
    assert (owned, may_create, is_member_of) == (0, False, 0)
    # What runs as the owner looks at the setting itself, and in no schema that somebody else can put something in.
    for function in mighty:
        assert any(setting.startswith("search_path=") for setting in function["proconfig"]), function[
            "proname"
        ]
    source = await owner.fetchval("select pg_get_functiondef('current_organization()'::regprocedure)")
    assert "app.organization_id" in source


@pytest.fixture
def theirs(stranger: Person, neighbours: Neighbours, mailbox: Mailbox) -> World:
    """What somebody of another organisation has."""
    return World(stranger, neighbours, mailbox, json.loads(render()))


async def test_no_row_of_another_tenant_is_read_or_written(
    owner: asyncpg.Connection, tenants: Tenancy, person: Person, stranger: Person, theirs: World
) -> None:
    """By any statement on any table, as if no query of the application had a condition."""
    for parameter in BUILDERS:
        await theirs.id(parameter)
    own, other = UUID(person.organization_id), UUID(stranger.organization_id)
    filled = 0
    for table in [
        one for one in await tables(owner) if one["is_tenants"] and one["name"] not in OUT_OF_REACH
    ]:
        name, granted = table["name"], set(table["granted"])
        before = await fingerprint(owner, name, other)
        filled += before[0] > 0
        if "select" in granted:
            async with rolled_back(tenants, own) as connection:
                seen = await connection.fetch(f'select distinct organization_id from "{name}"')
                assert {row["organization_id"] for row in seen} <= {own}, name
        for statement in (f'update "{name}" set organization_id = organization_id', f'delete from "{name}"'):
            if statement.split()[0] in granted:
                await attempt(tenants, own, statement)
                assert await fingerprint(owner, name, other) == before, statement
        if "update" in granted:
            await refused(tenants, own, f'update "{name}" set organization_id = $1', other)
        if "insert" in granted and before[0] > 0:
            # Their own row, read by the owner and put in again by the tenant, under whatever key.
            row = await owner.fetchval(
                f'select to_jsonb(t) from "{name}" t where organization_id = $1 limit 1', other
            )
            await refused(
                tenants,
                own,
                f'insert into "{name}" overriding system value select * from jsonb_populate_record(null::"{name}", $1::jsonb)',
                json.loads(row),
            )
    assert filled >= 20


async def test_outside_of_an_organisation_there_is_nothing(
    owner: asyncpg.Connection, tenants: Tenancy, person: Person
) -> None:
    """Whatever forgets to enter one sees no row of any."""
    assert person.organization_id
    async with tenants.units.database.acquire() as connection:
        for table in await tables(owner):
            if table["is_tenants"] and "select" in table["granted"]:
                assert await connection.fetchval(f'select count(*) from "{table["name"]}"') == 0, table[
                    "name"
                ]
        assert await connection.fetchval("select count(user_id) from users") == 0


async def test_people_are_seen_where_they_are_members(
    tenants: Tenancy, person: Person, stranger: Person
) -> None:
    """And nothing of how they sign in."""
    async with rolled_back(tenants, UUID(person.organization_id)) as connection:
        names = await connection.fetch("select username from users")
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.fetch("select password_hash from users")

    assert [row["username"] for row in names] == [person.username]
    assert stranger.username != person.username


@contextlib.asynccontextmanager
async def rolled_back(tenants: Tenancy, organization_id: UUID) -> AsyncIterator[Any]:
    """A tenant's transaction of which nothing stays."""
    with contextlib.suppress(_UndoneError):
        async with tenants.work(organization_id) as work:
            yield work.connection
            raise _UndoneError


class _UndoneError(Exception):
    pass


async def attempt(tenants: Tenancy, organization_id: UUID, statement: str) -> None:
    """Let it do what it can, for good; a rule of the table may refuse it altogether."""
    with contextlib.suppress(asyncpg.IntegrityConstraintViolationError, asyncpg.InsufficientPrivilegeError):
        async with tenants.work(organization_id) as work:
            await work.connection.execute(statement)


async def refused(tenants: Tenancy, organization_id: UUID, statement: str, *values: object) -> None:
    """The policy refuses it, before any other rule of the table is looked at; or it finds no row to change."""
    with contextlib.suppress(asyncpg.InsufficientPrivilegeError):
        async with tenants.work(organization_id) as work:
            done = await work.connection.execute(statement, *values)
            assert done.endswith(" 0"), f"{statement}: {done}"


async def fingerprint(owner: asyncpg.Connection, table: str, organization_id: UUID) -> tuple[int, str]:
    """How many rows an organisation has in a table, and what is in them."""
    row = await owner.fetchrow(
        f"select count(*) as rows, md5(coalesce(string_agg(t::text, chr(10) order by t::text), '')) as text"
        f' from "{table}" t where organization_id = $1',
        organization_id,
    )
    assert row is not None
    return row["rows"], row["text"]
