"""`Prefer: wait=n`: the answer comes when there is a result, or after n seconds without one."""

import asyncio
import time
from typing import Any

import pytest

from services.gateway.api.waiting import seconds_of
from services.gateway.tests.conftest import Person
from services.gateway.tests.neighbours import (
    BRIEF,
    Neighbours,
    content_for,
    due_for,
    failed_for,
    planned_post,
    progress_for,
    published_for,
)
from shared.events import EventData
from shared.testing.waiting import eventually

REQUESTS = "/v1/content-requests"
# Longer than everything takes: an answer that came earlier came because of the result.
LONG = {"Prefer": "wait=30"}


async def told_meanwhile(neighbours: Neighbours, person: Person) -> dict[str, Any]:
    """Finish, as the generator would, the request that somebody waits for in another task."""

    async def asked() -> dict[str, Any] | None:
        items = (await person.http.get(REQUESTS)).json()["items"]
        return items[0] if items else None

    request: dict[str, Any] = await eventually(asked)
    await neighbours.tell(progress_for(request, person, 1))
    await neighbours.tell(content_for(request, person))
    return request


async def test_a_request_is_answered_with_its_content(person: Person, neighbours: Neighbours) -> None:
    """200 with the result, not 202 with a promise; progress in between is none."""
    waiting_client = asyncio.create_task(person.http.post(REQUESTS, json=BRIEF, headers=LONG))
    request = await told_meanwhile(neighbours, person)
    answer = await waiting_client

    assert (answer.status_code, answer.json()["state"]) == (200, "ready")
    assert answer.json()["request_id"] == request["request_id"]
    assert len(answer.json()["variants"]) == 3
    assert answer.headers["preference-applied"] == "wait=30"
    assert answer.headers["location"] == f"{REQUESTS}/{request['request_id']}"


async def test_sent_again_with_its_key_it_waits_for_the_same_result(
    person: Person, neighbours: Neighbours
) -> None:
    """Whose connection broke while they waited gets the result, and nothing is asked for twice."""
    key = {"Idempotency-Key": "once"}
    first = (await person.http.post(REQUESTS, json=BRIEF, headers=key)).json()
    again = asyncio.create_task(person.http.post(REQUESTS, json=BRIEF, headers=key | LONG))
    await told_meanwhile(neighbours, person)
    answer = await again

    assert (answer.status_code, answer.json()["state"]) == (200, "ready")
    assert answer.json()["request_id"] == first["request_id"]
    assert answer.headers["idempotency-replayed"] == "true"


async def test_without_a_result_it_is_answered_as_it_is(person: Person) -> None:
    """202 after the time that was asked for."""
    began = time.monotonic()
    answer = await person.http.post(REQUESTS, json=BRIEF, headers={"Prefer": "respond-async, wait=1"})

    assert (answer.status_code, answer.json()["state"]) == (202, "requested")
    assert answer.headers["preference-applied"] == "wait=1"
    assert time.monotonic() - began >= 1


async def test_what_is_settled_already_is_not_waited_for(person: Person, neighbours: Neighbours) -> None:
    """Reading may wait too, and need not."""
    request = (await person.http.post(REQUESTS, json=BRIEF)).json()
    await neighbours.tell(content_for(request, person))
    path = f"{REQUESTS}/{request['request_id']}"

    first = await person.http.get(path, headers=LONG)
    again = await person.http.get(path, headers=LONG)
    without = await person.http.get(path)

    assert first.json() == again.json() == without.json()
    assert first.json()["state"] == "ready"
    assert "preference-applied" not in without.headers


async def test_a_batch_is_waited_for_as_a_whole(person: Person, neighbours: Neighbours) -> None:
    """Until none of its requests is under way."""
    batch = (await person.http.post(f"{REQUESTS}/batches", json={"items": [BRIEF, BRIEF]})).json()
    path = f"{REQUESTS}/batches/{batch['batch_id']}"
    reader = asyncio.create_task(person.http.get(path, headers=LONG))
    for item in batch["items"]:
        request = (await person.http.get(f"{REQUESTS}/{item['request_id']}")).json()
        assert not reader.done()
        await neighbours.tell(content_for(request, person))

    assert (await reader).json()["counts"] == {"ready": 2}


async def test_a_post_is_waited_for_until_every_target_has_ended(
    person: Person, neighbours: Neighbours
) -> None:
    """Out on one network, refused by another: that is its end."""
    await neighbours.connect(person, "mastodon", "x")
    post = await planned_post(person, neighbours, networks=["mastodon", "x"])
    reader = asyncio.create_task(person.http.get(f"/v1/posts/{post['post_id']}", headers=LONG))
    out, refused = post["targets"]
    ends: list[EventData] = [published_for(post, person, out), failed_for(post, person, refused)]
    for target, end in zip((out, refused), ends, strict=True):
        assert not reader.done()
        await neighbours.tell(due_for(post, person, target))
        await neighbours.tell(end)

    assert (await reader).json()["state"] == "partially_published"


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, 0),
        ("", 0),
        ("wait", 0),
        ("wait=", 0),
        ("wait=-1", 0),
        ("wait=1.5", 0),
        ("await=9", 0),
        ("respond-async", 0),
        ("wait=7", 7),
        ('WAIT="7"', 7),
        ("respond-async,wait = 7; x=y", 7),
        ("wait=999999999", 60),
        ("wait=9999999999", 0),
    ],
)
def test_a_preference_that_is_not_understood_is_ignored(header: str | None, seconds: int) -> None:
    """RFC 7240 §2: nobody is refused because of one; and nobody waits for longer than a minute."""
    assert seconds_of(header) == seconds
