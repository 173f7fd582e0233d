"""Refresh tokens that count once: many who want to renew at once, and a process killed at any moment of it."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest
import pytest_asyncio

from services.publisher.errors import AccountUnusableError
from services.publisher.tests.integration.conftest import Networks, OpenAccount
from services.publisher.tests.integration.replicas import (
    add_account,
    encrypted,
    kill,
    open_replica,
    replica,
    up_to,
)
from shared.migrate import migrate
from shared.testing.servers import Servers, fresh_database
from shared.testing.waiting import eventually

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def url(servers: Servers) -> AsyncIterator[str]:
    """A publisher's database."""
    async with fresh_database(servers) as database_url:
        await migrate(database_url, Path(__file__).parents[2] / "migrations")
        yield database_url


@pytest_asyncio.fixture(loop_scope="module")
async def rows(url: str) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(url)
    yield connection
    await connection.close()


async def refreshes(networks: Networks) -> int:
    """How many pairs of tokens the network has given out."""
    calls = (await networks.http.get("/_sandbox/requests")).json()["calls"]
    return int(calls.get("x.oauth.token", {}).get("200", 0))


async def degraded_told(rows: asyncpg.Connection, account: OpenAccount) -> int:
    query = "select count(*) from outbox where topic = 'account.degraded' and key = $1"
    return int(await rows.fetchval(query, str(account.account_id)))


async def a_minute_later(rows: asyncpg.Connection, account: OpenAccount) -> None:
    """The lease of a renewal that was begun is over, and the server has noticed that who began it is gone."""

    async def gone() -> bool:
        query = "select count(*) from pg_stat_activity where application_name = 'replica' and datname = current_database()"
        return not await rows.fetchval(query)

    await eventually(gone)
    await lease_is_over(rows, account)


async def lease_is_over(rows: asyncpg.Connection, account: OpenAccount) -> None:
    query = "update accounts set refresh_until = now() - interval '1 second' where account_id = $1"
    await rows.execute(query + " and refresh_until is not null", account.account_id)


async def test_twenty_replicas_renew_once(
    url: str, sandbox_address: str, networks: Networks, rows: asyncpg.Connection
) -> None:
    """All want the same token renewed at the same moment: the network is asked once, and all can go on."""
    account = await add_account(rows, networks)
    before = await refreshes(networks)
    replicas = [await open_replica(url, sandbox_address) for _ in range(20)]
    try:
        handles = await asyncio.gather(*(one.identify(account.account_id) for one in replicas))
    finally:
        for one in replicas:
            await one.database.close()
            await one.http.aclose()

    assert set(handles) == {account.handle}
    assert await refreshes(networks) - before == 1


@pytest.mark.parametrize("grace_seconds", [0.0, 3600.0])
async def test_killed_at_every_await_of_a_renewal(
    url: str, sandbox_address: str, networks: Networks, rows: asyncpg.Connection, grace_seconds: float
) -> None:
    """The next one goes on; where the network takes a used token no second time, the account says that it is lost.

    With a network that takes one again within a grace period nothing is ever lost.
    """
    await networks.set(x_refresh_token_grace_seconds=grace_seconds)
    lost, awaits, finished = 0, 0, False
    while not finished:
        account = await add_account(rows, networks)
        process = await open_replica(url, sandbox_address)
        renewal = process.credentials.renew(await process.account(account.account_id))
        finished = await asyncio.create_task(_until(renewal, awaits))
        await kill(process)
        await a_minute_later(rows, account)
        async with replica(url, sandbox_address) as next_one:
            with contextlib.suppress(AccountUnusableError):
                await next_one.identify(account.account_id)
            is_lost = (await next_one.account(account.account_id)).state == "degraded"
            assert is_lost or await next_one.identify(account.account_id) == account.handle
        assert await degraded_told(rows, account) == is_lost
        lost += is_lost
        awaits += 1

    assert awaits > 10
    if grace_seconds:
        assert lost == 0
    else:
        assert lost < awaits / 2


async def _until(renewal: object, awaits: int) -> bool:
    return await up_to(renewal, awaits)  # type: ignore[arg-type]


async def test_the_set_before_is_tried_where_the_newest_is_refused(
    url: str, sandbox_address: str, networks: Networks, rows: asyncpg.Connection
) -> None:
    """A network that did not see its answer arrive may want the former token; an hour later nobody asks."""
    helped, too_late = await add_account(rows, networks), await add_account(rows, networks)
    for account, minutes in ((helped, 30), (too_late, -1)):
        await rows.execute(
            "update accounts set former_credentials = credentials, credentials = $2,"
            " former_until = now() + make_interval(mins => $3) where account_id = $1",
            account.account_id,
            encrypted(account, {**account.credentials, "refresh_token": "never-given"}),
            minutes,
        )
    async with replica(url, sandbox_address) as process:
        assert await process.identify(helped.account_id) == helped.handle
        with pytest.raises(AccountUnusableError):
            await process.identify(too_late.account_id)

        assert (await process.account(too_late.account_id)).state == "degraded"
    assert await degraded_told(rows, too_late) == 1


async def test_the_former_set_stays_until_the_new_one_is_stored(
    url: str, sandbox_address: str, networks: Networks, rows: asyncpg.Connection
) -> None:
    """Trouble at the network leaves what there was; a renewal keeps it beside the new one for an hour."""
    account = await add_account(rows, networks)
    document = {"network": "x", "call": "oauth.token", "mode": "server_error", "times": 1}
    await networks.add_fault(document)
    async with replica(url, sandbox_address) as process:
        stored = (await process.account(account.account_id)).credentials
        with pytest.raises(AccountUnusableError):
            await process.identify(account.account_id)
        assert (await process.account(account.account_id)).credentials == stored

        assert await process.identify(account.account_id) == account.handle
        renewed = await process.account(account.account_id)

    assert renewed.former_credentials == stored
    assert renewed.credentials != stored


async def test_who_lost_the_renewal_to_another_does_not_give_the_account_up(
    url: str, sandbox_address: str, networks: Networks, rows: asyncpg.Connection
) -> None:
    """A replica that stood still while another renewed is refused by the network, and leaves the account alone."""
    account = await add_account(rows, networks)
    async with replica(url, sandbox_address) as slow, replica(url, sandbox_address) as quick:
        before = await slow.account(account.account_id)
        claimed = await slow.accounts.claim_renewal(before, "slow", 60.0)
        assert claimed is not None
        await lease_is_over(rows, account)
        assert await quick.identify(account.account_id) == account.handle
        with pytest.raises(AccountUnusableError):
            await slow.credentials._renew(claimed, "slow")

        assert await quick.identify(account.account_id) == account.handle
    assert await degraded_told(rows, account) == 0
