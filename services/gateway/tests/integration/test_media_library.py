"""Order among media: what is said of them, how they are found, and how they leave."""

import io
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from PIL import Image

from services.gateway.config import Settings
from services.gateway.tests.conftest import Person
from services.gateway.tests.editorial import new_item
from services.gateway.tests.integration.test_media import picture, settings, upload
from services.gateway.tests.neighbours import Neighbours
from shared.testing.waiting import eventually

__all__ = ["settings"]

PATH = "/v1/media"
ANY = {"If-Match": "*"}


async def listed(person: Person, **params: Any) -> list[str]:
    answer = await person.http.get(PATH, params=params)
    assert answer.status_code == 200, answer.text
    return [item["name"] for item in answer.json()["items"]]


async def raw(person: Person, data: bytes, **params: str) -> dict[str, Any]:
    """Send a file as the body itself."""
    answer = await person.http.post(
        PATH, content=data, params=params, headers={"Content-Type": "application/octet-stream"}
    )
    assert answer.status_code in {200, 201}, answer.text
    made: dict[str, Any] = answer.json()
    return made


async def test_a_file_is_taken_as_the_body_itself(person: Person) -> None:
    """With what is said of it in the query; the same as by a form."""
    data = picture(color="olive")
    made = await raw(
        person, data, name="a/b/olive.png", alt_text="Olive.", tags="Sale, monsoon,sale", folder="/x/ y/"
    )
    again = await upload(person, data, status=200)

    assert (made["name"], made["alt_text"], made["folder"]) == ("olive.png", "Olive.", "x/y")
    assert made["tags"] == ["sale", "monsoon"]
    assert again["media_id"] == made["media_id"]
    assert (await person.http.get(made["url"])).content == data


@pytest.mark.parametrize(
    ("params", "pointer"),
    [
        ({"folder": "a/../../etc"}, "#/folder"),
        ({"folder": "/".join("abcdefghijk")}, "#/folder"),
        ({"tags": "x" * 60}, "#/tags/0"),
        ({"alt_text": "x" * 4_001}, "#/alt_text"),
        ({"alt_text": "\x00"}, "#/alt_text"),
    ],
)
async def test_what_is_said_of_a_file_is_checked(
    person: Person, params: dict[str, str], pointer: str
) -> None:
    """Folders lead nowhere but down, and texts can be kept."""
    answer = await person.http.post(
        PATH, content=picture(), params=params, headers={"Content-Type": "image/png"}
    )

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == pointer


async def test_thumbnails_are_made_once_and_served(person: Person, stranger: Person) -> None:
    """Of what can be seen, in three sizes, never larger than the file; nobody else sees them."""
    made = await upload(person, picture("JPEG", size=(1600, 400)))

    sizes = {size: (one["width"], one["height"]) for size, one in made["thumbnails"].items()}
    assert sizes == {"small": (160, 40), "medium": (480, 120), "large": (1080, 270)}
    answer = await person.http.get(made["thumbnails"]["small"]["url"])
    assert answer.headers["content-type"] == "image/webp"
    assert Image.open(io.BytesIO(answer.content)).size == (160, 40)
    assert "immutable" in answer.headers["cache-control"]
    again = await person.http.get(
        made["thumbnails"]["small"]["url"], headers={"If-None-Match": answer.headers["etag"]}
    )
    assert again.status_code == 304
    assert (await stranger.http.get(made["thumbnails"]["small"]["url"])).status_code == 404
    assert (await person.http.get(f"{PATH}/{made['media_id']}/thumbnails/huge")).status_code == 422


async def test_media_are_found_by_what_is_said_of_them(person: Person) -> None:
    """By text, tags, folder, kind, size and time, in every order, page by page."""
    await raw(person, picture(color="red", size=(10, 10)), name="Banana.png", folder="a/b", tags="x,y")
    await raw(person, picture(color="blue", size=(900, 900)), name="apple.png", folder="a", tags="x")
    await raw(person, picture(color="lime", size=(500, 500)), name="cherry.png", alt_text="A Ripe one")

    assert await listed(person, text="rIPE") == ["cherry.png"]
    assert await listed(person, tag=["X", "y"]) == ["Banana.png"]
    assert await listed(person, folder="a") == ["apple.png"]
    assert await listed(person, folder="a", subfolders=True) == ["apple.png", "Banana.png"]
    assert await listed(person, folder="") == ["cherry.png"]
    assert await listed(person, sort="name") == ["apple.png", "Banana.png", "cherry.png"]
    assert await listed(person, sort="largest") == ["apple.png", "cherry.png", "Banana.png"]
    assert await listed(person, sort="oldest") == ["Banana.png", "apple.png", "cherry.png"]
    assert await listed(person, min_size=10**6) == []
    late = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    assert await listed(person, created_from=late) == []
    assert len(await listed(person, created_before=late)) == 3


@pytest.mark.parametrize("sort", ["newest", "oldest", "name", "largest"])
async def test_pages_follow_one_another_in_every_order(person: Person, sort: str) -> None:
    """Each file stands on one page, in the order of the whole; a cursor of another order is refused.

    Names are long, and in letters of which Python and the database make other small ones.
    """
    name = "\u0130" + "\u0928" * 150
    for number, color in enumerate(["red", "green", "blue"]):
        await raw(person, picture(color=color), name=f"{name} {number // 2}")
    whole = await person.http.get(PATH, params={"sort": sort})
    pages, cursor = [], None
    while True:
        wanted = {"sort": sort, "limit": "1"} | ({"cursor": cursor} if cursor else {})
        answer = await person.http.get(PATH, params=wanted)
        pages += [item["media_id"] for item in answer.json()["items"]]
        cursor, before = answer.json()["next_cursor"], cursor
        if cursor is None:
            break
    wrong = await person.http.get(
        PATH, params={"sort": "name" if sort != "name" else "oldest", "cursor": before}
    )

    assert pages == [item["media_id"] for item in whole.json()["items"]]
    assert wrong.status_code == 400


async def test_what_is_said_of_a_file_can_be_changed(person: Person, stranger: Person) -> None:
    """By who has seen it as it is; the file itself stays."""
    made = await upload(person, picture(color="tan"))
    path = f"{PATH}/{made['media_id']}"
    changes = {"name": "tan.png", "alt_text": "Tan.", "tags": ["A", "a", "b"], "folder": "colours"}

    changed = await person.http.patch(path, json=changes, headers={"If-Match": '"v1"'})
    stale = await person.http.patch(path, json={"name": "x"}, headers={"If-Match": '"v1"'})
    unseen = await person.http.patch(path, json={"name": "x"})
    foreign = await stranger.http.patch(path, json={"name": "x"}, headers=ANY)
    null = await person.http.patch(path, json={"name": None}, headers=ANY)

    assert changed.status_code == 200, changed.text
    assert changed.json() == made | changes | {
        "tags": ["a", "b"],
        "revision": 2,
        "updated_at": changed.json()["updated_at"],
    }
    assert changed.headers["etag"] == '"v2"'
    assert [stale.status_code, unseen.status_code, foreign.status_code, null.status_code] == [
        412,
        428,
        404,
        422,
    ]
    known = await person.http.get(path, headers={"If-None-Match": '"v2"'})
    assert known.status_code == 304


async def test_tags_and_folders_are_counted_and_folders_move(person: Person) -> None:
    """A folder moves with all below it; never into itself."""
    await raw(person, picture(color="red"), folder="a/b", tags="x,y")
    await raw(person, picture(color="blue"), folder="a", tags="x")

    tags = (await person.http.get(f"{PATH}/tags")).json()["items"]
    first = (await person.http.get(f"{PATH}/folders", params={"limit": 1})).json()
    rest = (await person.http.get(f"{PATH}/folders", params={"cursor": first["next_cursor"]})).json()
    moved = await person.http.post(f"{PATH}/folders/move", json={"from": "a", "to": "c/d"})
    inside = await person.http.post(f"{PATH}/folders/move", json={"from": "c", "to": "c/x"})
    nothing = await person.http.post(f"{PATH}/folders/move", json={"from": "a", "to": "x"})
    deep = await person.http.post(f"{PATH}/folders/move", json={"from": "c", "to": "/".join("abcdefghi")})
    top = await person.http.post(f"{PATH}/folders/move", json={"from": "c", "to": ""})

    assert tags == [{"tag": "x", "media": 2}, {"tag": "y", "media": 1}]
    assert [one["folder"] for one in (*first["items"], *rest["items"])] == ["a", "a/b"]
    assert moved.json() == {"folder": "c/d", "media": 2}
    assert [inside.status_code, nothing.status_code, deep.status_code] == [422, 404, 422]
    assert top.json() == {"folder": "", "media": 2}
    folders = (await person.http.get(f"{PATH}/folders")).json()["items"]
    assert [one["folder"] for one in folders] == ["d", "d/b"]


async def test_deleted_media_can_be_brought_back(person: Person, stranger: Person) -> None:
    """For the days of grace; so does sending the file again, and whoever watches is told."""
    data = picture(color="gold")
    made = await upload(person, data)
    path = f"{PATH}/{made['media_id']}"

    foreign = await stranger.http.delete(path, headers=ANY)
    deleted = await person.http.delete(path, headers={"If-Match": '"v1"'})
    again = await person.http.delete(path, headers=ANY)
    hidden = await listed(person)
    shown = await listed(person, state="deleted")
    restored = await person.http.post(f"{path}/restore")
    await person.http.delete(path, headers=ANY)
    sent = await upload(person, data, status=200)

    assert foreign.status_code == 404
    assert (deleted.json()["state"], deleted.json()["deleted_because"]) == ("deleted", "asked")
    assert deleted.json()["purge_at"] is not None
    assert again.json() == deleted.json()
    assert (hidden, shown) == ([], [made["name"]])
    assert restored.json()["state"] == "active"
    assert (sent["media_id"], sent["state"]) == (made["media_id"], "active")

    async def told() -> bool:
        answer = await person.http.get("/v1/events/history", params={"types": "media.changed"})
        return sent["revision"] in [one["data"]["revision"] for one in answer.json()["items"]]

    assert await eventually(told)


async def test_archived_media_leave_the_list_and_stay_usable(person: Person) -> None:
    """Archiving and restoring again change nothing."""
    made = await upload(person, picture(color="plum"))
    path = f"{PATH}/{made['media_id']}"

    archived = await person.http.post(f"{path}/archive")
    again = await person.http.post(f"{path}/archive")
    hidden = await listed(person)
    restored = await person.http.post(f"{path}/restore")

    assert archived.json() == again.json()
    assert archived.json()["state"] == "archived"
    assert hidden == []
    assert restored.json()["archived_at"] is None


async def test_what_a_planned_post_needs_is_not_deleted(person: Person, neighbours: Neighbours) -> None:
    """The refusal names the post; once that is cancelled the file may go, and no new post takes it."""
    await neighbours.connect(person, "mastodon")
    made = await upload(person, picture(color="navy"))
    wanted = {
        "language": "en",
        "schedule": {"kind": "local", "local_time": "2031-03-03T09:00:00", "time_zone": "Asia/Kolkata"},
        "targets": [{"network": "mastodon", "text": "Tea.", "media": [made["media_id"]]}],
    }
    planned = await person.http.post("/v1/posts", json=wanted)
    assert planned.status_code == 201, planned.text
    post_id = planned.json()["post_id"]
    path = f"{PATH}/{made['media_id']}"

    refused = await person.http.delete(path, headers=ANY)
    uses = (await person.http.get(f"{path}/uses")).json()["items"]
    await person.http.post(f"/v1/posts/{post_id}/cancel", headers=ANY)
    deleted = await person.http.delete(path, headers=ANY)
    late = await person.http.post("/v1/posts", json=wanted)

    assert (refused.status_code, refused.json()["code"]) == (409, "media.in_use")
    assert post_id in refused.json()["detail"]
    assert [(use["kind"], use["id"], use["is_open"]) for use in uses] == [("post", post_id, True)]
    assert deleted.status_code == 200, deleted.text
    assert late.status_code == 422
    assert late.json()["errors"][0]["code"] == "media.unknown"


async def test_what_uses_a_file_is_listed_page_by_page(person: Person) -> None:
    """The latest first."""
    made = await upload(person, picture(color="plum"))
    shown = {"variants": [{"network": "mastodon", "text": "Look.", "media": [made["media_id"]]}]}
    items = [(await new_item(person, **shown))["item_id"] for _ in range(2)]

    first = await person.http.get(f"{PATH}/{made['media_id']}/uses", params={"limit": 1})
    second = await person.http.get(first.links["next"]["url"])

    assert [use["id"] for page in (first, second) for use in page.json()["items"]] == items[::-1]
    assert second.json()["next_cursor"] is None


async def test_many_are_changed_each_for_itself(person: Person, stranger: Person) -> None:
    """What can't be changed is said, and keeps nothing else from it."""
    made = [await upload(person, picture(color=color)) for color in ("red", "blue")]
    theirs = await upload(stranger, picture(color="red"))
    ids = [*(one["media_id"] for one in made), theirs["media_id"]]

    async def bulk(**action: Any) -> list[dict[str, Any]]:
        answer = await person.http.post(f"{PATH}/bulk", json={"media_ids": ids, "action": action})
        assert answer.status_code == 200, answer.text
        items: list[dict[str, Any]] = answer.json()["items"]
        return items

    tagged = await bulk(kind="tag", add=["Sale"], remove=[])
    moved = await bulk(kind="move", folder="shop")
    deleted = await bulk(kind="delete")
    twice = await person.http.post(
        f"{PATH}/bulk", json={"media_ids": [ids[0], ids[0]], "action": {"kind": "delete"}}
    )

    assert [one["done"] for one in tagged] == [True, True, False]
    assert tagged[2]["code"] == "not_found"
    assert tagged[0]["media"]["tags"] == ["sale"]
    assert moved[1]["media"]["folder"] == "shop"
    assert [one["media"] and one["media"]["state"] for one in deleted] == ["deleted", "deleted", None]
    assert twice.status_code == 422
    assert (await stranger.http.get(f"{PATH}/{theirs['media_id']}")).json()["state"] == "active"


async def test_addresses_without_a_token_expire(person: Person, stranger: Person, client: Any) -> None:
    """Anybody who has one may fetch, and nobody can make one up or change one."""
    data = picture(color="coral")
    made = await upload(person, data)
    path = f"{PATH}/{made['media_id']}/links"

    links = (await person.http.get(path, params={"expires_in": 60})).json()
    address = links["content"]["url"].removeprefix("https://postwright.example")
    payload, _, signature = address.rpartition("/")[2].partition(".")
    fetched = await client.get(address)
    thumbnail = await client.get(links["thumbnails"]["small"]["url"])
    forged = [
        await client.get(f"/media/{token}")
        for token in (
            f"{payload}.{signature[:-2]}AA",
            f"{payload[:-2]}AA.{signature}",
            payload,
            ".",
            f"{payload}.",
        )
    ]

    assert (fetched.status_code, fetched.content) == (200, data)
    assert fetched.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in fetched.headers["content-security-policy"]
    assert thumbnail.headers["content-type"] == "image/webp"
    assert {answer.status_code for answer in forged} == {404}
    assert (await stranger.http.get(path)).status_code == 404
    assert (await person.http.get(path, params={"expires_in": 10**7})).status_code == 422


async def test_nobody_waits_for_a_signing_key_that_is_not_there(person: Person, settings: Settings) -> None:
    """The key is what makes addresses; this installation has one."""
    assert settings.media.key
    assert (await person.http.get(f"{PATH}/{person.organization_id}/links")).status_code == 404
