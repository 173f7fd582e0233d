"""Many posts in one call, each with a result of its own."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import pytest_asyncio

from services.gateway.tests.conftest import Person
from services.gateway.tests.neighbours import Neighbours, seen

BULK = "/v1/posts/bulk"


def later(hours: float) -> dict[str, Any]:
    return {"kind": "instant", "at": (datetime.now(UTC) + timedelta(hours=hours)).isoformat()}


def new(account_id: str, text: str = "Tea", **fields: Any) -> dict[str, Any]:
    post = {"schedule": later(5), "targets": [{"account_id": account_id, "text": text}]}
    return {"action": "create", "post": post, **fields}


async def done(person: Person, *items: dict[str, Any], **headers: str) -> dict[str, Any]:
    answer = await person.http.post(BULK, json={"items": list(items)}, headers=headers)
    assert answer.status_code == 200, answer.text
    results: dict[str, Any] = answer.json()
    assert [one["index"] for one in results["items"]] == list(range(len(items)))
    return results


@pytest_asyncio.fixture(loop_scope="module")
async def account(person: Person, neighbours: Neighbours) -> str:
    """Of the person, connected."""
    account_id = (await neighbours.connect(person, "mastodon"))["mastodon"]
    await seen(person, f"/v1/accounts/{account_id}", state="connected")
    return account_id


async def test_each_item_is_done_or_refused_by_itself(
    person: Person, account: str, neighbours: Neighbours
) -> None:
    """As if it had come alone; what is refused keeps nothing else from being done, and says why."""
    first = await done(person, new(account), new(account, "x" * 600), new(str(uuid4())), new(account))
    assert [one["status"] for one in first["items"]] == [201, 422, 422, 201]
    assert (first["succeeded"], first["failed"]) == (2, 2)
    refused = first["items"][1]["problem"]
    assert (refused["code"], refused["errors"][0]["pointer"]) == ("text_too_long", "#/targets/0/text")
    assert first["items"][2]["problem"]["code"] == "account.unknown"
    one, other = (first["items"][index]["post"] for index in (0, 3))

    second = await done(
        person,
        {"action": "move", "post_id": one["post_id"], "schedule": later(9), "revision": one["revision"]},
        {"action": "move", "post_id": one["post_id"], "schedule": later(8), "revision": one["revision"]},
        {"action": "cancel", "post_id": other["post_id"]},
        {"action": "cancel", "post_id": str(uuid4())},
    )

    assert [result["status"] for result in second["items"]] == [200, 412, 200, 404]
    moved = second["items"][0]["post"]
    assert (one["revision"], moved["revision"]) == (1, 2)
    assert second["items"][2]["post"]["state"] == "cancelled"
    shown = (await person.http.get(f"/v1/posts/{one['post_id']}")).json()
    assert shown["schedule"] == moved["schedule"] != one["schedule"]
    told = [data["post_id"] for _, data in await neighbours.told("post.scheduled")]
    assert sorted(told) == sorted([one["post_id"], other["post_id"]] * 2)


async def test_an_item_that_comes_again_is_done_once(person: Person, account: str) -> None:
    """By its own key, in whichever call and place; or by the key of the call."""
    item = new(account, key="one")
    first = await done(person, item, new(account))
    again = await done(person, new(account, key="two"), item)
    other = await done(person, item | {"post": item["post"] | {"language": "hi"}})

    assert [one["replayed"] for one in again["items"]] == [False, True]
    assert again["items"][1]["post"] == first["items"][0]["post"]
    assert other["items"][0]["problem"]["code"] == "idempotency_key.reused"

    call = [new(account), new(account)]
    once, twice = [await done(person, *call, **{"Idempotency-Key": "call"}) for _ in range(2)]
    assert [one["post"] for one in once["items"]] == [one["post"] for one in twice["items"]]
    assert [one["replayed"] for one in twice["items"]] == [True, True]
    assert len((await person.http.get("/v1/posts")).json()["items"]) == 5


async def test_anothers_posts_look_as_if_there_were_none(
    person: Person, stranger: Person, account: str
) -> None:
    """404, and they stay as they are."""
    post = (await done(person, new(account)))["items"][0]["post"]
    theirs = await done(
        stranger,
        {"action": "cancel", "post_id": post["post_id"]},
        {"action": "move", "post_id": post["post_id"], "schedule": later(1)},
        new(account),
    )

    assert [one["status"] for one in theirs["items"]] == [404, 404, 422]
    shown = (await person.http.get(f"/v1/posts/{post['post_id']}")).json()
    assert (shown["state"], shown["revision"]) == ("scheduled", 1)


@pytest.mark.parametrize("items", [[], [{"action": "burn"}], [{"action": "cancel"}], [{}] * 101])
async def test_a_call_that_cannot_be_read_does_nothing(person: Person, items: list[Any]) -> None:
    """422 with the place."""
    answer = await person.http.post(BULK, json={"items": items})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"].startswith("#/items")
