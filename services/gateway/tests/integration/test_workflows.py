import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg
import pytest_asyncio
from fastapi import FastAPI

from services.gateway.config import Settings
from services.gateway.tests.conftest import Person
from services.gateway.tests.editorial import (
    decide,
    edited,
    item_of,
    new_item,
    new_rule,
    review,
    running,
)
from services.gateway.tests.mailbox import Mailbox
from services.gateway.tests.members import joined
from services.gateway.tests.neighbours import BRIEF, Neighbours, by_network, content_for, seen
from services.gateway.usecases.workflows import ReviewClock
from shared.service import Service
from shared.testing.clocks import FakeClock

LEGAL = {"name": "Legal", "roles": ["approver"], "needed": 1}
SECOND = {"name": "The boss", "roles": ["owner"]}
SOON = {"kind": "instant", "at": (datetime.now(UTC) + timedelta(hours=5)).isoformat()}


@pytest_asyncio.fixture(loop_scope="module")
async def approver(person: Person, mailbox: Mailbox) -> Person:
    """A member of the person's organisation who may approve and not write."""
    return await joined(person, mailbox, "approver")


async def planned(person: Person, item: dict[str, Any], **body: Any) -> Any:
    return await person.http.post(
        f"/v1/content-items/{item['item_id']}/posts", json={"schedule": SOON, **body}
    )


async def test_a_version_passes_its_steps_and_is_planned(
    person: Person, approver: Person, neighbours: Neighbours
) -> None:
    """Two steps, each by whom the rule names, in order; before the last yes nothing can be planned."""
    await neighbours.connect(person, "mastodon", "bluesky")
    await new_rule(person, LEGAL, SECOND)
    item = await new_item(person)
    early = await planned(person, item)
    assert (early.status_code, early.json()["code"]) == (409, "approval.required")
    started = await review(person, item)
    assert started["content_hash"] == item["content_hash"]
    assert (await item_of(person, item["item_id"]))["state"] == "in_review"

    wrong = await decide(person, started, "approve")
    assert (wrong.status_code, wrong.json()["code"]) == (403, "approval.not_yours")
    first = await decide(approver, started, "approve", comment="Fine.")
    assert (first.json()["state"], first.json()["step"]) == ("running", 1)
    assert (await decide(approver, started, "approve")).json()["code"] == "approval.not_yours"
    last = await decide(person, started, "approve")

    assert last.json()["state"] == "approved", last.text
    assert [one["comment"] for one in last.json()["decisions"]] == ["Fine.", ""]
    assert (await item_of(person, item["item_id"]))["state"] == "approved"
    post = await planned(person, item)
    assert post.status_code == 201, post.text
    assert (post.json()["approval"], post.json()["content_hash"]) == ("approved", item["content_hash"])
    over = await decide(person, started, "approve")
    assert (over.status_code, over.json()["code"]) == (409, "workflow.ended")


async def test_nobody_is_two_of_the_people_needed(person: Person, approver: Person) -> None:
    """A step for two wants two different people; the author is not among them where the rule says so."""
    both = {"name": "Both", "roles": ["owner", "approver"], "needed": 2}
    rule = await new_rule(person, both)
    started = await review(person, await new_item(person))
    assert (await decide(approver, started, "approve")).status_code == 200

    again = await decide(approver, started, "approve")
    assert (again.status_code, again.json()["code"]) == (409, "approval.given_already")
    assert (await decide(person, started, "approve")).json()["state"] == "approved"

    changed = await person.http.patch(
        f"/v1/approval-rules/{rule['rule_id']}",
        json={"author_may_approve": False},
        headers={"If-Match": '"v1"'},
    )
    assert changed.status_code == 200, changed.text
    own = await decide(person, await review(person, await new_item(person)), "approve")
    assert (own.status_code, own.json()["code"]) == (403, "approval.author")


async def test_who_cannot_approve_is_not_asked(person: Person, approver: Person, settings: Settings) -> None:
    """Neither the author, where the rule says so, nor who has approved: in the app they are told of nothing to do."""
    both = {"name": "Both", "roles": ["owner", "approver"], "needed": 2}
    await new_rule(person, both, author_may_approve=False)
    started = await review(person, await new_item(person))
    await decide(approver, started, "approve")

    told = await told_live(person, settings)
    author, other = [(await one.http.get("/v1/me")).json()["user_id"] for one in (person, approver)]
    assert [(kind, data["not_asked"]) for kind, data in told if "workflow_id" in data] == [
        ("workflow.started", [author]),
        ("approval.requested", [author]),
        ("workflow.decided", [other, author]),
    ]


async def test_an_edit_voids_every_approval(person: Person, approver: Person) -> None:
    """What was approved of the former version does not hold for the next; the old decisions are shown as void."""
    await new_rule(person, LEGAL, SECOND)
    item = await new_item(person)
    started = await review(person, item)
    assert (await decide(approver, started, "approve")).status_code == 200

    resumed = await edited(person, item, "Tea, and rain.", resume=True)

    assert resumed["state"] == "in_review"
    stale = await decide(approver, started, "approve")
    assert (stale.status_code, stale.json()["code"]) == (409, "approval.content_changed")
    assert stale.json()["content_hash"] == resumed["content_hash"]
    former = (await person.http.get(f"/v1/workflows/{started['workflow_id']}")).json()
    assert (former["state"], former["reason"]) == ("void", "The content was changed.")
    assert [one["void"] for one in former["decisions"]] == [True]
    anew = await running(person, item_id=item["item_id"])
    assert (anew["step"], anew["decisions"]) == (0, [])
    assert (anew["previous_id"], anew["content_hash"]) == (started["workflow_id"], resumed["content_hash"])
    for who in (approver, person):
        assert (await decide(who, anew, "approve")).status_code == 200
    assert (await edited(person, item, "Again."))["state"] == "draft"


async def test_a_rejection_says_why_and_a_skip_is_for_admins(person: Person, approver: Person) -> None:
    """Without a comment a no is refused; a step can be passed over by an owner and by no approver."""
    await new_rule(person, LEGAL, LEGAL)
    started = await review(person, item := await new_item(person))
    assert (await decide(approver, started, "reject")).status_code == 422
    skipped = await decide(approver, started, "skip")
    assert (skipped.status_code, skipped.json()["code"]) == (403, "approval.not_yours")
    assert (await decide(person, started, "skip")).json()["step"] == 1

    rejected = await decide(approver, started, "reject", comment="The price is wrong.")

    assert (rejected.json()["state"], rejected.json()["reason"]) == ("rejected", "The price is wrong.")
    assert (await item_of(person, item["item_id"]))["state"] == "rejected"


async def test_many_reviews_begin_at_once_each_for_itself(person: Person, stranger: Person) -> None:
    """One that runs already and one that is not there say so, in their places, and stop none of the others."""
    items = [await new_item(person) for _ in range(3)]
    await review(person, items[1])
    foreign = await new_item(stranger)
    wanted = [{"item_id": one["item_id"]} for one in (*items, foreign)]

    answer = await person.http.post("/v1/workflows/batch", json={"items": wanted})

    assert answer.status_code == 200, answer.text
    found = answer.json()["items"]
    assert [one["item_id"] for one in found] == [one["item_id"] for one in wanted]
    codes = [one["problem"] and one["problem"]["code"] for one in found]
    assert codes == [None, "workflow.running", None, "not_found"]
    assert found[0]["workflow"]["state"] == "running"
    back = await person.http.post(f"/v1/workflows/{found[0]['workflow']['workflow_id']}/cancel")
    assert back.json()["state"] == "cancelled"
    assert (await item_of(person, items[0]["item_id"]))["state"] == "draft"


async def test_a_rule_holds_for_what_is_generated(
    person: Person, approver: Person, neighbours: Neighbours
) -> None:
    """A request with approval auto waits all the same, and the last yes of its review plans its post."""
    await neighbours.connect(person, "x")
    await new_rule(person, LEGAL, SECOND)
    body = {**BRIEF, "networks": ["x"], "schedule": SOON, "approval": "auto"}
    request = (await person.http.post("/v1/content-requests", json=body)).json()
    path = f"/v1/content-requests/{request['request_id']}"
    await neighbours.tell(content_for(request, person, x="Tea on X"))
    await seen(person, path, state="awaiting_approval")
    (item,) = (await person.http.get("/v1/content-items")).json()["items"]
    assert (item["request_id"], item["origin"], item["state"]) == (
        request["request_id"],
        "generated",
        "in_review",
    )

    first = await approver.http.post(f"{path}/approve")
    assert first.json()["state"] == "awaiting_approval", first.text
    assert await neighbours.told("post.scheduled") == []
    last = await decide(person, await running(person, item_id=item["item_id"]), "approve")

    assert last.json()["state"] == "approved", last.text
    found = await seen(person, path, state="planned")
    post = (await person.http.get(f"/v1/posts/{found['post_id']}")).json()
    assert (post["approval"], post["content_hash"]) == ("approved", item["content_hash"])
    assert by_network(post)["x"]["text"] == "Tea on X"


async def test_what_was_edited_is_what_is_approved_and_planned(
    person: Person, neighbours: Neighbours
) -> None:
    """The simple approval without a hash is of what was generated: refused once that was edited, taken with the hash."""
    await neighbours.connect(person, "mastodon")
    body = {**BRIEF, "networks": ["mastodon"], "schedule": SOON, "approval": "required"}
    request = (await person.http.post("/v1/content-requests", json=body)).json()
    path = f"/v1/content-requests/{request['request_id']}"
    await neighbours.tell(content_for(request, person))
    await seen(person, path, state="awaiting_approval")
    (item,) = (await person.http.get("/v1/content-items")).json()["items"]

    better = await edited(person, item, "Better words.", resume=True)
    blind = await person.http.post(f"{path}/approve")
    approved = await person.http.post(f"{path}/approve", json={"content_hash": better["content_hash"]})

    assert (blind.status_code, blind.json()["code"]) == (409, "approval.content_changed")
    assert approved.json()["state"] == "planned", approved.text
    ((_, told),) = await neighbours.told("post.scheduled")
    assert [target["text"] for target in told["targets"]] == ["Better words."]


async def test_a_campaigns_rule_goes_before_the_organisations(person: Person) -> None:
    """One without steps lets the campaign's content pass; there is one rule for each."""
    await new_rule(person, LEGAL)
    campaign = (await person.http.post("/v1/campaigns", json={"name": "Flash"})).json()["campaign_id"]
    await new_rule(person, campaign_id=campaign)
    twice = await person.http.post("/v1/approval-rules", json={"name": "x", "steps": []})
    assert (twice.status_code, twice.json()["code"]) == (409, "approval_rule.exists")

    free = await planned(person, await new_item(person, campaign_id=campaign))
    held = await planned(person, await new_item(person))

    assert free.json()["code"] == "account.none_connected"
    assert held.json()["code"] == "approval.required"


async def test_a_changed_post_leaves_the_plan_until_it_is_approved(
    person: Person, approver: Person, neighbours: Neighbours
) -> None:
    """Another text withdraws the post from the scheduler and begins a review; the yes tells it again, as approved."""
    await neighbours.connect(person, "mastodon", "bluesky")
    await new_rule(person, LEGAL)
    item = await new_item(person)
    assert (await decide(approver, await review(person, item), "approve")).status_code == 200
    post = (await planned(person, item)).json()
    path = f"/v1/posts/{post['post_id']}"

    moved = await person.http.patch(
        path,
        json={"schedule": {"kind": "instant", "at": "2027-03-01T09:00:00Z"}},
        headers={"If-Match": "*"},
    )
    assert (moved.json()["approval"], moved.json()["state"]) == ("approved", "scheduled")
    changed = await person.http.patch(
        path,
        json={"targets": [{"network": "mastodon", "text": "Other words."}]},
        headers={"If-Match": "*"},
    )

    assert (changed.json()["approval"], changed.json()["state"]) == ("awaited", "awaiting_approval")
    assert {target["state"] for target in changed.json()["targets"]} == {"awaiting_approval"}
    assert (await neighbours.told("post.scheduled"))[-1][1]["targets"] == []
    anew = await running(person, post_id=post["post_id"])
    assert anew["content_hash"] == changed.json()["content_hash"] != item["content_hash"]
    assert (await decide(approver, anew, "approve")).json()["state"] == "approved"
    again = await seen(person, path, state="scheduled")
    assert again["approval"] == "approved"
    told = (await neighbours.told("post.scheduled"))[-1][1]
    assert {target["text"] for target in told["targets"]} == {"Other words.", "Rain and tea."}


async def test_a_post_by_hand_needs_the_rules_yes_too(
    person: Person, approver: Person, neighbours: Neighbours
) -> None:
    """It waits from the beginning; rejected it goes on waiting and says why; for now means once it is approved."""
    await neighbours.connect(person, "mastodon")
    await new_rule(person, LEGAL)
    body = {"targets": [{"network": "mastodon", "text": "By hand."}], "schedule": {"kind": "now"}}
    answer = await person.http.post("/v1/posts", json=body)
    assert answer.status_code == 201, answer.text
    post = answer.json()
    assert post["state"] == "awaiting_approval"
    assert (await neighbours.told("post.scheduled"))[-1][1]["targets"] == []

    no = await decide(
        approver, await running(person, post_id=post["post_id"]), "reject", comment="Not like this."
    )
    assert no.status_code == 200, no.text
    waiting = (await person.http.get(f"/v1/posts/{post['post_id']}")).json()
    assert waiting["targets"][0]["problem"]["detail"] == "Not like this."
    await person.http.patch(
        f"/v1/posts/{post['post_id']}",
        json={"targets": [{"network": "mastodon", "text": "Like this."}]},
        headers={"If-Match": "*"},
    )
    yes = await decide(approver, await running(person, post_id=post["post_id"]), "approve")
    assert yes.json()["state"] == "approved", yes.text
    told = (await neighbours.told("post.scheduled"))[-1][1]["targets"]
    assert [target["text"] for target in told] == ["Like this."]
    assert datetime.fromisoformat(told[0]["occurrence_at"]) > datetime.fromisoformat(post["created_at"])


def clockwork(gateway: Service, clock: FakeClock) -> ReviewClock:
    """What the gateway does by itself, by another clock."""
    assert isinstance(gateway.app, FastAPI)
    own: ReviewClock = gateway.app.state.parts[ReviewClock]
    workflows = replace(own.workflows, clock=clock, reviews=replace(own.workflows.reviews, clock=clock))
    return replace(own, clock=clock, workflows=workflows, lapses=replace(own.lapses, clock=clock))


async def told_live(person: Person, settings: Settings) -> list[tuple[str, dict[str, Any]]]:
    """What watching clients of a person's organisation were told, in order."""
    connection = await asyncpg.connect(settings.database_url)
    try:
        rows = await connection.fetch(
            "select type, data from live_events where organization_id = $1 order by txid, seq",
            person.organization_id,
        )
    finally:
        await connection.close()
    return [(row["type"], json.loads(row["data"])) for row in rows]


async def test_people_are_reminded_once_and_steps_end_by_themselves(
    person: Person, settings: Settings, gateway: Service
) -> None:
    """A reminder after its time and no second one; then the step is escalated, and the next one skipped: approved."""
    slow = {**LEGAL, "remind_after_seconds": 60, "time_out_after_seconds": 120}
    await new_rule(
        person,
        {**slow, "on_time_out": "escalate", "escalate_to": "owner"},
        {**slow, "on_time_out": "skip"},
    )
    started = await review(person, await new_item(person))
    path = f"/v1/workflows/{started['workflow_id']}"
    clock = FakeClock(datetime.now(UTC))
    work = clockwork(gateway, clock)

    for _ in range(2):
        clock.jump(65)
        await work.turn()
        await work.turn()
    reminders = [kind for kind, _ in await told_live(person, settings)].count("workflow.step_due")
    escalated = (await person.http.get(path)).json()
    assert reminders == 1
    assert escalated["steps"][0]["roles"] == ["approver", "owner"]
    assert [one["decision"] for one in escalated["decisions"]] == ["escalate"]
    assert (await decide(person, started, "approve")).json()["step"] == 1

    clock.jump(300)
    await work.turn()
    ended = (await person.http.get(path)).json()
    assert (ended["state"], ended["decisions"][-1]["by"]) == ("approved", None)


async def test_silence_rejects_where_the_rule_says_so(person: Person, gateway: Service) -> None:
    """Nobody decided in time: rejected, by nobody, with that as the reason."""
    await new_rule(person, {**LEGAL, "time_out_after_seconds": 60})
    started = await review(person, item := await new_item(person))
    clock = FakeClock(datetime.now(UTC) + timedelta(seconds=61))

    await clockwork(gateway, clock).turn()

    ended = (await person.http.get(f"/v1/workflows/{started['workflow_id']}")).json()
    assert (ended["state"], ended["reason"]) == ("rejected", "Nobody decided in time.")
    assert (await item_of(person, item["item_id"]))["state"] == "rejected"


async def test_a_post_that_nobody_approves_in_time_is_missed(
    person: Person, approver: Person, neighbours: Neighbours, gateway: Service
) -> None:
    """After its grace period it says so and its review is over; sent again, it waits for a review of its own."""
    await neighbours.connect(person, "mastodon")
    await new_rule(person, LEGAL)
    soon = {"kind": "instant", "at": (datetime.now(UTC) + timedelta(minutes=5)).isoformat()}
    body = {"targets": [{"network": "mastodon", "text": "By hand."}], "schedule": soon}
    post = (await person.http.post("/v1/posts", json=body)).json()
    started = await running(person, post_id=post["post_id"])
    clock = FakeClock(datetime.now(UTC) + timedelta(minutes=64))
    await clockwork(gateway, clock).turn()
    assert (await person.http.get(f"/v1/posts/{post['post_id']}")).json()["state"] == "awaiting_approval"

    clock.jump(120)
    await clockwork(gateway, clock).turn()

    missed = (await person.http.get(f"/v1/posts/{post['post_id']}")).json()
    assert (missed["state"], missed["targets"][0]["problem"]["code"]) == ("missed", "approval.not_given")
    late = await decide(approver, started, "approve")
    assert (late.status_code, late.json()["code"]) == (409, "workflow.ended")
    again = await person.http.post(f"/v1/posts/{post['post_id']}/retry")
    assert again.json()["state"] == "awaiting_approval", again.text
    assert all(told["targets"] == [] for _, told in await neighbours.told("post.scheduled"))
    yes = await decide(approver, await running(person, post_id=post["post_id"]), "approve")
    assert yes.json()["state"] == "approved", yes.text
    assert len((await neighbours.told("post.scheduled"))[-1][1]["targets"]) == 1
