"""Being forgotten: a person's and their organisation's words are planted everywhere, and afterwards nowhere to be found."""

import io
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, get_args
from uuid import uuid4

import asyncpg
import httpx
import pytest
import redis.asyncio
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from PIL import Image

from deploy.local.databases import service_url
from deploy.local.ports import free_ports
from deploy.local.stack import Stack
from shared.settings import ServiceName
from shared.testing.waiting import eventually
from tests.system import NETWORKS, PASSWORD, System

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(180)]

_DAY_MS = 86_400_000
# Dead letters are kept longest; nothing that names anybody is kept for ever.
_LONGEST_MS = 30 * _DAY_MS
# Where the name stands before it is forgotten, among other tables.
PLANTED = {
    *("gateway.campaigns", "gateway.content_comments", "gateway.content_requests", "gateway.invitations"),
    *("gateway.live_events", "gateway.media", "gateway.notifications", "gateway.templates"),
    *("gateway.users", "gateway.webhook_events", "gateway.webhooks"),
}


@pytest.fixture
async def planted(stack: Stack) -> AsyncIterator[tuple[System, str]]:
    """Somebody whose name is in everything they do; and that name."""
    name = f"planted{uuid4().hex[:12]}"
    addresses = stack.addresses
    async with (
        httpx.AsyncClient(base_url=addresses.http("gateway"), timeout=20) as gateway,
        httpx.AsyncClient(base_url=addresses.http("sandbox"), timeout=20) as sandbox,
    ):
        system = System(stack, gateway, sandbox)
        await system.sign_up(name)
        yield system, name


async def plant(system: System, name: str) -> None:
    """Leave the name wherever a text of a client goes."""
    campaign = await system.call("POST", "/v1/campaigns", json={"name": name, "description": f"of {name}"})
    picture = io.BytesIO()
    Image.new("RGB", (640, 480), "teal").save(picture, "PNG")
    media = await system.call(
        "POST",
        "/v1/media",
        files={"file": (f"{name}.png", picture.getvalue(), "image/png")},
        data={"alt_text": f"{name} on a bench"},
    )
    brief = {
        "brand": name,
        "topic": f"a day with {name}",
        "brief": f"{name} opens a shop",
        "networks": list(NETWORKS),
        "picture": True,
        "campaign_id": campaign["campaign_id"],
    }
    asked = await system.call(
        "POST", "/v1/content-requests", json=brief | {"approval": "auto", "schedule": {"kind": "now"}}
    )
    targets = [
        {"account_id": account, "text": f"hello from {name} on {network}", "media": [media["media_id"]]}
        for network, account in system.accounts.items()
    ]
    await system.call("POST", "/v1/posts", json={"schedule": {"kind": "now"}, "targets": targets})
    planned = {"kind": "instant", "at": "2031-01-01T09:00:00Z"}
    targets = [{"account_id": account, "text": f"later, {name}"} for account in system.accounts.values()]
    await system.call("POST", "/v1/posts", json={"schedule": planned, "targets": targets})
    # Two posts went out, and one is planned.
    published = len(NETWORKS) * 2

    async def done() -> bool:
        assert (await system.call("GET", f"/v1/content-requests/{asked['request_id']}"))["state"] == "planned"
        states = [target["state"] for target in await system.targets()]
        assert states.count("published") == published, states
        return True

    await eventually(done, seconds=60, every=0.5)
    await plant_beside(system, name)


def nobody() -> str:
    """An address where no receiver listens."""
    (port,) = free_ports(1)
    return f"http://127.0.0.1:{port}"


async def plant_beside(system: System, name: str) -> None:
    """Leave the name in what people say, are told, and begin with."""
    variants = [{"network": "mastodon", "text": f"{name} speaks"}]
    item = await system.call("POST", "/v1/content-items", json={"title": name, "variants": variants})
    path = f"/v1/content-items/{item['item_id']}/comments"
    await system.call("POST", path, json={"text": f"{name} likes it"})
    template = {"name": name, "text": f"{name} sells tea"}
    await system.call("POST", "/v1/templates", json=template)
    webhook = {"url": f"{nobody()}/{name}", "description": name, "event_types": ["*"]}
    await system.call("POST", "/v1/webhooks", json=webhook)
    await system.verify(f"{name}@example.com")
    invitation = {"email": f"guest-of-{name}@example.com", "role": "viewer"}
    await system.call("POST", "/v1/invitations", json=invitation)


async def plant_elsewhere(system: System, name: str) -> None:
    """Have the name told in an organisation that goes on: its owner invites the person, who accepts."""
    own = system.gateway.headers["Authorization"]
    host = f"host{uuid4().hex[:12]}"
    try:
        system.gateway.headers["Authorization"] = await system.register(host)
        await system.verify(f"{host}@example.com")
        webhook = {"url": nobody(), "event_types": ["member.*"]}
        await system.call("POST", "/v1/webhooks", json=webhook)
        invitation = {"email": f"{name}@example.com", "role": "editor"}
        await system.call("POST", "/v1/invitations", json=invitation)
    finally:
        system.gateway.headers["Authorization"] = own
    token = await system.link_for(f"{name}@example.com", "invit")
    answer = await system.gateway.post("/v1/invitations/accept", json={"token": token})
    assert answer.is_success, answer.text


async def test_nothing_is_left_of_somebody_who_was_forgotten(
    stack: Stack, planted: tuple[System, str]
) -> None:
    """No database, file, log or cache holds the name; a topic holds it only until its records expire or are compacted."""
    system, name = planted
    await plant(system, name)
    await plant_elsewhere(system, name)

    async def is_planted() -> bool:
        assert {*await in_databases(stack, name)} >= PLANTED
        return True

    await eventually(is_planted, seconds=30, every=0.5)

    receipt = await system.call("POST", "/v1/me/erasure", json={"username": name, "password": PASSWORD})
    del system.gateway.headers["Authorization"]

    async def completed() -> dict[str, Any]:
        report = await system.call("GET", receipt["report_url"])
        assert report["state"] == "completed", [part["awaited"] for part in report["parts"]]
        return report

    report = await eventually(completed, seconds=60, every=0.2)
    assert {part["subject"] for part in report["parts"]} == {"organization", "person"}
    for part in report["parts"]:
        assert len(part["reports"]) == len(get_args(ServiceName))

    assert await in_databases(stack, name) == []
    organization = next(p["subject_id"] for p in report["parts"] if p["subject"] == "organization")
    assert in_files(stack.folder / "data" / "objects", name, organization) == []
    assert in_files(stack.folder / "logs", name) == []
    assert await in_cache(stack, name) == []
    assert await in_topics(stack, name) == []


async def in_databases(stack: Stack, text: str) -> list[str]:
    """Tables in which a text stands, in any column, of any service."""
    found = []
    addresses = stack.addresses
    for service in get_args(ServiceName):
        url = service_url(addresses.postgres, service, password=addresses.database_password)
        connection = await asyncpg.connect(url)
        try:
            tables = await connection.fetch(
                "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'"
            )
            for (table,) in tables:
                # Bytes are shown in hexadecimal.
                count = await connection.fetchval(
                    f'select count(*) from "{table}" t'
                    " where position($1 in t::text) > 0 or position($2 in t::text) > 0",
                    text,
                    text.encode().hex(),
                )
                if count:
                    found.append(f"{service}.{table}")
        finally:
            await connection.close()
    return found


def in_files(folder: Path, *texts: str) -> list[str]:
    """Files that hold one of the texts, in their path or content."""
    assert folder.is_dir()
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [
        str(path)
        for path in files
        if any(text in str(path) or text.encode() in path.read_bytes() for text in texts)
    ]


async def in_cache(stack: Stack, text: str) -> list[str]:
    """Keys whose name or value holds a text."""
    found = []
    async with redis.asyncio.Redis.from_url(stack.addresses.redis) as client:
        async for key in client.scan_iter():
            value = await client.dump(key) or b""
            if text.encode() in key or text.encode() in value:
                found.append(str(key))
    return found


async def in_topics(stack: Stack, text: str) -> list[str]:
    """Topics that will hold a text for ever: of compacted ones what compaction leaves is looked at, which is the last
    record of each key; of the others that their records expire."""
    servers = stack.addresses.kafka
    admin = AIOKafkaAdminClient(bootstrap_servers=servers)
    await admin.start()
    try:
        topics = [topic for topic in await admin.list_topics() if not topic.startswith("__")]
        resources = [ConfigResource(ConfigResourceType.TOPIC, topic) for topic in topics]
        configurations = {
            resource[3]: {entry[0]: entry[1] for entry in resource[4]}
            for response in await admin.describe_configs(resources)
            for resource in response.resources
        }
        places = {
            described["topic"]: [
                TopicPartition(described["topic"], one["partition"]) for one in described["partitions"]
            ]
            for described in await admin.describe_topics(topics)
        }
    finally:
        await admin.close()
    found = []
    for topic in topics:
        configuration = configurations[topic]
        if configuration["cleanup.policy"] != "compact":
            if not 0 < int(configuration["retention.ms"]) <= _LONGEST_MS:
                found.append(f"{topic} is kept for ever")
            continue
        left = {record.key: record for record in await read(servers, places[topic])}
        found += [
            f"{topic}: {key!r}"
            for key, record in left.items()
            if record.value is not None
            and text.encode() in record.value + json.dumps(str(record.headers)).encode()
        ]
    return found


async def read(servers: str, places: list[TopicPartition]) -> list[Any]:
    """Every record there is, in order for each key."""
    consumer = AIOKafkaConsumer(bootstrap_servers=servers, enable_auto_commit=False)
    await consumer.start()
    try:
        consumer.assign(places)
        await consumer.seek_to_beginning(*places)
        ends = await consumer.end_offsets(places)
        records: list[Any] = []
        while any([await consumer.position(place) < ends[place] for place in places]):
            for some in (await consumer.getmany(timeout_ms=500)).values():
                records += some
        return records
    finally:
        await consumer.stop()
