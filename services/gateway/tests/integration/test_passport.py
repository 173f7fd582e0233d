from datetime import UTC, datetime, timedelta
from typing import Any

from services.gateway.tests.conftest import Person
from services.gateway.tests.editorial import decide, edited, item_of, new_item, review, running
from services.gateway.tests.mailbox import Mailbox
from services.gateway.tests.members import joined
from services.gateway.tests.neighbours import (
    BRIEF,
    Neighbours,
    by_network,
    content_for,
    due_for,
    published_for,
    seen,
)

LATER = {"kind": "instant", "at": (datetime.now(UTC) + timedelta(hours=5)).isoformat()}


async def brand_kit(person: Person, enforce: str = "warn") -> str:
    body = {"name": "Chai & Co.", "words_to_avoid": [{"word": "cheap"}], "enforce": enforce}
    answer = await person.http.post("/v1/brand-kits", json=body)
    assert answer.status_code == 201, answer.text
    kit: str = answer.json()["brand_kit_id"]
    return kit


async def test_the_passport_tells_where_content_comes_from_and_went(
    person: Person, neighbours: Neighbours, mailbox: Mailbox
) -> None:
    """Prompt, model, cost, the brand's verdict, who approved which hash, and the publication made from it.

    What is live was approved, so whoever may not approve can't change it there either.
    """
    await neighbours.connect(person, "mastodon")
    kit = await brand_kit(person)
    body = {
        **BRIEF,
        "networks": ["mastodon"],
        "schedule": LATER,
        "approval": "required",
        "brand_kit_id": kit,
    }
    request = (await person.http.post("/v1/content-requests", json=body)).json()
    path = f"/v1/content-requests/{request['request_id']}"
    made = content_for(request, person, mastodon="Cheap tea.").model_copy(
        update={"prompt": "Write of tea.", "prompt_version": "3", "cost_micros_usd": 1200}
    )
    await neighbours.tell(made)
    await seen(person, path, state="awaiting_approval")
    (item,) = (await person.http.get("/v1/content-items")).json()["items"]
    better = await edited(person, item, "Good tea.", resume=True)
    asked = await running(person, item_id=item["item_id"])
    assert (await decide(person, asked, "approve", comment="Good.")).status_code == 200
    post = await seen(person, f"/v1/posts/{(await seen(person, path, state='planned'))['post_id']}")
    target = by_network(post)["mastodon"]
    await neighbours.tell(due_for(post, person, target))
    await neighbours.tell(published_for(post, person, target))
    await seen(person, f"/v1/posts/{post['post_id']}", state="published")

    passport = (await person.http.get(f"/v1/content-items/{item['item_id']}/passport")).json()

    assert passport["request"]["topic"] == BRIEF["topic"]
    second, first = passport["versions"]
    assert (first["origin"], first["content_hash"]) == ("generated", item["content_hash"])
    assert first["made_by"] == {
        "provider": "offline",
        "model": "templates",
        "cost_micros_usd": 1200,
        "prompt": "Write of tea.",
        "prompt_version": "3",
    }
    assert first["compliance"]["verdict"] == "failed"
    assert (first["reviews"][0]["state"], first["posts"]) == ("void", [])
    assert (second["origin"], second["compliance"]["verdict"]) == ("edited", "passed")
    (only,) = second["reviews"][0]["decisions"]
    assert (only["decision"], only["content_hash"], only["comment"]) == (
        "approve",
        better["content_hash"],
        "Good.",
    )
    (line,) = second["posts"]
    assert (line["state"], line["content_hash"]) == ("published", better["content_hash"])
    assert line["publications"][0]["url"] == "https://mastodon.example/1001"

    editor = await joined(person, mailbox, "editor")
    live = f"/v1/publications/{target['publication_id']}/text"
    refused = await editor.http.post(live, json={"text": "Best tea."})
    assert (refused.status_code, refused.json()["code"]) == (403, "approval.live_text")
    assert (await person.http.post(live, json={"text": "Best tea."})).status_code == 202


async def test_content_is_found_by_where_it_comes_from(person: Person, neighbours: Neighbours) -> None:
    """The requests and campaigns of a brand kit, the item of a request, the posts of an item."""
    await neighbours.connect(person, "mastodon")
    kit = await brand_kit(person)
    campaign = (await person.http.post("/v1/campaigns", json={"name": "Rain", "brand_kit_id": kit})).json()
    body = {**BRIEF, "networks": ["mastodon"], "schedule": LATER, "brand_kit_id": kit}
    request = (await person.http.post("/v1/content-requests", json=body)).json()
    await neighbours.tell(content_for(request, person))
    planned = await seen(person, f"/v1/content-requests/{request['request_id']}", state="planned")

    async def found(path: str, name: str, **query: str) -> list[str]:
        answers = [
            await person.http.get(path, params=query),
            await person.http.get(path, params=dict.fromkeys(query, person.organization_id)),
        ]
        assert answers[1].json()["items"] == [], path
        return [item[name] for item in answers[0].json()["items"]]

    (item_id,) = await found("/v1/content-items", "item_id", request_id=request["request_id"])
    assert await found("/v1/posts", "post_id", content_item_id=item_id) == [planned["post_id"]]
    requests = await found("/v1/content-requests", "request_id", brand_kit_id=kit)
    assert requests == [request["request_id"]]
    assert await found("/v1/campaigns", "campaign_id", brand_kit_id=kit) == [campaign["campaign_id"]]


async def test_what_breaks_a_blocking_kit_needs_a_persons_yes(person: Person, neighbours: Neighbours) -> None:
    """The item shows what is wrong; without an approval it can't be planned, with one it can."""
    await neighbours.connect(person, "mastodon")
    item = await new_item(
        person,
        variants=[{"network": "mastodon", "text": "Cheap tea."}],
        brand_kit_id=await brand_kit(person, "block"),
    )
    (finding,) = item["compliance"]["findings"]
    assert (finding["rule"], finding["network"]) == ("word.avoided", "mastodon")
    path = f"/v1/content-items/{item['item_id']}/posts"

    refused = await person.http.post(path, json={"schedule": LATER})
    assert (refused.status_code, refused.json()["code"]) == (409, "approval.required")
    assert "cheap" in refused.json()["detail"].lower()
    assert (await decide(person, await review(person, item), "approve")).status_code == 200

    assert (await person.http.post(path, json={"schedule": LATER})).status_code == 201
    unknown: dict[str, Any] = {"brand_kit_id": item["item_id"]}
    wrong = await person.http.patch(
        f"/v1/content-items/{item['item_id']}", json=unknown, headers={"If-Match": "*"}
    )
    assert (wrong.status_code, wrong.json()["code"]) == (422, "brand_kit.unknown")
    assert (await item_of(person, item["item_id"]))["compliance"]["verdict"] == "failed"
