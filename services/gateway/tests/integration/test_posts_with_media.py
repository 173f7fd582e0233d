import asyncio
import io
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import asyncpg
import imageio_ffmpeg
import pytest
import pytest_asyncio
from PIL import Image

from services.gateway.config import Settings
from services.gateway.tests.conftest import Person
from services.gateway.tests.editorial import decide, new_rule, running
from services.gateway.tests.integration.test_posts import by_hand, make
from services.gateway.tests.neighbours import (
    BRIEF,
    Neighbours,
    by_network,
    content_for,
    published_for,
    seen,
)
from shared.events import MediaObject
from shared.media import MediaProcessor, MediaRefusedError
from shared.objects import ObjectStore
from shared.testing.waiting import eventually


def picture(form: str, color: str = "teal", size: tuple[int, int] = (300, 200)) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", size, color).save(buffer, form)
    return buffer.getvalue()


async def upload(
    person: Person, form: str = "PNG", color: str = "teal", alt_text: str = ""
) -> dict[str, Any]:
    files, fields = {"file": ("tea", picture(form, color))}, {"alt_text": alt_text}
    answer = await person.http.post("/v1/media", files=files, data=fields)
    assert answer.status_code in {200, 201}, answer.text
    media: dict[str, Any] = answer.json()
    return media


async def post_of(person: Person, post: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = (await person.http.get(f"/v1/posts/{post['post_id']}")).json()
    return found


async def target_in(person: Person, post: dict[str, Any], state: str) -> dict[str, Any]:
    async def look() -> dict[str, Any] | None:
        target: dict[str, Any] = (await post_of(person, post))["targets"][0]
        return target if target["state"] == state else None

    return await eventually(look, seconds=40)


@pytest_asyncio.fixture(loop_scope="module")
async def gate(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[asyncio.Event]:
    """Nothing is made over until it is set."""
    opened, convert = asyncio.Event(), MediaProcessor.convert

    async def held(*arguments: Any) -> Any:
        await opened.wait()
        return await convert(*arguments)

    monkeypatch.setattr(MediaProcessor, "convert", held)
    yield opened
    opened.set()


async def test_what_a_network_takes_goes_as_it_was_sent(person: Person, neighbours: Neighbours) -> None:
    """No waiting and no new coding: the object that was uploaded is what the scheduler is told."""
    await neighbours.connect(person, "x")
    media = await upload(person, alt_text="Teal.")

    post = await make(person, targets=[{"network": "x", "text": "Tea", "media": [media["media_id"]]}])

    assert post["targets"][0]["state"] == "scheduled"
    ((_envelope, data),) = await neighbours.told("post.scheduled")
    (told,) = data["targets"][0]["media"]
    assert (told["sha256"], told["alt_text"]) == (media["sha256"], "Teal.")


async def test_a_post_waits_for_its_media_and_is_told_with_what_was_made(
    person: Person, neighbours: Neighbours, settings: Settings, gate: asyncio.Event
) -> None:
    """The target is `converting` and untold; one beside it that needs nothing is told at once."""
    await neighbours.connect(person, "x", "mastodon")
    media = await upload(person, "BMP", alt_text="Teal.")
    post = await make(
        person,
        targets=[
            {"network": "x", "text": "Tea", "media": [media["media_id"]]},
            {"network": "mastodon", "text": "Tea"},
        ],
    )

    by_network = {target["network"]: target for target in post["targets"]}
    assert (by_network["x"]["state"], by_network["mastodon"]["state"]) == ("converting", "scheduled")
    assert post["state"] == "scheduled"
    ((_first, data),) = await neighbours.told("post.scheduled")
    assert [target["network"] for target in data["targets"]] == ["mastodon"]
    gate.set()
    target = await target_in(person, {"post_id": post["post_id"]}, "scheduled")
    assert target["media"][0]["media_type"] == "image/bmp"
    (_, (_second, whole)) = await eventually(lambda: _at_least(neighbours, 2))
    assert whole["revision"] == 2
    (made,) = next(one for one in whole["targets"] if one["network"] == "x")["media"]
    assert (made["media_type"], made["alt_text"], made["width"]) == ("image/jpeg", "Teal.", 300)
    assert Image.open(io.BytesIO(await ObjectStore(settings.objects).get(made["key"]))).format == "JPEG"


async def _at_least(neighbours: Neighbours, count: int) -> list[Any] | None:
    told = await neighbours.told("post.scheduled")
    return told if len(told) >= count else None


async def test_what_was_made_once_is_there_for_the_next_post(person: Person, neighbours: Neighbours) -> None:
    """The same file for the same plan is made once."""
    await neighbours.connect(person, "x")
    media = await upload(person, "BMP")
    targets = [{"network": "x", "text": "Tea", "media": [media["media_id"]]}]
    first = await make(person, targets=targets)
    await target_in(person, first, "scheduled")

    second = await make(person, targets=targets)

    assert second["targets"][0]["state"] == "scheduled"


async def test_a_post_that_waits_can_be_changed_and_cancelled(
    person: Person, neighbours: Neighbours, gate: asyncio.Event
) -> None:
    """Even past its instant: nobody was told of it. What is made later changes nothing any more."""
    await neighbours.connect(person, "x")
    media = await upload(person, "BMP")
    targets = [{"network": "x", "text": "Tea", "media": [media["media_id"]]}]
    changed = await make(person, targets=targets, schedule={"kind": "now"})
    cancelled = await make(person, targets=targets, schedule={"kind": "now"})
    path = f"/v1/posts/{changed['post_id']}"

    edit = {"targets": [{"network": "x", "media": [], "text": "No picture."}]}
    edited = await person.http.patch(path, json=edit, headers={"If-Match": '"v1"'})
    ended = await person.http.post(f"/v1/posts/{cancelled['post_id']}/cancel")
    gate.set()

    assert edited.json()["targets"][0]["state"] == "scheduled", edited.text
    assert ended.json()["state"] == "cancelled"
    again = await make(person, targets=targets)
    await target_in(person, again, "scheduled")
    assert (await post_of(person, cancelled))["revision"] == ended.json()["revision"]
    assert (await post_of(person, changed))["revision"] == 2


async def test_what_can_not_be_made_fails_its_target_and_can_be_tried_again(
    person: Person, neighbours: Neighbours, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a problem that says what to do; it is never told, and a retry makes it anew."""
    convert = MediaProcessor.convert

    async def refuse(*_arguments: object) -> None:
        raise MediaRefusedError("media.not_convertible", "It can't be made to fit.")

    monkeypatch.setattr(MediaProcessor, "convert", refuse)
    await neighbours.connect(person, "x")
    media = await upload(person, "BMP")
    post = await make(person, targets=[{"network": "x", "text": "Tea", "media": [media["media_id"]]}])

    target = await target_in(person, post, "failed")

    assert target["problem"]["code"] == "media.not_convertible"
    told = await neighbours.told("post.scheduled")
    assert all(data["targets"] == [] for _envelope, data in told)
    monkeypatch.setattr(MediaProcessor, "convert", convert)
    retried = await person.http.post(f"/v1/posts/{post['post_id']}/retry")
    assert retried.json()["targets"][0]["state"] == "converting", retried.text
    await target_in(person, post, "scheduled")


async def test_details_go_with_their_target(person: Person, neighbours: Neighbours) -> None:
    """Resolved to the media themselves, and shown as they were given."""
    await neighbours.connect(person, "mastodon", "x")
    media = await upload(person)
    details = {
        "content_warning": "Food",
        "visibility": "unlisted",
        "poll": {"options": ["Masala", "Ginger"], "duration_seconds": 3600},
    }
    thread = {"thread": [{"text": "More tea.", "media": [media["media_id"]]}]}

    post = await make(
        person,
        targets=[
            {"network": "mastodon", "text": "Which?", "details": details},
            {"network": "x", "text": "Tea.", "details": thread},
        ],
    )

    shown = {target["network"]: target["details"] for target in post["targets"]}
    assert shown["mastodon"]["poll"]["options"] == ["Masala", "Ginger"]
    ((_envelope, data),) = await neighbours.told("post.scheduled")
    told = {target["network"]: target["details"] for target in data["targets"]}
    assert (told["mastodon"]["content_warning"], told["mastodon"]["visibility"]) == ("Food", "unlisted")
    assert told["x"]["thread"][0]["media"][0]["sha256"] == media["sha256"]


@pytest.mark.parametrize(
    ("target", "pointer"),
    [
        ({"details": {"title": "Tea"}}, "#/targets/0/details/title"),
        ({"details": {"kind": "story"}}, "#/targets/0/details/kind"),
        ({"details": {"options": {"board": "1"}}}, "#/targets/0/details/options/board"),
        ({"details": {"thread": [{"text": "a" * 300}]}}, "#/targets/0/details/thread/0/text"),
        (
            {"details": {"poll": {"options": ["a"], "duration_seconds": 600}}},
            "#/targets/0/details/poll/options",
        ),
        (
            {"details": {"thread": [{"text": "a", "media": ["0199d2a1-7c3e-7b5f-8a2d-3f1c9e5b7a10"]}]}},
            "#/targets/0/details/thread/0/media/0",
        ),
        ({"media": ["0199d2a1-7c3e-7b5f-8a2d-3f1c9e5b7a10"]}, "#/targets/0/media/0"),
        ({"details": {"colour": "red"}}, "#/targets/0/details/colour"),
    ],
)
async def test_what_is_wrong_is_named_where_it_stands(
    person: Person, neighbours: Neighbours, target: dict[str, Any], pointer: str
) -> None:
    """In the details as anywhere else."""
    await neighbours.connect(person, "x")

    answer = await person.http.post(
        "/v1/posts", json=by_hand(targets=[{"network": "x", "text": "Tea", **target}])
    )

    assert answer.status_code == 422, answer.text
    assert pointer in [error["pointer"] for error in answer.json()["errors"]], answer.text


async def test_all_that_is_wrong_is_named_at_once(person: Person, neighbours: Neighbours) -> None:
    """Accounts, media, texts, details and the time, in one answer."""
    await neighbours.connect(person, "x")
    unknown = "0199d2a1-7c3e-7b5f-8a2d-3f1c9e5b7a10"
    targets = [
        {"network": "x", "text": "a" * 300, "details": {"title": "Tea", "visibility": "private"}},
        {"network": "mastodon", "text": "Tea"},
        {"account_id": unknown, "text": "Tea", "media": [unknown]},
    ]
    past = {"kind": "instant", "at": "2020-01-01T00:00:00Z"}

    answer = await person.http.post("/v1/posts", json={"schedule": past, "targets": targets})

    assert {error["pointer"] for error in answer.json()["errors"]} == {
        "#/schedule/at",
        "#/targets/0/text",
        "#/targets/0/details/title",
        "#/targets/0/details/visibility",
        "#/targets/1/network",
        "#/targets/2/account_id",
        "#/targets/2/media/0",
    }


async def test_media_of_others_are_unknown(person: Person, stranger: Person, neighbours: Neighbours) -> None:
    """An id of another organisation's media names nothing."""
    await neighbours.connect(person, "x")
    theirs = await upload(stranger)

    answer = await person.http.post(
        "/v1/posts", json=by_hand(targets=[{"network": "x", "text": "Tea", "media": [theirs["media_id"]]}])
    )

    assert answer.status_code == 422
    assert answer.json()["code"] == "media.unknown"


async def test_content_requests_carry_details_and_have_their_picture_made_over(
    person: Person, neighbours: Neighbours, settings: Settings
) -> None:
    """What is said with the brief is in the post of each network."""
    await neighbours.connect(person, "mastodon", "bluesky", "x")
    data = picture("BMP")
    made = MediaObject(
        key="organizations/1/pictures/1",
        media_type="image/bmp",
        size=len(data),
        sha256="b" * 64,
        width=300,
        height=200,
    )
    await ObjectStore(settings.objects).put(made.key, data, made.media_type)
    brief = BRIEF | {
        "picture": True,
        "schedule": {"kind": "now"},
        "details": {"mastodon": {"content_warning": "Food"}},
    }
    answer = await person.http.post("/v1/content-requests", json=brief)
    assert answer.status_code == 202, answer.text
    assert answer.json()["details"]["mastodon"]["content_warning"] == "Food"

    await neighbours.tell(content_for(answer.json(), person, picture=made))

    async def all_ready() -> dict[str, Any] | None:
        told = await neighbours.told("post.scheduled")
        ready = [data for _envelope, data in told if len(data["targets"]) == 3]
        return ready[-1] if ready else None

    told = await eventually(all_ready, seconds=40)
    by_network = {target["network"]: target for target in told["targets"]}
    assert by_network["mastodon"]["details"]["content_warning"] == "Food"
    assert {target["media"][0]["media_type"] for target in told["targets"]} == {"image/jpeg"}


async def test_a_video_is_made_into_one_that_the_network_plays(
    person: Person, neighbours: Neighbours, tmp_path: Path
) -> None:
    """VP9 in WebM becomes H.264 in MP4, and its measures go with it."""
    await neighbours.connect(person, "x")
    path = tmp_path / "tea.webm"
    source = ("-f", "lavfi", "-i", "testsrc=duration=2:size=320x240:rate=25")
    coding = ("-c:v", "libvpx-vp9", "-pix_fmt", "yuv420p", "-deadline", "realtime", str(path))
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-loglevel", "error", *source, *coding]
    await (await asyncio.create_subprocess_exec(*command)).wait()
    answer = await person.http.post("/v1/media", files={"file": path.read_bytes()})
    assert (answer.status_code, answer.json()["video_codec"]) == (201, "vp9"), answer.text

    post = await make(person, targets=[{"network": "x", "text": "Tea", "media": [answer.json()["media_id"]]}])

    await target_in(person, post, "scheduled")
    (_, (_envelope, told)) = await eventually(lambda: _at_least(neighbours, 2))
    (made,) = told["targets"][0]["media"]
    assert (made["media_type"], made["video_codec"], made["width"]) == ("video/mp4", "h264", 320)
    assert made["duration_seconds"] == pytest.approx(2, abs=0.1)


async def test_a_live_post_keeps_what_it_has_when_its_text_is_edited(
    person: Person, neighbours: Neighbours
) -> None:
    """The new text alone is held against the limits, as long as the post's pictures leave room for."""
    await neighbours.connect(person, "pinterest", "telegram")
    media = [(await upload(person, "JPEG"))["media_id"]]
    board = {"options": {"board_id": "1234"}}
    post = await make(
        person,
        targets=[
            {"network": "pinterest", "text": "Tea", "media": media, "details": board},
            {"network": "telegram", "text": "Tea", "media": media},
        ],
    )
    targets = by_network(post)
    for target in targets.values():
        await neighbours.tell(published_for(post, person, target))
        await seen(person, f"/v1/publications/{target['publication_id']}", state="published")

    async def edited(network: str, text: str) -> Any:
        path = f"/v1/publications/{targets[network]['publication_id']}/text"
        return await person.http.post(path, json={"text": text})

    assert (await edited("pinterest", "Chai")).status_code == 202
    (flaw,) = (await edited("telegram", "x" * 1025)).json()["errors"]
    assert (flaw["pointer"], flaw["limit"], flaw["actual"]) == ("#/text", 1024, 1025)
    assert (await edited("telegram", "x" * 1024)).status_code == 202


async def test_media_are_made_while_a_post_waits_for_a_yes(
    person: Person, neighbours: Neighbours, settings: Settings
) -> None:
    """Approved, it goes out at once with what was made of its picture meanwhile; what was approved is what was seen."""
    await neighbours.connect(person, "x")
    await new_rule(person, {"name": "Look", "roles": ["owner"]})
    media = await upload(person, "BMP", color="salmon")
    post = await make(person, targets=[{"network": "x", "text": "Tea", "media": [media["media_id"]]}])
    assert post["state"] == "awaiting_approval"

    async def made() -> bool:
        connection = await asyncpg.connect(settings.database_url)
        try:
            return bool(
                await connection.fetchval(
                    "select rendered <> '{}' from post_targets where post_id = $1", post["post_id"]
                )
            )
        finally:
            await connection.close()

    await eventually(made, seconds=40)
    waiting = await post_of(person, post)
    assert (waiting["state"], waiting["content_hash"]) == ("awaiting_approval", post["content_hash"])
    assert all(data["targets"] == [] for _, data in await neighbours.told("post.scheduled"))
    yes = await decide(person, await running(person, post_id=post["post_id"]), "approve")

    assert yes.status_code == 200, yes.text
    assert (await post_of(person, post))["state"] == "scheduled"
    (target,) = (await neighbours.told("post.scheduled"))[-1][1]["targets"]
    assert target["media"][0]["media_type"] == "image/jpeg"
