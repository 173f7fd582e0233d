"""Kafka: broker, producer and topics, made from the settings in one place."""

from collections.abc import Iterable

import structlog
from aiokafka import AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import TopicAlreadyExistsError, for_code
from faststream import AckPolicy
from faststream.kafka import KafkaBroker

from shared.events.catalogue import Topic
from shared.settings import KafkaSettings, ServiceName

logger = structlog.get_logger(__name__)

# FastStream's default commits before the handler ran and loses records in a crash.
ACK_POLICY = AckPolicy.NACK_ON_ERROR
# One kibibyte of headers fits above the largest event; Kafka's own default is half of this.
MAX_RECORD_BYTES = 2 * 1024 * 1024
_BATCH_BYTES = 256 * 1024
_DEAD_RETENTION_MS = 30 * 24 * 60 * 60 * 1000


def dead_letter_topic(topic: str, service: str) -> str:
    """The topic that holds what a service could not read from a topic."""
    return f"{topic}.{service}.dead"


def make_broker(settings: KafkaSettings, client_id: str) -> KafkaBroker:
    """A FastStream broker for consuming; publishing goes through the outbox alone."""
    return KafkaBroker(
        _servers(settings),
        client_id=client_id,
        apply_types=False,
        allow_auto_create_topics=False,
        logger=None,
    )


def make_producer(settings: KafkaSettings, client_id: str) -> AIOKafkaProducer:
    """The relay's producer: idempotent, acknowledged by all replicas, in batches it builds itself."""
    return AIOKafkaProducer(
        bootstrap_servers=_servers(settings),
        client_id=client_id,
        acks="all",
        enable_idempotence=True,
        linger_ms=0,
        max_batch_size=_BATCH_BYTES,
        max_request_size=MAX_RECORD_BYTES,
    )


async def create_topics(
    settings: KafkaSettings, topics: Iterable[Topic], service: ServiceName | None = None
) -> list[str]:
    """Make the topics that are missing, and the service's dead-letter topic of each.

    Args:
        settings: Where Kafka is, prefix, partitions and replicas.
        topics: What to make.
        service: Consumer whose dead-letter topics are made as well.

    Returns:
        Names of the topics that were made now.
    """
    wanted = [_new_topic(settings, topic.name, topic.configuration, settings.partitions) for topic in topics]
    if service is not None:
        dead = {"cleanup.policy": "delete", "retention.ms": str(_DEAD_RETENTION_MS)}
        # One partition: few records, read by people.
        wanted += [_new_topic(settings, dead_letter_topic(topic.name, service), dead, 1) for topic in topics]
    admin = AIOKafkaAdminClient(bootstrap_servers=_servers(settings), client_id="postwright-topics")
    await admin.start()
    try:
        present = set(await admin.list_topics())
        missing = [topic for topic in wanted if topic.name not in present]
        if not missing:
            return []
        response = await admin.create_topics(missing)
        for name, code, *message in response.topic_errors:
            # Another service may have made it in the meantime.
            if code not in {0, TopicAlreadyExistsError.errno}:
                raise for_code(code)(f"topic {name}: {message}")
        made = [topic.name for topic in missing]
        logger.info("topics created", topics=made)
        return made
    finally:
        await admin.close()


def _new_topic(
    settings: KafkaSettings, name: str, configuration: dict[str, str], partitions: int
) -> NewTopic:
    return NewTopic(
        f"{settings.topic_prefix}{name}",
        num_partitions=partitions,
        replication_factor=settings.replication_factor,
        topic_configs={**configuration, "max.message.bytes": str(MAX_RECORD_BYTES)},
    )


def _servers(settings: KafkaSettings) -> list[str]:
    return [server.strip() for server in settings.bootstrap_servers.split(",")]
