"""Services and the network itself are killed mid-flow; nothing is lost and nothing goes out twice."""

import asyncio
from collections import Counter
from functools import partial
from typing import Any

import pytest

from deploy.local.stack import Stack
from shared.testing.waiting import eventually
from tests.system import NETWORKS, in_thread, signed_in

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
    """100 briefs for three networks; each service and the sandbox gets SIGKILL in turn while they flow.

    Two organisations share them: X takes 100 posts of an account in a quarter of an hour, and a call that was cut off
    may be one of them.
    """
    async with signed_in(stack) as one, signed_in(stack) as other:

        async def submit() -> None:
            for first in range(0, 100, 20):
                for system, start in ((one, first), (other, first + 10)):
                    briefs = [brief(number) for number in range(start, start + 10)]
                    await system.submit_briefs(briefs, {"kind": "now"})

        async def targets() -> list[dict[str, Any]]:
            return [*await one.targets(), *await other.targets()]

        async def moved(before: int) -> bool:
            now = await targets()
            done = sum(target["state"] == "published" for target in now)
            return len(now) > before or len(now) >= 300 or done == len(now)

        async def kill_one_after_another() -> None:
            for name in VICTIMS:
                before = len(await targets())
                await in_thread(stack.kill, name)
                await in_thread(stack.wait_ready, name)
                # The next one dies while something moves, not at rest.
                await eventually(partial(moved, before), seconds=30, every=0.2)

        await asyncio.gather(submit(), kill_one_after_another())
        for system in (one, other):
            ended = await system.wait_ended(150, seconds=240)

            assert Counter(target["state"] for target in ended) == {"published": 150}
            await system.check(ended)
