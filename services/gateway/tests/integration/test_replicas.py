"""The same events again and again, out of order, and two replicas at once: nothing is told or kept twice."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import asyncpg
import pytest_asyncio

from services.gateway.config import Settings
from services.gateway.main import create_app
from services.gateway.tests.conftest import Person, client_of
from services.gateway.tests.neighbours import (
    BRIEF,
    NETWORKS,
    Neighbours,
    content_for,
    due_for,
    progress_for,
    published_for,
)
from shared.service import Service
from shared.testing.waiting import eventually

_REQUESTS = 12


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def replica(settings: Settings, gateway: Service) -> AsyncIterator[Service]:
    """A second replica of the running gateway."""
    assert gateway.settings is settings
    other = settings.model_copy(update={"instance": f"test-{uuid4().hex[:12]}"})
    async with create_app(other).running() as service:
        yield service


async def requests_for(person: Person, count: int) -> list[dict[str, Any]]:
    schedule = {"kind": "instant", "at": (datetime.now(UTC) + timedelta(hours=1)).isoformat()}
    batch = await person.http.post(
        "/v1/content-requests/batches",
        json={"items": [BRIEF] * count, "schedule": schedule},
    )
    assert batch.status_code == 202, batch.text
    listed = await person.http.get("/v1/content-requests", params={"limit": 200})
    found: list[dict[str, Any]] = listed.json()["items"]
    return found


async def test_ten_replays_on_two_replicas_change_nothing(
    person: Person, neighbours: Neighbours, replica: Service, settings: Settings
) -> None:
    """Every event ten times, while both replicas consume: one post a request, one outcome a target, one entry and one
    live event an event."""
    await neighbours.connect(person, *NETWORKS)
    requests = await requests_for(person, _REQUESTS)
    await asyncio.gather(
        *(neighbours.tell(progress_for(request, person, 1), times=10) for request in requests),
        *(neighbours.tell(content_for(request, person), times=10) for request in requests),
    )

    async def posts() -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = (await person.http.get("/v1/posts", params={"limit": 200})).json()[
            "items"
        ]
        return found

    async def are_planned() -> bool:
        return len(await posts()) == _REQUESTS

    await eventually(are_planned)
    targets = [(post, target) for post in await posts() for target in post["targets"]]
    await asyncio.gather(
        *(neighbours.tell(published_for(post, person, target), times=10) for post, target in targets),
        *(neighbours.tell(due_for(post, person, target), times=10) for post, target in targets),
    )

    async def all_published() -> bool:
        return {post["state"] for post in await posts()} == {"published"}

    await eventually(all_published, seconds=40)
    async with client_of(replica, Authorization=f"Bearer {person.access_token}") as http:
        assert len((await http.get("/v1/posts", params={"limit": 200})).json()["items"]) == _REQUESTS
    assert len(await neighbours.told("post.scheduled")) == _REQUESTS
    connection = await asyncpg.connect(settings.database_url)
    try:
        entries = await connection.fetch(
            "select kind, count(*) as number from timeline_entries where organization_id = $1 group by kind",
            person.organization_id,
        )
        live = await connection.fetch(
            "select type, count(*) as number from live_events where organization_id = $1 group by type",
            person.organization_id,
        )
    finally:
        await connection.close()
    told = {row["type"]: row["number"] for row in live}
    assert {row["kind"]: row["number"] for row in entries} == {
        "content.requested": _REQUESTS,
        "content.progressed": _REQUESTS,
        "content.generated": _REQUESTS,
        "post.scheduled": _REQUESTS,
        "post.due": len(targets),
        "post.published": len(targets),
    }
    assert (told["content.generated"], told["post.scheduled"]) == (_REQUESTS, _REQUESTS)
    assert told["post.published"] == len(targets)


async def test_two_replicas_approve_once(person: Person, neighbours: Neighbours, replica: Service) -> None:
    """Approved at both replicas in the same moment: one post."""
    await neighbours.connect(person, *NETWORKS)
    made = await person.http.post(
        "/v1/content-requests", json={**BRIEF, "schedule": {"kind": "now"}, "approval": "required"}
    )
    path = made.headers["location"]
    await neighbours.tell(content_for(made.json(), person))

    async def awaits() -> bool:
        return bool((await person.http.get(path)).json()["state"] == "awaiting_approval")

    await eventually(awaits)
    async with client_of(replica, Authorization=f"Bearer {person.access_token}") as http:
        answers = await asyncio.gather(
            *(client.post(f"{path}/approve") for client in (person.http, http) for _ in range(5))
        )

    assert Counter(answer.status_code for answer in answers) == {200: 10}
    assert len({answer.json()["post_id"] for answer in answers}) == 1
    assert len(await neighbours.told("post.scheduled")) == 1
