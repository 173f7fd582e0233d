"""When nobody heard the answer: each network's way out ends with the post on the wall once."""

import pytest

from services.publisher.tests.integration.conftest import NETWORKS, Networks, Told
from shared.events import NetworkName, PostFailed
from shared.testing.topics import Topics

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.mark.parametrize("mode", ["accept_then_drop", "drop_before_accept", "server_error", "malformed"])
@pytest.mark.parametrize("network", NETWORKS)
async def test_a_lost_answer_is_resolved(
    networks: Networks, topics: Topics, told: Told, network: NetworkName, mode: str
) -> None:
    """Whether the network had taken the post or not."""
    account = await networks.open(network)
    await told.connect(account)
    await networks.fault(account, mode)
    await topics.tell(account.due(f"Is it there? {mode} & <all>"))

    [published] = await told.published()

    [post] = await networks.wall(account)
    assert post["remote_id"] == published.remote_id
    assert post["url"] == published.url
    assert published.reconciled == (network != "x" or mode == "accept_then_drop")
    assert told.events(PostFailed) == []


async def test_a_look_that_comes_too_early_proves_nothing(
    networks: Networks, topics: Topics, told: Told
) -> None:
    """The network shows the post late; only the last look decides."""
    account = await networks.open("x")
    await told.connect(account)
    await networks.fault(account, "accept_then_drop")
    await networks.set(x_listing_lag_seconds=0.5)
    await topics.tell(account.due("Late in the list."))

    [published] = await told.published()

    assert published.reconciled
    assert len(await networks.wall(account)) == 1


async def test_what_cant_be_known_is_told_to_a_person_and_not_repeated(
    networks: Networks, topics: Topics, told: Told
) -> None:
    """X took both posts and shows neither: two attempts, then uncertain; shown later, it is reconciled."""
    account = await networks.open("x")
    await told.connect(account)
    await networks.set(x_listing_lag_seconds=3600)
    await networks.fault(account, "accept_then_drop")
    due = account.due("Nobody knows.")
    await topics.tell(due)

    [failed] = await told.failed()

    assert failed.outcome == "uncertain"
    assert failed.who_must_act == "account_owner"
    assert not failed.retry_can_help
    assert len(await networks.wall(account)) == 1
