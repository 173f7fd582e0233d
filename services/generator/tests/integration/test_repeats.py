"""The same work arriving again, in several places, or after a killed process: nothing twice, nothing lost."""

import asyncio
import os
import signal
import socket
import sys
from collections import Counter
from uuid import UUID

import asyncpg
from pydantic import SecretStr

from services.generator.config import Settings
from services.generator.tests.integration.conftest import Start
from services.generator.tests.providers import RecordingProvider
from services.generator.tests.requests import request
from services.generator.tests.sandbox import KEY, Sandbox
from shared.events import ContentGenerated, ContentProgressed, ContentRequested
from shared.ids import new_id
from shared.testing.topics import Topics
from shared.testing.waiting import eventually

EVENTS = ("content.progressed", "content.generated", "content.failed")


async def settle(topics: Topics) -> None:
    """Everything told before is done: a request told now comes after it in its partition, and so does its outcome."""
    last = [request(topic="last") for _ in range(12)]  # some in each partition
    async with topics.read("content.generated") as reader:
        await topics.tell(*last)
        await eventually(
            lambda: {r.request_id for r in last} <= {g.request_id for g in reader.events(ContentGenerated)},
            seconds=40,
        )


async def test_ten_replays_change_nothing(start: Start, topics: Topics) -> None:
    """The same event ten times, and the same request in another event, are one job, told once."""
    provider = RecordingProvider()
    brief = request(networks=("mastodon", "bluesky", "x"), picture=True)
    async with start(provider), topics.read(*EVENTS) as reader:
        event_id = new_id()
        for _ in range(10):
            await topics.tell(brief, event_id=event_id)
        await topics.tell(brief)
        await reader.wait_for(ContentGenerated)
        await topics.tell(brief, event_id=event_id)
        await topics.tell(brief)
        await settle(topics)

        ours = [e for e in reader.events(ContentGenerated) if e.request_id == brief.request_id]
        steps = [e for e in reader.events(ContentProgressed) if e.request_id == brief.request_id]
    assert len(ours) == 1
    # Steps that end at the same moment may be told in either order: the revision is what counts.
    assert sorted(step.revision for step in steps) == [1, 2, 3, 4, 5]
    assert Counter(call for call in provider.calls if call[0] == brief.topic) == {
        (brief.topic, "caption/mastodon"): 1,
        (brief.topic, "caption/bluesky"): 1,
        (brief.topic, "caption/x"): 1,
        (brief.topic, "picture"): 1,
    }


async def test_two_replicas_make_each_once(start: Start, topics: Topics) -> None:
    """Replicas share the work: each step is called and each request told once."""
    first, second = RecordingProvider(), RecordingProvider()
    briefs = [request(topic=f"Topic {n}", networks=("mastodon", "x")) for n in range(40)]
    async with start(first), start(second, instance="two"), topics.read(*EVENTS) as reader:
        await topics.tell(*briefs)
        await reader.wait_for(ContentGenerated, len(briefs), seconds=30)
        progressed = await reader.wait_for(ContentProgressed, 3 * len(briefs), seconds=30)
        generated = reader.events(ContentGenerated)

    assert Counter(g.request_id for g in generated) == dict.fromkeys((b.request_id for b in briefs), 1)
    assert len(progressed) == 3 * len(briefs)
    calls = Counter(first.calls + second.calls)
    assert len(calls) == 2 * len(briefs)
    assert set(calls.values()) == {1}
    assert first.calls
    assert second.calls


async def test_killed_between_call_and_commit(
    start: Start, topics: Topics, sandbox: Sandbox, settings: Settings, database_url: str
) -> None:
    """SIGKILL while an answer is awaited: its successor repeats that call alone and keeps what was done."""
    brief = request(networks=("mastodon", "bluesky", "x"))
    sandbox.fault("chat", "slow", seconds=4, after=2)  # the third is worked on, and its answer never seen
    openai = {"provider": "openai", "openai_base_url": sandbox.base_url}
    process = await start_process(settings, {**openai, "openai_api_key": KEY})
    try:
        async with topics.read(*EVENTS) as reader:
            await topics.tell(brief)
            done = await reader.wait_for(ContentProgressed, 2, seconds=40)
            await eventually(lambda: sum(sandbox.calls("chat").values()) >= 2)
            kept = await results(database_url, brief)
            os.kill(process.pid, signal.SIGKILL)
            await process.wait()
            async with start(openai_api_key=SecretStr(KEY), **openai):
                (generated,) = await reader.wait_for(ContentGenerated, seconds=40)
                await reader.wait_for(ContentProgressed, 4)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()

    assert [step.steps_done for step in done] == [1, 2]
    after = await results(database_url, brief)
    assert len(kept) == 2
    assert {name: after[name] for name in kept} == kept
    assert [variant.network for variant in generated.variants] == list(brief.networks)
    calls = await ledger(database_url, brief)
    assert len(calls) == 4, "three calls, and the one again whose end nobody learned"
    assert Counter(call["outcome"] for call in calls) == {"done": 3, None: 1}


async def test_database_lost_during_a_call(start: Start, topics: Topics, database_url: str) -> None:
    """An answer that comes while the database is away is kept until it is back: no call is made twice."""
    gate = asyncio.Event()
    provider = RecordingProvider(gate=gate)
    brief = request(networks=("mastodon", "x"))
    async with start(provider), topics.read(*EVENTS) as reader:
        await topics.tell(brief)
        await eventually(lambda: provider.running == 2)
        connection = await asyncpg.connect(database_url)
        await connection.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity"
            " where datname = current_database() and pid <> pg_backend_pid()"
        )
        await connection.close()
        gate.set()
        await reader.wait_for(ContentGenerated)

    assert len(provider.calls) == 2
    assert [call["outcome"] for call in await ledger(database_url, brief)] == ["done", "done"]


async def start_process(settings: Settings, more: dict[str, str]) -> asyncio.subprocess.Process:
    """The generator as an operator starts it."""
    environment = {
        "POSTWRIGHT_GENERATOR_DATABASE_URL": settings.database_url,
        "POSTWRIGHT_GENERATOR_PORT": str(free_port()),
        "POSTWRIGHT_GENERATOR_INSTANCE": "killed",
        # Short, for its successor waits for its end; a process that lives must not lose it on a busy machine.
        "POSTWRIGHT_GENERATOR_LEASE_SECONDS": "4",
        "POSTWRIGHT_KAFKA_BOOTSTRAP_SERVERS": settings.kafka.bootstrap_servers,
        "POSTWRIGHT_KAFKA_TOPIC_PREFIX": settings.kafka.topic_prefix,
        "POSTWRIGHT_OBJECTS_URL": settings.objects.url,
        "POSTWRIGHT_LOG_LEVEL": "error",
        **{f"POSTWRIGHT_GENERATOR_{name.upper()}": value for name, value in more.items()},
    }
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "services.generator", env={**os.environ, **environment}
    )


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port


async def results(database_url: str, brief: ContentRequested) -> dict[str, str]:
    """What steps of a request have made, as it lies in the database."""
    rows = await fetch(
        database_url,
        "select name, result::text from steps where request_id = $1 and state = 'done'",
        brief.request_id,
    )
    return {row["name"]: row["result"] for row in rows}


async def ledger(database_url: str, brief: ContentRequested) -> list[asyncpg.Record]:
    """The calls that were made for a request."""
    query = "select * from provider_calls where request_id = $1 order by started_at"
    return await fetch(database_url, query, brief.request_id)


async def fetch(database_url: str, query: str, request_id: UUID) -> list[asyncpg.Record]:
    connection = await asyncpg.connect(database_url)
    try:
        return await connection.fetch(query, request_id)
    finally:
        await connection.close()
