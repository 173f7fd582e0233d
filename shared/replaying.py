"""Dead letters read and replayed: `python -m shared.replaying list|replay TOPIC SERVICE`.

A replay puts each record back on the topic it came from, as it was: whoever applied it already passes over it by its
inbox, and the service that could not tries again. Each letter is replayed once; how far that got is kept by Kafka.
"""

import argparse
import asyncio
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import TypeAlias

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition

from shared.kafka import dead_letter_topic, make_producer
from shared.settings import KafkaSettings, load_settings

_REASON = "dlq_"
_CUT = ("dlq_value_bytes", "dlq_headers_left_out")

Letter: TypeAlias = "ConsumerRecord[bytes, bytes]"


async def letters(settings: KafkaSettings, topic: str, service: str) -> list[Letter]:
    """Everything that was put aside and has not been replayed, oldest first."""
    async with _open(settings, topic, service) as (consumer, place):
        return await _rest(consumer, place)


async def replay(settings: KafkaSettings, topic: str, service: str) -> tuple[int, int]:
    """Put back what was put aside.

    A crash in the middle repeats some, which inboxes swallow.

    Returns:
        How many were put back, and how many were not because they had been cut when they were put aside.
    """
    producer = make_producer(settings, "postwright-replay")
    await producer.start()
    try:
        async with _open(settings, topic, service) as (consumer, place):
            found = await _rest(consumer, place)
            whole = [letter for letter in found if not _is_cut(letter)]
            for letter in whole:
                reasons = reasons_of(letter)
                await producer.send_and_wait(
                    f"{settings.topic_prefix}{topic}",
                    key=letter.key,
                    value=letter.value,
                    partition=int(reasons["dlq_partition"]),
                    headers=[(name, value) for name, value in letter.headers if not name.startswith(_REASON)],
                )
            if found:
                await consumer.commit({place: found[-1].offset + 1})
            return len(whole), len(found) - len(whole)
    finally:
        await producer.stop()


def reasons_of(letter: Letter) -> Mapping[str, str]:
    """Why a record was put aside, and where it came from."""
    return {
        name: value.decode(errors="replace")
        for name, value in letter.headers
        if name.startswith(_REASON) and value is not None
    }


def _is_cut(letter: Letter) -> bool:
    return any(name in _CUT for name, _ in letter.headers)


@asynccontextmanager
async def _open(
    settings: KafkaSettings, topic: str, service: str
) -> AsyncIterator[tuple["AIOKafkaConsumer[bytes, bytes]", TopicPartition]]:
    name = f"{settings.topic_prefix}{dead_letter_topic(topic, service)}"
    place = TopicPartition(name, 0)
    consumer = AIOKafkaConsumer(
        bootstrap_servers=settings.bootstrap_servers,
        group_id=f"{settings.topic_prefix}postwright-replay-{topic}-{service}",
        enable_auto_commit=False,
        auto_offset_reset="earliest",
    )
    await consumer.start()
    try:
        consumer.assign([place])
        yield consumer, place
    finally:
        await consumer.stop()


async def _rest(consumer: "AIOKafkaConsumer[bytes, bytes]", place: TopicPartition) -> list[Letter]:
    end = (await consumer.end_offsets([place]))[place]
    found: list[Letter] = []
    # Kafka's own position: it also moves over letters that were not replayed before their time was up.
    while await consumer.position(place) < end:
        found += (await consumer.getmany(place, timeout_ms=500)).get(place, [])
    return found


async def _main(arguments: argparse.Namespace) -> None:
    settings = load_settings(KafkaSettings)
    if arguments.action == "list":
        for letter in await letters(settings, arguments.topic, arguments.service):
            reasons = reasons_of(letter)
            place = f"{reasons.get('dlq_partition')}/{reasons.get('dlq_offset')}"
            why = f"{reasons.get('dlq_error_type')}: {reasons.get('dlq_error_message')}"
            sys.stdout.write(f"{reasons.get('dlq_failed_at')}  {place}  {why}\n")
        return
    replayed, cut = await replay(settings, arguments.topic, arguments.service)
    sys.stdout.write(f"{replayed} replayed to {arguments.topic}\n")
    if cut:
        sys.stdout.write(
            f"{cut} not replayed: they were too large to be kept whole; their places in {arguments.topic} are in the"
            " dead letters' headers\n"
        )


def main() -> None:
    """List, or replay, a topic's dead letters of a service."""
    parser = argparse.ArgumentParser(prog="python -m shared.replaying", description=__doc__)
    parser.add_argument("action", choices=["list", "replay"])
    parser.add_argument("topic", help="such as post.due")
    parser.add_argument("service", help="such as publisher")
    asyncio.run(_main(parser.parse_args()))


if __name__ == "__main__":
    main()
