"""Batches that are held back, called off and tried again; the rows and what became of them."""

import asyncio
import csv
import io
from typing import Any
from uuid import UUID

import asyncpg

from services.gateway.tests.conftest import Person
from services.gateway.tests.neighbours import BRIEF, Neighbours, content_for, seen
from shared.events import ContentFailed
from shared.testing.waiting import eventually

BATCHES = "/v1/content-requests/batches"


async def sent(person: Person, *items: dict[str, Any]) -> dict[str, Any]:
    answer = await person.http.post(BATCHES, json={"items": list(items)})
    assert answer.status_code == 202, answer.text
    made: dict[str, Any] = answer.json()
    return made


async def fails(neighbours: Neighbours, person: Person, request_id: str) -> None:
    await neighbours.tell(
        ContentFailed.model_validate(
            {
                "organization_id": person.organization_id,
                "request_id": request_id,
                "revision": 3,
                "code": "provider.unavailable",
                "detail": "=1+1 no answer",
                "retryable": True,
                "failed_at": "2026-11-21T09:00:00Z",
            }
        )
    )
    await seen(person, f"/v1/content-requests/{request_id}", state="failed")


async def test_paused_and_resumed(person: Person, neighbours: Neighbours) -> None:
    """Each control is told once, with a higher revision; again changes nothing."""
    batch = await sent(person, BRIEF, BRIEF)
    path = f"{BATCHES}/{batch['batch_id']}"

    for action, state in (("pause", "paused"), ("pause", "paused"), ("resume", "running")):
        answer = await person.http.post(f"{path}/{action}")
        assert answer.status_code == 200
        assert answer.json()["state"] == state
    told = await neighbours.told("content.controlled")
    assert [(data["state"], data["revision"], data["kind"]) for _, data in told] == [
        ("paused", 2, "batch"),
        ("running", 3, "batch"),
    ]
    requested = await neighbours.told("content.requested")
    assert {data["batch_id"] for _, data in requested} == {batch["batch_id"]}
    listed = (await person.http.get(BATCHES)).json()["items"]
    assert [item["batch_id"] for item in listed] == [batch["batch_id"]]
    assert listed[0]["counts"] == {"requested": 2}
    assert (await person.http.get(BATCHES, params={"state": "paused"})).json()["items"] == []


async def test_content_of_a_cancelled_batch_makes_no_post(person: Person, neighbours: Neighbours) -> None:
    """What arrives later changes nothing; what was planned before stays planned; resuming is refused."""
    await neighbours.connect(person, "mastodon")
    item = {**BRIEF, "networks": ["mastodon"], "schedule": {"kind": "now"}}
    batch = await sent(person, item, item)
    first, second = batch["items"]
    request = {"request_id": first["request_id"], "networks": ["mastodon"]}
    await neighbours.tell(content_for(request, person))
    await seen(person, f"/v1/content-requests/{first['request_id']}", state="planned")

    answer = await person.http.post(f"{BATCHES}/{batch['batch_id']}/cancel")
    assert answer.json()["state"] == "cancelled"
    assert answer.json()["counts"] == {"planned": 1, "cancelled": 1}
    late = {"request_id": second["request_id"], "networks": ["mastodon"]}
    await neighbours.tell(content_for(late, person))
    marker = (await person.http.post("/v1/content-requests", json=item)).json()
    await neighbours.tell(content_for(marker, person))
    await seen(person, f"/v1/content-requests/{marker['request_id']}", state="planned")

    after = (await person.http.get(f"/v1/content-requests/{second['request_id']}")).json()
    assert (after["state"], after["post_id"], after["variants"]) == ("cancelled", None, None)
    approve = await person.http.post(f"/v1/content-requests/{second['request_id']}/approve")
    assert approve.json()["code"] == "approval.not_awaited"
    refused = await person.http.post(f"{BATCHES}/{batch['batch_id']}/resume")
    assert (refused.status_code, refused.json()["code"]) == (409, "batch.cancelled")
    kinds = [
        entry["kind"]
        for entry in (await person.http.get(f"/v1/content-requests/{second['request_id']}/timeline")).json()[
            "entries"
        ]
    ]
    assert "content.cancelled" in kinds


async def test_nobody_is_asked_about_what_was_called_off(person: Person, neighbours: Neighbours) -> None:
    """The reviews of a cancelled batch end; what was written stays as a draft, and no post is made of it."""
    batch = await sent(person, {**BRIEF, "approval": "required"}, BRIEF)
    first = batch["items"][0]["request_id"]
    await neighbours.tell(content_for({"request_id": first, "networks": BRIEF["networks"]}, person))
    await seen(person, f"/v1/content-requests/{first}", state="awaiting_approval")
    running = (await person.http.get("/v1/workflows", params={"state": "running"})).json()["items"]
    assert len(running) == 1

    await person.http.post(f"{BATCHES}/{batch['batch_id']}/cancel")
    assert (await person.http.get("/v1/workflows", params={"state": "running"})).json()["items"] == []
    (item,) = (await person.http.get("/v1/content-items")).json()["items"]
    assert item["state"] == "draft"
    assert (await person.http.get(f"/v1/content-requests/{first}")).json()["state"] == "cancelled"
    assert (await person.http.get("/v1/posts")).json()["items"] == []


async def test_a_review_that_begins_while_its_request_is_called_off_ends_too(
    person: Person, neighbours: Neighbours
) -> None:
    """The content comes in after the cancellation has looked for reviews, and before it has the request."""
    batch = await sent(person, {**BRIEF, "approval": "required"})
    request_id = batch["items"][0]["request_id"]
    holding, watching = [await asyncpg.connect(neighbours.settings.database_url) for _ in range(2)]

    async def waiting(count: int) -> bool:
        found = "from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
        return bool(await watching.fetchval(f"select count(*) >= {count} {found}"))

    try:
        async with holding.transaction():
            await holding.execute(
                "select from content_requests where request_id = $1 for update", UUID(request_id)
            )
            await neighbours.tell(
                content_for({"request_id": request_id, "networks": BRIEF["networks"]}, person)
            )
            await eventually(lambda: waiting(1), what="the content")
            cancelling = asyncio.create_task(person.http.post(f"/v1/content-requests/{request_id}/cancel"))
            await eventually(lambda: waiting(2), what="the cancellation")
        answer = await cancelling
    finally:
        await holding.close()
        await watching.close()

    assert (answer.status_code, answer.json()["state"]) == (200, "cancelled"), answer.text
    assert answer.json()["variants"], "the content came first"
    assert (await person.http.get("/v1/workflows", params={"state": "running"})).json()["items"] == []
    (item,) = (await person.http.get("/v1/content-items")).json()["items"]
    assert item["state"] == "draft"


async def test_content_and_cancellation_at_the_same_moment(person: Person, neighbours: Neighbours) -> None:
    """Whichever comes first: a request is cancelled and has no post, or has its post and can't be cancelled."""
    await neighbours.connect(person, "mastodon")
    item = {**BRIEF, "networks": ["mastodon"], "schedule": {"kind": "now"}}
    batch = await sent(person, *[item] * 12)
    requests = [one["request_id"] for one in batch["items"]]

    async def made(request_id: str) -> None:
        await neighbours.tell(content_for({"request_id": request_id, "networks": ["mastodon"]}, person))

    async def cancelled(request_id: str) -> int:
        return (await person.http.post(f"/v1/content-requests/{request_id}/cancel")).status_code

    answers = dict(
        zip(
            requests,
            (await asyncio.gather(*(job(one) for one in requests for job in (cancelled, made))))[::2],
            strict=True,
        )
    )
    marker = (await person.http.post("/v1/content-requests", json=item)).json()
    await made(marker["request_id"])
    await seen(person, f"/v1/content-requests/{marker['request_id']}", state="planned")

    async def settled() -> bool:
        shown = (await person.http.get(f"{BATCHES}/{batch['batch_id']}")).json()
        return bool(shown["state"] == "settled")

    await eventually(settled)
    posts = {
        post["request_id"]
        for post in (await person.http.get("/v1/posts", params={"limit": 200})).json()["items"]
    }
    for request_id, status in answers.items():
        state = (await person.http.get(f"/v1/content-requests/{request_id}")).json()["state"]
        expected = ("cancelled", False) if status == 200 else ("planned", True)
        assert (state, request_id in posts) == expected, status


async def test_only_what_failed_is_tried_again(person: Person, neighbours: Neighbours) -> None:
    """The generator is told of these once more, and of no other; again there is nothing to retry."""
    batch = await sent(person, BRIEF, BRIEF, BRIEF)
    failed = [batch["items"][0]["request_id"], batch["items"][2]["request_id"]]
    for request_id in failed:
        await fails(neighbours, person, request_id)
    path = f"{BATCHES}/{batch['batch_id']}/retry"

    answer = await person.http.post(path, headers={"Idempotency-Key": "again"})
    assert answer.status_code == 202
    assert answer.json()["counts"] == {"requested": 3}
    replayed = await person.http.post(path, headers={"Idempotency-Key": "again"})
    assert replayed.headers["Idempotency-Replayed"] == "true"
    told = [data["request_id"] for _, data in await neighbours.told("content.requested")]
    assert sorted(told[3:]) == sorted(failed)
    refused = await person.http.post(path)
    assert (refused.status_code, refused.json()["code"]) == (409, "content.nothing_failed")


async def test_one_request(person: Person, stranger: Person, neighbours: Neighbours) -> None:
    """A request alone can be tried again and called off; with its post it can't be called off any more."""
    await neighbours.connect(person, "mastodon")
    body = {**BRIEF, "networks": ["mastodon"], "schedule": {"kind": "now"}}
    request = (await person.http.post("/v1/content-requests", json=body)).json()
    path = f"/v1/content-requests/{request['request_id']}"
    await fails(neighbours, person, request["request_id"])

    assert (await stranger.http.post(f"{path}/cancel")).status_code == 404
    assert (await stranger.http.post(f"{path}/retry")).status_code == 404
    again = await person.http.post(f"{path}/retry")
    assert (again.status_code, again.json()["state"], again.json()["problem"]) == (202, "requested", None)
    for _ in range(2):
        assert (await person.http.post(f"{path}/cancel")).json()["state"] == "cancelled"
    told = [(data["kind"], data["state"]) for _, data in await neighbours.told("content.controlled")]
    assert told == [("request", "cancelled")]

    planned = (await person.http.post("/v1/content-requests", json=body)).json()
    await neighbours.tell(content_for(planned, person))
    await seen(person, f"/v1/content-requests/{planned['request_id']}", state="planned")
    refused = await person.http.post(f"/v1/content-requests/{planned['request_id']}/cancel")
    assert (refused.status_code, refused.json()["code"]) == (409, "request.not_cancellable")


async def test_rows(person: Person, stranger: Person, neighbours: Neighbours) -> None:
    """Every row says what became of it, page by page and as a file that is no formula to a spreadsheet."""
    batch = await sent(person, BRIEF, {**BRIEF, "networks": ["myspace"]}, {**BRIEF, "topic": "=SUM(A1)"})
    path = f"{BATCHES}/{batch['batch_id']}/rows"
    await fails(neighbours, person, batch["items"][0]["request_id"])

    rows: list[dict[str, Any]] = []
    address: str | None = f"{path}?limit=2"
    while address:
        page = await person.http.get(address)
        assert page.status_code == 200, page.text
        rows += page.json()["items"]
        address = page.links["next"]["url"] if "next" in page.links else None
    assert [(row["row"], row["state"]) for row in rows] == [(1, "failed"), (2, "refused"), (3, "requested")]
    assert rows[0]["problems"][0]["code"] == "provider.unavailable"
    assert rows[1]["problems"][0]["column"] == "networks"
    refused = (await person.http.get(path, params={"state": "refused"})).json()["items"]
    assert [row["row"] for row in refused] == [2]

    file = await person.http.get(f"{path}.csv")
    lines = list(csv.DictReader(io.StringIO(file.text)))
    assert [line["row"] for line in lines] == ["1", "2", "3"]
    assert lines[0]["detail"] == "'=1+1 no answer"
    assert lines[2]["topic"] == "'=SUM(A1)"
    for hidden in (path, f"{path}.csv"):
        assert (await stranger.http.get(hidden)).status_code == 404
    bad = await person.http.get(path, params={"cursor": "WyJ4Il0"})
    assert bad.json()["code"] == "cursor.invalid"


async def test_a_batch_of_strangers_is_not_there(person: Person, stranger: Person) -> None:
    """Controls of another organisation's batch answer as if there were none."""
    batch = await sent(person, BRIEF)

    for action in ("pause", "resume", "cancel", "retry"):
        answer = await stranger.http.post(f"{BATCHES}/{batch['batch_id']}/{action}")
        assert answer.status_code == 404

    async def is_untouched() -> bool:
        return bool((await person.http.get(f"{BATCHES}/{batch['batch_id']}")).json()["state"] == "running")

    await eventually(is_untouched)
