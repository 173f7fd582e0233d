"""Everything a running system has said or kept: where a secret must not be found."""

import base64
import contextlib
from collections.abc import Iterable

import asyncpg
import httpx
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient

from deploy.local.databases import service_url
from deploy.local.plan import SERVICES
from deploy.local.stack import Stack


async def everything(stack: Stack) -> dict[str, str]:
    """Text by place: each topic, each service's log, metrics, and database."""
    said = await _topics(stack)
    for path in (stack.folder / "logs").iterdir():
        if path.stem.rpartition("-")[0] in SERVICES or path.stem in SERVICES:
            said[f"log of {path.stem}"] = path.read_text(errors="replace")
    async with httpx.AsyncClient(timeout=20) as http:
        for service in SERVICES:
            said[f"metrics of {service}"] = (await http.get(stack.addresses.http(service) + "/metrics")).text
            said[f"database of {service}"] = await _dump(stack, service)
    return said


def places(said: dict[str, str], secret: str) -> list[str]:
    """Where a secret can be read: as it is, in hexadecimal as PostgreSQL shows bytes, or in base64."""
    forms = {secret, secret.encode().hex(), *_base64(secret)}
    return [place for place, text in said.items() if any(form in text for form in forms)]


def _base64(secret: str) -> Iterable[str]:
    """The letters that are the same wherever in a base64 text the secret stands, for its three positions."""
    for before in range(3):
        encoded = base64.b64encode(b"\0" * before + secret.encode()).decode()
        yield encoded[4 if before else 0 : len(encoded) // 4 * 4 - 4]


async def _topics(stack: Stack) -> dict[str, str]:
    consumer = AIOKafkaConsumer(bootstrap_servers=stack.addresses.kafka, enable_auto_commit=False)
    admin = AIOKafkaAdminClient(bootstrap_servers=stack.addresses.kafka)
    async with contextlib.AsyncExitStack() as closing:
        for client in (consumer, admin):
            await client.start()
        closing.push_async_callback(consumer.stop)
        closing.push_async_callback(admin.close)
        partitions = [
            TopicPartition(topic["topic"], one["partition"])
            for topic in await admin.describe_topics()
            for one in topic["partitions"]
        ]
        return await _records(consumer, partitions)


async def _records(consumer: AIOKafkaConsumer, partitions: list[TopicPartition]) -> dict[str, str]:
    consumer.assign(partitions)
    await consumer.seek_to_beginning(*partitions)
    ends = await consumer.end_offsets(partitions)
    texts: dict[str, list[str]] = {f"topic {partition.topic}": [] for partition in partitions}
    unread = partitions
    while unread := [one for one in unread if await consumer.position(one) < ends[one]]:
        for partition, records in (await consumer.getmany(timeout_ms=200)).items():
            for record in records:
                parts = [record.key, record.value, *(value for _, value in record.headers)]
                read = [part.decode(errors="replace") for part in parts if part is not None]
                texts[f"topic {partition.topic}"] += read
    return {topic: "\n".join(read) for topic, read in texts.items()}


async def _dump(stack: Stack, service: str) -> str:
    connection = await connect(stack, service)
    async with contextlib.AsyncExitStack() as closing:
        closing.push_async_callback(connection.close)
        tables = await connection.fetch("select tablename from pg_tables where schemaname = 'public'")
        rows = [await connection.fetch(f'select t::text as row from "{table[0]}" t') for table in tables]
    return "\n".join(row["row"] for found in rows for row in found)


async def connect(stack: Stack, service: str) -> asyncpg.Connection:
    """To a service's database, as its owner."""
    addresses = stack.addresses
    url = service_url(addresses.postgres, service, password=addresses.database_password)
    return await asyncpg.connect(url)
