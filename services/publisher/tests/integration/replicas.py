"""The part of a publisher that opens and renews credentials, as often as wanted on one database; and its sudden end."""

import asyncio
import contextlib
import ctypes
import json
import types
from collections.abc import AsyncIterator, Coroutine, Generator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import httpx
from prometheus_client import CollectorRegistry

from services.publisher.domain.access import App
from services.publisher.domain.accounts import Account
from services.publisher.metrics import Metrics
from services.publisher.networks.clients import make_client
from services.publisher.networks.connectors import Tools, make_connectors
from services.publisher.ports import Connectors
from services.publisher.repository.accounts import AccountRepository
from services.publisher.tests.integration.conftest import ENCRYPTION_KEY, Networks, OpenAccount
from services.publisher.usecases.credentials import Credentials
from shared import capabilities
from shared.clock import SystemClock
from shared.encryption import Vault
from shared.postgres import Database
from shared.sql import load_queries
from shared.unit_of_work import UnitOfWorkFactory

_PUBLISHER = Path(__file__).parents[2]
VAULT = Vault(ENCRYPTION_KEY)


@dataclass
class Replica:
    """One process's credentials.

    Attributes:
        others: Descriptors of connections that are not its own.
    """

    database: Database
    http: httpx.AsyncClient
    accounts: AccountRepository
    connectors: Connectors
    credentials: Credentials
    others: frozenset[int]

    async def account(self, account_id: UUID) -> Account:
        account = await self.accounts.get(account_id)
        assert account is not None
        return account

    async def identify(self, account_id: UUID) -> str:
        """Whose account it is, by the network's word on the present credentials."""
        account, access = await self.credentials.open(await self.account(account_id))
        return (await self.connectors[account.network].identify(access)).handle


async def open_replica(
    database_url: str, sandbox_address: str, *, apps: Mapping[str, Mapping[str, str]] | None = None
) -> Replica:
    """A process with connections of its own; close it, or leave it as a killed one is left."""
    clock, others = SystemClock(), frozenset(_transports())
    database = Database(database_url, application_name="replica", size=2)
    await database.open()
    accounts = AccountRepository(database, load_queries(_PUBLISHER / "queries" / "accounts.sql"))
    http = make_client(allow_private=True)
    connectors = make_connectors(
        Tools(
            http,
            clock,
            {network: App(app["client_id"], app["client_secret"]) for network, app in (apps or {}).items()},
        )
    )
    credentials = Credentials(
        accounts=accounts,
        units=UnitOfWorkFactory(database, "publisher", clock),
        vault=VAULT,
        connectors=connectors,
        registry=capabilities.load(),
        sandbox_url=sandbox_address,
        clock=clock,
        metrics=Metrics(CollectorRegistry()),
    )
    return Replica(database, http, accounts, connectors, credentials, others)


@contextlib.asynccontextmanager
async def replica(
    database_url: str, sandbox_address: str, *, apps: Mapping[str, Mapping[str, str]] | None = None
) -> AsyncIterator[Replica]:
    opened = await open_replica(database_url, sandbox_address, apps=apps)
    try:
        yield opened
    finally:
        await opened.database.close()
        await opened.http.aclose()


async def kill(process: Replica) -> None:
    """Its connections end as when a process is gone: the server rolls back what was open."""
    process.database.pool.terminate()
    with contextlib.suppress(RuntimeError):  # one that is in use says so, and is ended below
        await process.http.aclose()
    for descriptor, transport in list(_transports().items()):
        if descriptor not in process.others:
            transport.abort()
    await asyncio.sleep(0)


def _transports() -> Mapping[int, asyncio.Transport]:
    """Every open connection of this loop, by its descriptor: asyncio has no public list of them."""
    transports: Mapping[int, asyncio.Transport] = asyncio.get_running_loop()._transports  # type: ignore[attr-defined]
    return transports


@types.coroutine
def up_to(coroutine: Coroutine[Any, Any, Any], awaits: int) -> Generator[Any, Any, bool]:
    """Run until it has waited so often, and never on from there; whether it came to its end before."""
    answer: Any = None
    failed: BaseException | None = None
    while True:
        try:
            waited_for = coroutine.send(answer) if failed is None else coroutine.throw(failed)
        except StopIteration:
            return True
        if awaits == 0:
            # Never freed: a coroutine that Python frees is thrown an exception first, and tidies up.
            ctypes.pythonapi.Py_IncRef(ctypes.py_object(coroutine))
            if waited_for is not None:
                waited_for.add_done_callback(lambda future: future.cancelled() or future.exception())
            return False
        awaits -= 1
        try:
            answer, failed = (yield waited_for), None
        except BaseException as error:  # noqa: BLE001  whatever it is, it belongs to the coroutine
            failed = error


async def add_account(connection: asyncpg.Connection, networks: Networks, **secrets: str) -> OpenAccount:
    """A connected X account whose credentials are due to be renewed."""
    account = await networks.open("x")
    held = {**account.credentials, **secrets}
    await connection.execute(
        "insert into accounts (account_id, organization_id, network, state, revision, authorized_revision,"
        " credentials, credentials_version, refresh_at, remote_id, handle, display_name, profile_url, cause)"
        " values ($1, $2, 'x', 'connected', 1, 1, $3, 1, $4, '1', $5, 'Somebody', 'https://x.example', $6)",
        account.account_id,
        account.organization_id,
        encrypted(account, held),
        datetime.now(UTC) - timedelta(minutes=1),
        account.handle,
        cause(account.organization_id),
    )
    return account


def encrypted(account: OpenAccount, secrets: dict[str, str]) -> bytes:
    """As the publisher stores them."""
    return VAULT.encrypt(
        json.dumps(secrets).encode(),
        organization_id=account.organization_id,
        owner_id=account.account_id,
    )


def cause(organization_id: UUID) -> str:
    """The event that a row followed from, as the publisher keeps it."""
    return json.dumps(
        {
            "ce_specversion": "1.0",
            "ce_id": str(UUID(int=1)),
            "ce_source": "//postwright/test",
            "ce_type": "postwright.account.authorized.v1",
            "ce_time": "2026-11-21T12:00:00Z",
            "ce_subject": "account",
            "ce_correlationid": "test",
            "ce_orgid": str(organization_id),
        }
    )
