"""The kill switch over HTTP: what is stopped, since when, what went out, and how it ends."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from services.gateway.tests.conftest import Person
from services.gateway.tests.mailbox import Mailbox
from services.gateway.tests.members import joined
from services.gateway.tests.neighbours import (
    Neighbours,
    all_of,
    by_network,
    due_for,
    planned_post,
    published_for,
    seen,
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


async def live_post(person: Person, neighbours: Neighbours) -> dict[str, Any]:
    """A publication that is live, of a campaign."""
    await neighbours.connect(person, "mastodon")
    campaign = (await person.http.post("/v1/campaigns", json={"name": "Autumn"})).json()
    wishes = {"networks": ["mastodon"], "campaign_id": campaign["campaign_id"]}
    post = await planned_post(person, neighbours, **wishes)
    target = by_network(post)["mastodon"]
    await all_of(neighbours, [due_for(post, person, target), published_for(post, person, target)])
    return await seen(person, f"/v1/publications/{target['publication_id']}", state="published")


@pytest.mark.parametrize("scope", ["organization", "campaign", "network", "account", "post"])
async def test_in_a_halt_live_text_keeps_still_for_who_may_not_halt(
    person: Person, mailbox: Mailbox, neighbours: Neighbours, scope: str
) -> None:
    """Nothing that the halt covers gets other words; it can be taken down all the same."""
    live = await live_post(person, neighbours)
    editor = await joined(person, mailbox, "editor")
    target = {"organization": None, "network": "mastodon"}.get(scope, live.get(f"{scope}_id"))
    halt = {"scope": scope, "target": target, "reason": "a wrong price"}
    assert (await person.http.post("/v1/halts", json=halt)).status_code == 201
    path = f"/v1/publications/{live['publication_id']}"

    refused = await editor.http.post(f"{path}/text", json={"text": "Cheap tea."})
    assert (refused.status_code, refused.json()["code"]) == (403, "publishing.halted")
    assert "a wrong price" in refused.json()["detail"]
    assert await neighbours.told("publication.requested") == []
    assert (await editor.http.post(f"{path}/removal")).status_code == 202


async def test_who_may_halt_corrects_live_text_in_a_halt(person: Person, neighbours: Neighbours) -> None:
    """A wrong price is what one stops everything for."""
    live = await live_post(person, neighbours)
    assert (await person.http.post("/v1/halts", json={"scope": "organization"})).status_code == 201
    answer = await person.http.post(
        f"/v1/publications/{live['publication_id']}/text", json={"text": "Tea at 5 euros."}
    )
    assert answer.status_code == 202, answer.text


@pytest.mark.parametrize("halted", ["another network", "no longer"])
async def test_a_halt_of_something_else_leaves_live_text_alone(
    person: Person, mailbox: Mailbox, neighbours: Neighbours, halted: str
) -> None:
    """What the halt does not cover, or did until it ended, is edited as ever."""
    live = await live_post(person, neighbours)
    editor = await joined(person, mailbox, "editor")
    network = "bluesky" if halted == "another network" else "mastodon"
    halt = (await person.http.post("/v1/halts", json={"scope": "network", "target": network})).json()
    if halted == "no longer":
        assert (await person.http.delete(f"/v1/halts/{halt['halt_id']}")).status_code == 200
    answer = await editor.http.post(
        f"/v1/publications/{live['publication_id']}/text", json={"text": "Tea at 5 euros."}
    )
    assert answer.status_code == 202, answer.text
