import asyncio
from pathlib import Path

import asyncpg
import pytest

from services.gateway import main
from services.gateway.config import Settings
from services.gateway.tenancy import TENANT_ROLE, Tenancy
from services.gateway.tests.conftest import Person
from shared.clock import SystemClock
from shared.ids import new_id
from shared.migrate import migrate
from shared.postgres import Database
from shared.testing.servers import Servers, fresh_database
from shared.unit_of_work import UnitOfWorkFactory


async def test_every_table_of_a_tenant_is_under_the_policy(settings: Settings, person: Person) -> None:
    """A table with organization_id has row-level security and the tenant's policy; who adds one can't forget it."""
    connection = await asyncpg.connect(settings.database_url)
    try:
        open_tables = await connection.fetch(
            "select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid"
            " where c.relkind in ('r', 'p') and not c.relispartition and a.attname = 'organization_id'"
            " and c.relnamespace = 'public'::regnamespace and (not c.relrowsecurity or not exists"
            " (select from pg_policy p where p.polrelid = c.oid and p.polname = 'tenant'))"
        )
        granted = await connection.fetch(
            "select c.relname from pg_class c where c.relkind in ('r', 'p')"
            " and c.relnamespace = 'public'::regnamespace and not c.relispartition"
            " and has_table_privilege($1, c.oid, 'select, insert, update, delete')"
            " and not exists (select from pg_attribute a where a.attrelid = c.oid"
            " and a.attname = 'organization_id')",
            TENANT_ROLE,
        )
        owned = await connection.fetchval(
            "select count(*) from pg_class where relowner = $1::regrole", TENANT_ROLE
        )
    finally:
        await connection.close()

    assert [row["relname"] for row in open_tables] == [], person.username
    # Read by all, of nobody: plans, and how far the log of live events was forgotten; written by all: the outbox.
    assert {row["relname"] for row in granted} <= {"plans", "live_events_forgotten", "outbox"}
    assert owned == 0


async def test_the_tenants_role_sees_its_own_rows_alone(
    settings: Settings, person: Person, stranger: Person
) -> None:
    """Without an organisation nothing, with one its rows alone, even for a statement without a condition."""
    database = Database(settings.database_url, role=TENANT_ROLE, application_name="test")
    await database.open()
    try:
        tenancy = Tenancy(UnitOfWorkFactory(database, "gateway", SystemClock()))
        async with tenancy.work(person.organization_id) as work:  # type: ignore[arg-type]
            names = await work.connection.fetch("select username from users")
        async with database.acquire() as connection:
            outside = await connection.fetchval("select count(*) from users")
    finally:
        await database.close()

    assert [row["username"] for row in names] == [person.username]
    assert stranger.username != person.username
    assert outside == 0


async def test_a_row_for_another_tenant_cannot_be_written(
    settings: Settings, person: Person, stranger: Person
) -> None:
    """The policy checks what is written as well as what is read."""
    database = Database(settings.database_url, role=TENANT_ROLE, application_name="test")
    await database.open()
    try:
        tenancy = Tenancy(UnitOfWorkFactory(database, "gateway", SystemClock()))
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with tenancy.work(person.organization_id) as work:  # type: ignore[arg-type]
                await work.connection.execute(
                    "insert into accounts (account_id, organization_id, network, state, revision)"
                    " values ($1, $2, 'x', 'connecting', 1)",
                    new_id(),
                    stranger.organization_id,
                )
    finally:
        await database.close()


async def test_databases_of_one_server_may_migrate_at_once(servers: Servers) -> None:
    """The role belongs to the server: making it in five databases at the same moment works."""
    folder = Path(main.__file__).parents[1] / "migrations"

    async def make() -> None:
        async with fresh_database(servers) as url:
            await migrate(url, folder)

    await asyncio.gather(*(make() for _ in range(5)))
