"""Rate limits: a burst at once, then the steady rate, counted alike in Redis and by a replica alone."""

import asyncio
import random
from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import pytest
import pytest_asyncio
from prometheus_client import CollectorRegistry

from services.gateway.cache import FastRedis
from services.gateway.errors import RateLimitedError
from services.gateway.metrics import Metrics
from services.gateway.rate_limits import Policy, RateLimits, Usage
from shared.testing.clocks import FakeClock
from shared.testing.servers import Servers, fresh_valkey_database

# One request every half a second.
POLICY = Policy("test", 120, burst=10)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest_asyncio.fixture(loop_scope="module", params=["in Redis", "alone"])
async def limits(
    request: pytest.FixtureRequest, servers: Servers, clock: FakeClock
) -> AsyncIterator[RateLimits]:
    """Where they are counted must make no difference."""
    with fresh_valkey_database(servers) as url:
        metrics = Metrics(CollectorRegistry())
        redis = FastRedis(url if request.param == "in Redis" else "redis://127.0.0.1:1/0", clock, metrics)
        yield RateLimits(redis, clock, metrics, prefix=f"test-{uuid4().hex[:12]}")
        assert redis.is_away == (request.param == "alone")
        await redis.close()


async def let_through(limits: RateLimits, requests: int) -> int:
    """How many of so many requests at once are no too many."""
    passed = 0
    for _ in range(requests):
        try:
            await limits.hit(POLICY, "somebody")
        except RateLimitedError:
            continue
        passed += 1
    return passed


async def test_a_burst_comes_back_at_the_steady_rate(limits: RateLimits, clock: FakeClock) -> None:
    """Not all at once at some full minute, and never more than the burst."""
    assert await let_through(limits, 30) == 10
    clock.jump(2)
    assert await let_through(limits, 30) == 4
    clock.jump(3_600)
    assert await let_through(limits, 30) == 10


async def test_whoever_is_refused_is_told_when_to_come_back(limits: RateLimits, clock: FakeClock) -> None:
    """Then one request is let through, and asking too often has cost nothing."""
    await let_through(limits, 50)
    with pytest.raises(RateLimitedError) as refused:
        await limits.hit(POLICY, "somebody")

    assert refused.value.headers == {
        "RateLimit-Policy": '"test";q=120;w=60;burst=10',
        "RateLimit": '"test";r=0;t=1',
        "Retry-After": "1",
    }
    assert refused.value.extra["violated-policies"] == ["test"]
    clock.jump(0.5)
    assert await let_through(limits, 5) == 1


async def test_what_is_left_is_told(limits: RateLimits, clock: FakeClock) -> None:
    """How many may come at once, and when all of them are back."""
    told = [await limits.hit(POLICY, "somebody") for _ in range(4)]
    assert [(usage.remaining, usage.reset_seconds) for usage in told] == [(9, 1), (8, 1), (7, 2), (6, 2)]
    clock.jump(1)
    assert await limits.hit(POLICY, "somebody") == Usage(POLICY, 7, 2)
    assert (await limits.hit(POLICY, "somebody else")).remaining == 9


async def test_no_pattern_of_requests_gets_more_than_the_rate_and_one_burst(
    limits: RateLimits, clock: FakeClock
) -> None:
    """However they are spread; and whoever keeps to the rate is never refused."""
    chance = random.Random(7)
    passed, elapsed = 0, 0.0
    for _ in range(100):
        passed += await let_through(limits, chance.randrange(6))
        assert passed <= 10 + elapsed / 0.5
        pause = chance.choice([0.0, 0.1, 0.7, 3.0])
        clock.jump(pause)
        elapsed += pause
    for _ in range(30):
        clock.jump(0.5)
        assert await let_through(limits, 1) == 1


async def test_a_clock_that_is_put_right_shuts_nobody_out(limits: RateLimits, clock: FakeClock) -> None:
    """What was counted while it was an hour fast is forgotten; a small difference between replicas gives nothing away."""
    clock.jump(3_600)
    await let_through(limits, 20)
    clock.jump(-3_600)
    assert await let_through(limits, 20) == 10
    clock.jump(-1)
    assert await let_through(limits, 20) == 0
    clock.jump(1.5)
    assert await let_through(limits, 20) == 1


def test_the_burst_is_the_quota_unless_it_is_given() -> None:
    """And a parameter of the header only where it is not."""
    assert Policy("test", 120).furthest == 60_000_000
    assert Policy("test", 120).header == '"test";q=120;w=60'
    # A rate beyond what can be told apart is none too many.
    assert Policy("test", 1_000_000_000).interval == 1


async def test_those_who_come_at_once_are_counted_apart(limits: RateLimits) -> None:
    """Some of the same person and some of others, in whatever order they are asked for."""
    names = [*["somebody"] * 30, *(f"person {number}" for number in range(20))]
    random.shuffle(names)

    answers = await asyncio.gather(*(limits.hit(POLICY, name) for name in names), return_exceptions=True)

    of_somebody = [answer for name, answer in zip(names, answers, strict=True) if name == "somebody"]
    of_others = [answer for name, answer in zip(names, answers, strict=True) if name != "somebody"]
    passed = [answer.remaining for answer in of_somebody if isinstance(answer, Usage)]
    assert sorted(passed) == list(range(10))
    assert sum(isinstance(answer, RateLimitedError) for answer in of_somebody) == 20
    assert [answer.remaining for answer in of_others if isinstance(answer, Usage)] == [9] * 20


async def test_those_who_come_at_once_are_asked_for_together(
    servers: Servers, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One call while another is under way would cost each request as much as the rest of its admission."""
    with fresh_valkey_database(servers) as url:
        metrics = Metrics(CollectorRegistry())
        redis = FastRedis(url, clock, metrics)
        limits = RateLimits(redis, clock, metrics, prefix=f"test-{uuid4().hex[:12]}")
        script, calls = redis._script, 0

        async def counted(**arguments: Any) -> object:
            nonlocal calls
            calls += 1
            answer: object = await script(**arguments)
            return answer

        monkeypatch.setattr(redis, "_script", counted)
        await asyncio.gather(*(limits.hit(POLICY, f"person {number}") for number in range(200)))
        await redis.close()
    assert 0 < calls < 50


async def test_a_fault_leaves_nobody_waiting(
    servers: Servers, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither those whose call it was nor those who came meanwhile."""

    async def faulty(**_arguments: object) -> object:
        await asyncio.sleep(0)
        raise KeyError("a fault of our own")

    with fresh_valkey_database(servers) as url:
        redis = FastRedis(url, clock, Metrics(CollectorRegistry()))
        monkeypatch.setattr(redis, "_script", faulty)
        step = (0, 1, 1, 1, 1)
        first = asyncio.create_task(redis.advance("first", step))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        meanwhile = asyncio.create_task(redis.advance("meanwhile", step))

        async with asyncio.timeout(5):
            assert (await first, await meanwhile) == (None, None)
        await redis.close()
