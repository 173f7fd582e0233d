"""Threads, polls, cards and videos from post.due to the walls of X, Mastodon and Bluesky, with answers that get lost."""

import hashlib
from typing import Any
from uuid import uuid4

import pytest

from sandbox.tests.videos import video
from services.publisher.config import Settings
from services.publisher.tests.integration.conftest import (
    Networks,
    OpenAccount,
    Told,
    stored_picture,
)
from shared.events import LinkCard, MediaObject, NetworkName, Poll, PostDetails, PostDue, ThreadPart
from shared.objects import ObjectStore
from shared.testing.topics import Topics

pytestmark = pytest.mark.asyncio(loop_scope="module")

CREATE = {"x": "tweets.create", "mastodon": "statuses.create", "bluesky": "putRecord"}
NETWORKS: tuple[NetworkName, ...] = tuple(CREATE)
# Every place with the worst of them, every one of them in the middle.
LOST = (
    *(("accept_then_drop", after) for after in range(4)),
    *((mode, 1) for mode in ("drop_before_accept", "server_error", "malformed")),
)
THREAD = (ThreadPart(text="Second of three"), ThreadPart(text="Third of three"))


def due(account: OpenAccount, text: str, *media: MediaObject, **details: Any) -> PostDue:
    return account.due(text, media=media).model_copy(update={"details": PostDetails(**details)})


def parent(post: dict[str, Any]) -> str | None:
    """The id of the post that one on the wall answers."""
    document = post["document"]
    if post["network"] == "bluesky":
        reply = document["record"].get("reply")
        return reply["parent"]["uri"].rpartition("/")[2] if reply else None
    found: str | None = document["in_reply_to" if post["network"] == "x" else "in_reply_to_id"]
    return found


@pytest.mark.parametrize("network", NETWORKS)
@pytest.mark.parametrize(("mode", "after"), LOST)
async def test_a_thread_whose_answer_gets_lost(
    networks: Networks, topics: Topics, told: Told, *, network: NetworkName, mode: str, after: int
) -> None:
    """Wherever in it that happens, each post stands once, answers the right one, and is told with its address."""
    account = await networks.open(network)
    await told.connect(account)
    await networks.fault(account, mode, CREATE[network], after=after)
    await topics.tell(due(account, "First of three", thread=THREAD, first_comment="And a comment"))

    [published] = await told.published(seconds=40)
    posts = (await networks.wall(account))[::-1]
    assert [post["text"] for post in posts] == [
        "First of three",
        "Second of three",
        "Third of three",
        "And a comment",
    ]
    ids = [post["remote_id"] for post in posts]
    assert [parent(post) for post in posts] == [None, ids[0], ids[1], ids[0]]
    assert [part.remote_id for part in published.parts] == ids
    assert [part.role for part in published.parts] == ["post", "reply", "reply", "comment"]
    assert published.problem is None
    assert await networks.fired() == 1


@pytest.mark.parametrize("network", NETWORKS)
async def test_a_thread_that_is_refused_in_the_middle(
    networks: Networks, topics: Topics, told: Told, network: NetworkName
) -> None:
    """What stands stays and is told, with why the rest did not follow."""
    account = await networks.open(network)
    await told.connect(account)
    # X refuses the same words twice; the others keep limits that only the account's own server knows for certain.
    refused, why = ("Stands", "duplicate") if network == "x" else ("x" * 3001, "invalid")
    thread = (ThreadPart(text=refused), ThreadPart(text="Never reached"))
    await topics.tell(due(account, "Stands", thread=thread))

    [published] = await told.published(seconds=40)
    assert await networks.texts(account) == ["Stands"]
    assert published.problem is not None
    assert (published.problem.error_class, published.problem.who_must_act) == (why, "author")


@pytest.mark.parametrize("network", NETWORKS)
async def test_a_video_that_is_worked_on(
    networks: Networks, topics: Topics, told: Told, settings: Settings, network: NetworkName
) -> None:
    """It goes out when the network is ready, once, byte for byte."""
    await networks.set(
        x_video_processing_seconds=2,
        mastodon_media_processing_seconds=2,
        bluesky_video_processing_seconds=2,
    )
    account = await networks.open(network)
    await told.connect(account)
    film = await _stored_film(settings)
    await topics.tell(due(account, "A film", film))

    [published] = await told.published(seconds=40)
    [post] = await networks.wall(account)
    assert post["media"][0]["sha256"] == film.sha256
    assert (published.remote_id, published.attempts) == (post["remote_id"], 1)


async def test_what_only_one_of_them_has(
    networks: Networks, topics: Topics, told: Told, settings: Settings
) -> None:
    """A poll on X, a warning on Mastodon, a card with a picture out of the store on Bluesky."""
    x, mastodon, bluesky = [await networks.open(network) for network in NETWORKS]
    await told.connect(x, mastodon, bluesky)
    shown = await stored_picture(settings, "A loaf")
    card = LinkCard(url="https://example.com/bread", title="Bread", image=shown)
    poll = Poll(options=("rye", "wheat"), duration_seconds=3600)
    await topics.tell(due(x, "Which?", poll=poll))
    await topics.tell(due(mastodon, "Bread", content_warning="food", visibility="unlisted"))
    await topics.tell(due(bluesky, "Read this", link=card))

    await told.published(3, seconds=40)
    [asked], [warned], [read] = [await networks.wall(account) for account in (x, mastodon, bluesky)]
    assert [option["label"] for option in asked["document"]["poll"]["options"]] == ["rye", "wheat"]
    assert (warned["document"]["spoiler_text"], warned["document"]["visibility"]) == ("food", "unlisted")
    assert [item["sha256"] for item in read["media"]] == [shown.sha256]
    assert read["document"]["record"]["embed"]["external"]["title"] == "Bread"


async def _stored_film(settings: Settings) -> MediaObject:
    data = video(64, 64, seconds=2)
    key = f"organizations/{uuid4()}/media/{uuid4()}.mp4"
    await ObjectStore(settings.objects).put(key, data, "video/mp4")
    return MediaObject(
        key=key,
        media_type="video/mp4",
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        width=64,
        height=64,
        duration_seconds=2.0,
    )
