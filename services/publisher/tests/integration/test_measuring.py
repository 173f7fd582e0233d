"""How posts and accounts do: asked at growing ages by two replicas, and never in the way of publishing."""

import contextlib
from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import UTC, datetime, timedelta

import httpx
import pytest
import pytest_asyncio

from sandbox.server import running_server
from services.publisher.main import create_app
from services.publisher.repository.measurements import Finding, MeasurementRepository
from services.publisher.tests.integration.conftest import (
    NETWORKS,
    Networks,
    OpenAccount,
    System,
    Told,
    open_system,
)
from shared.capabilities import load
from shared.clock import SystemClock
from shared.events import AccountDisconnected, AccountMeasured, NetworkName, PostMeasured, PostPublished
from shared.postgres import Connection
from shared.testing.servers import Servers
from shared.testing.topics import Topics
from shared.testing.waiting import eventually

pytestmark = pytest.mark.asyncio(loop_scope="module")

MINUTES, HOURS, DAYS = (timedelta(**{unit: 1}) for unit in ("minutes", "hours", "days"))


class AheadClock(SystemClock):
    """Real time, moved ahead by the test for the publisher and the sandbox alike."""

    def __init__(self, sandbox_address: str) -> None:
        self._sandbox_address = sandbox_address
        self._ahead = timedelta()

    def now(self) -> datetime:
        return super().now() + self._ahead

    async def advance(self, by: timedelta) -> None:
        self._ahead += by
        async with httpx.AsyncClient(base_url=self._sandbox_address) as http:
            settings = {"clock_offset_seconds": self._ahead.total_seconds()}
            (await http.post("/_sandbox/settings", json=settings)).raise_for_status()


@pytest.fixture(scope="module")
def sandbox_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A sandbox of this module's own: its clock runs ahead."""
    with running_server(tmp_path_factory.mktemp("sandbox")) as address:
        yield address


@pytest.fixture(scope="module")
def clock(sandbox_address: str) -> AheadClock:
    return AheadClock(sandbox_address)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def system(
    servers: Servers, sandbox_address: str, clock: AheadClock, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[System]:
    """Two replicas: what is measured is measured by one of them."""
    folder = tmp_path_factory.mktemp("publisher")
    async with (
        open_system(servers, sandbox_address, folder) as system,
        contextlib.AsyncExitStack() as replicas,
    ):
        for instance in ("publisher-a", "publisher-b"):
            settings = system.settings.model_copy(update={"instance": instance})
            await replicas.enter_async_context(create_app(settings, clock=clock).running())
        yield system


async def opened(networks: Networks, told: Told, network: NetworkName = "x") -> OpenAccount:
    """A connected account whose own figures of today are told."""
    account = await networks.open(network)
    await told.connect(account)
    await told.wait_for(AccountMeasured)
    return account


async def published(topics: Topics, told: Told, account: OpenAccount, text: str) -> PostPublished:
    due = account.due(text)
    await topics.tell(due)
    await eventually(
        lambda: any(one.publication_id == due.publication_id for one in told.events(PostPublished)),
        seconds=40,
    )
    return next(one for one in told.events(PostPublished) if one.publication_id == due.publication_id)


async def set_figures(networks: Networks, post: PostPublished, **figures: int) -> None:
    body = {"network": post.network, "remote_id": post.remote_id, "figures": figures}
    (await networks.http.post("/_sandbox/posts/figures", json=body)).raise_for_status()


async def test_a_post_is_measured_as_it_ages(
    networks: Networks, topics: Topics, told: Told, clock: AheadClock
) -> None:
    """The numbers the network gives, when it gave them; what it does not give is not there, though it is offered."""
    account = await opened(networks, told)
    post = await published(topics, told, account, "How will this do?")
    await set_figures(networks, post, likes=12, shares=0, views=340)

    await clock.advance(5 * MINUTES)
    [first] = await told.wait_for(PostMeasured)
    await set_figures(networks, post, likes=30)
    await clock.advance(1 * HOURS)
    [_, second] = await told.wait_for(PostMeasured, 2)

    assert (first.publication_id, first.post_id, first.url) == (post.publication_id, post.post_id, post.url)
    assert (first.age, second.age) == ("5m", "1h")
    assert (first.metrics["likes"], second.metrics["likes"]) == (12, 30)
    assert (first.metrics["shares"], first.metrics["impressions"]) == (0, 340)
    assert "views" in first.offered
    assert "views" not in first.metrics, "only videos have views"
    assert first.published_at + 5 * MINUTES <= first.measured_at <= clock.now() - 1 * HOURS
    assert not first.gone


@pytest.mark.parametrize("network", NETWORKS)
async def test_each_network_tells_what_its_capability_says(
    networks: Networks, topics: Topics, told: Told, clock: AheadClock, network: NetworkName
) -> None:
    """Of posts and of accounts, by the names that are the same everywhere."""
    account = await opened(networks, told, network)
    post = await published(topics, told, account, "What do you think?")
    await set_figures(networks, post, likes=7, comments=2)

    await clock.advance(5 * MINUTES)
    [measured] = await told.wait_for(PostMeasured)

    rules = load()[network].metrics
    assert rules is not None
    assert measured.offered == rules.post
    assert set(measured.metrics) <= set(rules.post)
    assert (measured.metrics["likes"], measured.metrics["comments"]) == (7, 2)
    [of_account] = await told.wait_for(AccountMeasured)
    assert of_account.offered == rules.account
    assert set(of_account.metrics) <= set(rules.account)
    assert of_account.metrics["followers"] > 0


async def test_what_an_outage_made_miss_is_measured_once(
    networks: Networks, topics: Topics, told: Told, clock: AheadClock
) -> None:
    """Four days without a measurement: one is told, of three days, and the next comes after seven."""
    account = await opened(networks, told)
    await published(topics, told, account, "Nobody was there to ask.")

    await clock.advance(4 * DAYS)
    await told.wait_for(PostMeasured)
    await clock.advance(2 * DAYS)
    await told.wait_for(AccountMeasured, 3)
    await clock.advance(2 * DAYS)
    measured = await told.wait_for(PostMeasured, 2)

    assert [one.age for one in measured] == ["3d", "7d"]


async def test_posts_that_are_due_together_are_asked_for_in_one_call(
    networks: Networks, topics: Topics, told: Told, clock: AheadClock
) -> None:
    """As many as the network lists at once."""
    account = await opened(networks, told)
    posts = [await published(topics, told, account, f"One of several: {number}") for number in range(4)]

    await clock.advance(6 * MINUTES)
    measured = await told.wait_for(PostMeasured, 4)

    assert {one.publication_id for one in measured} == {one.publication_id for one in posts}
    assert len({one.measured_at for one in measured}) == 1, "asked at one instant"


async def test_a_post_that_is_gone_is_measured_no_more(
    networks: Networks, topics: Topics, told: Told, clock: AheadClock
) -> None:
    """It is said once, after a second look, and other posts go on."""
    account = await opened(networks, told)
    post = await published(topics, told, account, "Here today.")
    other = await published(topics, told, account, "Here to stay.")
    headers = {"Authorization": f"Bearer {account.credentials['access_token']}"}
    url = f"{account.base_url}/2/tweets/{post.remote_id}"
    (await networks.http.delete(url, headers=headers)).raise_for_status()

    await clock.advance(5 * MINUTES)
    [seen] = await told.wait_for(PostMeasured)
    await clock.advance(10 * MINUTES)
    [_, gone] = await told.wait_for(PostMeasured, 2)
    await clock.advance(1 * HOURS)
    await told.wait_for(PostMeasured, 3)
    await clock.advance(6 * HOURS)
    measured = await told.wait_for(PostMeasured, 4)

    assert (seen.publication_id, seen.gone) == (other.publication_id, False)
    assert (gone.publication_id, gone.gone, gone.metrics) == (post.publication_id, True, {})
    assert {one.publication_id for one in measured[2:]} == {other.publication_id}


async def test_a_rate_limit_of_figures_holds_up_no_post(
    networks: Networks, topics: Topics, told: Told, clock: AheadClock
) -> None:
    """Nothing is asked before the network's reset; publishing goes on meanwhile."""
    account = await opened(networks, told)
    await published(topics, told, account, "Measured later.")
    await networks.fault(account, "rate_limited", "tweets.lookup", seconds=1200, times=None)
    await clock.advance(6 * MINUTES)
    await eventually(networks.fired)

    post = await published(topics, told, account, "And published at once.")
    struck = await networks.fired()
    await clock.advance(MINUTES / 2)
    await published(topics, told, account, "As ever.")

    assert post.attempts == 1
    assert await networks.fired() == struck == 1
    assert told.events(PostMeasured) == []
    await networks.clear()
    await clock.advance(30 * MINUTES)
    await told.wait_for(PostMeasured, 3)


async def test_a_disconnected_account_is_measured_again_once_it_is_back(
    networks: Networks, topics: Topics, told: Told, clock: AheadClock
) -> None:
    """Without credentials nobody is asked; what came due meanwhile is measured once."""
    account = await opened(networks, told)
    await published(topics, told, account, "Out of sight.")
    gone = AccountDisconnected(
        organization_id=account.organization_id,
        account_id=account.account_id,
        network=account.network,
        disconnected_at=datetime.now(UTC),
        revision=2,
    )
    await topics.tell(gone)
    due = account.due("Says that the disconnection has arrived.")
    await topics.tell(due)
    await told.failed()

    await clock.advance(2 * HOURS)
    other = await opened(networks, told)
    await published(topics, told, other, "Somebody else's.")
    await clock.advance(5 * MINUTES)
    [first] = await told.wait_for(PostMeasured)
    assert first.account_id == other.account_id
    again = {"network": "x", "handle": account.handle}
    account.credentials = (await networks.http.post("/_sandbox/accounts", json=again)).json()["credentials"]
    await topics.tell(account.authorized(revision=3))
    [_, second] = await told.wait_for(PostMeasured, 2)

    assert (second.account_id, second.age) == (account.account_id, "1h")


async def test_a_right_that_only_figures_need_does_not_degrade_the_account(
    networks: Networks, topics: Topics, told: Told, clock: AheadClock
) -> None:
    """The network refuses to tell figures with words that elsewhere mean a lost token: it still publishes."""
    account = await opened(networks, told)
    await published(topics, told, account, "No figures of this.")
    await networks.fault(account, "unauthorized", "tweets.lookup", times=None)

    await clock.advance(6 * MINUTES)
    await eventually(networks.fired)
    post = await published(topics, told, account, "It goes out all the same.")

    assert post.attempts == 1
    assert told.events(PostMeasured) == []


async def test_a_crash_after_the_networks_answer_measures_again(
    networks: Networks,
    topics: Topics,
    told: Told,
    clock: AheadClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nothing was kept and nothing told: once the lease has run out either replica asks again, and tells once."""
    account = await opened(networks, told)
    post = await published(topics, told, account, "Interrupted.")
    record = MeasurementRepository.record
    crashes: list[datetime] = []

    async def crash_once(
        self: MeasurementRepository, connection: Connection, findings: Sequence[Finding], at: datetime
    ) -> None:
        await record(self, connection, findings, at)
        mine = any(one.publication.publication_id == post.publication_id for one in findings)
        if mine and not crashes:
            crashes.append(at)
            raise RuntimeError("killed before the commit")

    monkeypatch.setattr(MeasurementRepository, "record", crash_once)

    await clock.advance(5 * MINUTES)
    [measured] = await told.wait_for(PostMeasured)
    await clock.advance(1 * HOURS)
    [_, following] = await told.wait_for(PostMeasured, 2)

    assert len(crashes) == 1
    assert measured.measured_at > crashes[0]
    assert (measured.age, following.age) == ("5m", "1h")


async def test_an_accounts_own_figures_are_told_once_a_day(
    networks: Networks, told: Told, clock: AheadClock
) -> None:
    """At the same time of day, whoever publishes; days that were missed are not made up for."""
    account = await opened(networks, told)

    await clock.advance(1 * DAYS)
    await told.wait_for(AccountMeasured, 2)
    await clock.advance(3 * DAYS)
    measured = await told.wait_for(AccountMeasured, 3)

    assert {one.account_id for one in measured} == {account.account_id}
    assert all(one.metrics["followers"] > 0 for one in measured)
    assert set(measured[0].metrics) == set(measured[0].offered) == {"followers", "following", "posts"}
    days = [(one.measured_at - measured[0].measured_at) / DAYS for one in measured]
    assert days == pytest.approx([0, 1, 4], abs=0.001)
