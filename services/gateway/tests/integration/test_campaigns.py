from typing import Any
from uuid import uuid4

import pytest

from services.gateway.tests.conftest import Person
from services.gateway.tests.neighbours import BRIEF

PATH = "/v1/campaigns"


async def make(person: Person, **fields: Any) -> dict[str, Any]:
    answer = await person.http.post(PATH, json={"name": "Monsoon", **fields})
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    assert answer.headers["location"] == f"{PATH}/{made['campaign_id']}"
    assert answer.headers["etag"] == '"v1"'
    return made


async def test_a_campaign_is_kept_as_it_was_made(person: Person) -> None:
    """What was sent is what is read, and an unchanged one is 304."""
    made = await make(person, description="Tea", budget_micros_usd=25_000_000, status="draft")

    read = await person.http.get(f"{PATH}/{made['campaign_id']}")
    known = await person.http.get(f"{PATH}/{made['campaign_id']}", headers={"If-None-Match": '"v1"'})

    assert read.json() == made
    assert (made["description"], made["budget_micros_usd"], made["status"]) == ("Tea", 25_000_000, "draft")
    assert known.status_code == 304


async def test_a_change_needs_what_was_seen(person: Person) -> None:
    """PATCH without If-Match is 428, with an old one 412; what is left out stays."""
    made = await make(person, tone="friendly", budget_micros_usd=5)
    path = f"{PATH}/{made['campaign_id']}"

    without = await person.http.patch(path, json={"name": "Rain"})
    changed = await person.http.patch(
        path, json={"name": "Rain", "budget_micros_usd": None}, headers={"If-Match": '"v1"'}
    )
    stale = await person.http.patch(path, json={"name": "Sun"}, headers={"If-Match": '"v1"'})
    empty = await person.http.patch(path, json={"name": None}, headers={"If-Match": '"v2"'})

    assert [without.status_code, changed.status_code, stale.status_code, empty.status_code] == [
        428,
        200,
        412,
        422,
    ]
    found = changed.json()
    assert (found["name"], found["tone"], found["budget_micros_usd"]) == ("Rain", "friendly", None)
    assert changed.headers["etag"] == stale.headers["etag"] == '"v2"'


async def test_an_archived_campaign_leaves_the_list_and_comes_back(person: Person) -> None:
    """Archived: not listed, nothing new in it; restored: as before. Each again changes nothing."""
    made = await make(person)
    path = f"{PATH}/{made['campaign_id']}"

    archived = [(await person.http.post(f"{path}/archive")).json() for _ in range(2)]
    listed = (await person.http.get(PATH)).json()["items"]
    among_archived = (await person.http.get(PATH, params={"archived": True})).json()["items"]
    refused = await person.http.post(
        "/v1/content-requests", json={**BRIEF, "campaign_id": made["campaign_id"]}
    )
    restored = [(await person.http.post(f"{path}/restore")).json() for _ in range(2)]

    assert archived[0] == archived[1]
    assert archived[0]["archived_at"] is not None
    assert listed == []
    assert [campaign["campaign_id"] for campaign in among_archived] == [made["campaign_id"]]
    assert (refused.status_code, refused.json()["code"]) == (422, "campaign.unknown")
    assert restored[0] == restored[1]
    assert restored[0]["archived_at"] is None


async def test_pages_and_filters(person: Person) -> None:
    """Newest first, by status and part of the name; the next page is in the body and in Link."""
    for name, status in [("Rain one", "active"), ("Rain two", "draft"), ("Sun", "draft")]:
        await make(person, name=name, status=status)

    async def names(**params: Any) -> list[str]:
        answer = await person.http.get(PATH, params=params)
        return [campaign["name"] for campaign in answer.json()["items"]]

    first = await person.http.get(PATH, params={"limit": 2})
    rest = await person.http.get(PATH, params={"limit": 2, "cursor": first.json()["next_cursor"]})

    assert [campaign["name"] for campaign in first.json()["items"]] == ["Sun", "Rain two"]
    assert 'rel="next"' in first.headers["link"]
    assert [campaign["name"] for campaign in rest.json()["items"]] == ["Rain one"]
    assert await names(status="draft") == ["Sun", "Rain two"]
    assert await names(name="rAiN") == ["Rain two", "Rain one"]


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "#/name"),
        ({"name": " "}, "#/name"),
        ({"name": "x" * 201}, "#/name"),
        ({"name": "x", "budget_micros_usd": "5"}, "#/budget_micros_usd"),
        ({"name": "x", "status": "archived"}, "#/status"),
        ({"name": "x", "nmae": "y"}, "#/nmae"),
    ],
)
async def test_what_is_wrong_with_a_campaign_is_named(
    person: Person, body: dict[str, Any], pointer: str
) -> None:
    """422 with a pointer to the field."""
    answer = await person.http.post(PATH, json=body)

    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


async def test_a_strangers_campaign_is_not_there(person: Person, stranger: Person) -> None:
    """404 for reading, changing, archiving; 422 for naming it in a request; the same as for none at all."""
    made = await make(person)

    for campaign_id in (made["campaign_id"], str(uuid4())):
        path = f"{PATH}/{campaign_id}"
        answers = [
            await stranger.http.get(path),
            await stranger.http.patch(path, json={"name": "Mine"}, headers={"If-Match": "*"}),
            await stranger.http.post(f"{path}/archive"),
            await stranger.http.post(f"{path}/restore"),
        ]
        assert [answer.status_code for answer in answers] == [404] * 4
        named = await stranger.http.post("/v1/content-requests", json={**BRIEF, "campaign_id": campaign_id})
        assert named.status_code == 422


async def test_the_same_key_makes_one_campaign(person: Person) -> None:
    """A create sent again makes nothing new."""
    key = {"Idempotency-Key": '"campaign-1"'}
    answers = [await person.http.post(PATH, json={"name": "Rain"}, headers=key) for _ in range(3)]

    assert len({answer.json()["campaign_id"] for answer in answers}) == 1
    assert len((await person.http.get(PATH)).json()["items"]) == 1
