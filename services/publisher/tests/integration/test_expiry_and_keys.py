"""What nobody asks for and is done all the same: warnings of consents that end, and rotation of encryption keys."""

import base64
import secrets
from collections.abc import AsyncIterator

import asyncpg
import pytest
import pytest_asyncio

from services.publisher.main import create_app
from services.publisher.tests.integration.conftest import (
    ENCRYPTION_KEY,
    Networks,
    OpenAccount,
    System,
    Told,
)
from shared.events import AccountConnected, AccountDegraded, AccountExpiring
from shared.testing.waiting import eventually

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(loop_scope="module")
async def rows(system: System) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(system.settings.database_url)
    yield connection
    await connection.close()


async def ends_in(rows: asyncpg.Connection, account: OpenAccount, interval: str) -> None:
    """The account's consent ends then, and nothing renews it."""
    await rows.execute(
        "update accounts set expires_at = now() + $2::text::interval, refresh_at = null,"
        " check_at = now() + $2::text::interval where account_id = $1",
        account.account_id,
        interval,
    )


async def test_the_end_of_a_consent_is_told_days_ahead(
    rows: asyncpg.Connection, networks: Networks, told: Told
) -> None:
    """7, 3 and 1 days ahead, each once, whatever lies between; then the account is degraded and says who must act."""
    account = await networks.open("mastodon")
    await told.connect(account)

    await ends_in(rows, account, "8 days")
    await ends_in(rows, account, "2 days 12 hours")
    [first] = await told.wait_for(AccountExpiring)
    await ends_in(rows, account, "2 days")
    await ends_in(rows, account, "20 hours")
    second = (await told.wait_for(AccountExpiring, 2))[1]
    await ends_in(rows, account, "-1 second")
    [degraded] = await told.wait_for(AccountDegraded)

    assert [one.days_left for one in told.events(AccountExpiring)] == [3, 1]
    assert first.who_must_act == second.who_must_act == "account_owner"
    assert (degraded.code, degraded.who_must_act) == ("account.consent_ended", "account_owner")
    revisions = [one.revision for one in (first, second, degraded)]
    assert revisions == sorted(set(revisions))


async def test_the_end_is_told_with_the_account_and_measured(
    system: System, rows: asyncpg.Connection, networks: Networks, told: Told
) -> None:
    """X without a refresh token lasts two hours: account.connected says until when, and the metric counts it."""
    account = await networks.open("x")
    lasting = account.authorized(refresh_token="")
    await system.topics.tell(lasting)
    [connected] = await told.wait_for(AccountConnected)

    assert connected.expires_at is not None
    left = await rows.fetchval(
        "select extract(epoch from expires_at - now()) from accounts where account_id = $1",
        account.account_id,
    )
    assert 0 < left <= 7200


async def test_keys_are_rotated_while_accounts_publish(
    system: System, rows: asyncpg.Connection, networks: Networks, told: Told
) -> None:
    """A replica with a new first key brings everything under it; the rest goes on."""
    accounts = [await networks.open("mastodon") for _ in range(3)]
    await told.connect(*accounts)
    new = base64.b64encode(secrets.token_bytes(32)).decode()
    settings = system.settings.model_copy(
        update={
            "encryption_keys": type(system.settings.encryption_keys)(f"{new},{ENCRYPTION_KEY}"),
            "instance": "publisher-b",
        }
    )
    keys = "select count(distinct substring(credentials from 2 for 4)) from accounts where credentials is not null"
    old = await rows.fetchval("select substring(credentials from 2 for 4) from accounts limit 1")
    versions = await rows.fetch("select account_id, credentials_version from accounts order by 1")

    async with create_app(settings).running() as rotated:

        async def moved() -> bool:
            left = "select count(*) from accounts where substring(credentials from 2 for 4) = $1"
            return not await rows.fetchval(left, old)

        await eventually(moved, seconds=40)
        assert await rows.fetchval(keys) == 1
        metrics = await eventually(lambda: _current_rows(rotated), seconds=40)
        # The other replica has the old key alone: it leaves the accounts to this one.
        await system.topics.tell(*(account.due("Under the new key.") for account in accounts))
        await told.published(len(accounts), seconds=60)

    assert told.events(AccountDegraded) == []
    assert await rows.fetchval("select max(setbacks) from publications") == 0
    assert metrics >= len(accounts)
    assert versions == await rows.fetch("select account_id, credentials_version from accounts order by 1")


def _current_rows(service: object) -> float | None:
    registry = service.metrics.registry  # type: ignore[attr-defined]
    for metric in registry.collect():
        for sample in metric.samples:
            if sample.name == "postwright_publisher_encrypted_rows" and sample.labels["current"] == "true":
                return float(sample.value)
    return None
