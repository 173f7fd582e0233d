"""Services and the network itself are killed mid-flow; nothing is lost and nothing goes out twice."""

import asyncio
from collections import Counter
from functools import partial

import pytest

from deploy.local.stack import Stack
from shared.testing.waiting import eventually
from tests.system import NETWORKS, System, in_thread, signed_in

pytestmark = [pytest.mark.faults, pytest.mark.timeout(420)]

VICTIMS = ("gateway", "generator", "scheduler", "publisher", "analytics", "sandbox")


def brief(number: int) -> dict[str, object]:
    return {
        "brand": f"Brand {number:03}",
        "topic": f"Opening of shop number {number:03}",
        "brief": f"Shop {number:03} opens on Friday; the first {number + 1} guests get tea.",
        "language": "en",
        "networks": list(NETWORKS),
        "picture": number % 10 == 0,
    }


async def test_three_hundred_posts_survive_the_death_of_every_process(stack: Stack) -> None:
    """100 briefs for three networks; each service and the sandbox gets SIGKILL in turn while they flow."""
    async with signed_in(stack) as system:

        async def submit() -> None:
            for first in range(0, 100, 10):
                await system.submit_briefs([brief(n) for n in range(first, first + 10)], {"kind": "now"})

        async def kill_one_after_another() -> None:
            for name in VICTIMS:
                before = len(await system.targets())
                await in_thread(stack.kill, name)
                await in_thread(stack.wait_ready, name)
                # The next one dies while something moves, not at rest.
                await eventually(partial(_moved, system, before), seconds=30, every=0.2)

        await asyncio.gather(submit(), kill_one_after_another())
        targets = await system.wait_ended(300, seconds=240)

        assert Counter(t["state"] for t in targets) == {"published": 300}
        await system.check(targets)


async def _moved(system: System, before: int) -> bool:
    targets = await system.targets()
    done = sum(t["state"] == "published" for t in targets)
    return len(targets) > before or len(targets) >= 300 or done == len(targets)
