"""Where a file is used is found wherever it may be named, and who cleans up takes nothing that somebody begins to use."""

from typing import Any
from uuid import UUID

import asyncpg
import pytest

from services.gateway.config import Settings
from services.gateway.repository import media_objects
from services.gateway.tests.conftest import Person
from services.gateway.tests.editorial import edited, new_item
from services.gateway.tests.integration.test_brand_kits import made as new_kit
from services.gateway.tests.integration.test_media import picture, upload
from services.gateway.tests.integration.test_media_retention import (
    ANY,
    PATH,
    Keeper,
    keeper,
    rule,
    state_of,
)
from services.gateway.tests.integration.test_templates import made as new_template
from services.gateway.tests.neighbours import BRIEF, Neighbours

__all__ = ["keeper"]


def shown(media: dict[str, Any]) -> dict[str, Any]:
    return {"variants": [{"network": "mastodon", "text": "Look.", "media": [media["media_id"]]}]}


async def uses_of(person: Person, media: dict[str, Any]) -> dict[tuple[str, str], bool]:
    """By kind and id, whether it still needs the file."""
    answer = await person.http.get(f"{PATH}/{media['media_id']}/uses")
    assert answer.status_code == 200, answer.text
    return {(use["kind"], use["id"]): use["is_open"] for use in answer.json()["items"]}


async def test_an_item_uses_what_its_present_version_names(person: Person) -> None:
    """No longer what an earlier one did; archived, it has used it and needs it no more."""
    first, second = [await upload(person, picture(color=color)) for color in ("red", "blue")]
    item = await new_item(person, **shown(first))
    use = ("content_item", item["item_id"])
    before = await uses_of(person, first)
    await edited(person, item, "Other words.", **shown(second))

    assert before == {use: True}
    assert await uses_of(person, first) == {}
    assert await uses_of(person, second) == {use: True}
    await person.http.post(f"/v1/content-items/{item['item_id']}/archive")
    assert await uses_of(person, second) == {use: False}


async def test_an_item_uses_what_its_working_copy_names(person: Person) -> None:
    """Once, also where its version names the same; thrown away, the copy needs nothing."""
    first, second = [await upload(person, picture(color=color)) for color in ("lime", "pink")]
    item = await new_item(person, **shown(first))
    path = f"/v1/content-items/{item['item_id']}/draft"
    variants = [
        {**shown(one)["variants"][0], "network": network}
        for one, network in ((first, "mastodon"), (second, "x"))
    ]
    saved = await person.http.put(
        path, json={"base_version": 1, "variants": variants}, headers={"If-Match": '"v0"'}
    )
    assert saved.status_code == 200, saved.text
    both = [await uses_of(person, one) for one in (first, second)]
    await person.http.delete(path, headers=ANY)

    assert both == [{("content_item", item["item_id"]): True}] * 2
    assert [await uses_of(person, one) for one in (first, second)] == [both[0], {}]


async def test_a_planned_item_leaves_it_to_its_posts(person: Person, settings: Settings) -> None:
    """Unless its working copy names the file as well."""
    media = await upload(person, picture(color="gold"))
    item = await new_item(person, **shown(media))
    use = ("content_item", item["item_id"])
    connection = await asyncpg.connect(settings.database_url)
    await connection.execute(
        "update content_items set state = 'planned' where item_id = $1", UUID(item["item_id"])
    )
    await connection.close()
    planned = await uses_of(person, media)
    await person.http.put(
        f"/v1/content-items/{item['item_id']}/draft",
        json={"base_version": 1, **shown(media)},
        headers={"If-Match": '"v0"'},
    )

    assert planned == {use: False}
    assert await uses_of(person, media) == {use: True}


async def test_kits_templates_and_requests_use_what_they_name(person: Person) -> None:
    """A logo, what stands in a template's words, and what is to go beside generated content."""
    media = await upload(person, picture(color="teal"))
    other = await upload(person, picture(color="navy"))
    kit = await new_kit(person, logos=[media["media_id"]])
    template = await new_template(person, text=f"{{{{ offer }}}} tea.example/{media['media_id']}")
    details = {"mastodon": {"thread": [{"text": "More.", "media": [media["media_id"]]}]}}
    body = {**BRIEF, "networks": ["mastodon"], "details": details}
    asked = await person.http.post("/v1/content-requests", json=body)
    assert asked.status_code == 202, asked.text

    assert await uses_of(person, media) == {
        ("brand_kit", kit["brand_kit_id"]): True,
        ("template", template["template_id"]): True,
        ("content_request", asked.json()["request_id"]): True,
    }
    assert await uses_of(person, other) == {}


@pytest.mark.parametrize(
    ("document", "found"),
    [
        ("null", []),
        ('{"a": [{"b": "KEY1"}], "text": "see KEY2, KEY1 and KEY2more"}', ["KEY1", "KEY2"]),
        ('["organizations/KEY1", "/media/"]', ["KEY1"]),
        ('["organizations/00000000-0000-4000-8000-000000000000/thumbnails/x"]', []),
    ],
)
async def test_keys_are_found_anywhere_in_a_document(
    person: Person, settings: Settings, document: str, found: list[str]
) -> None:
    """Each once: in fields, in words, at the end of others."""
    keys = {f"KEY{n}": f"organizations/{person.organization_id}/media/{str(n) * 64}" for n in (1, 2)}
    for name, key in keys.items():
        document = document.replace(name, key)
    connection = await asyncpg.connect(settings.database_url)
    answer = await connection.fetchval("select media_keys_in($1::jsonb)", document)
    await connection.close()

    assert sorted(answer) == [keys[name] for name in found]


async def test_what_begins_to_be_used_while_it_is_looked_for_stays(
    person: Person, keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the look and the lock somebody writes something with it."""
    media, unused = [await upload(person, picture(color=color)) for color in ("gray", "plum")]
    await rule(person, 30)
    keeper.wait(days=31)
    lock = media_objects.lock_unchanged

    async def late(*arguments: Any) -> Any:
        monkeypatch.undo()
        await new_item(person, **shown(media))
        return await lock(*arguments)

    monkeypatch.setattr(media_objects, "lock_unchanged", late)
    await keeper.retention.mark()

    assert await state_of(person, media) == "active"
    assert await state_of(person, unused) == "deleted"


async def test_all_are_looked_at_however_many_are_used(
    person: Person, keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those behind many that are used are found as well."""
    monkeypatch.setattr("services.gateway.usecases.retention._AT_ONCE", 1)
    colors = ("red", "green", "blue")
    media = [await upload(person, picture(color=color)) for color in colors]
    for one in media[:2]:
        await new_item(person, **shown(one))
    await rule(person, 30)
    keeper.wait(days=31)

    await keeper.retention.mark()

    assert [await state_of(person, one) for one in media] == ["active"] * 2 + ["deleted"]


async def removed_for_good(person: Person, keeper: Keeper, media: dict[str, Any]) -> None:
    deleted = await person.http.delete(f"{PATH}/{media['media_id']}", headers=ANY)
    assert deleted.status_code == 200, deleted.text
    keeper.wait(days=8)
    await keeper.retention.purge()
    assert await state_of(person, media) == "gone"


async def test_what_was_removed_meanwhile_does_not_go_out(
    person: Person, neighbours: Neighbours, keeper: Keeper
) -> None:
    """An item that was put away kept nothing; brought back, it says what it lacks instead of failing at its minute."""
    await neighbours.connect(person, "mastodon")
    media = await upload(person, picture(color="khaki"))
    item = await new_item(person, **shown(media))
    path = f"/v1/content-items/{item['item_id']}"
    await person.http.post(f"{path}/archive")
    await removed_for_good(person, keeper, media)
    await person.http.post(f"{path}/restore")

    refused = await person.http.post(f"{path}/posts", json={"schedule": {"kind": "now"}})

    assert (refused.status_code, refused.json()["code"]) == (422, "media.unknown")


async def test_what_failed_is_not_sent_again_without_its_file(
    person: Person, neighbours: Neighbours, keeper: Keeper
) -> None:
    """Unless it is given another one."""
    await neighbours.connect(person, "mastodon")
    media, other = [await upload(person, picture(color=color)) for color in ("olive", "peru")]
    schedule = {"kind": "instant", "at": "2031-03-03T09:00:00Z"}
    target = {"network": "mastodon", "text": "Tea.", "media": [media["media_id"]]}
    body = {"language": "en", "schedule": schedule, "targets": [target]}
    planned = await person.http.post("/v1/posts", json=body)
    path = f"/v1/posts/{planned.json()['post_id']}"
    async with keeper.owner.acquire() as connection:
        await connection.execute(
            "update post_targets set state = 'failed' where post_id = $1", UUID(planned.json()["post_id"])
        )
    await removed_for_good(person, keeper, media)

    refused = await person.http.post(f"{path}/retry")
    mended = await person.http.post(
        f"{path}/retry", json={"targets": [{"network": "mastodon", "media": [other["media_id"]]}]}
    )

    assert (refused.status_code, refused.json()["code"]) == (422, "media.unknown")
    assert mended.status_code == 200, mended.text
