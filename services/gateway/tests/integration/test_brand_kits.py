"""Brand kits: kept, changed, archived; which one holds, and what comes of its rules."""

import asyncio
from typing import Any
from uuid import uuid4

from services.gateway.tests.conftest import Person
from services.gateway.tests.neighbours import BRIEF, Neighbours, content_for, seen

KIT: dict[str, Any] = {
    "name": "Chai & Co.",
    "colors": [{"hex": "#0a7b5e", "role": "background"}, {"hex": "#FFFFFF", "role": "text"}],
    "fonts": [{"name": "Noto Sans", "role": "headline"}],
    "voice": "Warm and plain.",
    "tones": ["friendly"],
    "words_to_use": ["loose-leaf"],
    "words_to_avoid": [{"word": "cheap"}, {"word": "billig", "languages": ["de"]}],
    "disclaimers": [{"text": "Terms apply.", "topics": ["sale"]}],
    "hashtags": ["#ChaiAndCo"],
}


async def made(person: Person, **changes: Any) -> dict[str, Any]:
    answer = await person.http.post("/v1/brand-kits", json={**KIT, **changes})
    assert answer.status_code == 201, answer.text
    kit: dict[str, Any] = answer.json()
    return kit


async def requested(person: Person, **changes: Any) -> dict[str, Any]:
    answer = await person.http.post("/v1/content-requests", json={**BRIEF, **changes})
    assert answer.status_code == 202, answer.text
    request: dict[str, Any] = answer.json()
    return request


async def test_a_kit_lives(person: Person, stranger: Person) -> None:
    """Made, read, changed under its ETag, archived, restored; nobody else sees it."""
    kit = await made(person)
    path = f"/v1/brand-kits/{kit['brand_kit_id']}"
    assert kit["colors"][0]["hex"] == "#0A7B5E"
    assert kit["hashtags"] == ["ChaiAndCo"]
    assert kit["contrasts"] == [
        {"text": "#FFFFFF", "background": "#0A7B5E", "ratio": kit["contrasts"][0]["ratio"], "passes": True}
    ]

    assert (await person.http.patch(path, json={"voice": "Dry."})).status_code == 428
    changed = await person.http.patch(
        path, json={"voice": "Dry.", "checks": {"most_emoji": 1}}, headers={"If-Match": '"v1"'}
    )
    assert changed.json() | {"voice": "Dry.", "revision": 2} == changed.json()
    assert changed.json()["tones"] == ["friendly"]
    stale = await person.http.patch(path, json={"voice": "Wet."}, headers={"If-Match": '"v1"'})
    assert stale.status_code == 412
    for body in ({"voice": None}, {"logos": [str(uuid4())]}):
        wrong = await person.http.patch(path, json=body, headers={"If-Match": "*"})
        assert wrong.status_code == 422

    archived = (await person.http.post(f"{path}/archive")).json()
    assert archived["archived_at"] is not None
    assert (await person.http.get("/v1/brand-kits")).json()["items"] == []
    refused = await person.http.post(
        "/v1/content-requests", json={**BRIEF, "brand_kit_id": kit["brand_kit_id"]}
    )
    assert refused.json()["errors"][0]["code"] == "brand_kit.unknown"
    assert (await person.http.post(f"{path}/restore")).json()["archived_at"] is None
    for call in (
        stranger.http.get(path),
        stranger.http.patch(path, json={"voice": "x"}, headers={"If-Match": "*"}),
        stranger.http.post(f"{path}/archive"),
        stranger.http.post(f"{path}/restore"),
    ):
        assert (await call).status_code == 404


async def test_one_default(person: Person) -> None:
    """However many are made so at the same moment, one kit is the organisation's."""
    kits = await asyncio.gather(*(made(person, is_default=True, name=f"Kit {n}") for n in range(5)))
    listed = (await person.http.get("/v1/brand-kits")).json()["items"]

    assert len(listed) == len(kits)
    assert sum(kit["is_default"] for kit in listed) == 1
    (default,) = (kit for kit in listed if kit["is_default"])
    other = next(kit for kit in listed if not kit["is_default"])
    answer = await person.http.patch(
        f"/v1/brand-kits/{other['brand_kit_id']}", json={"is_default": True}, headers={"If-Match": "*"}
    )
    assert answer.json()["is_default"]
    before = (await person.http.get(f"/v1/brand-kits/{default['brand_kit_id']}")).json()
    assert not before["is_default"]


async def test_which_kit_holds(person: Person, stranger: Person, neighbours: Neighbours) -> None:
    """The one named, else the campaign's, else the organisation's; the generator is told its rules."""
    own = await made(person, is_default=True, name="Own")
    campaigns = await made(person, name="Campaign's")
    named = await made(person, name="Named")
    theirs = await made(stranger)
    campaign = (
        await person.http.post(
            "/v1/campaigns", json={"name": "Monsoon", "brand_kit_id": campaigns["brand_kit_id"]}
        )
    ).json()
    in_campaign = {"campaign_id": campaign["campaign_id"]}

    holding = [
        (await requested(person))["brand_kit_id"],
        (await requested(person, **in_campaign))["brand_kit_id"],
        (await requested(person, **in_campaign, brand_kit_id=named["brand_kit_id"]))["brand_kit_id"],
    ]
    assert holding == [own["brand_kit_id"], campaigns["brand_kit_id"], named["brand_kit_id"]]
    told = [data["brand_rules"] for _, data in await neighbours.told("content.requested")]
    assert [rules["name"] for rules in told] == ["Own", "Campaign's", "Named"]
    assert told[0]["words_to_avoid"] == ["cheap"]
    assert [disclaimer["text"] for disclaimer in told[0]["disclaimers"]] == ["Terms apply."]
    for body in (BRIEF, {"items": [BRIEF]}):
        answer = await person.http.post(
            "/v1/content-requests" if body is BRIEF else "/v1/content-requests/batches",
            json={**BRIEF, "brand_kit_id": theirs["brand_kit_id"]}
            if body is BRIEF
            else {"items": [{**BRIEF, "brand_kit_id": theirs["brand_kit_id"]}]},
        )
        assert answer.status_code == 422
        assert "brand_kit.unknown" in answer.text


async def test_what_breaks_a_rule(person: Person, neighbours: Neighbours) -> None:
    """It is reported; of a kit that blocks it waits for a person, who may let it pass."""
    await neighbours.connect(person, "mastodon")
    wish = {"networks": ["mastodon"], "schedule": {"kind": "now"}}
    good = "Loose-leaf tea. Terms apply. #ChaiAndCo"
    for enforce, text, state, verdict in (
        ("warn", "Cheap tea", "planned", "failed"),
        ("block", "Cheap tea", "needs_attention", "failed"),
        ("block", good, "planned", "passed"),
    ):
        kit = await made(person, enforce=enforce)
        request = await requested(person, **wish, brand_kit_id=kit["brand_kit_id"])
        assert request["compliance"] is None
        await neighbours.tell(content_for(request, person, mastodon=text))
        path = f"/v1/content-requests/{request['request_id']}"
        shown = await seen(person, path, state=state)
        report = shown["compliance"]
        assert (report["verdict"], report["enforce"], report["kit_revision"]) == (verdict, enforce, 1)
        found = {finding["rule"] for finding in report["findings"]}
        assert found == (
            set() if verdict == "passed" else {"word.avoided", "disclaimer.missing", "hashtag.missing"}
        )
        if state == "needs_attention":
            assert shown["problem"]["code"] == "compliance.failed"
            assert "cheap" in shown["problem"]["detail"]
            approved = await person.http.post(f"{path}/approve")
            assert approved.json()["state"] == "planned"


async def test_projects_and_campaigns(person: Person, stranger: Person, neighbours: Neighbours) -> None:
    """A project holds campaigns; a campaign shows what its content has cost."""
    project = (await person.http.post("/v1/projects", json={"name": "Tea", "tags": ["a", "a"]})).json()
    assert project["tags"] == ["a"]
    theirs = (await stranger.http.post("/v1/projects", json={"name": "Theirs"})).json()
    body = {
        "name": "Monsoon",
        "project_id": project["project_id"],
        "tags": ["rain"],
        "starts_on": "2026-06-01",
        "ends_on": "2026-06-30",
        "budget_micros_usd": 5_000,
    }
    campaign = (await person.http.post("/v1/campaigns", json=body)).json()
    assert {name: campaign[name] for name in body} == body
    path = f"/v1/campaigns/{campaign['campaign_id']}"
    for wrong, code in (
        ({"project_id": theirs["project_id"]}, "project.unknown"),
        ({"ends_on": "2026-05-01"}, "campaign.dates"),
    ):
        answer = await person.http.patch(path, json=wrong, headers={"If-Match": "*"})
        assert answer.json()["errors"][0]["code"] == code
    request = await requested(person, campaign_id=campaign["campaign_id"])
    content = content_for(request, person).model_copy(update={"cost_micros_usd": 1_234})
    await neighbours.tell(content)
    await seen(person, f"/v1/content-requests/{request['request_id']}", state="ready")
    assert (await person.http.get(path)).json()["spent_micros_usd"] == 1_234
    for query, count in (({"project_id": project["project_id"]}, 1), ({"tag": "rain"}, 1), ({"tag": "x"}, 0)):
        assert len((await person.http.get("/v1/campaigns", params=query)).json()["items"]) == count
    out = await person.http.patch(path, json={"project_id": None}, headers={"If-Match": "*"})
    assert (out.json()["project_id"], out.json()["spent_micros_usd"]) == (None, 1_234)

    own = f"/v1/projects/{project['project_id']}"
    changed = await person.http.patch(own, json={"name": "Teas"}, headers={"If-Match": '"v1"'})
    assert (changed.json()["name"], changed.headers["ETag"]) == ("Teas", '"v2"')
    assert (await person.http.post(f"{own}/archive")).json()["archived_at"]
    refused = await person.http.post("/v1/campaigns", json=body)
    assert refused.json()["errors"][0]["code"] == "project.unknown"
    assert (await person.http.post(f"{own}/restore")).json()["archived_at"] is None
    assert (await stranger.http.get(own)).status_code == 404
