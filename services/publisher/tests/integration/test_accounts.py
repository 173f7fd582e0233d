"""Accounts: verified, degraded with a reason, renewed, taken away."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import asyncpg
import pytest

from services.publisher.config import Settings
from services.publisher.tests.integration.conftest import NETWORKS, Networks, OpenAccount, Told
from shared.events import (
    AccountConnected,
    AccountDegraded,
    AccountDisconnected,
    NetworkName,
    PostFailed,
)
from shared.testing.topics import Topics
from shared.testing.waiting import eventually

pytestmark = pytest.mark.asyncio(loop_scope="module")
SECRET = {"mastodon": "access_token", "bluesky": "app_password", "x": "access_token"}


def disconnected(account: OpenAccount, revision: int) -> AccountDisconnected:
    return AccountDisconnected(
        organization_id=account.organization_id,
        account_id=account.account_id,
        network=account.network,
        disconnected_at=datetime.now(UTC),
        revision=revision,
    )


async def row(settings: Settings, account: OpenAccount) -> dict[str, Any]:
    connection = await asyncpg.connect(settings.database_url)
    try:
        found = await connection.fetchrow("select * from accounts where account_id = $1", account.account_id)
    finally:
        await connection.close()
    assert found is not None
    return dict(found)


@pytest.mark.parametrize("network", NETWORKS)
async def test_an_account_is_connected_under_the_networks_own_name(
    networks: Networks, told: Told, settings: Settings, network: NetworkName
) -> None:
    """And its secrets are in the database in no readable form."""
    account = await networks.open(network)

    await told.connect(account)

    [connected] = told.events(AccountConnected)
    assert connected.handle.lstrip("@").startswith(account.handle.lstrip("@").split("@")[0])
    assert connected.remote_id
    assert connected.profile_url.startswith("http")
    stored = await row(settings, account)
    for secret in account.credentials.values():
        assert str(secret).encode() not in stored["credentials"]


@pytest.mark.parametrize("network", NETWORKS)
async def test_wrong_credentials_degrade_the_account_and_new_ones_mend_it(
    networks: Networks, topics: Topics, told: Told, network: NetworkName
) -> None:
    """Its owner is told what the network said; what waits goes out once the account works."""
    account = await networks.open(network)
    wrong = {SECRET[network]: "wrong", "refresh_token": "wrong"}
    await topics.tell(account.authorized(revision=1, **wrong), account.due("It can wait."))

    [degraded] = await told.wait_for(AccountDegraded)
    assert degraded.who_must_act == "account_owner"
    assert degraded.detail
    assert "wrong" not in degraded.detail
    await topics.tell(account.authorized(revision=2))
    await told.published()

    [connected] = await told.wait_for(AccountConnected)
    assert connected.revision > degraded.revision
    assert await networks.texts(account) == ["It can wait."]


async def test_credentials_that_cant_be_opened_degrade_the_account(
    networks: Networks, topics: Topics, told: Told
) -> None:
    """Sealed for another account, or lacking a field: the reason names it, without a value."""
    account, other = await networks.open("x"), await networks.open("x")
    stolen = other.authorized().model_copy(update={"account_id": account.account_id})
    await topics.tell(stolen)
    lacking = await networks.open("mastodon")
    lacking.credentials.clear()
    await topics.tell(lacking.authorized())

    degraded = {event.account_id: event for event in await told.wait_for(AccountDegraded, 2)}

    assert "can't be opened" in degraded[account.account_id].detail
    assert "access_token" in degraded[lacking.account_id].detail


async def test_a_post_that_comes_before_its_account_waits_for_it(
    networks: Networks, topics: Topics, told: Told
) -> None:
    """Topics keep no order between them."""
    account = await networks.open("bluesky")
    await topics.tell(account.due("A little early."))
    await topics.tell(account.authorized())

    await told.published()

    assert await networks.texts(account) == ["A little early."]


@pytest.mark.parametrize("network", ["bluesky", "x"])
async def test_an_expired_token_is_renewed_and_the_post_goes_out(
    networks: Networks, topics: Topics, told: Told, settings: Settings, network: NetworkName
) -> None:
    """Earlier than we thought, in the middle of a post; nobody has to act."""
    account = await networks.open(network)
    await told.connect(account)
    before = await row(settings, account)
    await networks.fault(account, "expire_tokens")
    await topics.tell(account.due("Renewed."))

    await told.published()

    assert await networks.texts(account) == ["Renewed."]
    after = await row(settings, account)
    assert after["credentials_version"] > before["credentials_version"]
    assert told.events(AccountDegraded) == []
    assert told.events(PostFailed) == []


@pytest.mark.parametrize("network", ["bluesky", "x"])
async def test_credentials_are_renewed_before_they_expire(
    networks: Networks, told: Told, settings: Settings, network: NetworkName
) -> None:
    """Without a post that needs them."""
    await networks.set(**{f"{network}_access_token_seconds": 4})
    account = await networks.open(network)
    await told.connect(account)
    version = (await row(settings, account))["credentials_version"]

    async def renewed() -> bool:
        return bool((await row(settings, account))["credentials_version"] > version)

    await eventually(renewed)


async def test_a_lost_renewal_shows_as_a_degraded_account(
    networks: Networks, topics: Topics, told: Told
) -> None:
    """X has taken the old renewal token back and its answer never came: somebody must connect again, and is told."""
    account = await networks.open("x")
    await told.connect(account)
    await networks.fault(account, "expire_tokens")
    answer = {"network": "x", "call": "x.oauth.token", "mode": "accept_then_drop"}
    await networks.add_fault(answer)
    await topics.tell(account.due("After the reconnection."))

    [degraded] = await told.wait_for(AccountDegraded)
    assert degraded.code == "x.renewal_refused"
    assert degraded.who_must_act == "account_owner"
    again = (
        await networks.http.post("/_sandbox/accounts", json={"network": "x", "handle": account.handle})
    ).json()
    account.credentials = again["credentials"]
    await topics.tell(account.authorized(revision=2))
    await told.published()

    assert await networks.texts(account) == ["After the reconnection."]


async def test_an_account_does_not_become_another_by_its_credentials(
    networks: Networks, topics: Topics, told: Told
) -> None:
    """Its posts wait for its own credentials; disconnected first, another may be put in its place."""
    account, other = await networks.open("mastodon"), await networks.open("mastodon")
    await told.connect(account)
    await topics.tell(account.authorized(revision=2, **other.credentials))
    [degraded] = await told.wait_for(AccountDegraded)
    assert degraded.code == "account.other_account"
    assert other.handle in degraded.detail
    assert account.handle in degraded.detail
    await topics.tell(account.due("For one wall alone."))
    await topics.tell(account.authorized(revision=3))
    await told.published()
    assert await networks.texts(account) == ["For one wall alone."]

    await topics.tell(disconnected(account, 4))
    await topics.tell(account.authorized(revision=5, **other.credentials))
    connected = (await told.wait_for(AccountConnected, 3))[-1]
    assert connected.handle == other.handle


async def test_a_disconnected_account_publishes_nothing_more(
    networks: Networks, topics: Topics, told: Told, settings: Settings
) -> None:
    """Its credentials are erased; what waits, and what comes later, fails and says why."""
    account = await networks.open("mastodon")
    await told.connect(account)
    await networks.fault(account, "rate_limited", seconds=60)
    waiting = account.due("Paused by a rate limit.")
    await topics.tell(waiting)
    await eventually(networks.fired)

    await topics.tell(disconnected(account, revision=2))
    [failed] = await told.failed()
    await topics.tell(account.due("Too late."), account.authorized(revision=1))
    late = (await told.failed(2))[1]

    assert failed.publication_id == waiting.publication_id
    assert {failed.code, late.code} == {"account.disconnected"}
    assert failed.outcome == "rejected"
    assert (await row(settings, account))["credentials"] is None
    assert await networks.wall(account) == []


async def test_another_organisations_post_does_not_go_out_on_this_account(
    networks: Networks, topics: Topics, told: Told
) -> None:
    """Whatever a topic says: the account is the organisation's that connected it."""
    account = await networks.open("mastodon")
    await told.connect(account)
    foreign = account.due("Not yours.").model_copy(update={"organization_id": uuid4()})
    await topics.tell(foreign, account.due("Mine."))

    await told.published()

    assert await networks.texts(account) == ["Mine."]
