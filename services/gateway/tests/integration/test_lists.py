"""Every list of the API as its OpenAPI document tells it: page after page, and sparse where it is heavy."""

import json
from typing import Any

import pytest

from services.gateway.openapi import render
from services.gateway.tests.conftest import Person
from services.gateway.tests.mailbox import Mailbox
from services.gateway.tests.neighbours import Neighbours
from services.gateway.tests.operations import Document, World, operations_of


@pytest.fixture(scope="module")
def document() -> Document:
    document: Document = json.loads(render())
    return document


async def world_with_two(world: World, *kinds: str) -> World:
    """With two objects of each of these kinds."""
    for _ in range(2):
        world.ids.clear()
        for kind in kinds:
            await world.id(kind)
    return world


def named(answer: Any) -> list[Any]:
    """What names each item of a page: its ids, or its first field where it has none."""
    assert answer.status_code == 200, answer.text
    return [
        {name: value for name, value in item.items() if name.endswith("_id")} or next(iter(item.values()))
        for item in answer.json()["items"]
    ]


async def test_every_list_goes_on_behind_its_cursor(
    person: Person, neighbours: Neighbours, mailbox: Mailbox, document: Document
) -> None:
    """`Link` and `next_cursor` lead to the same page, with other items; what is no cursor is refused."""
    world = await world_with_two(
        World(person, neighbours, mailbox, document), "brand_kit_id", "campaign_id", "item_id", "template_id"
    )
    went_on = set()
    for one in operations_of(document):
        if not one.name.startswith("list_"):
            continue
        ids = {name: await world.id(name) for name in one.parameters}
        path = one.path.format_map(ids)
        first = await person.http.get(path, params={"limit": 1})
        refused = await person.http.get(path, params={"cursor": "nowhere"})

        assert (refused.status_code, refused.json()["code"]) == (400, "cursor.invalid"), one.name
        assert len(named(first)) <= 1, one.name
        cursor = first.json()["next_cursor"]
        assert ("next" in first.links) == (cursor is not None), one.name
        if cursor is not None:
            by_link = await person.http.get(first.links["next"]["url"])
            by_cursor = await person.http.get(path, params={"limit": 1, "cursor": cursor})
            assert named(by_link) == named(by_cursor) != named(first), one.name
            went_on.add(one.name)

    assert len(went_on) >= 8, went_on


async def test_heavy_lists_give_the_fields_asked_for(
    person: Person, neighbours: Neighbours, mailbox: Mailbox, document: Document
) -> None:
    """Those alone, on every page; a field that the items do not have is named, with those they have."""
    await world_with_two(
        World(person, neighbours, mailbox, document), "brand_kit_id", "item_id", "template_id"
    )
    seen = set()
    for one in operations_of(document):
        parameters = {parameter["name"]: parameter for parameter in one.told.get("parameters", ())}
        if "fields" not in parameters:
            continue
        names = parameters["fields"]["schema"]["items"]["enum"]
        first = await person.http.get(one.path, params={"limit": 1, "fields": f"{names[0]},{names[-1]}"})
        several = await person.http.get(one.path, params={"limit": 1, "fields": [names[0], names[-1]]})
        refused = await person.http.get(one.path, params={"fields": "secrets"})

        assert first.status_code == 200, first.text
        assert first.json() == several.json(), one.name
        assert (refused.status_code, refused.json()["code"]) == (422, "request.invalid")
        (error,) = refused.json()["errors"]
        assert (error["pointer"], names[-1] in error["detail"]) == ("query/fields", True), one.name
        pages = [first]
        if "next" in first.links:
            pages.append(await person.http.get(first.links["next"]["url"]))
            seen.add(one.name)
        for item in (item for page in pages for item in page.json()["items"]):
            assert list(item) == [names[0], names[-1]], one.name

    assert {"list_brand_kits", "list_content_items", "list_templates"} <= seen


async def test_a_list_of_posts_without_targets_says_nothing_of_them(
    person: Person, neighbours: Neighbours
) -> None:
    """The heaviest part is neither sent nor read where nobody asked for it; the rest is as in the whole answer."""
    await neighbours.connect(person, "x")
    body = {
        "schedule": {"kind": "instant", "at": "2031-03-03T09:00:00Z"},
        "targets": [{"network": "x", "text": "T"}],
    }
    made = (await person.http.post("/v1/posts", json=body)).json()

    answer = await person.http.get("/v1/posts", params={"fields": "post_id,state,schedule"})

    wanted = {name: made[name] for name in ("post_id", "state", "schedule")}
    assert answer.json() == {"items": [wanted], "next_cursor": None}
