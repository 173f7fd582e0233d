"""The network accepts a post and answers nothing: each connector's own way out finds the truth."""

import pytest

from deploy.local.stack import Stack
from tests.system import NETWORKS, System, signed_in

pytestmark = [pytest.mark.faults, pytest.mark.timeout(240)]

# The one irreversible call of each network.
COMMIT = {"mastodon": "mastodon.statuses.create", "bluesky": "bluesky.putRecord", "x": "x.tweets.create"}
POSTS = 20


@pytest.mark.parametrize("network", NETWORKS)
async def test_what_was_accepted_without_an_answer_is_on_the_wall_once(stack: Stack, network: str) -> None:
    """Every first attempt is accepted and dropped; all end as published, and the wall shows each once."""
    async with signed_in(stack) as system:
        before = await _dropped(system, network)
        await system.fault(network=network, call=COMMIT[network], mode="accept_then_drop", times=POSTS)
        for number in range(POSTS):
            await system.plan(f"Accepted, then silence: {network} {number}", {"kind": "now"}, [network])
        targets = await system.wait_ended(POSTS, seconds=180)

        assert await _dropped(system, network) - before == POSTS
        assert [t["state"] for t in targets] == ["published"] * POSTS
        await system.check(targets)


@pytest.mark.parametrize("network", NETWORKS)
async def test_what_was_dropped_before_it_was_accepted_is_published_after_all(
    stack: Stack, network: str
) -> None:
    """From here it looks the same as the one above; only the network knows."""
    async with signed_in(stack) as system:
        before = await _dropped(system, network)
        await system.fault(network=network, call=COMMIT[network], mode="drop_before_accept", times=POSTS)
        for number in range(POSTS):
            await system.plan(f"Never arrived: {network} {number}", {"kind": "now"}, [network])
        targets = await system.wait_ended(POSTS, seconds=180)

        assert await _dropped(system, network) - before == POSTS
        assert [t["state"] for t in targets] == ["published"] * POSTS
        await system.check(targets)


async def _dropped(system: System, network: str) -> int:
    """How many calls that publish the network has left without an answer so far."""
    calls = (await system.sandbox.get("/_sandbox/requests")).json()["calls"]
    return int(calls.get(COMMIT[network], {}).get("dropped", 0))
