"""What every list of the API has in common, as its OpenAPI document tells it."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from services.gateway.openapi import render
from services.gateway.tests.operations import Document, Operation, operations_of

# A field of the items, and the parameters of which one narrows a list by it.
_NARROWED_BY: Mapping[str, frozenset[str]] = {
    "state": frozenset({"state", "open", "ended"}),
    "status": frozenset({"status"}),
    "network": frozenset({"network"}),
    "networks": frozenset({"network"}),
    "brand_kit_id": frozenset({"brand_kit_id"}),
    "campaign_id": frozenset({"campaign_id"}),
    "content_item_id": frozenset({"content_item_id"}),
    "project_id": frozenset({"project_id"}),
    "batch_id": frozenset({"batch_id"}),
    "archived_at": frozenset({"archived", "state"}),
}


@pytest.fixture(scope="module")
def document() -> Document:
    document: Document = json.loads(render())
    return document


@pytest.fixture(scope="module")
def lists(document: Document) -> list[Operation]:
    """All operations that list something."""
    found = [one for one in operations_of(document) if one.name.startswith("list_")]
    assert len(found) > 30
    return found


def queried(operation: Operation) -> set[str]:
    return {one["name"] for one in operation.told.get("parameters", ()) if one["in"] == "query"}


def whole(document: Document, schema: Document) -> Document:
    """What a schema refers to; of several that an answer may have, the first."""
    while "$ref" in schema or "anyOf" in schema:
        if "anyOf" in schema:
            schema = schema["anyOf"][0]
        else:
            schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return schema


def answered(document: Document, operation: Operation) -> Document:
    """The fields of what it answers."""
    content = operation.told["responses"]["200"]["content"]["application/json"]
    fields: Document = whole(document, content["schema"])["properties"]
    return fields


def items(document: Document, operation: Operation) -> Document:
    """The fields of its items."""
    item = whole(document, answered(document, operation)["items"]["items"])
    fields: Document = item.get("properties", {})
    return fields


def test_a_list_is_called_one(document: Document, lists: list[Operation]) -> None:
    """Whatever says that it lists, or has pages, so that none escapes these tests."""
    every = list(operations_of(document))
    said = {one.name for one in every if one.told["summary"].startswith("List ")}
    paged = {one.name for one in every if "cursor" in queried(one)}

    assert said | paged <= {one.name for one in lists}


def test_every_list_has_pages(document: Document, lists: list[Operation]) -> None:
    """`limit` and `cursor`, `next_cursor` in the body, `Link` in the headers."""
    for one in lists:
        assert {"limit", "cursor"} <= queried(one), one.name
        assert {"items", "next_cursor"} <= answered(document, one).keys(), one.name
        assert "Link" in one.told["responses"]["200"]["headers"], one.name


def test_every_list_is_narrowed_by_what_its_items_show(document: Document, lists: list[Operation]) -> None:
    """A client that sees in which state, campaign or network something is can ask for those alone.

    What is listed inside of another object is few, and narrowed by that object already.
    """
    for one in lists:
        if one.parameters:
            continue
        for field in items(document, one).keys() & _NARROWED_BY.keys():
            if field.removesuffix("_id") in one.path.rpartition("/")[2].replace("-", "_"):
                continue  # it names the item itself
            assert queried(one) & _NARROWED_BY[field], f"{one.name} has no filter for {field}"


def test_sparse_answers_are_told(document: Document, lists: list[Operation]) -> None:
    """Where `fields` is taken, it names exactly the fields of the items, and none of them is promised then."""
    sparse = [one for one in lists if "fields" in queried(one)]
    assert {"list_posts", "list_requests", "list_media"} <= {one.name for one in sparse}
    for one in sparse:
        fields = items(document, one)
        (parameter,) = [p for p in one.told["parameters"] if p["name"] == "fields"]
        assert parameter["schema"]["items"]["enum"] == list(fields), one.name
        whole_page, some = one.told["responses"]["200"]["content"]["application/json"]["schema"]["anyOf"]
        item: dict[str, Any] = whole(document, some["properties"]["items"]["items"])
        assert (item["properties"], "required" in item) == (fields, False), one.name
        assert whole(document, whole_page)["properties"]["items"] != some["properties"]["items"], one.name
