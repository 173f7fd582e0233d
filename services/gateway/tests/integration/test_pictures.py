import hashlib

from services.gateway.config import Settings
from services.gateway.tests.conftest import Person
from services.gateway.tests.neighbours import BRIEF, Neighbours, by_network, content_for, seen
from shared.events import MediaObject
from shared.objects import ObjectStore

PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


def picture_of(person: Person) -> MediaObject:
    return MediaObject(
        key=f"organizations/{person.organization_id}/pictures/1.png",
        media_type="image/png",
        size=len(PNG),
        sha256=hashlib.sha256(PNG).hexdigest(),
        width=1200,
        height=675,
        alt_text="A cup of tea in the rain",
    )


async def test_a_picture_goes_with_its_post_and_can_be_seen(
    person: Person, neighbours: Neighbours, settings: Settings
) -> None:
    """Its bytes come from the object store with their type; each target carries it; a post by hand may take it too."""
    picture = picture_of(person)
    await ObjectStore(settings.objects).put(picture.key, PNG, picture.media_type)
    await neighbours.connect(person, "x")
    made = await person.http.post(
        "/v1/content-requests",
        json={**BRIEF, "networks": ["x"], "picture": True, "schedule": {"kind": "now"}},
    )
    path = made.headers["location"]
    assert (await person.http.get(f"{path}/picture")).status_code == 404

    await neighbours.tell(content_for(made.json(), person, picture=picture))
    request = await seen(person, path, state="planned")

    shown = await person.http.get(request["picture"]["url"])
    assert (shown.content, shown.headers["content-type"]) == (PNG, "image/png")
    assert "immutable" in shown.headers["cache-control"]
    known = {"If-None-Match": shown.headers["etag"]}
    assert (await person.http.get(request["picture"]["url"], headers=known)).status_code == 304
    post = (await person.http.get(f"/v1/posts/{request['post_id']}")).json()
    assert by_network(post)["x"]["media"] == [picture.model_dump(mode="json")]
    by_hand = await person.http.post(
        "/v1/posts",
        json={
            "schedule": {"kind": "now"},
            "targets": [{"network": "x", "text": "Again.", "media_keys": [request["picture"]["key"]]}],
        },
    )
    assert by_hand.status_code == 201, by_hand.text
    assert by_network(by_hand.json())["x"]["media"] == [picture.model_dump(mode="json")]


async def test_nobody_posts_a_strangers_picture(
    person: Person, stranger: Person, neighbours: Neighbours
) -> None:
    """A key of another tenant's picture is refused like one that is not there, and so is its address."""
    made = await person.http.post("/v1/content-requests", json={**BRIEF, "networks": ["x"], "picture": True})
    await neighbours.tell(content_for(made.json(), person, picture=picture_of(person)))
    request = await seen(person, made.headers["location"], state="ready")
    await neighbours.connect(stranger, "x")

    answer = await stranger.http.post(
        "/v1/posts",
        json={
            "schedule": {"kind": "now"},
            "targets": [{"network": "x", "text": "Mine.", "media_keys": [request["picture"]["key"]]}],
        },
    )

    assert (answer.status_code, answer.json()["code"]) == (422, "media.unknown")
    assert (await stranger.http.get(request["picture"]["url"])).status_code == 404


async def test_a_picture_that_is_lost_is_not_found(person: Person, neighbours: Neighbours) -> None:
    """404 and not 500 when the object store does not have it."""
    made = await person.http.post("/v1/content-requests", json={**BRIEF, "networks": ["x"], "picture": True})
    await neighbours.tell(content_for(made.json(), person, picture=picture_of(person)))
    request = await seen(person, made.headers["location"], state="ready")

    assert (await person.http.get(request["picture"]["url"])).status_code == 404
