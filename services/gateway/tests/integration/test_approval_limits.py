"""What an approval is good for: one content, under the rule that holds, by somebody else than the author."""

from datetime import UTC, datetime, timedelta
from typing import Any

from services.gateway.tests.conftest import Person
from services.gateway.tests.editorial import decide, edited, item_of, new_item, new_rule, review, running
from services.gateway.tests.mailbox import Mailbox
from services.gateway.tests.members import joined
from services.gateway.tests.neighbours import Neighbours, by_network, due_for, published_for, seen

SOON = {"kind": "instant", "at": (datetime.now(UTC) + timedelta(hours=5)).isoformat()}
BY_APPROVER = {"name": "Legal", "roles": ["approver"]}
BY_OWNER = {"name": "The boss", "roles": ["owner"]}


async def planned(person: Person, item: dict[str, Any]) -> tuple[int, str | None]:
    answer = await person.http.post(f"/v1/content-items/{item['item_id']}/posts", json={"schedule": SOON})
    return answer.status_code, answer.json().get("code")


async def test_an_approval_counts_under_its_own_rule(
    person: Person, mailbox: Mailbox, neighbours: Neighbours
) -> None:
    """In a campaign with another rule the content has to pass that one; and what was rejected there stays so."""
    await neighbours.connect(person, "mastodon", "bluesky")
    approver = await joined(person, mailbox, "approver")
    await new_rule(person, BY_APPROVER)
    campaign = (await person.http.post("/v1/campaigns", json={"name": "Flash"})).json()["campaign_id"]
    await new_rule(person, BY_OWNER, campaign_id=campaign)
    item = await new_item(person)
    assert (await decide(approver, await review(person, item), "approve")).status_code == 200
    approved = await item_of(person, item["item_id"])

    moved = await person.http.patch(
        f"/v1/content-items/{item['item_id']}",
        json={"campaign_id": campaign},
        headers={"If-Match": f'"v{approved["revision"]}"'},
    )

    assert moved.status_code == 200, moved.text
    assert await planned(person, item) == (409, "approval.required")
    asked = await review(person, item)
    assert await planned(person, item) == (409, "approval.required")
    assert (await decide(person, asked, "reject", comment="Never.")).status_code == 200
    assert await planned(person, item) == (409, "approval.required")
    assert (await decide(person, await review(person, item), "approve")).status_code == 200
    assert (await planned(person, item))[0] == 201


async def test_live_text_keeps_to_the_rule_that_holds_now(
    person: Person, mailbox: Mailbox, neighbours: Neighbours
) -> None:
    """Also where the post went out before there was one."""
    accounts = await neighbours.connect(person, "mastodon")
    body = {"schedule": SOON, "targets": [{"account_id": accounts["mastodon"], "text": "Tea."}]}
    post = (await person.http.post("/v1/posts", json=body)).json()
    target = by_network(post)["mastodon"]
    await neighbours.tell(due_for(post, person, target))
    await neighbours.tell(published_for(post, person, target))
    await seen(person, f"/v1/posts/{post['post_id']}", state="published")
    live = f"/v1/publications/{target['publication_id']}/text"
    editor = await joined(person, mailbox, "editor")
    await new_rule(person, BY_OWNER, author_may_approve=False)

    for who in (editor, person):
        refused = await who.http.post(live, json={"text": "Cheap tea."})
        assert (refused.status_code, refused.json()["code"]) == (403, "approval.live_text")

    (rule,) = (await person.http.get("/v1/approval-rules")).json()["items"]
    path = f"/v1/approval-rules/{rule['rule_id']}"
    eased = await person.http.patch(path, json={"author_may_approve": True}, headers={"If-Match": "*"})
    assert eased.status_code == 200, eased.text
    assert (await editor.http.post(live, json={"text": "Cheap tea."})).status_code == 403
    assert (await person.http.post(live, json={"text": "Good tea."})).status_code == 202


async def test_no_author_passes_their_own_words(person: Person, mailbox: Mailbox) -> None:
    """Where the rule forbids it: not by approving, not by skipping, and not by somebody else's copy."""
    await new_rule(person, BY_OWNER, author_may_approve=False)
    item = await new_item(person)
    editor = await joined(person, mailbox, "editor")
    copy = await editor.http.post(f"/v1/content-items/{item['item_id']}/duplicate", json={"title": "Mine"})
    assert copy.status_code == 201, copy.text

    answers = [
        await decide(person, await review(person, item), "skip", comment="x"),
        await decide(person, await review(editor, copy.json()), "approve"),
    ]

    assert [(one.status_code, one.json()["code"]) for one in answers] == [(403, "approval.author")] * 2


async def test_somebody_elses_last_comma_takes_no_part_away(person: Person, mailbox: Mailbox) -> None:
    """All who wrote a text since it was last approved are its authors, as is who copied it; after a yes they are not."""
    await new_rule(person, {**BY_OWNER, "roles": ["owner", "admin"]}, author_may_approve=False)
    editor, admin = await joined(person, mailbox, "editor"), await joined(person, mailbox, "admin")
    item = await new_item(person)
    await edited(editor, item, "Tea, and rain.")
    copy = await person.http.post(f"/v1/content-items/{item['item_id']}/duplicate", json={"title": "Mine"})
    assert copy.status_code == 201, copy.text

    refused = [await decide(person, await review(editor, one), "approve") for one in (item, copy.json())]

    assert [(one.status_code, one.json()["code"]) for one in refused] == [(403, "approval.author")] * 2
    assert (await decide(admin, await running(editor, item_id=item["item_id"]), "approve")).status_code == 200
    await edited(editor, item, "Tea, rain and cake.")
    approved = await decide(person, await review(editor, item), "approve")
    assert (approved.status_code, approved.json()["state"]) == (200, "approved")


async def test_who_changed_a_post_before_is_an_author_of_it(
    person: Person, mailbox: Mailbox, neighbours: Neighbours
) -> None:
    """A post that waits for its yes is its writer's, also once somebody else has changed it."""
    await new_rule(person, {**BY_OWNER, "roles": ["owner", "admin"]}, author_may_approve=False)
    editor, admin = await joined(person, mailbox, "editor"), await joined(person, mailbox, "admin")
    accounts = await neighbours.connect(person, "mastodon")
    body = {"schedule": SOON, "targets": [{"account_id": accounts["mastodon"], "text": "Tea."}]}
    post = (await person.http.post("/v1/posts", json=body)).json()
    path = f"/v1/posts/{post['post_id']}"
    change = {"targets": [{"account_id": accounts["mastodon"], "text": "Tea!"}]}
    answer = await editor.http.patch(path, json=change, headers={"If-Match": "*"})
    assert answer.status_code == 200, answer.text

    refused = await decide(person, await running(person, post_id=post["post_id"]), "approve")

    assert (refused.status_code, refused.json()["code"]) == (403, "approval.author")
    by_another = await decide(admin, await running(admin, post_id=post["post_id"]), "approve")
    assert (by_another.status_code, by_another.json()["state"]) == (200, "approved")


async def test_the_yes_of_who_is_gone_goes_on_counting(person: Person, mailbox: Mailbox) -> None:
    """They were an approver when they gave it."""
    approver = await joined(person, mailbox, "approver")
    await new_rule(person, {"name": "Both", "roles": ["owner", "approver"], "needed": 2})
    started = await review(person, await new_item(person))
    assert (await decide(approver, started, "approve")).status_code == 200
    user_id = (await approver.http.get("/v1/me")).json()["user_id"]
    removed = await person.http.delete(f"/v1/members/{user_id}", headers={"If-Match": "*"})
    assert removed.status_code == 204, removed.text

    assert (await decide(person, started, "approve")).json()["state"] == "approved"


async def test_a_step_needs_no_more_people_than_it_names(person: Person) -> None:
    """It could never be passed."""
    user_id = (await person.http.get("/v1/me")).json()["user_id"]
    step = {"name": "Both", "user_ids": [user_id, user_id], "needed": 2}
    refused = await person.http.post("/v1/approval-rules", json={"name": "x", "steps": [step]})
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "#/steps/0")
