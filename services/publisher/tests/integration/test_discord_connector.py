"""The Discord connector on the sandbox, by a bot and by a webhook."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import ClassVar

import httpx
import pytest

from sandbox.audience import of_account
from services.publisher.domain.access import App, Choice, ConsentRequest
from services.publisher.domain.content import Missing, Prepared, Receipt, part_of
from services.publisher.errors import CredentialsIncompleteError, RefusedError, UnknownOutcomeError
from services.publisher.networks.clients import make_client
from services.publisher.networks.connectors import Tools
from services.publisher.networks.discord.connector import DiscordConnector
from services.publisher.ports import Live
from services.publisher.tests.integration.connector_contract import (
    ConnectorContract,
    LookUpContract,
    OnSandbox,
)
from services.publisher.tests.integration.stage import Stage, content, large, picture, pictures_of
from services.publisher.tests.integration.unprovable_contract import UnprovableContract
from shared.events import Poll, ThreadPart

CALLBACK = "http://127.0.0.1/callback"


def connector_of(stage: Stage) -> DiscordConnector:
    assert isinstance(stage.connector, DiscordConnector)
    return stage.connector


def live(stage: Stage, receipt: Receipt) -> Live:
    return Live(receipt, stage.clock.now())


class _Messages:
    """What is the same by both ways."""

    async def test_nobody_is_notified(self, stage: Stage) -> None:
        """Unless the author names who."""
        await stage.publish(content("@everyone look"))
        await stage.publish(content("@everyone look", options={"mentions": "everyone", "silent": "true"}))
        first, second = [post["document"] for post in await stage.wall()]
        assert (first["allowed_mentions"], first["flags"]) == ({"parse": []}, 0)
        assert (second["allowed_mentions"], second["flags"]) == ({"parse": ["everyone"]}, 1 << 12)

    async def test_poll(self, stage: Stage) -> None:
        """The text asks; the time is in whole hours; it can't be changed later."""
        poll = Poll(options=("Rye", "Wheat 🌾"), duration_seconds=5400, multiple=True)
        receipt = await stage.publish(content("Which bread?", poll=poll))
        [post] = await stage.wall()
        asked = post["document"]["poll"]
        assert (post["text"], asked["duration"], asked["allow_multiselect"]) == ("Which bread?", 2, True)
        assert [one["poll_media"]["text"] for one in asked["answers"]] == ["Rye", "Wheat 🌾"]
        edit = connector_of(stage).edit(stage.access, live(stage, receipt), part_of(content("!"), 0))
        refused = await stage.failing(RefusedError, edit)
        assert refused.failure.code == "discord.not_editable"

    async def test_edit_and_delete(self, stage: Stage) -> None:
        """Repeating either changes nothing more; the pictures stay."""
        receipt = await stage.publish(content("Teh bread"), picture())
        for _ in range(2):
            part = part_of(content("The bread"), 0)
            edited = await connector_of(stage).edit(stage.access, live(stage, receipt), part)
            assert edited == receipt
        [post] = await stage.wall()
        assert (post["text"], len(pictures_of(post))) == ("The bread", 1)
        for _ in range(2):
            await connector_of(stage).delete(stage.access, live(stage, receipt))
        [post] = await stage.wall()
        assert post["deleted"]
        assert await connector_of(stage).measure(stage.access, [live(stage, receipt)]) == {}

    async def test_measure(self, stage: Stage) -> None:
        """Reactions of every kind together, and answers in the thread."""
        one, two = await stage.publish(content("One")), await stage.publish(content("Two"))
        await stage.figures(one.remote_id, likes=4, comments=2)
        figures = await connector_of(stage).measure(stage.access, [live(stage, one), live(stage, two)])
        assert figures[one.remote_id] == {"likes": 4.0, "comments": 2.0}
        assert figures[two.remote_id] == {"likes": 0.0, "comments": 0.0}

    async def test_renewal(self, stage: Stage) -> None:
        """There is none."""
        refused = await stage.failing(RefusedError, stage.connector.refresh(stage.access))
        assert refused.failure.error_class == "reconnect"

    async def test_too_large(self, stage: Stage) -> None:
        """In Discord's words, for the author."""
        wanted, shown = content("Large"), large("PNG", 11 * 1024 * 1024)
        prepared = await stage.prepare(wanted, shown)
        refused = await stage.failing(RefusedError, stage.commit(wanted, prepared, shown))
        assert (refused.failure.error_class, refused.failure.code) == ("invalid", "discord.media_too_large")


class TestDiscordBot(_Messages, ConnectorContract, LookUpContract):
    network = "discord"
    needed = ("bot_token", "channel_id")
    create = "messages.create"
    look = "messages.list"
    who = "channels.get"
    upload = "channels.get"
    expired = "reconnect"
    words_for_too_long = "Must be 2000 or fewer in length"

    @pytest.mark.parametrize(
        "wrong", ["wrong-but-plausible-token-0123456789", "two\nlines-of-token", "tökén-9"]
    )
    async def test_wrong_token(self, stage: Stage, wrong: str) -> None:
        """A token that Discord does not know, or that no token can be, asks for a new one and is never quoted."""
        wanted = content("Who is this?")
        prepared = await stage.prepare(wanted)
        stage.hold(bot_token=wrong)
        for call in (stage.commit(wanted, prepared), stage.connector.identify(stage.access)):
            refused = await stage.failing(RefusedError, call)
            assert refused.failure.code == "discord.token_refused"
        assert await stage.wall() == []

    async def test_pictures_keep_their_order(self, stage: Stage) -> None:
        """Ten pictures, each with its words, in the order in which they were given."""
        shown = [picture(f"number {number}") for number in range(10)]
        await stage.publish(content("Ten of them"), *shown)
        [post] = await stage.wall()
        assert [alt for _, alt in pictures_of(post)] == [one.alt_text for one in shown]

    async def test_the_same_commit_twice(self, stage: Stage) -> None:
        """The nonce makes the second one the first one again; other words under another nonce are another."""
        wanted = content("Once")
        prepared = await stage.prepare(wanted)
        assert await stage.commit(wanted, prepared) == await stage.commit(wanted, prepared)
        await stage.publish(content("Once"))
        assert [post["accepted"] for post in await stage.wall()] == [2, 1]

    def test_the_nonce_is_trusted_for_less_than_it_holds(self, stage: Stage) -> None:
        """Repeating is the way out for two minutes, then looking is."""
        prepared = Prepared({"mode": "bot", "guild_id": "1", "attached": 0})
        part, now = part_of(content("a"), 0), stage.clock.now()
        ways = [
            stage.connector.way_out(part, prepared, now - timedelta(seconds=seconds))
            for seconds in (0, 119, 121, 86_400)
        ]
        assert ways == ["repeat", "repeat", "look_up", "look_up"]

    async def test_the_look_after_the_nonce_is_forgotten(self, stage: Stage) -> None:
        """Ten minutes later the nonce would make a second message; the look finds the first, and its picture counts."""
        wanted, shown = content("Ten minutes ago"), picture()
        prepared = await stage.prepare(wanted, shown)
        began = stage.clock.now()
        await stage.fault(self.create, "accept_then_drop")
        await stage.failing(UnknownOutcomeError, stage.commit(wanted, prepared, shown))
        await stage.clock.advance(600)
        assert await stage.find(wanted, prepared, since=began)
        other = Prepared({**prepared.document, "attached": 0})
        assert await stage.prove(wanted, other, since=began) == Missing(certain=False)

    async def test_a_thread(self, stage: Stage) -> None:
        """Each further message answers the one before."""
        wanted = content("One", thread=[ThreadPart(text="Two"), ThreadPart(text="Three")])
        receipts: list[Receipt] = []
        for index in range(3):
            receipts.append(await stage.publish(part_of(wanted, index, tuple(receipts))))
        answered = [post["document"]["reply_to"] for post in await stage.wall()]
        assert answered == [None, receipts[0].remote_id, receipts[1].remote_id]
        gone, other = (Receipt("1", "https://discord.com/1"),), content("1", thread=[ThreadPart(text="2")])
        refused = await stage.failing(RefusedError, stage.publish(part_of(other, 1, gone)))
        assert refused.failure.code == "discord.answered_message_gone"

    async def test_a_poll_that_was_lost(self, stage: Stage) -> None:
        """Is found by its question."""
        wanted = content("Which?", poll=Poll(options=("a", "b"), duration_seconds=3600))
        prepared = await stage.prepare(wanted)
        await stage.commit(wanted, prepared)
        assert await stage.find(wanted, prepared)
        assert await stage.find(content("Which?"), prepared) is None

    async def test_members(self, stage: Stage) -> None:
        """Of the server."""
        members = of_account("discord", stage.opened["handle"])["followers"]
        assert await connector_of(stage).measure_account(stage.access) == {"followers": members}


class TestDiscordAnnouncements(OnSandbox):
    """A channel that other servers follow."""

    options: ClassVar[Mapping[str, str]] = {"channel_type": "announcement"}
    network = "discord"

    async def test_crosspost(self, stage: Stage) -> None:
        """Given on once, whether the message was new, repeated or found."""
        wanted = content("News", options={"crosspost": "true"})
        prepared = await stage.prepare(wanted)
        first = await stage.commit(wanted, prepared)
        assert await stage.commit(wanted, prepared) == first
        assert await stage.find(wanted, prepared) == first
        [post] = await stage.wall()
        assert post["document"]["crossposted"] is True

    async def test_a_crosspost_that_failed(self, stage: Stage) -> None:
        """Takes nothing back: the message is out."""
        await stage.fault("messages.crosspost", "server_error")
        receipt = await stage.publish(content("News", options={"crosspost": "true"}))
        assert receipt.document["crosspost_failed"] == "discord.server_error"
        assert len(await stage.wall()) == 1


class TestDiscordWebhook(_Messages, UnprovableContract):
    network = "discord"
    options: ClassVar[Mapping[str, str]] = {"webhook": "yes"}
    needed = ("webhook_url",)
    create = "webhooks.execute"
    create_with_picture = "webhooks.execute"
    who = "webhooks.get"
    token = "webhook_url"
    alt_texts = True
    expired = "reconnect"
    longest = 2000
    words_for_too_long = "Must be 2000 or fewer in length"

    @pytest.mark.parametrize(
        "wrong",
        [
            "https://discord.com/api/webhooks/1234567890/wrong-but-plausible-token",
            "https://evil.example/api/webhooks/1234567890/wrong-but-plausible-token",
            "two\nlines-of-token",
        ],
    )
    async def test_wrong_token(self, stage: Stage, wrong: str) -> None:
        """An address that Discord does not know, or that is not Discord's, is never called nor quoted."""
        stage.hold(webhook_url=wrong)
        wanted = content("Who is this?")
        calls = (
            stage.commit(wanted, Prepared({"mode": "webhook", "guild_id": "1", "attached": 0})),
            stage.connector.identify(stage.access),
        )
        for call in calls:
            refused = await stage.failing(RefusedError, call)
            assert refused.failure.error_class == "reconnect"
        assert await stage.wall() == []

    async def test_a_thread_is_a_row_of_messages(self, stage: Stage) -> None:
        """A webhook can answer nobody."""
        wanted = content("One", thread=[ThreadPart(text="Two")])
        first = await stage.publish(part_of(wanted, 0))
        await stage.publish(part_of(wanted, 1, (first,)))
        assert await stage.texts() == ["One", "Two"]

    async def test_members(self, stage: Stage) -> None:
        """A webhook sees nothing of the server, which is not 0."""
        assert await connector_of(stage).measure_account(stage.access) == {}

    async def test_half_of_each_way(self, stage: Stage) -> None:
        """A bot needs its channel, a channel its bot."""
        for given, missing in (({"bot_token": "a"}, "channel_id"), ({"channel_id": "1"}, "bot_token")):
            with pytest.raises(CredentialsIncompleteError, match=missing):
                stage.connector.open(given)
        both = {**stage.credentials, "bot_token": "a", "channel_id": "1"}
        assert set(stage.connector.open(both).secrets) == {"bot_token", "channel_id"}

    async def test_consent(self, stage: Stage) -> None:
        """The person chooses a channel; a webhook that works is made for it."""
        [choice] = await self.consent(stage)
        assert choice.kind == "channel"
        assert choice.identity == await stage.connector.identify(stage.access)
        stage.hold(**choice.grant.secrets)
        await stage.publish(content("By consent"))
        assert await stage.texts() == ["By consent"]

    async def test_consent_that_was_not_given(self, stage: Stage) -> None:
        """Is told in Discord's words; a code works once, and only with the operator's own application."""
        refused = await stage.failing(RefusedError, self.consent(stage, deny="1"))
        assert refused.failure.code == "discord.consent_denied"
        assert "access_denied" in refused.failure.detail
        refused = await stage.failing(RefusedError, self.consent(stage, secret="wrong-client-secret"))
        assert (refused.failure.code, refused.failure.who_must_act) == ("discord.app_refused", "operator")
        request = ConsentRequest("state", CALLBACK, stage.access.hosts)
        refused = await stage.failing(RefusedError, connector_of(stage).start_consent(request))
        assert (refused.failure.code, refused.failure.who_must_act) == (
            "discord.application_missing",
            "operator",
        )

    async def consent(
        self, stage: Stage, secret: str = "sandbox-client-secret", **more: str
    ) -> Sequence[Choice]:
        """As a person in a browser does it."""
        request = ConsentRequest("state", CALLBACK, stage.access.hosts)
        async with make_client(allow_private=True) as http:
            tools = Tools(http, stage.clock, {"discord": App("sandbox-client", secret)})
            connector = DiscordConnector(tools)
            page = await connector.start_consent(request)
            query = {"login_hint": stage.opened["handle"], **more}
            answer = await http.get(httpx.URL(page.url).copy_merge_params(query))
            came_back = dict(httpx.URL(answer.headers["location"]).params)
            assert came_back.pop("state") == "state"
            return await connector.finish_consent(request, page, came_back)


class TestDiscordForum(OnSandbox):
    """A forum's posts are threads, which a webhook opens."""

    options: ClassVar[Mapping[str, str]] = {"webhook": "yes", "channel_type": "forum"}
    network = "discord"

    async def test_a_post(self, stage: Stage) -> None:
        """Its first message opens the thread, the others follow in it; each can be changed there."""
        wanted = content("One", thread=[ThreadPart(text="Two")], options={"thread_name": "News"})
        first = await stage.publish(part_of(wanted, 0))
        second = await stage.publish(part_of(wanted, 1, (first,)))
        documents = [post["document"] for post in await stage.wall()]
        assert [one["thread_name"] for one in documents] == ["News", None]
        assert {one["thread_id"] for one in documents} == {first.remote_id}
        assert f"/{first.remote_id}/{second.remote_id}" in second.url
        await connector_of(stage).delete(stage.access, live(stage, second))

    async def test_without_a_name(self, stage: Stage) -> None:
        """Is refused, for the author to mend."""
        refused = await stage.failing(RefusedError, stage.publish(content("No name")))
        assert (refused.failure.error_class, refused.failure.code) == (
            "invalid",
            "discord.thread_name_missing",
        )
