"""Templates: kept with their versions, copied from the library, filled in, and what is made of them."""

from typing import Any

from services.gateway.tests.conftest import Person
from services.gateway.tests.neighbours import Neighbours, content_for, seen
from shared.events import ContentVariant

TEMPLATE: dict[str, Any] = {
    "name": "Offer",
    "variables": [
        {"name": "offer", "type": "text", "required": True},
        {"name": "until", "type": "date"},
    ],
    "text": "{{ offer }}{% if until %} until {{ until | date: '%-d %B' }}{% endif %}.",
    "poster": {"headline": "{{ offer }}", "colors": ["#0A7B5E"]},
}
VALUES = {"offer": "20 % off", "until": "2026-11-30"}


async def made(person: Person, **changes: Any) -> dict[str, Any]:
    answer = await person.http.post("/v1/templates", json={**TEMPLATE, **changes})
    assert answer.status_code == 201, answer.text
    template: dict[str, Any] = answer.json()
    return template


async def test_a_template_lives(person: Person, stranger: Person) -> None:
    """Made, changed under its ETag, its versions kept and restored, archived; nobody else sees it."""
    template = await made(person)
    path = f"/v1/templates/{template['template_id']}"
    assert (await person.http.patch(path, json={"text": "x"})).status_code == 428
    changed = await person.http.patch(path, json={"text": "Only {{ offer }}"}, headers={"If-Match": '"v1"'})
    assert (changed.json()["version"], changed.headers["ETag"]) == (2, '"v2"')
    stale = await person.http.patch(path, json={"text": "x"}, headers={"If-Match": '"v1"'})
    assert stale.status_code == 412
    for body, code in (
        ({"text": "{{ nobody }}"}, "template.variable_undeclared"),
        ({"text": "{{ offer"}, "template.syntax"),
        ({"text": "", "poster": None}, "invalid"),
    ):
        wrong = await person.http.patch(path, json=body, headers={"If-Match": "*"})
        assert (wrong.status_code, wrong.json()["errors"][0].get("code", "invalid")) == (422, code), (
            wrong.text
        )

    versions = (await person.http.get(f"{path}/versions?limit=1")).json()
    assert [version["number"] for version in versions["items"]] == [2]
    more = await person.http.get(f"{path}/versions", params={"limit": 1, "cursor": versions["next_cursor"]})
    assert [version["number"] for version in more.json()["items"]] == [1]
    restored = await person.http.post(f"{path}/versions/1/restore", headers={"If-Match": "*"})
    assert (restored.json()["version"], restored.json()["definition"]["text"]) == (3, TEMPLATE["text"])
    assert (await person.http.get(f"{path}/versions/2")).json()["definition"]["text"] == "Only {{ offer }}"
    assert (await person.http.get(f"{path}/versions/9")).status_code == 404

    assert (await person.http.post(f"{path}/archive")).json()["archived_at"]
    assert (await person.http.get("/v1/templates")).json()["items"] == []
    refused = await person.http.post(f"{path}/content-requests", json={"values": VALUES, "networks": ["x"]})
    assert refused.json()["errors"][0]["code"] == "template.archived"
    assert (await person.http.post(f"{path}/restore")).json()["archived_at"] is None
    for address in (path, f"{path}/versions", f"{path}/versions/1"):
        assert (await stranger.http.get(address)).status_code == 404
    assert (await stranger.http.post(f"{path}/renderings", json={})).status_code == 404


async def test_hostile_templates(person: Person) -> None:
    """Are refused with a reason; one that is kept and takes too much when it is filled in is too."""
    loops = "{% for i in (1..1000000) %}{% for j in (1..1000000) %}x{% endfor %}{% endfor %}"
    template = await made(person, text=loops, poster=None, variables=[])
    answer = await person.http.post(f"/v1/templates/{template['template_id']}/renderings", json={})
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "template.limit")
    answer = await person.http.post("/v1/templates", json={**TEMPLATE, "text": "{" * 5_000})
    assert answer.json()["errors"][0]["code"] == "template.syntax"


async def test_preview(person: Person) -> None:
    """What each network would get, or what is wrong with which value."""
    template = await made(person, texts={"x": "{{ offer }}" + "!" * 300})
    path = f"/v1/templates/{template['template_id']}/renderings"

    shown = (await person.http.post(path, json={"values": VALUES, "networks": ["x", "mastodon"]})).json()
    texts = {text["network"]: text for text in shown["texts"]}
    assert texts["mastodon"]["text"] == "20 % off until 30 November."
    assert texts["mastodon"]["problems"] == []
    assert texts["x"]["problems"][0]["code"] == "text_too_long"
    assert texts["x"]["length"] == 308
    assert shown["poster"]["headline"] == "20 % off"
    wrong = (await person.http.post(path, json={"values": {"until": "soon", "other": 1}})).json()
    assert {(problem["variable"], problem["code"]) for problem in wrong["problems"]} == {
        ("offer", "template.value_missing"),
        ("until", "template.value"),
        ("other", "template.value_unknown"),
    }
    assert (wrong["texts"], wrong["poster"]) == ([], None)
    everywhere = (await person.http.post(path, json={"values": VALUES})).json()
    assert len(everywhere["texts"]) > 8


async def test_content_of_a_template(person: Person, neighbours: Neighbours) -> None:
    """The generator is told the texts and the poster's words; what comes back goes its way as any content."""
    await neighbours.connect(person, "mastodon")
    template = await made(person)
    path = f"/v1/templates/{template['template_id']}/content-requests"
    body = {
        "values": VALUES,
        "networks": ["mastodon"],
        "brand": "Chai & Co.",
        "schedule": {"kind": "now"},
    }

    answer = await person.http.post(path, json=body, headers={"Idempotency-Key": "one"})
    request = answer.json()
    assert (answer.status_code, request["origin"]) == (202, "template"), answer.text
    assert request["picture_wanted"]
    ((_, told),) = await neighbours.told("content.requested")
    assert told["texts"] == [{"network": "mastodon", "text": "20 % off until 30 November."}]
    assert told["poster"] == {"headline": "20 % off", "line": "", "composition": None}
    assert told["brand_colors"] == ["#0A7B5E"]
    content = content_for(request, person).model_copy(
        update={"variants": (ContentVariant(network="mastodon", text=told["texts"][0]["text"], caption="c"),)}
    )
    await neighbours.tell(content)
    await seen(person, f"/v1/content-requests/{request['request_id']}", state="planned")
    missing = await person.http.post(path, json={**body, "values": {}})
    assert missing.json()["errors"][0]["pointer"] == "#/values/offer"


async def test_a_batch_of_a_template(person: Person, stranger: Person, neighbours: Neighbours) -> None:
    """Each row of values is a request; one that is wrong is named with its variable and stops no other."""
    template = await made(person, poster=None)
    path = f"/v1/templates/{template['template_id']}/batches"
    rows = [{"offer": "One"}, {"until": "soon"}, {"offer": "Three", "until": "2026-11-30"}]

    answer = await person.http.post(path, json={"rows": rows, "networks": ["mastodon"]})
    batch = answer.json()
    assert (answer.status_code, batch["items_accepted"], batch["items_refused"]) == (202, 2, 1), answer.text
    assert {(problem["row"], problem["column"]) for problem in batch["problems"]} == {
        (2, "offer"),
        (2, "until"),
    }
    told = [data for _, data in await neighbours.told("content.requested")]
    assert [(data["texts"][0]["text"], data["batch_id"]) for data in told] == [
        ("One.", batch["batch_id"]),
        ("Three until 30 November.", batch["batch_id"]),
    ]
    nothing = await person.http.post(path, json={"rows": [{}], "networks": ["mastodon"]})
    assert nothing.json()["errors"][0]["code"] == "template.value_missing"
    assert (await stranger.http.post(path, json={"rows": rows, "networks": ["x"]})).status_code == 404


async def test_a_post_of_a_template(person: Person, neighbours: Neighbours) -> None:
    """With its texts, at once."""
    await neighbours.connect(person, "mastodon")
    template = await made(person)
    answer = await person.http.post(
        f"/v1/templates/{template['template_id']}/posts",
        json={"values": VALUES, "networks": ["mastodon"], "schedule": {"kind": "now"}},
    )

    assert answer.status_code == 201, answer.text
    assert answer.json()["targets"][0]["text"] == "20 % off until 30 November."


async def test_library(person: Person) -> None:
    """Listed in pages, read, copied into the organisation."""
    page = (await person.http.get("/v1/template-library?limit=5")).json()
    rest = (
        await person.http.get("/v1/template-library", params={"limit": 200, "cursor": page["next_cursor"]})
    ).json()
    keys = [template["key"] for template in (*page["items"], *rest["items"])]
    assert keys == sorted(set(keys))
    assert len(keys) >= 12
    copy = await person.http.post(f"/v1/template-library/{keys[0]}/copies")
    assert (copy.status_code, copy.json()["library_key"]) == (201, keys[0])
    shown = await person.http.get(copy.headers["Location"])
    one = (await person.http.get(f"/v1/template-library/{keys[0]}")).json()
    assert shown.json()["definition"] == one["definition"]
    assert (await person.http.post("/v1/template-library/nothing/copies")).status_code == 404


async def test_a_text_made_over(person: Person, stranger: Person, neighbours: Neighbours) -> None:
    """A text, or a request's, becomes the content of a new request; the generator is told what is wanted."""
    answer = await person.http.post(
        "/v1/transforms",
        json={
            "source": {"text": "The sale has begun.\nCome by."},
            "networks": ["x"],
            "tone": "festive",
            "length": 80,
            "brand": "Chai & Co.",
        },
    )
    assert (answer.status_code, answer.json()["origin"]) == (202, "transformed"), answer.text
    request = answer.json()
    await neighbours.tell(content_for(request, person, x="The sale has begun!"))
    await seen(person, f"/v1/content-requests/{request['request_id']}", state="ready")
    again = await person.http.post(
        "/v1/transforms",
        json={"source": {"request_id": request["request_id"]}, "networks": ["mastodon"], "language": "de"},
    )
    assert again.status_code == 202, again.text
    told = [data for _, data in await neighbours.told("content.requested")]
    assert told[0]["transform"] == {
        "source_text": "The sale has begun.\nCome by.",
        "source_language": "en",
        "tone": "festive",
        "length": 80,
    }
    assert told[0]["topic"] == "The sale has begun."
    assert (told[1]["transform"]["source_text"], told[1]["language"]) == ("The sale has begun!", "de")
    assert (told[1]["transform"]["source_language"], told[1]["brand"]) == ("en", "Chai & Co.")
    for source, code in (
        ({"text": "x"}, None),
        ({"request_id": request["request_id"], "network": "mastodon"}, "content.no_text"),
        ({"text": "x", "request_id": request["request_id"]}, None),
        ({}, None),
    ):
        wrong = await person.http.post("/v1/transforms", json={"source": source, "networks": ["x"]})
        assert wrong.status_code == 422, wrong.text
        assert code is None or wrong.json()["errors"][0]["code"] == code
    items = (await person.http.get("/v1/content-items")).json()["items"]
    of_item = await person.http.post(
        "/v1/transforms",
        json={"source": {"item_id": items[0]["item_id"]}, "networks": ["x"], "brand": "Chai & Co."},
    )
    assert of_item.status_code == 202, of_item.text
    theirs = await stranger.http.post(
        "/v1/transforms", json={"source": {"request_id": request["request_id"]}, "networks": ["x"]}
    )
    assert theirs.json()["errors"][0]["code"] == "content.unknown"
    theirs = await stranger.http.post(
        "/v1/transforms", json={"source": {"item_id": items[0]["item_id"]}, "networks": ["x"], "brand": "B"}
    )
    assert theirs.json()["errors"][0]["code"] == "content.unknown"
