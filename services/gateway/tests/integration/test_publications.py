"""The open ledger over HTTP: publications, attempts, and what people ask of them."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from services.gateway.tests.conftest import Person
from services.gateway.tests.neighbours import (
    Neighbours,
    all_of,
    by_network,
    due_for,
    failed_for,
    planned_post,
    published_for,
    seen,
)
from shared.events import (
    PublicationAttempted,
    PublicationChanged,
    PublicationHeld,
)
from shared.ids import new_id
from shared.testing.waiting import eventually


def facts(event: Any) -> dict[str, Any]:
    """What every event of the same publication names."""
    names = set(PublicationHeld.model_fields) & set(type(event).model_fields)
    shared = {"organization_id", "publication_id", "post_id", "account_id", "network", "revision", "due_at"}
    return {name: getattr(event, name) for name in names & shared}


async def test_what_became_of_each_is_listed_with_its_evidence(
    person: Person, neighbours: Neighbours
) -> None:
    """From the minute it was due; every attempt stays, with what was sent and what was answered."""
    await neighbours.connect(person, "x")
    post = await planned_post(person, neighbours, networks=["x"])
    target = by_network(post)["x"]
    due = due_for(post, person, target)
    now = datetime.now(UTC)
    lost = PublicationAttempted(
        **facts(due),
        attempt_id=new_id(),
        kind="publish",
        part=0,
        request_hash="ab" * 32,
        trace_id="4bf92f3577b34da6a3ce929d0e0e4736",
        started_at=now,
        ended_at=now + timedelta(seconds=1),
        answer="unknown",
        latency_ms=1000.0,
        code="x.connection_lost",
        detail="the connection was cut",
        error_class="transient",
        who_must_act="nobody",
        retry_can_help=True,
        next_at=now + timedelta(seconds=6),
    )
    found = lost.model_copy(
        update={
            "attempt_id": new_id(),
            "kind": "look_up",
            "started_at": now + timedelta(seconds=6),
            "answer": "found",
            "code": None,
        }
    )
    await all_of(neighbours, [due, lost, found, published_for(post, person, target, reconciled=True)])

    path = f"/v1/publications/{target['publication_id']}"
    await seen(person, f"/v1/posts/{post['post_id']}", state="published")
    shown = await seen(person, path, state="published")
    assert (shown["url"], shown["reconciled"], shown["problem"]) == ("https://x.example/1001", True, None)

    async def both() -> Any:
        listed = (await person.http.get(f"{path}/attempts")).json()["items"]
        return listed if len(listed) == 2 else None

    attempts = await eventually(both, what="both attempts")
    assert [(one["kind"], one["answer"]) for one in attempts] == [
        ("publish", "unknown"),
        ("look_up", "found"),
    ]
    assert attempts[0]["request_hash"] == "ab" * 32
    first = await person.http.get(f"{path}/attempts", params={"limit": 1})
    second = await person.http.get(first.links["next"]["url"])
    assert [*first.json()["items"], *second.json()["items"]] == attempts
    assert second.json()["next_cursor"] is None
    listed = (await person.http.get("/v1/publications", params={"state": "published"})).json()["items"]
    assert [one["publication_id"] for one in listed] == [target["publication_id"]]
    nothing = (await person.http.get("/v1/publications", params={"network": "mastodon"})).json()["items"]
    assert nothing == []


async def test_pages_of_publications(person: Person, neighbours: Neighbours) -> None:
    """Latest due first, each once, whatever the size of the page."""
    await neighbours.connect(person, "mastodon", "bluesky", "x")
    post = await planned_post(person, neighbours)
    await all_of(neighbours, [due_for(post, person, target) for target in post["targets"]])
    await seen(person, f"/v1/posts/{post['post_id']}", state="publishing")

    async def all_known() -> bool:
        return len((await person.http.get("/v1/publications")).json()["items"]) == len(post["targets"])

    await eventually(all_known, what="all publications")
    found: list[str] = []
    address: str | None = "/v1/publications?limit=2"
    while address:
        page = await person.http.get(address)
        found += [one["publication_id"] for one in page.json()["items"]]
        address = page.links.get("next", {}).get("url")
    # All are due at the same instant; between those the highest id comes first.
    assert found == sorted((target["publication_id"] for target in post["targets"]), reverse=True)


async def test_what_holds_a_publication_up_is_shown(person: Person, neighbours: Neighbours) -> None:
    """On the publication and on the post, with when it goes on; and in the life of the post."""
    await neighbours.connect(person, "x")
    post = await planned_post(person, neighbours, networks=["x"])
    target = by_network(post)["x"]
    due, until = due_for(post, person, target), datetime.now(UTC) + timedelta(minutes=7)
    held = PublicationHeld(
        **facts(due),
        code="publishing.paced",
        detail="as much as x allows",
        error_class="quota",
        who_must_act="nobody",
        held_at=datetime.now(UTC),
        until=until,
    )
    await all_of(neighbours, [due])
    await seen(person, f"/v1/posts/{post['post_id']}", state="publishing")
    await all_of(neighbours, [held])
    path = f"/v1/publications/{target['publication_id']}"

    async def problem() -> Any:
        return (await person.http.get(path)).json()["problem"]

    shown = await eventually(problem, what="the problem")
    assert (shown["code"], datetime.fromisoformat(shown["until"])) == ("publishing.paced", until)
    whole = (await person.http.get(f"/v1/posts/{post['post_id']}")).json()
    assert by_network(whole)["x"]["problem"]["code"] == "publishing.paced"
    life = (await person.http.get(f"/v1/posts/{post['post_id']}/timeline")).json()["entries"]
    [told] = [entry["explanation"] for entry in life if entry["kind"] == "publication.held"]
    assert "as much as x allows. It is tried again at" in told
    await all_of(neighbours, [failed_for(post, person, target)])
    await seen(person, path, state="failed")
    life = (await person.http.get(f"/v1/posts/{post['post_id']}/timeline")).json()["entries"]
    assert "The text is too long. " in life[-1]["explanation"]


async def test_a_lost_answer_is_shown_before_it_is_uncertain(person: Person, neighbours: Neighbours) -> None:
    """Why it is still under way, and when it is looked for; nobody is asked yet."""
    await neighbours.connect(person, "x")
    post = await planned_post(person, neighbours, networks=["x"])
    target = by_network(post)["x"]
    due, next_at = due_for(post, person, target), datetime.now(UTC) + timedelta(seconds=30)
    await all_of(neighbours, [due])
    await seen(person, f"/v1/posts/{post['post_id']}", state="publishing")
    lost = PublicationAttempted(
        **facts(due),
        attempt_id=new_id(),
        kind="publish",
        part=0,
        request_hash="ab" * 32,
        started_at=datetime.now(UTC),
        ended_at=datetime.now(UTC),
        answer="unknown",
        code="x.connection_lost",
        detail="the connection was cut",
        error_class="transient",
        who_must_act="nobody",
        retry_can_help=True,
        next_at=next_at,
    )
    await all_of(neighbours, [lost])
    path = f"/v1/publications/{target['publication_id']}"

    async def problem() -> Any:
        return (await person.http.get(path)).json()["problem"]

    shown = await eventually(problem, what="the problem")
    assert (shown["code"], datetime.fromisoformat(shown["until"])) == ("x.connection_lost", next_at)
    assert "whether it is live is being found out" in shown["detail"]
    whole = (await person.http.get(f"/v1/posts/{post['post_id']}")).json()
    assert by_network(whole)["x"]["problem"]["code"] == "x.connection_lost"
    early = await person.http.post(f"{path}/resolution", json={"outcome": "not_published"})
    assert (early.status_code, early.json()["code"]) == (409, "publication.wrong_state")
    await neighbours.tell(published_for(post, person, target, reconciled=True))
    assert (await seen(person, path, state="published"))["problem"] is None


async def test_what_is_due_and_held_up_can_be_cancelled(person: Person, neighbours: Neighbours) -> None:
    """A halted post need not go out once the halt ends; what had begun all the same is shown as what came of it."""
    await neighbours.connect(person, "x", "mastodon")
    post = await planned_post(person, neighbours, networks=["x", "mastodon"])
    targets, address = by_network(post), f"/v1/posts/{post['post_id']}"
    dues = [due_for(post, person, target) for target in targets.values()]
    await all_of(neighbours, dues)

    async def states() -> dict[str, str]:
        shown = by_network((await person.http.get(address)).json())
        return {name: "held" if target["problem"] else target["state"] for name, target in shown.items()}

    async def all_are(wanted: str) -> bool:
        return set((await states()).values()) == {wanted}

    await eventually(lambda: all_are("publishing"))
    refused = await person.http.post(f"{address}/cancel")
    assert (refused.status_code, refused.json()["code"]) == (409, "post.already_due")
    for due in dues:
        await neighbours.tell(
            PublicationHeld(
                **facts(due),
                code="publishing.halted",
                detail="a wrong price",
                error_class="restricted",
                who_must_act="account_owner",
                held_at=datetime.now(UTC),
                until=datetime.now(UTC) + timedelta(minutes=7),
            )
        )
    await eventually(lambda: all_are("held"))
    cancelled = await person.http.post(f"{address}/cancel")
    assert (cancelled.status_code, cancelled.json()["state"]) == (200, "cancelled")
    assert await states() == {"x": "cancelled", "mastodon": "cancelled"}
    assert (await neighbours.told("post.scheduled"))[-1][1]["state"] == "cancelled"

    await neighbours.tell(failed_for(post, person, targets["x"]))
    await neighbours.tell(published_for(post, person, targets["mastodon"]))
    await eventually(lambda: _is(states, {"x": "cancelled", "mastodon": "published"}))


async def _is(states: Callable[[], Awaitable[dict[str, str]]], wanted: dict[str, str]) -> bool:
    return await states() == wanted


async def test_a_person_settles_what_nobody_knew(
    person: Person, neighbours: Neighbours, uncertain: dict[str, Any]
) -> None:
    """The publisher is told once, whatever is sent again; a second answer is refused while the first is open."""
    path = f"/v1/publications/{uncertain['publication_id']}/resolution"
    seen_at = {"outcome": "published", "url": "https://mastodon.example/@asha/7"}
    key = {"Idempotency-Key": uuid4().hex}
    first = await person.http.post(path, json=seen_at, headers=key)
    assert first.status_code == 202, first.text
    assert (await person.http.post(path, json=seen_at, headers=key)).json() == first.json()
    again = await person.http.post(path, json={"outcome": "not_published"})
    assert (again.status_code, again.json()["code"]) == (409, "publication.wrong_state")
    [(_, told)] = await neighbours.told("publication.requested")
    assert (told["action"], told["url"]) == ("confirm", "https://mastodon.example/@asha/7")
    assert told["wish_id"] == first.json()["wish_id"]


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"outcome": "published"}, "#"),
        ({"outcome": "not_published", "url": "https://x.example/1"}, "#"),
        ({"outcome": "published", "url": "javascript:alert(1)"}, "#/url"),
        ({"outcome": "maybe"}, "#/outcome"),
    ],
)
async def test_an_answer_that_says_nothing_is_refused(
    person: Person, uncertain: dict[str, Any], body: dict[str, str], pointer: str
) -> None:
    """Where it is seen must be an address; where it is not there is none."""
    answer = await person.http.post(f"/v1/publications/{uncertain['publication_id']}/resolution", json=body)
    assert answer.status_code == 422, answer.text
    assert answer.json()["errors"][0]["pointer"].startswith(pointer)


async def test_a_live_post_is_taken_down(person: Person, neighbours: Neighbours) -> None:
    """The wish goes to the publisher; when it says that it is gone, so does the ledger."""
    await neighbours.connect(person, "mastodon")
    post = await planned_post(person, neighbours, networks=["mastodon"])
    target = by_network(post)["mastodon"]
    published = published_for(post, person, target)
    path = f"/v1/publications/{target['publication_id']}"
    await all_of(neighbours, [due_for(post, person, target)])

    async def known() -> bool:
        return (await person.http.get(path)).status_code == 200

    await eventually(known, what="the publication")
    early = await person.http.post(f"{path}/removal")
    assert (early.status_code, "not live" in early.json()["detail"]) == (409, True)
    await all_of(neighbours, [published])
    await seen(person, path, state="published")
    wish = await person.http.post(f"{path}/removal")
    assert wish.status_code == 202, wish.text
    changed = PublicationChanged(
        **facts(published),
        wish_id=UUID(wish.json()["wish_id"]),
        action="remove",
        outcome="done",
        changed_at=datetime.now(UTC),
    )
    await all_of(neighbours, [changed, published])
    await seen(person, path, state="removed")
    [kept] = (await person.http.get(f"{path}/attempts")).json()["wishes"]
    assert (kept["action"], kept["state"]) == ("remove", "done")
    [shown] = (await person.http.get(f"/v1/posts/{post['post_id']}")).json()["targets"]
    assert shown["removed_at"] is not None


async def test_a_text_the_network_refuses_is_refused_here(person: Person, neighbours: Neighbours) -> None:
    """Counted as the network counts, before anything is asked of it."""
    await neighbours.connect(person, "mastodon")
    post = await planned_post(person, neighbours, networks=["mastodon"])
    target = by_network(post)["mastodon"]
    await all_of(neighbours, [published_for(post, person, target)])
    await seen(person, f"/v1/posts/{post['post_id']}", state="published")
    path = f"/v1/publications/{target['publication_id']}"
    await seen(person, path, state="published")
    answer = await person.http.post(f"{path}/text", json={"text": "x" * 501})
    assert answer.status_code == 422, answer.text
    assert "500" in answer.json()["errors"][0]["detail"]


async def test_another_tenant_sees_nothing(
    stranger: Person, person: Person, uncertain: dict[str, Any]
) -> None:
    """Neither publications nor halts of others; as if they were not there."""
    halt = (await person.http.post("/v1/halts", json={"scope": "organization"})).json()
    for path in (
        f"/v1/publications/{uncertain['publication_id']}",
        f"/v1/publications/{uncertain['publication_id']}/attempts",
        f"/v1/halts/{halt['halt_id']}",
        f"/v1/halts/{halt['halt_id']}/publications",
    ):
        assert (await stranger.http.get(path)).status_code == 404
    assert (await stranger.http.delete(f"/v1/halts/{halt['halt_id']}")).status_code == 404
    assert (await stranger.http.get("/v1/publications")).json()["items"] == []
