"""The kill switch over HTTP: what is stopped, since when, what went out, and how it ends."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from services.gateway.tests.conftest import Person
from services.gateway.tests.neighbours import (
    Neighbours,
)
from shared.events import (
    PublishingStopped,
)
from shared.testing.waiting import eventually


async def test_a_halt_holds_until_it_is_resumed(
    person: Person, neighbours: Neighbours, uncertain: dict[str, Any]
) -> None:
    """Told to the publisher with a revision; it says since when it is certain and what was under way."""
    made = await person.http.post(
        "/v1/halts", json={"scope": "network", "target": "mastodon", "reason": "wrong price"}
    )
    assert made.status_code == 201, made.text
    halt = made.json()
    twice = await person.http.post("/v1/halts", json={"scope": "network", "target": "mastodon"})
    assert twice.json()["halt_id"] == halt["halt_id"]
    await neighbours.tell(
        PublishingStopped(
            organization_id=UUID(person.organization_id),
            halt_id=UUID(halt["halt_id"]),
            revision=1,
            in_flight=(UUID(uncertain["publication_id"]),),
            stopped_at=datetime.now(UTC),
        )
    )

    async def stopped() -> Any:
        shown = (await person.http.get(f"/v1/halts/{halt['halt_id']}")).json()
        return shown if shown["stopped_at"] else None

    shown = await eventually(stopped, what="the publisher's word")
    assert shown["in_flight"] == [uncertain["publication_id"]]
    out = (await person.http.get(f"/v1/halts/{halt['halt_id']}/publications")).json()["items"]
    assert [one["publication_id"] for one in out] == [uncertain["publication_id"]]

    ended = await person.http.delete(f"/v1/halts/{halt['halt_id']}")
    assert (ended.status_code, ended.json()["active"]) == (200, False)
    assert (await person.http.delete(f"/v1/halts/{halt['halt_id']}")).status_code == 409
    told = [data for _, data in await neighbours.told("publishing.halted")]
    assert [(one["revision"], one["active"]) for one in told] == [(1, True), (2, False)]


@pytest.mark.parametrize("scope", ["post", "campaign", "account"])
async def test_a_halt_of_nothing_is_refused(person: Person, scope: str) -> None:
    """A slip in the kill switch would look like a stop."""
    answer = await person.http.post("/v1/halts", json={"scope": scope, "target": str(uuid4())})
    assert answer.status_code == 404, answer.text
    assert scope in answer.json()["detail"]


@pytest.mark.parametrize(
    "body",
    [
        {"scope": "network"},
        {"scope": "network", "target": "myspace"},
        {"scope": "organization", "target": "x"},
        {"scope": "post", "target": "not-an-id"},
        {"scope": "everything"},
    ],
)
async def test_a_halt_must_say_what(person: Person, body: dict[str, str]) -> None:
    """A stop of something that does not exist would look like a stop."""
    answer = await person.http.post("/v1/halts", json=body)
    assert answer.status_code == 422, answer.text
