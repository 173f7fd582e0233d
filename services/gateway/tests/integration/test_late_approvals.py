from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg

from services.gateway.config import Settings
from services.gateway.tests.conftest import Person
from services.gateway.tests.neighbours import BRIEF, Neighbours, content_for, seen


async def planned_ago(settings: Settings, request_id: str, ago: timedelta) -> None:
    """As if the time that was asked for had passed that long ago."""
    connection = await asyncpg.connect(settings.database_url)
    try:
        await connection.execute(
            "update content_requests set due_at = now() - $2::interval where request_id = $1", request_id, ago
        )
    finally:
        await connection.close()


async def asked(person: Person, neighbours: Neighbours, approval: str) -> dict[str, Any]:
    await neighbours.connect(person, "x")
    schedule = {"kind": "instant", "at": (datetime.now(UTC) + timedelta(hours=1)).isoformat()}
    answer = await person.http.post(
        "/v1/content-requests",
        json={**BRIEF, "networks": ["x"], "schedule": schedule, "approval": approval},
    )
    assert answer.status_code == 202, answer.text
    made: dict[str, Any] = answer.json()
    return made


async def test_a_time_that_has_just_passed_still_holds(
    person: Person, neighbours: Neighbours, settings: Settings
) -> None:
    """Approved within the grace period, the post keeps its instant and so goes out at once, with its true lateness."""
    request = await asked(person, neighbours, "required")
    path = f"/v1/content-requests/{request['request_id']}"
    await neighbours.tell(content_for(request, person))
    await seen(person, path, state="awaiting_approval")
    await planned_ago(settings, request["request_id"], timedelta(minutes=10))

    approved = await person.http.post(f"{path}/approve")

    assert approved.json()["state"] == "planned", approved.text
    ((_, told),) = await neighbours.told("post.scheduled")
    late = datetime.now(UTC) - datetime.fromisoformat(told["targets"][0]["occurrence_at"])
    assert timedelta(minutes=10) <= late < timedelta(minutes=11)


async def test_a_time_long_passed_asks_for_another(
    person: Person, neighbours: Neighbours, settings: Settings
) -> None:
    """Beyond the grace period approval is refused with the reason; with a new schedule it goes on."""
    request = await asked(person, neighbours, "required")
    path = f"/v1/content-requests/{request['request_id']}"
    await neighbours.tell(content_for(request, person))
    await seen(person, path, state="awaiting_approval")
    await planned_ago(settings, request["request_id"], timedelta(hours=2))

    late = await person.http.post(f"{path}/approve")
    again = await person.http.post(f"{path}/approve", json={"schedule": {"kind": "now"}})

    assert (late.status_code, late.json()["code"]) == (422, "schedule.passed")
    assert "approve it with a new schedule" in late.json()["detail"]
    assert again.json()["state"] == "planned", again.text


async def test_content_that_came_too_late_waits_for_a_person(
    person: Person, neighbours: Neighbours, settings: Settings
) -> None:
    """Without approval, content that is ready beyond the grace period is not published behind anybody's back."""
    request = await asked(person, neighbours, "auto")
    path = f"/v1/content-requests/{request['request_id']}"
    await planned_ago(settings, request["request_id"], timedelta(hours=2))

    await neighbours.tell(content_for(request, person))

    found = await seen(person, path, state="needs_attention")
    assert found["problem"]["code"] == "schedule.passed"
    assert await neighbours.told("post.scheduled") == []
    approved = await person.http.post(
        f"{path}/approve", json={"schedule": {"kind": "now"}, "comment": "Still true."}
    )
    assert (approved.json()["state"], approved.json()["problem"]) == ("planned", None)
