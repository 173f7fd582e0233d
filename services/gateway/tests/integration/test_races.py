"""Requests that meet: many at once, many rounds, on a real database; what holds must hold however they fall."""

import asyncio
import os
import random
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest
from fastapi import FastAPI

from services.gateway.tests.conftest import Person
from services.gateway.tests.editorial import ITEM, decide, new_item, new_rule, review
from services.gateway.tests.neighbours import BRIEF, Neighbours, content_for, seen
from services.gateway.usecases.workflows import ReviewClock
from shared.service import Service
from shared.testing.clocks import FakeClock

ROUNDS = int(os.environ.get("POSTWRIGHT_RACE_ROUNDS", "5"))
LOOK = {"name": "Look", "roles": ["owner"]}
LATER = {"kind": "instant", "at": (datetime.now(UTC) + timedelta(hours=5)).isoformat()}
Answer = httpx.Response


async def at_once(*calls: Callable[[], Awaitable[Any]]) -> list[Any]:
    """All of them in parallel, begun in any order; their answers in the order they are named."""
    tasks: dict[int, asyncio.Task[Any]] = {}
    for place in random.sample(range(len(calls)), len(calls)):
        tasks[place] = asyncio.ensure_future(calls[place]())
        # Some begin while others are on their way.
        for _ in range(random.randrange(4)):
            await asyncio.sleep(0)
    return [await tasks[place] for place in range(len(calls))]


def codes(answers: list[Answer]) -> list[int]:
    return [answer.status_code for answer in answers]


async def listed(person: Person, path: str, **params: Any) -> list[dict[str, Any]]:
    answer = await person.http.get(path, params={"limit": 200, **params})
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def approved_hashes(person: Person) -> set[str]:
    return {one["content_hash"] for one in await listed(person, "/v1/workflows", state="approved")}


async def versions_of(person: Person, item_id: str) -> dict[str, str]:
    """The text for Mastodon of every version of an item, by hash."""
    found = {}
    for one in await listed(person, f"/v1/content-items/{item_id}/versions"):
        path = f"/v1/content-items/{item_id}/versions/{one['version']}"
        whole = (await person.http.get(path)).json()
        found[whole["content_hash"]] = whole["variants"][0]["text"]
    return found


async def test_no_unapproved_version_is_ever_planned(person: Person, neighbours: Neighbours) -> None:
    """Edits, approvals and plans of one item at once: whatever is told to the scheduler was approved, exactly so."""
    await neighbours.connect(person, "mastodon")
    await new_rule(person, LOOK)
    planned = 0
    for _ in range(ROUNDS):
        item = await new_item(person, variants=[{"network": "mastodon", "text": f"First {uuid4()}"}])
        path = f"/v1/content-items/{item['item_id']}"
        started = await review(person, item)

        async def edit(path: str = path) -> Answer:
            body = {"variants": [{"network": "mastodon", "text": f"Edited {uuid4()}"}], "resume": True}
            return await person.http.patch(path, json=body, headers={"If-Match": "*"})

        async def approve(started: dict[str, Any] = started) -> Answer:
            answer: Answer = await decide(person, started, "approve")
            return answer

        async def plan(path: str = path) -> Answer:
            return await person.http.post(f"{path}/posts", json={"schedule": LATER})

        answers = await at_once(edit, approve, approve, plan, plan, edit)
        assert set(codes(answers)) <= {200, 201, 409}, [answer.text for answer in answers]
        planned += codes(answers).count(201)
        assert codes([answers[1], answers[2]]).count(200) <= 1
    good = await approved_hashes(person)
    posts = await listed(person, "/v1/posts")
    texts = {}
    for post in posts:
        assert post["approval"] == "approved"
        assert post["content_hash"] in good
        known = await versions_of(person, post["content_item_id"])
        texts[post["post_id"]] = known[post["content_hash"]]
    assert len(posts) == planned
    for _, told in await neighbours.told("post.scheduled"):
        assert [target["text"] for target in told["targets"]] == [texts[told["post_id"]]]


async def test_generated_content_is_published_as_approved_or_not_at_all(
    person: Person, neighbours: Neighbours
) -> None:
    """The simple approval of a request against an edit of its item: what is planned is what was approved."""
    await neighbours.connect(person, "mastodon")
    body = {**BRIEF, "networks": ["mastodon"], "schedule": LATER, "approval": "required"}
    for _ in range(ROUNDS):
        request = (await person.http.post("/v1/content-requests", json=body)).json()
        path = f"/v1/content-requests/{request['request_id']}"
        await neighbours.tell(content_for(request, person, mastodon=f"Generated {uuid4()}"))
        await seen(person, path, state="awaiting_approval")
        (item,) = await listed(person, "/v1/content-items", state="in_review", text="Monsoon")

        async def edit(item: dict[str, Any] = item) -> Answer:
            body = {"variants": [{"network": "mastodon", "text": f"Edited {uuid4()}"}]}
            path = f"/v1/content-items/{item['item_id']}"
            return await person.http.patch(path, json=body, headers={"If-Match": "*"})

        async def approve(path: str = path) -> Answer:
            return await person.http.post(f"{path}/approve")

        async def reject(path: str = path) -> Answer:
            return await person.http.post(f"{path}/reject", json={"comment": "No."})

        answers = await at_once(edit, approve, reject, approve)
        assert set(codes(answers)) <= {200, 409}, [answer.text for answer in answers]
        after = (await person.http.get(path)).json()
        if after["state"] == "planned":
            post = (await person.http.get(f"/v1/posts/{after['post_id']}")).json()
            assert post["content_hash"] == item["content_hash"]
            assert post["targets"][0]["text"].startswith("Generated")
        else:
            assert after["post_id"] is None
        # Nothing of this round is left for the next.
        await person.http.post(f"/v1/content-items/{item['item_id']}/archive")


async def test_a_changed_post_goes_out_as_approved_or_waits(person: Person, neighbours: Neighbours) -> None:
    """Edits of a planned post against approvals of what it was: the scheduler only ever hears approved texts."""
    await neighbours.connect(person, "mastodon")
    await new_rule(person, LOOK)
    asked: dict[str, str] = {}
    for _ in range(ROUNDS):
        words = f"First {uuid4()}"
        body = {"targets": [{"network": "mastodon", "text": words}], "schedule": LATER}
        post = (await person.http.post("/v1/posts", json=body)).json()
        asked[post["content_hash"]] = words
        (started,) = await listed(person, "/v1/workflows", state="running", post_id=post["post_id"])
        path = f"/v1/posts/{post['post_id']}"

        async def edit(path: str = path) -> Answer:
            words = f"Edited {uuid4()}"
            body = {"targets": [{"network": "mastodon", "text": words}]}
            answer = await person.http.patch(path, json=body, headers={"If-Match": "*"})
            asked[answer.json()["content_hash"]] = words
            return answer

        async def move(path: str = path) -> Answer:
            at = (datetime.now(UTC) + timedelta(hours=9)).isoformat()
            body = {"schedule": {"kind": "instant", "at": at}}
            return await person.http.patch(path, json=body, headers={"If-Match": "*"})

        async def approve(started: dict[str, Any] = started) -> Answer:
            answer: Answer = await decide(person, started, "approve")
            return answer

        answers = await at_once(edit, approve, move, approve, edit)
        assert set(codes(answers)) <= {200, 409}, [answer.text for answer in answers]
        after = (await person.http.get(path)).json()
        assert (after["state"], after["approval"]) == ("awaiting_approval", "awaited")
    good = {asked[one] for one in await approved_hashes(person)}
    told = [
        target["text"] for _, data in await neighbours.told("post.scheduled") for target in data["targets"]
    ]
    assert set(told) <= good


async def test_a_review_ends_once(person: Person, gateway: Service) -> None:
    """An approval, a rejection and the end of its time at once: one of them is what happened, for review and item."""
    await new_rule(person, {**LOOK, "time_out_after_seconds": 60})
    assert isinstance(gateway.app, FastAPI)
    own: ReviewClock = gateway.app.state.parts[ReviewClock]
    clock = FakeClock(datetime.now(UTC) + timedelta(seconds=61))
    late = replace(
        own,
        clock=clock,
        workflows=replace(own.workflows, clock=clock, reviews=replace(own.workflows.reviews, clock=clock)),
    )
    for _ in range(ROUNDS):
        item = await new_item(person)
        started = await review(person, item)

        async def approve(started: dict[str, Any] = started) -> Answer:
            answer: Answer = await decide(person, started, "approve")
            return answer

        async def reject(started: dict[str, Any] = started) -> Answer:
            answer: Answer = await decide(person, started, "reject", comment="No.")
            return answer

        yes, no, *_ = await at_once(approve, reject, late.turn, late.turn)
        ended = (await person.http.get(f"/v1/workflows/{started['workflow_id']}")).json()
        after = (await person.http.get(f"/v1/content-items/{item['item_id']}")).json()
        assert ended["state"] == after["state"]
        assert len(ended["decisions"]) == 1
        (only,) = ended["decisions"]
        assert (yes.status_code == 200) == (only["decision"] == "approve")
        assert (no.status_code == 200) == (only["by"] is not None and only["decision"] == "reject")
        assert set(codes([yes, no])) <= {200, 409}


@pytest.mark.parametrize(
    ("path", "body", "name"),
    [
        ("/v1/content-items", ITEM, "item_id"),
        ("/v1/content-requests", BRIEF, "request_id"),
        (
            "/v1/posts",
            {"targets": [{"network": "mastodon", "text": "Once."}], "schedule": LATER},
            "post_id",
        ),
        ("/v1/workflows", None, "workflow_id"),
        ("/v1/content-items/{item_id}/posts", {"schedule": LATER}, "post_id"),
    ],
)
async def test_the_same_key_makes_one_thing(
    person: Person, neighbours: Neighbours, path: str, body: dict[str, Any] | None, name: str
) -> None:
    """Sent eight times in parallel with one Idempotency-Key: one object, and each answer is that or 409 in progress."""
    await neighbours.connect(person, "mastodon")
    for turn in range(ROUNDS):
        item = await new_item(person, variants=[{"network": "mastodon", "text": "Once."}])
        before = {one[name] for one in await listed(person, _list_of(path))}

        async def send(turn: int = turn, item: dict[str, Any] = item) -> Answer:
            sent = body or {"item_id": item["item_id"]}
            return await person.http.post(
                path.format(**item), json=sent, headers={"Idempotency-Key": f"{path}-{turn}"}
            )

        answers = await at_once(*[send] * 8)

        made = [answer for answer in answers if answer.status_code in {201, 202}]
        assert len({answer.text for answer in made}) == 1
        assert all(answer.json()["code"] == "request.in_progress" for answer in answers if answer not in made)
        after = {one[name] for one in await listed(person, _list_of(path))}
        assert after - before == {made[0].json()[name]}


def _list_of(path: str) -> str:
    return "/v1/posts" if path.endswith("/posts") else path
