"""Dead letters come back to the service that could not apply them."""

from datetime import UTC, datetime
from uuid import UUID

import asyncpg
import pytest
from aiokafka import TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, RecordsToDelete

from shared.events import TOPICS, PostScheduled, PostTarget
from shared.ids import new_id
from shared.kafka import create_topics, dead_letter_topic
from shared.replaying import letters, reasons_of, replay
from shared.settings import KafkaSettings
from shared.testing.topics import Topics
from shared.testing.waiting import eventually
from shared.tests.integration import counting_service
from shared.tests.integration.counting_service import create_app


def post(text: str) -> PostScheduled:
    instant = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    target = PostTarget(account_id=new_id(), network="x", occurrence_at=instant, text=text)
    return PostScheduled(
        organization_id=new_id(), post_id=new_id(), revision=1, targets=(target,), scheduled_at=instant
    )


async def known(database_url: str) -> set[UUID]:
    connection = await asyncpg.connect(database_url)
    try:
        return {row["post_id"] for row in await connection.fetch("select post_id from posts")}
    finally:
        await connection.close()


async def test_what_was_refused_is_applied_after_a_replay(
    database_url: str, kafka_settings: KafkaSettings, topics: Topics, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As it was first told, once; what others applied meanwhile is not applied again; nothing is replayed twice."""
    refused, taken = post("refuse me"), post("hello")
    async with create_app(database_url, kafka_settings).running():
        [told, _] = await topics.tell(refused, taken)
        await topics.dead_letters("post.scheduled", "scheduler", 1)
        await eventually(lambda: _has(database_url, taken.post_id))
    monkeypatch.setattr(counting_service, "REFUSED", frozenset())  # the release is mended

    [letter] = await letters(kafka_settings, "post.scheduled", "scheduler")
    assert reasons_of(letter)["dlq_error_message"] == "this text is refused"
    async with create_app(database_url, kafka_settings).running():
        assert await replay(kafka_settings, "post.scheduled", "scheduler") == (1, 0)
        await eventually(lambda: _has(database_url, refused.post_id))
        assert await replay(kafka_settings, "post.scheduled", "scheduler") == (0, 0)
    assert letter.value == refused.model_dump_json().encode()
    assert str(told.id).encode() in [value for name, value in letter.headers if name == "ce_id"]


async def test_letters_whose_time_was_up_are_passed_over(
    kafka_settings: KafkaSettings, topics: Topics
) -> None:
    """Some replayed, later ones never, and Kafka has thrown all of them away: nothing is left, and it says so."""
    await create_topics(kafka_settings, [TOPICS["post.scheduled"]], "scheduler")
    topic = dead_letter_topic("post.scheduled", "scheduler")
    where = [("dlq_partition", b"0")]
    await topics.put(topic, b"replayed", key=b"post", headers=where)
    assert await replay(kafka_settings, "post.scheduled", "scheduler") == (1, 0)
    await topics.put(topic, b"never", key=b"post", headers=where)
    await topics.put(topic, b"never either", key=b"post", headers=where)

    await _throw_away(kafka_settings, topic, before=3)

    assert await letters(kafka_settings, "post.scheduled", "scheduler") == []
    assert await replay(kafka_settings, "post.scheduled", "scheduler") == (0, 0)


async def _throw_away(settings: KafkaSettings, topic: str, *, before: int) -> None:
    """As Kafka does with what has been kept long enough."""
    admin = AIOKafkaAdminClient(bootstrap_servers=settings.bootstrap_servers)
    await admin.start()
    try:
        place = TopicPartition(settings.topic_prefix + topic, 0)
        await admin.delete_records({place: RecordsToDelete(before_offset=before)})
    finally:
        await admin.close()


async def _has(database_url: str, post_id: UUID) -> bool:
    return post_id in await known(database_url)
