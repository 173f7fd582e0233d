"""Calls that fail: each request gets an honest end of its own, and no call is made too soon or too often."""

import asyncio
import time
from collections import Counter
from typing import Any

import asyncpg
import pytest
from pydantic import SecretStr

from services.generator.errors import (
    MalformedAnswerError,
    ProviderRateLimitedError,
    ProviderUnavailableError,
)
from services.generator.tests.integration.conftest import Start
from services.generator.tests.providers import RecordingProvider, failing
from services.generator.tests.requests import request
from services.generator.tests.sandbox import KEY, Sandbox
from shared.events import ContentFailed, ContentGenerated, ContentProgressed
from shared.testing.topics import Topics
from shared.testing.waiting import eventually

EVENTS = ("content.progressed", "content.generated", "content.failed")


@pytest.fixture
def by_openai(sandbox: Sandbox) -> dict[str, Any]:
    """Settings of a generator that uses the sandbox's OpenAI-compatible API."""
    return {
        "provider": "openai",
        "openai_base_url": sandbox.base_url,
        "openai_api_key": SecretStr(KEY),
    }


async def test_poisoned_item_fails_alone(start: Start, topics: Topics) -> None:
    """One brief on which the generator itself breaks ends as content.failed; the others of its batch are made."""
    provider = RecordingProvider(failure=failing("poison", lambda: KeyError("unforeseen")))
    briefs = [request(topic=f"Topic {n}") for n in range(10)]
    poisoned = request(topic="poison", networks=("mastodon", "x"))
    async with start(provider, call_attempts=1), topics.read(*EVENTS) as reader:
        await topics.tell(*briefs[:5], poisoned, *briefs[5:])
        generated = await reader.wait_for(ContentGenerated, len(briefs))
        (failed,) = await reader.wait_for(ContentFailed)

    assert {content.request_id for content in generated} == {brief.request_id for brief in briefs}
    assert (failed.request_id, failed.code) == (poisoned.request_id, "generator.internal_error")
    assert "unforeseen" not in failed.detail


async def test_never_more_calls_than_allowed(start: Start, topics: Topics) -> None:
    """Captions and pictures of all requests together keep to the limit, and use it."""
    gate = asyncio.Event()
    provider = RecordingProvider(gate=gate)
    briefs = [request(topic=f"Topic {n}", networks=("mastodon", "x"), picture=True) for n in range(8)]
    async with start(provider, concurrent_calls=3), topics.read(*EVENTS) as reader:
        await topics.tell(*briefs)
        await eventually(lambda: provider.running == 3)
        gate.set()
        await reader.wait_for(ContentGenerated, len(briefs))

    assert provider.most_at_once == 3
    assert len(provider.calls) == 24


async def test_asked_for_again_after_a_failure(start: Start, topics: Topics) -> None:
    """The same request again repeats what failed and nothing else."""
    provider = RecordingProvider(
        failure=lambda call, n: KeyError() if call[1] == "picture" and n == 1 else None
    )
    brief = request(networks=("mastodon", "x"), picture=True)
    async with start(provider, call_attempts=1), topics.read(*EVENTS) as reader:
        await topics.tell(brief)
        (failed,) = await reader.wait_for(ContentFailed)
        await topics.tell(brief)
        (generated,) = await reader.wait_for(ContentGenerated)
        progressed = await reader.wait_for(ContentProgressed, 4)

    assert generated.picture is not None
    assert generated.revision > failed.revision
    assert Counter(name for _, name in provider.calls) == {
        "caption/mastodon": 1,
        "caption/x": 1,
        "picture": 2,
    }
    assert [step.steps_done for step in progressed] == [1, 2, 3, 4]
    assert len({step.revision for step in progressed} | {failed.revision, generated.revision}) == 6


async def test_outage_is_outlived(start: Start, topics: Topics) -> None:
    """A provider that is away for one call costs a request some time and nothing else."""
    provider = RecordingProvider(
        failure=failing("Monsoon sale", lambda: ProviderUnavailableError("away"), times=1)
    )
    async with start(provider), topics.read(*EVENTS) as reader:
        await topics.tell(request())
        await reader.wait_for(ContentGenerated)

    assert len(provider.calls) == 2
    assert not reader.events(ContentFailed)


async def test_gives_up_in_the_end(start: Start, topics: Topics) -> None:
    """After the last attempt a request has failed, and says that asking again can help."""
    provider = RecordingProvider(failure=failing("Monsoon sale", lambda: ProviderUnavailableError("away")))
    async with start(provider, call_attempts=2), topics.read(*EVENTS) as reader:
        await topics.tell(request())
        (failed,) = await reader.wait_for(ContentFailed)

    assert (failed.code, failed.detail, failed.retryable) == ("provider.unavailable", "caption/x: away", True)
    assert len(provider.calls) == 2


async def test_rate_limit_holds_back_every_call(start: Start, topics: Topics) -> None:
    """After a 429 the other steps are not even tried before the instant asked for."""
    provider = RecordingProvider(
        failure=lambda _call, _n: (
            ProviderRateLimitedError("slow down", retry_after=1.0) if len(provider.calls) == 1 else None
        )
    )
    briefs = [request(topic=f"Topic {n}") for n in range(6)]
    async with start(provider, concurrent_calls=1), topics.read(*EVENTS) as reader:
        began = time.monotonic()
        await topics.tell(*briefs)
        await eventually(lambda: len(provider.calls) > 1)
        waited = time.monotonic() - began
        await reader.wait_for(ContentGenerated, len(briefs))

    assert waited >= 1.0
    assert len(provider.calls) == len(briefs) + 1


async def test_malformed_answer_is_objected_to_once(start: Start, topics: Topics) -> None:
    """The model is told what was wrong; a second such answer ends it."""
    once = RecordingProvider(
        failure=failing("Monsoon sale", lambda: MalformedAnswerError("no caption"), times=1)
    )
    async with start(once), topics.read(*EVENTS) as reader:
        await topics.tell(request())
        await reader.wait_for(ContentGenerated)
    assert once.objections == ["", "no caption"]

    always = RecordingProvider(failure=failing("Other", lambda: MalformedAnswerError("no caption")))
    async with start(always), topics.read(*EVENTS) as reader:
        await topics.tell(request(topic="Other"))
        (failed,) = await reader.wait_for(ContentFailed)
    assert failed.code == "provider.malformed_answer"
    assert len(always.calls) == 2


async def test_another_provider_stands_in(
    start: Start, topics: Topics, sandbox: Sandbox, by_openai: dict[str, Any]
) -> None:
    """Where the operator wants it, a request that the provider fails is made offline, and says so."""
    sandbox.fault("chat", "malformed", variant="content", times=None)
    async with start(**by_openai, fallback="offline"), topics.read(*EVENTS) as reader:
        await topics.tell(request(picture=True))
        (generated,) = await reader.wait_for(ContentGenerated)

    assert generated.provider == "offline+openai"
    assert generated.model == "template-1"
    assert generated.cost_micros_usd > 0, "malformed answers and the picture are paid for"


async def test_openai_from_request_to_content(
    start: Start, topics: Topics, by_openai: dict[str, Any], database_url: str
) -> None:
    """Text and picture by the API; what the calls cost is in the event, the ledger and the metrics alike."""
    async with start(**by_openai) as service, topics.read(*EVENTS) as reader:
        await topics.tell(request(networks=("mastodon", "bluesky", "x"), picture=True))
        (generated,) = await reader.wait_for(ContentGenerated)
        metered = sum(
            sample.value
            for family in service.metrics.registry.collect()
            for sample in family.samples
            if sample.name == "postwright_ai_cost_usd_total"
        )

    assert (generated.provider, generated.model) == ("openai", "gpt-5-mini")
    assert generated.picture is not None
    assert generated.picture.media_type == "image/png"
    connection = await asyncpg.connect(database_url)
    calls = await connection.fetch("select * from provider_calls")
    await connection.close()
    assert Counter(call["outcome"] for call in calls) == {"done": 4}
    assert sum(call["cost_micros_usd"] for call in calls) == generated.cost_micros_usd > 0
    assert metered == pytest.approx(generated.cost_micros_usd / 1e6)
    assert all(call["seconds"] > 0 and call["input_tokens"] > 0 for call in calls)


async def test_rate_limited_by_the_api(
    start: Start, topics: Topics, sandbox: Sandbox, by_openai: dict[str, Any]
) -> None:
    """A 429 is followed by one more call, not before the seconds that it asked for."""
    sandbox.fault("chat", "rate_limited", seconds=1)
    async with start(**by_openai), topics.read(*EVENTS) as reader:
        began = time.monotonic()
        await topics.tell(request())
        await reader.wait_for(ContentGenerated)

    assert time.monotonic() - began >= 1
    assert sandbox.calls("chat") == {"429": 1, "200": 1}


async def test_slow_api(start: Start, topics: Topics, sandbox: Sandbox, by_openai: dict[str, Any]) -> None:
    """A call without an answer in time is made once more."""
    sandbox.fault("chat", "slow", seconds=2)
    async with start(**by_openai, call_seconds=1.0), topics.read(*EVENTS) as reader:
        await topics.tell(request())
        await reader.wait_for(ContentGenerated)

    await eventually(lambda: sum(sandbox.calls("chat").values()) == 2)


async def test_refused_key(start: Start, topics: Topics, sandbox: Sandbox, by_openai: dict[str, Any]) -> None:
    """A wrong key fails at once, names the setting and never the key; one call is enough to know."""
    async with (
        start(**{**by_openai, "openai_api_key": SecretStr("sk-wrong")}),
        topics.read(*EVENTS) as reader,
    ):
        await topics.tell(request())
        (failed,) = await reader.wait_for(ContentFailed)

    assert (failed.code, failed.retryable) == ("provider.authentication", True)
    assert "POSTWRIGHT_GENERATOR_OPENAI_API_KEY" in failed.detail
    assert "sk-wrong" not in failed.detail
    assert sandbox.calls("chat") == {"401": 1}
