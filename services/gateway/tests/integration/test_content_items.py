from typing import Any
from uuid import uuid4

from services.gateway.tests.conftest import Person
from services.gateway.tests.editorial import ITEM, edited, item_of, new_item
from services.gateway.tests.integration.test_media import picture, upload
from services.gateway.tests.neighbours import Neighbours, by_network

VARIANTS = ITEM["variants"]


async def test_a_content_item_is_made_read_changed_and_deleted(person: Person) -> None:
    """Version 1 at 201 with Location and ETag; a title is no version; a draft can be deleted for good."""
    answer = await person.http.post("/v1/content-items", json=ITEM)
    assert answer.status_code == 201, answer.text
    path, made = answer.headers["location"], answer.json()
    assert (made["state"], made["version"], made["origin"]) == ("draft", 1, "edited")

    renamed = await person.http.patch(
        path, json={"title": "Tea"}, headers={"If-Match": answer.headers["etag"]}
    )
    assert (renamed.json()["title"], renamed.json()["version"]) == ("Tea", 1)
    stale = await person.http.patch(
        path, json={"title": "Rain"}, headers={"If-Match": answer.headers["etag"]}
    )
    assert (stale.status_code, stale.json()["code"]) == (412, "revision.stale")

    gone = await person.http.delete(path, headers={"If-Match": renamed.headers["etag"]})
    assert gone.status_code == 204, gone.text
    assert (await person.http.get(path)).status_code == 404


async def test_an_approval_asked_for_later_holds(person: Person, neighbours: Neighbours) -> None:
    """`approval: required` by a change is kept, and no post is planned before somebody has looked."""
    await neighbours.connect(person, "mastodon", "bluesky")
    item = await new_item(person)
    path = f"/v1/content-items/{item['item_id']}"

    await person.http.patch(path, json={"approval": "required"}, headers={"If-Match": "*"})

    assert (await item_of(person, item["item_id"]))["approval"] == "required"
    refused = await person.http.post(f"{path}/posts", json={"schedule": {"kind": "now"}})
    assert (refused.status_code, refused.json()["code"]) == (409, "approval.required")


async def test_problems_are_shown_and_stop_no_draft(person: Person) -> None:
    """A text that Bluesky refuses is kept, and the item says what is wrong, where and by how much."""
    item = await new_item(person, variants=[{"network": "bluesky", "text": "a" * 301}])

    (problem,) = item["problems"]
    assert (problem["field"], problem["code"]) == ("/variants/0/text", "text_too_long")
    assert (problem["limit"], problem["actual"], problem["unit"]) == (300, 301, "graphemes")


async def test_other_content_is_another_version(person: Person) -> None:
    """Each version stays as it was and has its own hash; the same content again is no version."""
    item = await new_item(person)
    path = f"/v1/content-items/{item['item_id']}"

    second = await edited(person, item, "Tea, and rain.", note="Shorter.")
    same = await edited(person, item, "Tea, and rain.")

    assert (second["version"], same["version"]) == (2, 2)
    listed = (await person.http.get(f"{path}/versions")).json()["items"]
    assert [one["version"] for one in listed] == [2, 1]
    assert listed[0]["note"] == "Shorter."
    assert listed[0]["content_hash"] != listed[1]["content_hash"] == item["content_hash"]
    first = (await person.http.get(f"{path}/versions/1")).json()
    assert [one["text"] for one in first["variants"]] == [one["text"] for one in VARIANTS]


async def test_versions_are_compared_word_by_word(person: Person) -> None:
    """What was added and removed for each network; one that is gone says so."""
    item = await new_item(person)
    await edited(
        person,
        item,
        "x",
        variants=[
            {"network": "mastodon", "text": "Rain, and coffee.", "details": {"content_warning": "Food"}}
        ],
    )

    answer = await person.http.get(
        f"/v1/content-items/{item['item_id']}/comparison", params={"before": 1, "after": 2}
    )

    networks = {one["network"]: one for one in answer.json()["networks"]}
    words = [(one["change"], one["text"]) for one in networks["mastodon"]["words"]]
    assert words == [("same", "Rain, and "), ("removed", "tea"), ("added", "coffee"), ("same", ".")]
    assert networks["mastodon"]["fields"] == [{"field": "content_warning", "before": None, "after": "Food"}]
    assert networks["bluesky"]["change"] == "removed"


async def test_an_older_version_comes_back_as_a_new_one(person: Person) -> None:
    """Restoring loses nothing: version 3 holds what version 1 held, and has its hash."""
    item = await new_item(person)
    await edited(person, item, "Tea, and rain.")
    path = f"/v1/content-items/{item['item_id']}"

    answer = await person.http.post(f"{path}/versions/1/restore", headers={"If-Match": "*"})

    assert answer.status_code == 200, answer.text
    restored = answer.json()
    assert (restored["version"], restored["origin"]) == (3, "restored")
    assert restored["content_hash"] == item["content_hash"]
    assert (
        await person.http.post(f"{path}/versions/9/restore", headers={"If-Match": "*"})
    ).status_code == 404


async def test_a_working_copy_makes_no_version_until_it_is_committed(person: Person) -> None:
    """Saving again and again changes nothing that others see; a commit makes one version of it."""
    item = await new_item(person)
    path = f"/v1/content-items/{item['item_id']}"
    begun = await person.http.get(f"{path}/draft")
    assert (begun.headers["etag"], begun.json()["is_saved"]) == ('"v0"', False)
    tag = begun.headers["etag"]
    for text in ("R", "Ra", "Rain at last."):
        body = {"base_version": 1, "variants": [{"network": "x", "text": text}]}
        saved = await person.http.put(f"{path}/draft", json=body, headers={"If-Match": tag})
        assert saved.status_code == 200, saved.text
        tag = saved.headers["etag"]
    assert (await item_of(person, item["item_id"]))["version"] == 1

    committed = await person.http.post(
        f"{path}/draft/commit", json={"note": "Done."}, headers={"If-Match": tag}
    )

    assert committed.status_code == 200, committed.text
    assert committed.json()["version"] == 2
    assert [one["text"] for one in committed.json()["variants"]] == ["Rain at last."]
    assert (await person.http.get(f"{path}/draft")).json()["is_saved"] is False


async def test_who_writes_at_the_same_time_is_named(person: Person) -> None:
    """A copy saved on top of another's is 412 with whose it is; one begun before a new version can't be committed."""
    item = await new_item(person)
    path = f"/v1/content-items/{item['item_id']}"
    body = {"base_version": 1, "variants": [{"network": "x", "text": "One"}]}
    saved = await person.http.put(f"{path}/draft", json=body, headers={"If-Match": '"v0"'})
    me = saved.json()["updated_by"]

    late = await person.http.put(f"{path}/draft", json=body, headers={"If-Match": '"v0"'})
    await edited(person, item, "Meanwhile.")
    outdated = await person.http.post(f"{path}/draft/commit", headers={"If-Match": saved.headers["etag"]})

    assert (late.status_code, late.json()["code"]) == (412, "draft.stale")
    assert late.json()["changed_by"] == me
    assert (outdated.status_code, outdated.json()["code"]) == (412, "revision.stale")
    assert me in outdated.json()["detail"]
    gone = await person.http.delete(f"{path}/draft", headers={"If-Match": saved.headers["etag"]})
    assert gone.status_code == 204
    assert (await person.http.get(f"{path}/draft")).json()["revision"] == 2


async def test_items_are_found(person: Person) -> None:
    """By state, network, and words of the title or a text; archived ones apart."""
    rain = await new_item(person)
    sun = await new_item(person, title="Summer", variants=[{"network": "x", "text": "Ice, and tea."}])

    async def found(**params: Any) -> list[str]:
        answer = await person.http.get("/v1/content-items", params=params)
        assert answer.status_code == 200, answer.text
        return [one["item_id"] for one in answer.json()["items"]]

    assert await found() == [sun["item_id"], rain["item_id"]]
    assert await found(network="x") == [sun["item_id"]]
    assert await found(text="monsoon") == [rain["item_id"]]
    assert await found(text="and TEA", state="draft") == [sun["item_id"], rain["item_id"]]
    assert await found(state="approved") == []
    await person.http.post(f"/v1/content-items/{sun['item_id']}/archive")
    assert (await found(), await found(archived=True)) == ([rain["item_id"]], [sun["item_id"]])
    refused = await person.http.patch(
        f"/v1/content-items/{sun['item_id']}", json={"title": "x"}, headers={"If-Match": "*"}
    )
    assert (refused.status_code, refused.json()["code"]) == (409, "content_item.archived")
    await person.http.post(f"/v1/content-items/{sun['item_id']}/restore")
    assert await found(text="ice") == [sun["item_id"]]


async def test_a_post_is_planned_of_a_version_exactly_as_it_is(
    person: Person, neighbours: Neighbours
) -> None:
    """The post carries item, version and hash, and stays as it is when the item is changed."""
    await neighbours.connect(person, "mastodon", "bluesky")
    item = await new_item(person)

    answer = await person.http.post(
        f"/v1/content-items/{item['item_id']}/posts",
        json={"schedule": {"kind": "instant", "at": "2027-03-01T09:00:00Z"}},
    )

    assert answer.status_code == 201, answer.text
    post = answer.json()
    assert (post["content_item_id"], post["content_version"]) == (item["item_id"], 1)
    assert (post["content_hash"], post["approval"]) == (item["content_hash"], "not_required")
    texts = {network: target["text"] for network, target in by_network(post).items()}
    assert texts == {one["network"]: one["text"] for one in VARIANTS}
    assert (await item_of(person, item["item_id"]))["state"] == "planned"
    assert (await edited(person, item, "Another."))["state"] == "draft"
    assert (await person.http.get(answer.headers["location"])).json()["targets"] == post["targets"]
    deleted = await person.http.delete(f"/v1/content-items/{item['item_id']}", headers={"If-Match": "*"})
    assert (deleted.status_code, deleted.json()["code"]) == (409, "content_item.in_use")


async def test_what_a_network_refuses_is_not_planned(person: Person, neighbours: Neighbours) -> None:
    """The limits hold when a post is made, and name the field; an account twice is one."""
    accounts = await neighbours.connect(person, "bluesky")
    item = await new_item(person, variants=[{"network": "bluesky", "text": "a" * 301}])
    body = {"schedule": {"kind": "now"}, "account_ids": [accounts["bluesky"]] * 2}
    path = f"/v1/content-items/{item['item_id']}"

    refused = await person.http.post(f"{path}/posts", json=body)
    assert (refused.status_code, refused.json()["code"]) == (422, "text_too_long")

    shorter = {"variants": [{"network": "bluesky", "text": "a" * 300}]}
    await person.http.patch(path, json=shorter, headers={"If-Match": "*"})
    planned = await person.http.post(f"{path}/posts", json=body)
    assert planned.status_code == 201, planned.text
    assert len(planned.json()["targets"]) == 1


async def test_a_copy_is_a_draft_of_its_own(person: Person) -> None:
    """It has the same content and hash, and another id; changing it leaves the first alone."""
    item = await new_item(person)

    copy = await person.http.post(f"/v1/content-items/{item['item_id']}/duplicate", json={"title": "Again"})

    assert copy.status_code == 201, copy.text
    assert (copy.json()["title"], copy.json()["content_hash"]) == ("Again", item["content_hash"])
    await edited(person, copy.json(), "Other.")
    assert (await item_of(person, item["item_id"]))["version"] == 1


async def test_comments_make_threads_that_are_settled(person: Person, stranger: Person) -> None:
    """An answer to an answer stays in its thread; members alone can be mentioned; one's own can be changed."""
    item = await new_item(person)
    path = f"/v1/content-items/{item['item_id']}/comments"
    first = await person.http.post(path, json={"text": "Is the offer still on?"})
    assert first.status_code == 201, first.text
    me = first.json()["author"]
    answered = await person.http.post(
        path, json={"text": "Yes.", "reply_to": first.json()["comment_id"], "mentions": [me]}
    )
    nested = await person.http.post(path, json={"text": "Good.", "reply_to": answered.json()["comment_id"]})
    assert nested.json()["reply_to"] == first.json()["comment_id"]
    unknown = await person.http.post(path, json={"text": "Hm", "mentions": [str(uuid4())]})
    assert (unknown.status_code, unknown.json()["code"]) == (422, "member.unknown")
    assert (await stranger.http.post(path, json={"text": "Hi"})).status_code == 404

    own = f"{path}/{answered.json()['comment_id']}"
    changed = await person.http.patch(own, json={"text": "Until Sunday."}, headers={"If-Match": '"v1"'})
    assert changed.json()["text"] == "Until Sunday."
    settled = await person.http.post(f"{own}/resolve")
    assert settled.json()["comment_id"] == first.json()["comment_id"]
    open_ones = await person.http.get(path, params={"resolved": "false"})
    assert open_ones.json()["items"] == []
    everything = await person.http.get(path, params={"resolved": "true"})
    assert len(everything.json()["items"]) == 3
    await person.http.post(f"{own}/reopen")
    deleted = await person.http.delete(f"{path}/{first.json()['comment_id']}", headers={"If-Match": "*"})
    assert deleted.status_code == 204
    assert (await person.http.get(path)).json()["items"] == []


async def test_media_count_by_what_people_see(person: Person) -> None:
    """Another picture, or another description of it, is another hash; what an item needs is not deleted meanwhile."""
    first, other = [await upload(person, picture(color=color)) for color in ("indigo", "khaki")]

    def shown(media_id: str) -> dict[str, Any]:
        return {"variants": [{"network": "mastodon", "text": "Look.", "media": [media_id]}]}

    item = await new_item(person, **shown(first["media_id"]))
    path = f"/v1/content-items/{item['item_id']}"
    again = await person.http.patch(path, json=shown(first["media_id"]), headers={"If-Match": "*"})
    assert again.json()["content_hash"] == item["content_hash"]
    described = await person.http.patch(
        f"/v1/media/{first['media_id']}", json={"alt_text": "Rain."}, headers={"If-Match": "*"}
    )
    assert described.status_code == 200, described.text
    hashes = {item["content_hash"]}
    for media_id in (first["media_id"], other["media_id"]):
        changed = await person.http.patch(path, json=shown(media_id), headers={"If-Match": "*"})
        hashes.add(changed.json()["content_hash"])
    assert len(hashes) == 3

    needed = await person.http.delete(f"/v1/media/{other['media_id']}", headers={"If-Match": "*"})
    free = await person.http.delete(f"/v1/media/{first['media_id']}", headers={"If-Match": "*"})
    assert (needed.status_code, needed.json()["code"]) == (409, "media.in_use")
    assert free.status_code == 200, free.text
    unknown = await person.http.patch(path, json=shown(str(uuid4())), headers={"If-Match": "*"})
    assert (unknown.status_code, unknown.json()["code"]) == (422, "media.unknown")
