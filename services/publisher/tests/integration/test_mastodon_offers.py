"""What Mastodon offers beyond text and pictures: threads, polls, video, warnings, edits, figures, and consent."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest

from sandbox.tests.videos import video
from services.publisher.domain.access import ConsentRequest
from services.publisher.domain.content import Receipt, part_of
from services.publisher.errors import RefusedError
from services.publisher.networks.clients import make_client
from services.publisher.networks.connectors import Tools
from services.publisher.networks.mastodon.connector import MastodonConnector
from services.publisher.ports import Live
from services.publisher.tests.attachments import Picture
from services.publisher.tests.integration.connector_contract import OnSandbox
from services.publisher.tests.integration.stage import Stage, content, picture, pictures_of, sha256
from shared.events import Poll, ThreadPart

REDIRECT = "https://postwright.example/v1/connect/callback"


def film(**options: Any) -> Picture:
    return Picture(video(64, 64, **options), "video/mp4", "a field", 64, 64)


class OnMastodon(OnSandbox):
    network = "mastodon"

    def connector(self, stage: Stage) -> MastodonConnector:
        assert isinstance(stage.connector, MastodonConnector)
        return stage.connector


def live(stage: Stage, receipt: Receipt) -> Live:
    return Live(receipt, stage.clock.now())


class TestOffers(OnMastodon):
    async def test_a_thread_is_a_chain_of_answers(self, stage: Stage) -> None:
        """Each answers the one before, the comment the first; none is shown to more people than the first."""
        said = content("one", thread=(ThreadPart(text="two"),), first_comment="three", visibility="followers")
        earlier: tuple[Receipt, ...] = ()
        for index in range(3):
            part = part_of(said, index, earlier)
            prepared = await stage.prepare(part)
            earlier = (*earlier, await stage.commit(part, prepared))
            assert await stage.find(part, prepared) == earlier[-1]
        documents = [post["document"] for post in await stage.wall()]
        first = earlier[0].remote_id
        assert [document["in_reply_to_id"] for document in documents] == [None, first, first]
        assert {document["visibility"] for document in documents} == {"private"}

    async def test_the_same_words_elsewhere_in_a_thread(self, stage: Stage) -> None:
        """An answer is no proof of a post with its words."""
        said = content("again", thread=(ThreadPart(text="again"),))
        first = part_of(said, 0)
        prepared = await stage.prepare(first)
        receipt = await stage.commit(first, prepared)
        assert await stage.find(part_of(said, 1, (receipt,)), prepared) is None

    async def test_an_answer_to_what_is_gone(self, stage: Stage) -> None:
        """Is refused for good, and said to be that."""
        said = content("one", thread=(ThreadPart(text="two"),))
        first = await stage.publish(part_of(said, 0))
        await self.connector(stage).delete(stage.access, live(stage, first))
        refused = await stage.failing(RefusedError, stage.publish(part_of(said, 1, (first,))))
        assert (refused.failure.error_class, refused.failure.code) == ("invalid", "mastodon.parent_gone")

    async def test_poll_and_warning(self, stage: Stage) -> None:
        """Answers, several of them if wanted, behind words of warning, unlisted."""
        poll = Poll(options=("tea", "coffee"), duration_seconds=3600, multiple=True)
        said = content("Which one?", poll=poll, content_warning="drinks", visibility="unlisted")
        await stage.publish(said)
        [post] = await stage.wall()
        document = post["document"]
        assert [option["title"] for option in document["poll"]["options"]] == ["tea", "coffee"]
        told = (document["poll"]["multiple"], document["spoiler_text"], document["visibility"])
        assert told == (True, "drinks", "unlisted")
        assert document["sensitive"] is True

    async def test_options(self, stage: Stage) -> None:
        """Hidden attachments, and who may quote."""
        options = {"sensitive": "true", "quote_approval_policy": "followers"}
        await stage.publish(content("Look", options=options), picture())
        [post] = await stage.wall()
        document = post["document"]
        assert (document["sensitive"], document["quote_approval_policy"]) == (True, "followers")

    async def test_video(self, stage: Stage) -> None:
        """The server works on it while nobody waits."""
        await stage.settings(mastodon_media_processing_seconds=40)
        shown = film()
        await stage.publish(content("A film"), shown)
        assert stage.clock.offset >= 40
        assert pictures_of((await stage.wall())[0]) == [(sha256(shown), "a field")]

    async def test_video_that_can_t_be_played(self, stage: Stage) -> None:
        """Is refused in the server's words once it has looked."""
        await stage.settings(mastodon_media_processing_seconds=5)
        broken = Picture(b"\0\0\0\x20ftypisom" + b"\0" * 900, "video/mp4")
        refused = await stage.failing(RefusedError, stage.prepare(content("Broken"), broken))
        assert (refused.failure.error_class, refused.failure.code) == ("invalid", "mastodon.media_refused")

    async def test_limits_of_the_instance(self, stage: Stage) -> None:
        """An instance that takes less is told beforehand, one that takes more takes it."""
        await stage.settings(mastodon_characters=20)
        call = stage.prepare(content("More than twenty characters"), picture())
        before = await stage.calls("media.create")
        refused = await stage.failing(RefusedError, call)
        assert refused.failure.code == "mastodon.instance_text_too_long"
        assert "at most 20" in refused.failure.detail
        assert await stage.calls("media.create") == before
        await stage.settings(mastodon_characters=5000)
        await stage.clock.advance(timedelta(hours=2).total_seconds())
        await stage.publish(content("long " * 500))
        assert len(await stage.wall()) == 1

    async def test_an_instance_that_says_nothing(self, stage: Stage) -> None:
        """Its limits are then those of its refusals."""
        await stage.fault("instance", "malformed")
        await stage.publish(content("Said all the same"))

    async def test_taken_back_or_locked(self, stage: Stage) -> None:
        """The owner has to act."""
        wanted = content("Refused")
        prepared = await stage.prepare(wanted)
        for mode, code in {
            "checkpoint": "mastodon.login_disabled",
            "revoked": "mastodon.token_refused",
        }.items():
            await stage.fault("statuses.create", mode)
            refused = await stage.failing(RefusedError, stage.commit(wanted, prepared))
            assert (refused.failure.error_class, refused.failure.code) == ("reconnect", code)
        assert await stage.wall() == []

    async def test_processing_that_fails(self, stage: Stage) -> None:
        """The server's words, for the author."""
        await stage.settings(mastodon_media_processing_seconds=3)
        await stage.fault("media.create", "processing_failed")
        refused = await stage.failing(RefusedError, stage.prepare(content("Broken"), film()))
        assert (refused.failure.error_class, refused.failure.code) == ("invalid", "mastodon.media_refused")

    async def test_edit(self, stage: Stage) -> None:
        """Words change; picture, warning, visibility and parent stay; repeating changes nothing more."""
        said = content("one", thread=(ThreadPart(text="tow"),), visibility="unlisted")
        first = await stage.publish(part_of(said, 0))
        second = part_of(said, 1, (first,))
        receipt = await stage.commit(second, await stage.prepare(second, picture("seen")))
        wanted = part_of(content("two"), 0)
        edited = await self.connector(stage).edit(stage.access, live(stage, receipt), wanted)
        assert edited.remote_id == receipt.remote_id
        assert await self.connector(stage).edit(stage.access, live(stage, receipt), wanted) == edited
        _, post = await stage.wall()
        assert (post["text"], [item["alt"] for item in post["media"]]) == ("two", ["seen"])
        document = post["document"]
        assert (document["visibility"], document["in_reply_to_id"]) == ("unlisted", first.remote_id)

    async def test_edit_of_a_poll(self, stage: Stage) -> None:
        """Its answers stay, so that nobody's vote is lost."""
        poll = Poll(options=("tea", "coffee"), duration_seconds=3600)
        receipt = await stage.publish(content("Wich?", poll=poll))
        await self.connector(stage).edit(stage.access, live(stage, receipt), part_of(content("Which?"), 0))
        [post] = await stage.wall()
        assert post["text"] == "Which?"
        assert [option["title"] for option in post["document"]["poll"]["options"]] == ["tea", "coffee"]

    async def test_delete(self, stage: Stage) -> None:
        """Gone is gone: a second time is no error."""
        receipt = await stage.publish(content("Not for long"))
        for _ in range(2):
            await self.connector(stage).delete(stage.access, live(stage, receipt))
        assert [post["deleted"] for post in await stage.wall()] == [True]

    async def test_figures(self, stage: Stage) -> None:
        """What the server knows of each; what is gone is left out; views are told by nobody."""
        posts = [live(stage, await stage.publish(content(f"number {number}"))) for number in range(3)]
        await self.connector(stage).delete(stage.access, posts[2])
        await stage.clock.advance(86_400)
        figures = await self.connector(stage).measure(stage.access, posts)
        assert set(figures) == {post.receipt.remote_id for post in posts[:2]}
        assert set(figures[posts[0].receipt.remote_id]) == {"likes", "comments", "shares", "quotes"}
        assert figures[posts[0].receipt.remote_id]["likes"] > 0
        account = await self.connector(stage).measure_account(stage.access)
        assert account["posts"] == 2
        assert account["followers"] > 0


class TestConsent(OnMastodon):
    """A person consents on the page of the instance they live on."""

    @pytest.fixture
    async def http(self) -> AsyncIterator[httpx.AsyncClient]:
        async with make_client(allow_private=True) as http:
            yield http

    @pytest.fixture
    def request_(self, sandbox: str) -> ConsentRequest:
        return ConsentRequest("state-0123456789", REDIRECT, {"api": f"{sandbox}/mastodon"})

    async def person(self, http: httpx.AsyncClient, url: str, **does: str) -> dict[str, str]:
        """What comes back with somebody who opens the page."""
        answer = await http.get(httpx.URL(url).copy_merge_params(does))
        return dict(httpx.URL(answer.headers["location"]).params)

    async def test_consent(self, stage: Stage, http: httpx.AsyncClient, request_: ConsentRequest) -> None:
        """We are registered there, the account is the person's, and what was given can publish."""
        connector = MastodonConnector(Tools(http, stage.clock))
        page = await connector.start_consent(request_)
        answer = await self.person(http, page.url, login_hint=stage.opened["handle"])
        assert answer["state"] == request_.state
        [choice] = await connector.finish_consent(request_, page, answer)
        assert choice.identity.remote_id == stage.opened["remote_id"]
        stage.grant = choice.grant
        await stage.publish(content(f"Consented {uuid4()}"), picture())
        used = await stage.failing(RefusedError, connector.finish_consent(request_, page, answer))
        assert (used.failure.error_class, used.failure.code) == ("reconnect", "mastodon.consent_refused")

    async def test_refused_by_the_person(
        self, stage: Stage, http: httpx.AsyncClient, request_: ConsentRequest
    ) -> None:
        """It is told in the server's words."""
        connector = MastodonConnector(Tools(http, stage.clock))
        page = await connector.start_consent(request_)
        answer = await self.person(http, page.url, deny="1")
        refused = await stage.failing(RefusedError, connector.finish_consent(request_, page, answer))
        assert refused.failure.code == "mastodon.consent_denied"
        assert "denied the request" in refused.failure.detail

    async def test_fewer_scopes_than_needed(
        self, stage: Stage, http: httpx.AsyncClient, request_: ConsentRequest
    ) -> None:
        """Those that are missing are named."""
        connector = MastodonConnector(Tools(http, stage.clock))
        page = await connector.start_consent(request_)
        answer = await self.person(http, page.url, scope="read:accounts write:statuses")
        refused = await stage.failing(RefusedError, connector.finish_consent(request_, page, answer))
        assert refused.failure.code == "mastodon.scope_missing"
        assert "read:statuses, write:media" in refused.failure.detail
