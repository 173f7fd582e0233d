"""Kafka and PostgreSQL go away while posts flow: nothing is lost, and readiness says what is the matter."""

import asyncio

import pytest

from deploy.local.stack import Stack
from shared.testing.waiting import eventually
from tests.system import System, away, in_thread, signed_in

pytestmark = [pytest.mark.faults, pytest.mark.timeout(300)]

SERVICES = ("gateway", "generator", "scheduler", "publisher", "analytics")
AWAY_SECONDS = 20


async def plan_posts(system: System, name: str, count: int) -> None:
    for number in range(count):
        await system.plan(f"{name} {number:02}", {"kind": "now"})


async def all_ready(stack: Stack) -> None:
    await asyncio.gather(*(in_thread(stack.wait_ready, service) for service in SERVICES))


async def test_kafka_may_be_away_for_twenty_seconds(stack: Stack) -> None:
    """Clients are served meanwhile, since what is to be told waits in the outbox; then everything is caught up."""
    async with signed_in(stack) as system:
        flowing = asyncio.create_task(plan_posts(system, "While Kafka is away", 20))
        await eventually(system.posts)
        await in_thread(stack.stop, "kafka")
        try:
            await asyncio.gather(*(away(stack, service) for service in SERVICES))
            await flowing
            # The outage itself is what the issue is about: it lasts as long as it says.
            await asyncio.sleep(AWAY_SECONDS)
        finally:
            await in_thread(stack.start, "kafka")
        targets = await system.wait_ended(60, seconds=120)
        await all_ready(stack)

        assert {t["state"] for t in targets} == {"published"}
        await system.check(targets)


async def test_postgresql_may_be_restarted(stack: Stack) -> None:
    """A client is told to come again, and what it then sends is taken once."""
    async with signed_in(stack) as system:
        await plan_posts(system, "Before PostgreSQL went", 5)
        await in_thread(stack.stop, "postgresql")
        try:
            await asyncio.gather(*(away(stack, service) for service in SERVICES))
            response = await system.gateway.get("/v1/posts")
            assert (response.status_code, response.headers["content-type"]) == (
                503,
                "application/problem+json",
            )
            assert "retry-after" in response.headers
            flowing = asyncio.create_task(plan_posts(system, "While PostgreSQL was away", 15))
        finally:
            await in_thread(stack.start, "postgresql")
        await flowing
        targets = await system.wait_ended(60, seconds=120)
        await all_ready(stack)

        assert {t["state"] for t in targets} == {"published"}
        await system.check(targets)
