from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from services.gateway.tests.conftest import Person
from services.gateway.tests.neighbours import (
    BRIEF,
    NETWORKS,
    Neighbours,
    by_network,
    content_for,
    progress_for,
    seen,
)
from shared.events import ContentFailed


async def ask(person: Person, **changes: Any) -> dict[str, Any]:
    answer = await person.http.post("/v1/content-requests", json={**BRIEF, **changes})
    assert answer.status_code == 202, answer.text
    made: dict[str, Any] = answer.json()
    assert answer.headers["location"] == f"/v1/content-requests/{made['request_id']}"
    return made


async def test_a_brief_is_told_to_the_generator(person: Person, neighbours: Neighbours) -> None:
    """202 with Location, and content.requested with the brief as it was sent and the request's id as correlation."""
    request = await ask(person, picture=True, brand_colors=["#0a7b5e"])

    ((envelope, data),) = await neighbours.told("content.requested")
    assert request["state"] == "requested"
    assert {name: data[name] for name in BRIEF} == BRIEF
    assert (data["picture"], data["brand_colors"]) == (True, ["#0A7B5E"])
    assert envelope.correlation_id == request["request_id"] == data["request_id"]


async def test_a_brief_becomes_one_post_by_itself(person: Person, neighbours: Neighbours) -> None:
    """With a schedule and no approval, content.generated leads to post.scheduled with a target for each account."""
    accounts = await neighbours.connect(person, *NETWORKS)
    request = await ask(person, schedule={"kind": "now"})

    generated = await neighbours.tell(content_for(request, person, x="Tea on X"), times=10)

    found = await seen(person, f"/v1/content-requests/{request['request_id']}", state="planned")
    post = await seen(person, f"/v1/posts/{found['post_id']}", state="scheduled")
    targets = by_network(post)
    assert {network: target["account_id"] for network, target in targets.items()} == accounts
    assert targets["x"]["text"] == "Tea on X"
    ((envelope, data),) = await neighbours.told("post.scheduled")
    assert (data["post_id"], data["revision"], data["state"]) == (post["post_id"], 1, "active")
    assert envelope.causation_id == str(generated.id)
    assert envelope.correlation_id == request["request_id"]


async def test_progress_shows_and_never_goes_back(person: Person, neighbours: Neighbours) -> None:
    """Steps show as they are told; one that comes late or again changes nothing."""
    request = await ask(person)
    path = f"/v1/content-requests/{request['request_id']}"

    await neighbours.tell(progress_for(request, person, 2))
    found = await seen(person, path, state="generating")
    assert found["progress"] == {"steps_done": 2, "steps_total": 4, "last_step": "caption"}

    await neighbours.tell(progress_for(request, person, 1))
    await neighbours.tell(content_for(request, person))
    found = await seen(person, path, state="ready")
    assert found["progress"]["steps_done"] == 4
    assert [variant["network"] for variant in found["variants"]] == BRIEF["networks"]
    assert found["post_id"] is None


async def test_content_waits_for_a_person(person: Person, neighbours: Neighbours) -> None:
    """approval: required makes no post before somebody approves; approving again changes nothing."""
    await neighbours.connect(person, "x")
    request = await ask(person, networks=["x"], schedule={"kind": "now"}, approval="required")
    path = f"/v1/content-requests/{request['request_id']}"
    early = await person.http.post(f"{path}/approve")
    assert (early.status_code, early.json()["code"]) == (409, "approval.not_awaited")

    await neighbours.tell(content_for(request, person))
    await seen(person, path, state="awaiting_approval")
    assert await neighbours.told("post.scheduled") == []

    for _ in range(2):
        approved = await person.http.post(f"{path}/approve", json={"comment": "Good."})
        assert approved.status_code == 200, approved.text
    assert approved.json()["state"] == "planned"
    assert len(await neighbours.told("post.scheduled")) == 1
    rejected = await person.http.post(f"{path}/reject", json={"comment": "Too late."})
    assert rejected.status_code == 409


async def test_a_rejection_says_why(person: Person, neighbours: Neighbours) -> None:
    """Rejected content makes no post, and its comment is kept."""
    request = await ask(person, approval="required")
    path = f"/v1/content-requests/{request['request_id']}"
    await neighbours.tell(content_for(request, person))
    await seen(person, path, state="awaiting_approval")

    assert (await person.http.post(f"{path}/reject", json={})).status_code == 422
    rejected = await person.http.post(f"{path}/reject", json={"comment": "Wrong offer."})

    assert rejected.json()["state"] == "rejected"
    assert rejected.json()["review"]["comment"] == "Wrong offer."
    assert (await person.http.post(f"{path}/approve")).status_code == 409


async def test_content_that_can_not_be_planned_waits_for_a_person(
    person: Person, neighbours: Neighbours
) -> None:
    """An account taken away meanwhile: the request says so, and goes on with another approval once it is there."""
    accounts = await neighbours.connect(person, "x")
    request = await ask(person, networks=["x"], schedule={"kind": "now"})
    gone = await person.http.delete(f"/v1/accounts/{accounts['x']}", headers={"If-Match": "*"})
    assert gone.status_code == 200, gone.text

    await neighbours.tell(content_for(request, person))

    path = f"/v1/content-requests/{request['request_id']}"
    found = await seen(person, path, state="needs_attention")
    assert found["problem"]["code"] == "account.none_connected"
    assert (await person.http.post(f"{path}/approve")).status_code == 422
    await neighbours.connect(person, "x")
    assert (await person.http.post(f"{path}/approve")).json()["state"] == "planned"


async def test_a_failure_is_shown_with_its_reason(person: Person, neighbours: Neighbours) -> None:
    """content.failed shows in the request."""
    request = await ask(person)
    await neighbours.tell(
        ContentFailed(
            organization_id=UUID(person.organization_id),
            request_id=UUID(request["request_id"]),
            revision=3,
            code="provider.rate_limited",
            detail="Come back later",
            retryable=True,
            failed_at=datetime.now(UTC),
        )
    )

    found = await seen(person, f"/v1/content-requests/{request['request_id']}", state="failed")
    assert found["problem"] == {"code": "provider.rate_limited", "detail": "Come back later"}


@pytest.mark.parametrize(
    ("changes", "pointer", "words"),
    [
        ({"networks": ["mastodon", "myspace"]}, "#/networks/1", "use one of"),
        ({"networks": []}, "#/networks", "at least 1 item"),
        ({"brief": "   "}, "#/brief", "at least 1 character"),
        ({"brief": "a\x00b"}, "#/brief", "U+0000"),
        ({"picture": "yes"}, "#/picture", "boolean"),
        ({"language": "english!"}, "#/language", "BCP 47"),
        ({"brand_colors": ["green"]}, "#/brand_colors/0", "#0A7B5E"),
        ({"topics": "x"}, "#/topics", "xtra"),
        ({"campaign_id": str(uuid4())}, "#/campaign_id", "is not a campaign"),
        ({"schedule": {"kind": "soon"}}, "#/schedule/kind", "'now'"),
        (
            {"schedule": {"kind": "local", "local_time": "2030-01-01T09:00", "time_zone": "Asia/Kolkatta"}},
            "#/schedule/time_zone",
            "did you mean Asia/Kolkata",
        ),
        (
            {"schedule": {"kind": "local", "local_time": "2020-01-01T09:00", "time_zone": "Asia/Kolkata"}},
            "#/schedule/local_time",
            "has passed",
        ),
        ({"schedule": {"kind": "instant", "at": "2020-01-01T09:00:00Z"}}, "#/schedule/at", "has passed"),
        ({"schedule": {"kind": "instant", "at": "2030-01-01T09:00:00"}}, "#/schedule/at", "timezone"),
        ({"schedule": {"kind": "now"}}, "#/networks/0", "no account on mastodon is connected"),
        (
            {"schedule": {"kind": "now"}, "account_ids": [str(uuid4())]},
            "#/account_ids/0",
            "is not a connected account",
        ),
    ],
)
async def test_what_is_wrong_with_a_brief_is_named(
    person: Person, changes: dict[str, Any], pointer: str, words: str
) -> None:
    """422 as problem details, with a pointer to the field, what is wrong and what to do."""
    answer = await person.http.post("/v1/content-requests", json={**BRIEF, **changes})

    assert answer.status_code == 422, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert any(error["pointer"] == pointer and words in error["detail"] for error in problem["errors"]), (
        problem["errors"]
    )


async def test_a_time_in_a_zone_is_shown_as_it_was_asked_for_and_as_an_instant(
    person: Person, neighbours: Neighbours
) -> None:
    """09:00 in Kolkata is 03:30 UTC."""
    await neighbours.connect(person, "x")
    day = datetime.now(UTC).date() + timedelta(days=3)
    schedule = {"kind": "local", "local_time": f"{day}T09:00", "time_zone": "Asia/Kolkata"}

    request = await ask(person, networks=["x"], schedule=schedule)

    assert request["schedule"] == {
        "kind": "local",
        "due_at": f"{day}T03:30:00Z",
        "local_time": f"{day}T09:00:00",
        "time_zone": "Asia/Kolkata",
    }


async def test_the_same_key_makes_one_request(person: Person, neighbours: Neighbours) -> None:
    """A create sent again with its Idempotency-Key is answered as the first time and tells nothing new."""
    answers = [
        await person.http.post("/v1/content-requests", json=BRIEF, headers={"Idempotency-Key": '"k-1"'})
        for _ in range(3)
    ]

    assert len({answer.json()["request_id"] for answer in answers}) == 1
    assert [answer.headers.get("idempotency-replayed") for answer in answers] == [None, "true", "true"]
    assert len(await neighbours.told("content.requested")) == 1


async def test_nobody_sees_a_strangers_requests(person: Person, stranger: Person) -> None:
    """Another tenant's request looks as if it were not there: read, approve, reject, list."""
    request = await ask(person)
    path = f"/v1/content-requests/{request['request_id']}"

    for method, suffix in [
        ("GET", ""),
        ("GET", "/picture"),
        ("GET", "/timeline"),
        ("POST", "/approve"),
        ("POST", "/reject"),
    ]:
        answer = await stranger.http.request(
            method, path + suffix, json={"comment": "x"} if method == "POST" else None
        )
        assert answer.status_code == 404, (method, suffix, answer.text)
    assert (await stranger.http.get("/v1/content-requests")).json()["items"] == []


async def test_lists_are_filtered_and_paged(person: Person) -> None:
    """Newest first, a page at a time, each filter narrowing; a cursor belongs to its filters."""
    made = [(await ask(person, networks=[network]))["request_id"] for network in (*NETWORKS, "x")]

    page = (await person.http.get("/v1/content-requests", params={"limit": 3})).json()
    rest = (
        await person.http.get("/v1/content-requests", params={"limit": 3, "cursor": page["next_cursor"]})
    ).json()
    on_x = (await person.http.get("/v1/content-requests", params={"network": "x"})).json()
    failed = (await person.http.get("/v1/content-requests", params={"state": "failed"})).json()
    wrong = await person.http.get(
        "/v1/content-requests", params={"network": "x", "cursor": page["next_cursor"]}
    )

    assert [item["request_id"] for item in [*page["items"], *rest["items"]]] == made[::-1]
    assert rest["next_cursor"] is None
    assert len(on_x["items"]) == 2
    assert failed["items"] == []
    assert wrong.status_code == 400
