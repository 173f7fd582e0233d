"""Content items and their reviews, as people make them."""

from typing import Any

from services.gateway.tests.conftest import Person

ITEM: dict[str, Any] = {
    "title": "The monsoon sale",
    "variants": [
        {"network": "mastodon", "text": "Rain, and tea."},
        {"network": "bluesky", "text": "Rain and tea."},
    ],
}


async def new_item(person: Person, **changes: Any) -> dict[str, Any]:
    answer = await person.http.post("/v1/content-items", json={**ITEM, **changes})
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


async def edited(person: Person, item: dict[str, Any], text: str, **changes: Any) -> dict[str, Any]:
    """The item with another text for Mastodon alone."""
    body = {"variants": [{"network": "mastodon", "text": text}], **changes}
    path = f"/v1/content-items/{item['item_id']}"
    answer = await person.http.patch(path, json=body, headers={"If-Match": "*"})
    assert answer.status_code == 200, answer.text
    made: dict[str, Any] = answer.json()
    return made


async def item_of(person: Person, item_id: str) -> dict[str, Any]:
    answer = await person.http.get(f"/v1/content-items/{item_id}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def new_rule(person: Person, *steps: dict[str, Any], **changes: Any) -> dict[str, Any]:
    body = {"name": "Two looks", "steps": list(steps), **changes}
    answer = await person.http.post("/v1/approval-rules", json=body)
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


async def review(person: Person, item: dict[str, Any]) -> dict[str, Any]:
    answer = await person.http.post("/v1/workflows", json={"item_id": item["item_id"]})
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


async def running(person: Person, **of: str) -> dict[str, Any]:
    """The review that runs of an item or a post."""
    answer = await person.http.get("/v1/workflows", params={"state": "running", **of})
    (found,) = answer.json()["items"]
    review: dict[str, Any] = found
    return review


async def decide(person: Person, workflow: dict[str, Any], decision: str, **more: Any) -> Any:
    """The answer to a decision about what the review shows."""
    body = {"decision": decision, "content_hash": workflow["content_hash"], **more}
    return await person.http.post(f"/v1/workflows/{workflow['workflow_id']}/decisions", json=body)
