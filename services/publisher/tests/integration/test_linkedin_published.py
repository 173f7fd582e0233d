"""LinkedIn and Pinterest from post.due to the wall: lost answers, comments, cards, boards."""

from typing import Any

import pytest

from services.publisher.config import Settings
from services.publisher.tests.integration.conftest import (
    Networks,
    OpenAccount,
    Told,
    stored_picture,
)
from shared.events import AccountDegraded, LinkCard, PostDetails, PostDue
from shared.testing.topics import Topics

pytestmark = pytest.mark.asyncio(loop_scope="module")

KINDS = ("person", "organization")
LOST = ("accept_then_drop", "drop_before_accept", "server_error", "malformed")


def due(account: OpenAccount, text: str, *media: Any, **details: Any) -> PostDue:
    asked = PostDetails(**details)
    return account.due(text, media=media).model_copy(update={"details": asked})


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("mode", LOST)
async def test_a_lost_answer_of_linkedin(
    networks: Networks, topics: Topics, told: Told, settings: Settings, *, kind: str, mode: str
) -> None:
    """One post, whatever became of the answer: listed for an organisation, repeated within minutes for a member."""
    account = await networks.open("linkedin", kind=kind)
    await told.connect(account)
    await networks.fault(account, mode, "posts.create")
    await topics.tell(due(account, "Did it arrive? (yes)", await stored_picture(settings, "A loaf")))

    [published] = await told.published(seconds=40)
    [post] = await networks.wall(account)
    assert post["text"] == "Did it arrive? (yes)"
    assert (published.remote_id, published.url) == (post["remote_id"], post["url"])
    assert await networks.fired() == 1


@pytest.mark.parametrize("kind", KINDS)
async def test_a_card_and_a_first_comment(
    networks: Networks, topics: Topics, told: Told, settings: Settings, kind: str
) -> None:
    """The card's picture comes out of the store; the comment follows the post; each is told with its address."""
    account = await networks.open("linkedin", kind=kind)
    await told.connect(account)
    shown = await stored_picture(settings, "A loaf")
    link = LinkCard(url="https://example.com/bread", title="Bread", image=shown)
    await topics.tell(due(account, "Read this", link=link, first_comment="More below"))

    [published] = await told.published(seconds=40)
    comment, post = await networks.wall(account)
    assert [item["sha256"] for item in post["media"]] == [shown.sha256]
    assert (post["text"], comment["text"]) == ("Read this", "More below")
    assert [(part.role, part.remote_id) for part in published.parts] == [
        ("post", post["remote_id"]),
        ("comment", comment["remote_id"]),
    ]


async def test_the_same_words_twice_for_a_member(networks: Networks, topics: Topics, told: Told) -> None:
    """LinkedIn refuses the second publication as a duplicate: it failed, and never counts as the first."""
    account = await networks.open("linkedin")
    await told.connect(account)
    await topics.tell(due(account, "Every day the same"))
    [published] = await told.published(seconds=40)
    await topics.tell(due(account, "Every day the same"))

    [failed] = await told.failed(seconds=40)
    assert (failed.error_class, failed.code) == ("duplicate", "linkedin.duplicate")
    assert failed.publication_id != published.publication_id
    assert len(await networks.wall(account)) == 1


async def test_a_token_that_has_ended(networks: Networks, topics: Topics, told: Told) -> None:
    """Without a refresh token nobody but the owner can help; nothing is lost, nothing is posted."""
    account = await networks.open("linkedin")
    await told.connect(account)
    await networks.fault(account, "expire_tokens", "posts.create")
    await topics.tell(due(account, "Too late"))

    [degraded] = await told.wait_for(AccountDegraded, seconds=40)
    assert degraded.who_must_act == "account_owner"
    assert await networks.wall(account) == []


@pytest.mark.parametrize("mode", LOST)
async def test_a_lost_answer_of_pinterest(
    networks: Networks, topics: Topics, told: Told, settings: Settings, mode: str
) -> None:
    """One pin, found on its board or made again."""
    account = await networks.open("pinterest")
    await told.connect(account)
    await networks.fault(account, mode, "pins.create")
    board = (await networks.http.get("/pinterest/v5/boards", headers=bearer(account))).json()["items"][0]
    shown = await stored_picture(settings, "A loaf")
    await topics.tell(due(account, "Bread", shown, title="Rye", options={"board_id": board["id"]}))

    [published] = await told.published(seconds=40)
    [post] = await networks.wall(account)
    assert (published.remote_id, published.url) == (post["remote_id"], post["url"])
    assert (post["document"]["board_id"], post["media"][0]["alt"]) == (board["id"], "A loaf")
    assert await networks.fired() == 1


def bearer(account: OpenAccount) -> dict[str, str]:
    return {"authorization": f"Bearer {account.credentials['access_token']}"}
