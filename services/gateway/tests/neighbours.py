"""The other services as a gateway under test meets them: what they tell, and what they are told, over Kafka."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import asyncpg
from aiokafka import AIOKafkaProducer

from services.gateway.config import Settings
from services.gateway.domain.event_types import EVENT_TYPES
from services.gateway.domain.live import LiveEvent
from services.gateway.tests.conftest import Person
from shared.events import (
    AccountConnected,
    ContentGenerated,
    ContentProgressed,
    ContentVariant,
    Envelope,
    EventData,
    MediaObject,
    NetworkName,
    PostDue,
    PostFailed,
    PostPublished,
)
from shared.ids import new_id
from shared.outbox import decode_headers
from shared.testing.waiting import eventually

NETWORKS: tuple[NetworkName, ...] = ("mastodon", "bluesky", "x")

BRIEF: dict[str, Any] = {
    "brand": "Chai & Co.",
    "topic": "Monsoon sale",
    "tone": "friendly",
    "brief": "Announce the monsoon sale: 20 % off every tea until Sunday.",
    "language": "en",
    "networks": ["mastodon", "bluesky", "x"],
}


def counted(person: Person, number: int) -> LiveEvent:
    """A live event of which a stream can be told apart by a number, its `steps_done`."""
    data = {**EVENT_TYPES["content.progressed"].example, "steps_done": number}
    return LiveEvent(UUID(person.organization_id), "content.progressed", data)


@dataclass
class Neighbours:
    """Tells events as the other services do, and reads what the gateway has told."""

    settings: Settings
    producer: AIOKafkaProducer
    organizations: set[str]
    sent: list[tuple[EventData, Envelope]] = field(default_factory=list)

    async def tell(self, event: EventData, *, envelope: Envelope | None = None, times: int = 1) -> Envelope:
        """Put an event on its topic, as often as wanted with the same id."""
        envelope = envelope or Envelope(
            id=new_id(),
            source="//postwright/test",
            type=event.event_type,
            time=datetime.now(UTC),
            subject=event.subject,
            organization_id=event.organization_id,
            correlation_id=str(getattr(event, "request_id", None) or uuid4()),
        )
        topic = f"{self.settings.kafka.topic_prefix}{event.topic_name}"
        for _ in range(times):
            await self.producer.send_and_wait(
                topic,
                event.model_dump_json().encode(),
                key=event.key.encode(),
                headers=envelope.to_headers(),
            )
        self.sent.append((event, envelope))
        return envelope

    async def told(self, topic: str) -> list[tuple[Envelope, dict[str, Any]]]:
        """What the gateway has told of this test's people on a topic, in order."""
        connection = await asyncpg.connect(self.settings.database_url)
        try:
            rows = await connection.fetch(
                "select headers, value from outbox where topic = $1 order by txid, seq", topic
            )
        finally:
            await connection.close()
        told = [
            (Envelope.from_headers(decode_headers(row["headers"])), json.loads(row["value"])) for row in rows
        ]
        return [one for one in told if one[1]["organization_id"] in self.organizations]

    async def connect(self, person: Person, *networks: NetworkName) -> dict[NetworkName, str]:
        """Connect one account on each network and say that it is connected; gives the accounts' ids."""
        made: dict[NetworkName, str] = {}
        credentials: dict[str, dict[str, str]] = {
            "mastodon": {"access_token": "secret"},
            "bluesky": {"identifier": "asha.example", "app_password": "secret"},
            "pinterest": {"access_token": "secret"},
            "telegram": {"bot_token": "7:secret", "chat_id": "@asha"},
            "x": {
                "access_token": "secret",
                "refresh_token": "secret",
                "expires_at": "2030-01-01T00:00:00Z",
                "client_id": "client",
            },
        }
        for network in networks:
            body: dict[str, Any] = {"network": network, "credentials": credentials[network]}
            if network == "mastodon":
                body["base_url"] = "https://mastodon.example"
            answer = await person.http.post("/v1/accounts", json=body)
            assert answer.status_code == 202, answer.text
            made[network] = answer.json()["account_id"]
            await self.tell(
                AccountConnected(
                    organization_id=UUID(person.organization_id),
                    account_id=UUID(made[network]),
                    network=network,
                    revision=answer.json()["revision"],
                    remote_id="7",
                    handle=f"@asha@{network}.example",
                    display_name="Asha",
                    profile_url=f"https://{network}.example/@asha",
                    connected_at=datetime.now(UTC),
                )
            )
        return made


def content_for(
    request: dict[str, Any],
    person: Person,
    *,
    revision: int = 9,
    picture: MediaObject | None = None,
    **texts: str,
) -> ContentGenerated:
    """Finished content for a request, as the generator tells it."""
    return ContentGenerated(
        organization_id=UUID(person.organization_id),
        request_id=UUID(request["request_id"]),
        revision=revision,
        language=request.get("language", "en"),
        variants=tuple(
            ContentVariant(network=network, text=texts.get(network, f"Tea on {network} #tea"), caption="Tea")
            for network in request["networks"]
        ),
        picture=picture,
        provider="offline",
        model="templates",
        generated_at=datetime.now(UTC),
    )


def progress_for(request: dict[str, Any], person: Person, done: int, total: int = 4) -> ContentProgressed:
    return ContentProgressed(
        organization_id=UUID(person.organization_id),
        request_id=UUID(request["request_id"]),
        revision=done,
        step="caption",
        network="mastodon",
        steps_done=done,
        steps_total=total,
    )


def due_for(post: dict[str, Any], person: Person, target: dict[str, Any]) -> PostDue:
    return PostDue(**_publication(post, person, target), text=target["text"], emitted_at=datetime.now(UTC))


def published_for(
    post: dict[str, Any],
    person: Person,
    target: dict[str, Any],
    *,
    lateness_ms: int = 40,
    reconciled: bool = False,
) -> PostPublished:
    facts = _publication(post, person, target)
    return PostPublished(
        **facts,
        remote_id="1001",
        url=f"https://{target['network']}.example/1001",
        published_at=facts["due_at"] + timedelta(milliseconds=lateness_ms),
        lateness_ms=lateness_ms,
        attempts=1,
        reconciled=reconciled,
    )


def failed_for(
    post: dict[str, Any], person: Person, target: dict[str, Any], *, outcome: Any = "rejected"
) -> PostFailed:
    return PostFailed(
        **_publication(post, person, target),
        failed_at=datetime.now(UTC),
        outcome=outcome,
        code=f"{target['network']}.refused",
        detail="The text is too long",
        error_class="invalid",
        who_must_act="author",
        retry_can_help=False,
        attempts=1,
    )


def _publication(post: dict[str, Any], person: Person, target: dict[str, Any]) -> dict[str, Any]:
    return {
        "organization_id": UUID(person.organization_id),
        "publication_id": UUID(target["publication_id"]),
        "post_id": UUID(post["post_id"]),
        "account_id": UUID(target["account_id"]),
        "network": target["network"],
        "revision": post["revision"],
        "request_id": None if post["request_id"] is None else UUID(post["request_id"]),
        "campaign_id": None if post["campaign_id"] is None else UUID(post["campaign_id"]),
        "due_at": datetime.fromisoformat(target["occurrence_at"]),
    }


async def seen(person: Person, path: str, **wanted: Any) -> dict[str, Any]:
    """What is at a path, once it shows what is wanted."""

    async def look() -> dict[str, Any]:
        answer = await person.http.get(path)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found if all(found[name] == value for name, value in wanted.items()) else {}

    found: dict[str, Any] = await eventually(look, what=f"{path} to show {wanted}")
    return found


async def planned_post(person: Person, neighbours: Neighbours, **wishes: Any) -> dict[str, Any]:
    """A post made from a brief, far enough ahead to be changed."""
    schedule = {"kind": "instant", "at": (datetime.now(UTC) + timedelta(hours=1)).isoformat()}
    body = {**BRIEF, "schedule": schedule, **wishes}
    answer = await person.http.post("/v1/content-requests", json=body)
    assert answer.status_code == 202, answer.text
    await neighbours.tell(content_for(answer.json(), person))
    request = await seen(person, answer.headers["location"], state="planned")
    return await seen(person, f"/v1/posts/{request['post_id']}")


def by_network(post: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {target["network"]: target for target in post["targets"]}


async def all_of(neighbours: Neighbours, events: Sequence[EventData]) -> None:
    await asyncio.gather(*(neighbours.tell(event) for event in events))
