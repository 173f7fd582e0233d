"""python-telegram-bot, written by others against the real Bot API, is content with this one."""

from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from typing import Any

import httpx
import pytest
import pytest_asyncio
from telegram import (
    Bot,
    ChatMemberAdministrator,
    InputMediaPhoto,
    LinkPreviewOptions,
    Message,
    MessageEntity,
    ReplyParameters,
)
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TimedOut
from telegram.request import HTTPXRequest

from sandbox.tests.conftest import picture

Open = Callable[..., dict[str, Any]]


@pytest.fixture
def opened(account: Open) -> dict[str, Any]:
    return account("telegram")


def bot_of(opened: dict[str, Any]) -> Bot:
    return Bot(
        opened["credentials"]["bot_token"],
        base_url=f"{opened['base_url']}/bot",
        request=HTTPXRequest(read_timeout=5, media_write_timeout=5),
    )


@pytest_asyncio.fixture
async def bot(opened: dict[str, Any]) -> AsyncIterator[Bot]:
    async with bot_of(opened) as bot:
        yield bot


async def test_who_and_where(bot: Bot, opened: dict[str, Any]) -> None:
    """The bot, its chat by number and by name, and its rights in it."""
    chat_id = opened["credentials"]["chat_id"]
    by_number, by_name = await bot.get_chat(chat_id), await bot.get_chat(f"@{opened['handle']}")
    member = await bot.get_chat_member(chat_id, bot.id)

    assert by_number.id == by_name.id == int(chat_id)
    assert (by_name.type, by_name.username) == ("channel", opened["handle"])
    assert isinstance(member, ChatMemberAdministrator)
    assert member.can_post_messages
    assert await bot.get_chat_member_count(chat_id) > 0


async def test_a_text_and_its_answer(bot: Bot, opened: dict[str, Any], posts: Any) -> None:
    """Entities count in UTF-16; an answer names the message before; an edit changes it; a deletion takes it away."""
    chat_id = opened["credentials"]["chat_id"]
    bold = MessageEntity(MessageEntity.BOLD, offset=3, length=5)
    first = await bot.send_message(
        chat_id, "🥐 Bread", entities=[bold], link_preview_options=LinkPreviewOptions(is_disabled=True)
    )
    second = await bot.send_message(chat_id, "And cake", reply_parameters=ReplyParameters(first.message_id))
    edited = await bot.edit_message_text("Cake again", chat_id, second.message_id)

    assert first.parse_entity(first.entities[0]) == "Bread"
    assert first.link == f"https://t.me/{opened['handle']}/{first.message_id}"
    assert isinstance(edited, Message)
    assert (edited.message_id, edited.text) == (second.message_id, "Cake again")
    assert posts(opened)[0]["document"]["reply_to"] == first.message_id
    assert await bot.delete_message(chat_id, first.message_id)
    assert [post["deleted"] for post in posts(opened)] == [False, True]
    with pytest.raises(BadRequest, match="essage to delete not found"):
        await bot.delete_message(chat_id, first.message_id)


async def test_pictures(bot: Bot, opened: dict[str, Any], posts: Any) -> None:
    """One picture is one message, a group is one post of several messages with the caption on the first."""
    chat_id = opened["credentials"]["chat_id"]
    one = await bot.send_photo(chat_id, picture(), caption="One")
    group = await bot.send_media_group(
        chat_id, [InputMediaPhoto(picture(64 + n), caption="Two" if n == 0 else None) for n in range(3)]
    )

    assert (one.caption, one.photo[0].width) == ("One", 64)
    assert [message.caption for message in group] == ["Two", None, None]
    assert len({message.media_group_id for message in group}) == 1
    newest, older = posts(opened)
    assert (newest["text"], len(newest["media"]), len(older["media"])) == ("Two", 3, 1)
    await bot.delete_messages(chat_id, [message.message_id for message in group])
    assert posts(opened)[0]["deleted"]


async def test_poll(bot: Bot, opened: dict[str, Any], posts: Any) -> None:
    """The question is the post; in a channel nobody votes by name."""
    chat_id = opened["credentials"]["chat_id"]
    sent = await bot.send_poll(chat_id, "Which?", ["Rye", "Wheat"], open_period=3600)

    assert sent.poll is not None
    assert [option.text for option in sent.poll.options] == ["Rye", "Wheat"]
    assert posts(opened)[0]["text"] == "Which?"
    with pytest.raises(BadRequest, match="on-anonymous"):
        await bot.send_poll(chat_id, "Which?", ["Rye", "Wheat"], is_anonymous=False)


async def test_refusals(bot: Bot, opened: dict[str, Any], account: Open) -> None:
    """Each in Telegram's words; the client writes their first letter large."""
    chat_id, stranger = opened["credentials"]["chat_id"], account("telegram")
    for text, words in (("x" * 4097, "too long"), (" ", "is empty")):
        with pytest.raises(BadRequest, match=words):
            await bot.send_message(chat_id, text)
    with pytest.raises(BadRequest, match="caption is too long"):
        await bot.send_photo(chat_id, picture(), caption="x" * 1025)
    with pytest.raises(BadRequest, match="ntity_bounds_invalid"):
        await bot.send_message(chat_id, "🥐", entities=[MessageEntity("bold", 1, 1)])
    with pytest.raises(BadRequest, match="hoto_invalid_dimensions"):
        await bot.send_photo(chat_id, picture(2100, 100))
    with pytest.raises(BadRequest, match="mage_process_failed"):
        await bot.send_photo(chat_id, b"no picture")
    with pytest.raises(BadRequest, match="hat not found"):
        await bot.send_message("@nobody_at_all", "a")
    with pytest.raises(Forbidden, match="not a member"):
        await bot.send_message(stranger["credentials"]["chat_id"], "a")


def test_wrong_token(http: httpx.Client) -> None:
    """An unknown token is refused at every call."""
    refused = http.get("/telegram/bot123456:wrong/getMe")
    assert refused.status_code == 401
    assert refused.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}


async def test_a_bot_without_the_right_to_post(account: Open) -> None:
    """Refused with Telegram's words."""
    opened = account("telegram", can_post=False)
    async with bot_of(opened) as bot:
        with pytest.raises(BadRequest, match="eed administrator rights"):
            await bot.send_message(opened["credentials"]["chat_id"], "a")


async def test_a_group_that_moved(account: Open, posts: Any) -> None:
    """The old number is refused with the new one, under which the chat goes on."""
    opened = account("telegram", chat_type="supergroup", migrated=True)
    async with bot_of(opened) as bot:
        with pytest.raises(ChatMigrated) as moved:
            await bot.send_message(opened["credentials"]["chat_id"], "a")
        assert posts(opened) == []
        await bot.send_message(moved.value.new_chat_id, "a")
    assert len(posts(opened)) == 1


async def test_flood(bot: Bot, opened: dict[str, Any], posts: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The 21st message within a minute is refused with the seconds to wait."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # as the client will give it from its next version on
    chat_id = opened["credentials"]["chat_id"]
    for number in range(20):
        await bot.send_message(chat_id, str(number))
    with pytest.raises(RetryAfter) as refused:
        await bot.send_message(chat_id, "20")

    assert isinstance(refused.value.retry_after, timedelta)
    assert timedelta() < refused.value.retry_after <= timedelta(minutes=1)
    assert len(posts(opened)) == 20


async def test_a_lost_answer(bot: Bot, opened: dict[str, Any], posts: Any, fault: Any) -> None:
    """The message stands though the client knows nothing of it."""
    fault(network="telegram", call="sendMessage", mode="slow", seconds=7, account=opened["handle"])
    with pytest.raises(TimedOut):
        await bot.send_message(opened["credentials"]["chat_id"], "a", read_timeout=0.3)
    assert [post["text"] for post in posts(opened)] == ["a"]
