"""discord.py, written by others against the real Discord, is content with this one."""

import io
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from typing import Any

import discord
import httpx
import pytest
import pytest_asyncio
from discord.http import Route

from sandbox.tests.conftest import picture

Open = Callable[..., dict[str, Any]]


@pytest.fixture
def opened(account: Open) -> dict[str, Any]:
    return account("discord")


@pytest_asyncio.fixture
async def channel(
    opened: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[discord.PartialMessageable]:
    """The channel as a bot sees it, without the gateway's websocket."""
    monkeypatch.setattr(Route, "BASE", opened["base_url"])
    client = discord.Client(intents=discord.Intents.none())
    me = await client.http.static_login(opened["credentials"]["bot_token"])
    client._connection.user = discord.ClientUser(state=client._connection, data=me)
    yield client.get_partial_messageable(int(opened["credentials"]["channel_id"]))
    await client.http.close()


@pytest_asyncio.fixture
async def webhook(account: Open, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[discord.Webhook]:
    opened = account("discord", webhook=True)
    monkeypatch.setattr(Route, "BASE", opened["base_url"])
    client = discord.Client(intents=discord.Intents.none())
    await client.http.static_login(account("discord")["credentials"]["bot_token"])
    yield discord.Webhook.from_url(opened["credentials"]["webhook_url"], client=client)
    await client.http.close()


async def test_a_message_and_its_answer(
    channel: discord.PartialMessageable, opened: dict[str, Any], posts: Any
) -> None:
    """A message, an answer to it, an edit, a deletion."""
    first = await channel.send("Bread & cake")
    second = await channel.send("And tea", reference=first)
    edited = await second.edit(content="And coffee")

    assert (edited.id, edited.content) == (second.id, "And coffee")
    newest, oldest = posts(opened)
    assert (oldest["text"], newest["document"]["reply_to"]) == ("Bread & cake", str(first.id))
    assert [message.id async for message in channel.history(after=first)] == [second.id]
    await first.delete()
    with pytest.raises(discord.NotFound, match="Unknown Message"):
        await channel.fetch_message(first.id)
    assert [post["deleted"] for post in posts(opened)] == [False, True]


async def test_a_nonce_makes_one_message(
    channel: discord.PartialMessageable, opened: dict[str, Any], posts: Any, settings: Callable[..., None]
) -> None:
    """For a few minutes; after that the same nonce makes a second one."""
    ids = [(await channel.send("Once", nonce="n-1")).id for _ in range(2)]
    settings(clock_offset_seconds=181)
    ids.append((await channel.send("Once", nonce="n-1")).id)

    assert ids[0] == ids[1] != ids[2]
    assert [post["accepted"] for post in posts(opened)] == [1, 2]


async def test_files_and_polls(
    channel: discord.PartialMessageable, opened: dict[str, Any], posts: Any
) -> None:
    """Files keep their order and their words; a poll asks its own question."""
    files = [
        discord.File(io.BytesIO(picture(32 + n)), f"{n}.png", description=f"number {n}") for n in range(3)
    ]
    sent = await channel.send("Look", files=files)
    poll = discord.Poll("Which?", timedelta(hours=2), multiple=True)
    poll.add_answer(text="Rye").add_answer(text="Wheat")
    asked = await channel.send(poll=poll)

    assert [item.width for item in sent.attachments] == [32, 33, 34]
    assert [item.description for item in sent.attachments] == ["number 0", "number 1", "number 2"]
    assert asked.poll is not None
    assert [answer.text for answer in asked.poll.answers] == ["Rye", "Wheat"]
    assert [post["text"] for post in posts(opened)] == ["Which?", "Look"]


async def test_refusals(channel: discord.PartialMessageable) -> None:
    """With Discord's statuses, codes and words."""
    for content, code in (("x" * 2001, 50035), ("", 50006)):
        with pytest.raises(discord.HTTPException) as refused:
            await channel.send(content)
        assert (refused.value.status, refused.value.code) == (400, code)
    with pytest.raises(discord.HTTPException) as refused:
        await channel.send(file=discord.File(io.BytesIO(bytes(10 * 1024 * 1024 + 1)), "a.bin"))
    assert (refused.value.status, refused.value.code) == (413, 40005)


async def test_a_channel_of_others(channel: discord.PartialMessageable, account: Open) -> None:
    """A bot that is not there, and a channel that is nowhere."""
    other, client = account("discord")["credentials"]["channel_id"], channel._state._get_client()
    with pytest.raises(discord.Forbidden, match="Missing Access"):
        await client.get_partial_messageable(int(other)).send("a")
    with pytest.raises(discord.NotFound, match="Unknown Channel"):
        await client.get_partial_messageable(1).send("a")


async def test_a_webhook(webhook: discord.Webhook) -> None:
    """Posts, edits and deletes under its own address."""
    fetched = await webhook.fetch()
    sent = await webhook.send("By webhook", wait=True)
    edited = await sent.edit(content="Edited")
    await sent.delete()

    assert fetched.channel_id == sent.channel.id
    assert (edited.content, sent.webhook_id) == ("Edited", webhook.id)
    with pytest.raises(discord.NotFound):
        await webhook.fetch_message(sent.id)


def test_an_unknown_webhook(http: httpx.Client) -> None:
    """Is refused as one that was deleted."""
    refused = http.get("/discord/webhooks/1/wrong")
    assert (refused.status_code, refused.json()["code"]) == (404, 10015)


def test_forum_needs_a_title(http: httpx.Client, account: Open, posts: Any) -> None:
    """A webhook opens a thread in a forum, and only there."""
    forum = account("discord", webhook=True, channel_type="forum")
    text = account("discord", webhook=True)
    answers = []
    for opened, body in ((forum, {}), (forum, {"thread_name": "News"}), (text, {"thread_name": "News"})):
        place = opened["credentials"]["webhook_url"].removeprefix("https://discord.com/api")
        answers.append(http.post(f"/discord{place}?wait=true", json={"content": "a", **body}))

    assert [answer.status_code for answer in answers] == [400, 200, 400]
    assert [answers[0].json()["code"], answers[2].json()["code"]] == [220001, 220003]
    [post] = posts(forum)
    assert post["document"]["thread_name"] == "News"
    assert http.get(post["url"]).status_code == http.get(post["profile_url"]).status_code == 200


def test_flood(http: httpx.Client, opened: dict[str, Any]) -> None:
    """The sixth message within five seconds is refused with the time to wait, to the millisecond."""
    credentials = opened["credentials"]
    headers = {"authorization": f"Bot {credentials['bot_token']}"}
    place = f"/discord/channels/{credentials['channel_id']}/messages"
    answers = [http.post(place, json={"content": str(n)}, headers=headers) for n in range(6)]

    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    assert 0 < answers[5].json()["retry_after"] <= 5
    assert answers[5].headers["retry-after"].isdigit()
    assert answers[4].headers["x-ratelimit-remaining"] == "0"
