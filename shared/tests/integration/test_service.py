"""A whole service on a real Kafka and PostgreSQL: events in, state, events out."""

from datetime import UTC, datetime
from functools import partial
from uuid import UUID

import asyncpg
import httpx
import pytest
from aiokafka import AIOKafkaProducer

from shared.events import PostDue, PostScheduled, PostTarget
from shared.ids import new_id
from shared.kafka import MAX_RECORD_BYTES
from shared.settings import KafkaSettings
from shared.testing.topics import Topics
from shared.testing.waiting import eventually
from shared.tests.integration.counting_service import create_app

DUE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def post(text: str = "hello", revision: int = 1, post_id: UUID | None = None) -> PostScheduled:
    target = PostTarget(account_id=new_id(), network="x", occurrence_at=DUE, text=text)
    return PostScheduled(
        organization_id=new_id(),
        post_id=post_id or new_id(),
        revision=revision,
        targets=(target,),
        scheduled_at=DUE,
    )


async def rows(database_url: str) -> list[asyncpg.Record]:
    connection = await asyncpg.connect(database_url)
    try:
        return list(await connection.fetch("select * from posts order by post_id"))
    finally:
        await connection.close()


async def test_an_event_becomes_state_and_a_further_event_with_its_ids_carried_on(
    database_url: str, kafka_settings: KafkaSettings, topics: Topics
) -> None:
    """What follows from an event names it as its cause and keeps its correlation id."""
    planned = post()

    async with create_app(database_url, kafka_settings).running(), topics.read("post.due") as reader:
        (cause,) = await topics.tell(planned, correlation_id="request-1")
        (due,) = await reader.wait_for(PostDue)

    (envelope,) = reader.envelopes(PostDue)
    assert (due.post_id, envelope.correlation_id, envelope.causation_id, envelope.organization_id) == (
        planned.post_id,
        "request-1",
        str(cause.id),
        planned.organization_id,
    )
    assert reader.records[0].key == str(due.account_id).encode()


async def test_ten_deliveries_of_an_event_change_nothing_after_the_first(
    database_url: str, kafka_settings: KafkaSettings, topics: Topics
) -> None:
    """The inbox swallows repeats, within a batch and across batches."""
    planned, last = post(), post("last")
    event_id = new_id()

    async with create_app(database_url, kafka_settings).running(), topics.read("post.due") as reader:
        for _ in range(10):
            await topics.tell(planned, event_id=event_id)
        await topics.tell(last)
        await eventually(lambda: last.post_id in {e.post_id for e in reader.events(PostDue)})

    assert [e.post_id for e in reader.events(PostDue)].count(planned.post_id) == 1


async def test_what_cannot_be_decoded_goes_aside_with_its_reason_and_the_rest_goes_on(
    database_url: str, kafka_settings: KafkaSettings, topics: Topics
) -> None:
    """Broken JSON, a missing header, a header that is no text, a null value: each alone goes to the dead letters."""
    good = post()
    headers = (await topics.tell(post("first")))[0].to_headers()
    await topics.put("post.scheduled", b"{not json", key=b"k", headers=headers, partition=0)
    await topics.put("post.scheduled", b"{}", key=b"k", partition=0)
    await topics.put("post.scheduled", b'{"organization_id": 1}', key=b"k", headers=headers, partition=0)
    await topics.put(
        "post.scheduled",
        b"{}",
        key=b"k",
        headers=[("ce_type", b"postwright.post.scheduled.v1"), ("ce_id", b"\xff")],
        partition=0,
    )
    await topics.tell(good)

    async with create_app(database_url, kafka_settings).running(), topics.read("post.due") as reader:
        await eventually(lambda: good.post_id in {e.post_id for e in reader.events(PostDue)})
        dead = await topics.dead_letters("post.scheduled", "scheduler", 4)

    reasons = sorted(dict(record.headers)["dlq_error_type"] for record in dead)
    assert reasons == [b"invalid", b"invalid", b"undecodable", b"undecodable"]
    assert {dict(record.headers)["dlq_topic"] for record in dead} == {b"post.scheduled"}


async def test_a_dead_letter_that_would_be_larger_than_kafka_takes_is_cut_and_says_so(
    database_url: str, kafka_settings: KafkaSettings, topics: Topics
) -> None:
    """Compressed it fits into a record, opened it does not: whole, it would keep the relay from telling anything."""
    good, size = post(), 2 * MAX_RECORD_BYTES
    async with AIOKafkaProducer(
        bootstrap_servers=kafka_settings.bootstrap_servers, compression_type="gzip", max_request_size=4 * size
    ) as producer:
        await producer.send_and_wait(
            kafka_settings.topic_prefix + "post.scheduled",
            b"x" * size,
            key=b"k",
            headers=[("large", b"y" * (MAX_RECORD_BYTES // 2))],
        )

    async with create_app(database_url, kafka_settings).running(), topics.read("post.due") as reader:
        await topics.tell(good)
        (letter,) = await topics.dead_letters("post.scheduled", "scheduler", 1)
        await reader.wait_for(PostDue)

    headers = dict(letter.headers)
    assert headers["dlq_error_type"] == b"undecodable"
    assert (headers["dlq_value_bytes"], headers["dlq_headers_left_out"]) == (str(size).encode(), b"1")
    assert letter.value == b"x" * (MAX_RECORD_BYTES // 2)


async def test_a_record_that_fails_only_when_applied_is_found_and_parked(
    database_url: str, kafka_settings: KafkaSettings, topics: Topics
) -> None:
    """One record that breaks the handler, and one that it refuses, cost nobody else of their batch anything."""
    good = [post(f"good {n}") for n in range(40)]
    await topics.tell(*good[:20], post("break the handler"), post("refuse me"), *good[20:])

    async with create_app(database_url, kafka_settings).running():
        dead = await topics.dead_letters("post.scheduled", "scheduler", 2)
        await eventually(partial(_has_rows, database_url, 40))

    kinds = sorted(dict(record.headers)["dlq_error_type"] for record in dead)
    assert kinds == [b"RuntimeError", b"refused"]


async def _has_rows(database_url: str, expected: int) -> bool:
    return len(await rows(database_url)) == expected


async def test_an_older_revision_that_comes_later_is_ignored(
    database_url: str, kafka_settings: KafkaSettings, topics: Topics
) -> None:
    """The revision is the truth, not the order of arrival."""
    post_id = new_id()

    async with create_app(database_url, kafka_settings).running(), topics.read("post.due") as reader:
        await topics.tell(post("new", 2, post_id))
        await reader.wait_for(PostDue, 1)
        await topics.tell(post("old", 1, post_id))
        await reader.wait_for(PostDue, 2)
        (row,) = await rows(database_url)

    assert (row["revision"], row["text"]) == (2, "new")


async def test_a_flood_of_dead_letters_stops_the_consumer_and_readiness_says_why(
    database_url: str, kafka_settings: KafkaSettings, topics: Topics
) -> None:
    """A bad release must not pour a topic away."""
    service = create_app(database_url, kafka_settings)
    headers = [("ce_type", b"postwright.post.scheduled.v1")]

    async with service.running():
        for _ in range(150):
            await topics.put("post.scheduled", b"{}", key=b"k", headers=headers)
        await eventually(lambda: service.consumer.stopped_because, seconds=20)
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(service.app), base_url="http://test"
        ) as client:
            answer = await client.get("/readyz")

    assert answer.status_code == 503
    assert "can't be applied" in answer.json()["checks"]["consumer"]["detail"]


async def test_two_replicas_share_the_work_and_tell_nothing_twice(
    database_url: str, kafka_settings: KafkaSettings, topics: Topics
) -> None:
    """Replicas that come and go repeat deliveries; each event is applied once all the same."""
    posts = [post(f"post {n}") for n in range(300)]
    first = create_app(database_url, kafka_settings, "1")
    second = create_app(database_url, kafka_settings, "2")

    async with first.running(), topics.read("post.due") as reader:
        await topics.tell(*posts[:150])
        async with second.running():
            await topics.tell(*posts[150:])
            await reader.wait_for(PostDue, 300, seconds=60)

    told = [event.post_id for event in reader.events(PostDue)]
    assert sorted(told) == sorted(p.post_id for p in posts)


@pytest.mark.parametrize("path", ["/livez", "/readyz", "/metrics", "/asyncapi"])
async def test_health_is_answered(path: str, database_url: str, kafka_settings: KafkaSettings) -> None:
    """The four addresses that operations ask are there in every service."""
    service = create_app(database_url, kafka_settings)
    transport = httpx.ASGITransport(service.app)
    async with service.running(), httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        answer = await client.get(path)

    assert answer.status_code == 200
    assert answer.headers["x-request-id"]
