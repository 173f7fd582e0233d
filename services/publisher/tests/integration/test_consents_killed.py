"""A publisher killed at every await of a consent's calls: the next one goes on, and each consent has one end."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit
from uuid import UUID

import asyncpg
import httpx
import pytest
import pytest_asyncio
from prometheus_client import CollectorRegistry

from services.publisher.domain.access import ConsentRequest, hosts_of
from services.publisher.domain.connections import Secrets
from services.publisher.metrics import Metrics
from services.publisher.ports import Consenting
from services.publisher.repository.connections import Call, ConnectionRepository
from services.publisher.tests.integration.conftest import SANDBOX_APP
from services.publisher.tests.integration.consents import REDIRECT_URL
from services.publisher.tests.integration.replicas import (
    VAULT,
    Replica,
    cause,
    kill,
    open_replica,
    replica,
    up_to,
)
from services.publisher.usecases.consents import Consents
from shared.clock import SystemClock
from shared.ids import new_id
from shared.migrate import migrate
from shared.sealing import generate_key_pair
from shared.sql import load_queries
from shared.testing.servers import Servers, fresh_database
from shared.testing.waiting import eventually
from shared.unit_of_work import UnitOfWorkFactory
from shared.working import Lease

pytestmark = pytest.mark.asyncio(loop_scope="module")

_PUBLISHER = Path(__file__).parents[2]
_APPS = {"x": SANDBOX_APP}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def url(servers: Servers) -> AsyncIterator[str]:
    """A publisher's database."""
    async with fresh_database(servers) as database_url:
        await migrate(database_url, _PUBLISHER / "migrations")
        yield database_url


@pytest_asyncio.fixture(loop_scope="module")
async def rows(url: str) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(url)
    yield connection
    await connection.close()


class Caller:
    """The part of a process that calls networks for consents."""

    def __init__(self, process: Replica, sandbox_address: str) -> None:
        clock = SystemClock()
        queries = load_queries(_PUBLISHER / "queries" / "connections.sql")
        self.repository = ConnectionRepository(process.database, queries)
        self.consents = Consents(
            connections=self.repository,
            units=UnitOfWorkFactory(process.database, "publisher", clock),
            vault=VAULT,
            connectors=process.connectors,
            sandbox_url=sandbox_address,
            clock=clock,
            metrics=Metrics(CollectorRegistry()),
        )

    async def claimed(self) -> list[Call]:
        return await self.repository.claim(1, Lease.of("replica", 30.0))


async def add(rows: asyncpg.Connection, state: str, secrets: Secrets) -> UUID:
    """A consent in that state, its turn come."""
    connection_id, organization_id = new_id(), new_id()
    encrypted = VAULT.encrypt(secrets.to_bytes(), organization_id=organization_id, owner_id=connection_id)
    await rows.execute(
        "insert into connections (connection_id, organization_id, network, redirect_url, reply_key, state, secrets,"
        " cause, expires_at) values ($1, $2, 'x', $3, $4, $5, $6, $7, now() + interval '15 minutes')",
        connection_id,
        organization_id,
        REDIRECT_URL,
        generate_key_pair()[1],
        state,
        encrypted,
        cause(organization_id),
    )
    return connection_id


async def go_on(rows: asyncpg.Connection, url: str, sandbox_address: str, connection_id: UUID) -> str:
    """What becomes of it with a process that is not killed, the killed one's lease being over."""

    async def gone() -> bool:
        query = "select count(*) from pg_stat_activity where application_name = 'replica' and datname = current_database()"
        return not await rows.fetchval(query)

    await eventually(gone)
    async with replica(url, sandbox_address, apps=_APPS) as process:
        caller = Caller(process, sandbox_address)
        for _ in range(10):
            await rows.execute(
                "update connections set lease_until = null, next_at = now()"
                " where connection_id = $1 and next_at is not null",
                connection_id,
            )
            for call in await caller.claimed():
                await caller.consents.call(call)
    query = "select state from connections where connection_id = $1"
    return str(await rows.fetchval(query, connection_id))


async def told(rows: asyncpg.Connection, connection_id: UUID) -> list[str]:
    query = "select topic from outbox where key = $1 order by txid, seq"
    return [row["topic"] for row in await rows.fetch(query, str(connection_id))]


async def killed_at(url: str, sandbox_address: str, awaits: int) -> bool:
    """Claim and call, and be killed after so many awaits; whether it came to its end before."""
    process = await open_replica(url, sandbox_address, apps=_APPS)
    caller = Caller(process, sandbox_address)
    [call] = await caller.claimed()
    finished = await asyncio.create_task(_until(caller.consents.call(call), awaits))
    await kill(process)
    return finished


async def _until(call: object, awaits: int) -> bool:
    return await up_to(call, awaits)  # type: ignore[arg-type]


async def test_killed_while_the_page_is_found(
    url: str, sandbox_address: str, rows: asyncpg.Connection
) -> None:
    """Finding it is safe to repeat: the person is always sent somewhere, and told once."""
    awaits, finished = 0, False
    while not finished:
        connection_id = await add(rows, "requested", Secrets("state"))
        finished = await killed_at(url, sandbox_address, awaits)
        assert await go_on(rows, url, sandbox_address, connection_id) == "opened"
        assert await told(rows, connection_id) == ["connection.opened"]
        awaits += 1
    assert awaits > 3


async def test_killed_while_the_answer_is_traded(
    url: str, sandbox_address: str, rows: asyncpg.Connection
) -> None:
    """A code counts once: it gives access, or the person is told to begin anew; never neither, and never both."""
    awaits, finished, lost = 0, False, 0
    while not finished:
        connection_id = await add(rows, "authorized", await answered(url, sandbox_address))
        finished = await killed_at(url, sandbox_address, awaits)
        state = await go_on(rows, url, sandbox_address, connection_id)
        assert (state, await told(rows, connection_id)) in (
            ("offered", ["connection.offered"]),
            ("failed", ["connection.failed"]),
        )
        secrets = await rows.fetchval(
            "select secrets from connections where connection_id = $1", connection_id
        )
        assert (secrets is None) == (state == "failed")
        lost += state == "failed"
        awaits += 1
    assert awaits > 5
    assert 0 < lost < awaits


async def answered(url: str, sandbox_address: str) -> Secrets:
    """As the publisher keeps it when the person is back: they said yes just now."""
    async with replica(url, sandbox_address, apps=_APPS) as process, httpx.AsyncClient() as browser:
        connector = process.connectors["x"]
        assert isinstance(connector, Consenting)
        hosts = hosts_of(connector.hosts, "x", None, sandbox_address)
        page = await connector.start_consent(ConsentRequest("state", REDIRECT_URL, hosts))
        back = await browser.get(page.url)
        return Secrets("state", page, dict(parse_qsl(urlsplit(back.headers["location"]).query)))
