"""The YouTube connector on the sandbox."""

import dataclasses
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, ClassVar

import httpx
import pytest

from services.publisher.domain.access import App, Choice, ConsentRequest
from services.publisher.domain.content import Missing, Pending, Receipt, part_of
from services.publisher.errors import RefusedError, UnknownOutcomeError
from services.publisher.networks.clients import make_client
from services.publisher.networks.connectors import Tools
from services.publisher.networks.youtube.connector import YouTubeConnector
from services.publisher.ports import Live
from services.publisher.tests.integration.film_contract import FilmContract, film
from services.publisher.tests.integration.stage import Stage, large, picture, sha256

MIB = 1024 * 1024
CALLBACK = "http://127.0.0.1/callback"


class TestYouTube(FilmContract):
    network = "youtube"
    needed = ("refresh_token", "client_id", "client_secret")
    create = "videos.finish"
    look = "videos.probe"
    who = "channels.list"
    upload = "videos.start"
    expired = "auth_expired"
    details: ClassVar[dict[str, Any]] = {"title": "Bread"}
    text_too_long = "é" * 2501
    words_for_too_long = "invalid video description"

    def connector(self, stage: Stage) -> YouTubeConnector:
        assert isinstance(stage.connector, YouTubeConnector)
        return stage.connector

    # Uploads

    async def test_an_upload_goes_on_where_it_stopped(self, stage: Stage) -> None:
        """After a connection that broke, only the bytes that are missing are sent."""
        wanted, shown = self.post("Long"), film(size=20 * MIB)
        prepared = await stage.prepare(wanted, shown)
        await stage.fault("videos.chunk", "accept_then_drop", after=1)
        await stage.failing(UnknownOutcomeError, stage.commit(wanted, prepared, shown))
        assert await stage.prove(wanted, prepared) == Missing(certain=True)
        before = await stage.calls("videos.chunk")
        await stage.commit(wanted, prepared, shown)

        [post] = await stage.wall()
        assert post["media"][0]["sha256"] == sha256(shown)
        assert await stage.calls("videos.chunk") == before

    async def test_an_upload_that_is_gone_before_a_byte_was_sent(self, stage: Stage) -> None:
        """Another one is prepared."""
        wanted, shown = self.post("Again"), film()
        prepared = await stage.prepare(wanted, shown)
        gone = dataclasses.replace(
            prepared, document={**prepared.document, "upload": f"{prepared.document['upload']}x"}
        )
        refused = await stage.failing(RefusedError, stage.commit(wanted, gone, shown))
        assert refused.failure.prepare_again
        await stage.commit(wanted, await stage.prepare(wanted, shown, former=gone), shown)
        assert len(await stage.wall()) == 1

    async def test_an_upload_that_is_gone_with_its_end_unknown(self, stage: Stage) -> None:
        """The list of uploads tells; a video that was not seen there may yet appear."""
        wanted, shown = self.post("In the list"), film()
        began = stage.clock.now()
        receipt = await stage.publish(wanted, shown)
        prepared = await stage.prepare(wanted, shown)
        gone = dataclasses.replace(
            prepared, document={**prepared.document, "upload": f"{prepared.document['upload']}x"}
        )
        seen = await stage.prove(wanted, gone, since=began)
        assert isinstance(seen, Pending)
        assert seen.prepared.document["video_id"] == receipt.remote_id
        assert await stage.prove(wanted, gone, taken=frozenset({receipt.remote_id})) == Missing()
        assert await stage.prove(self.post("Other words"), gone) == Missing()

    async def test_processing(self, stage: Stage) -> None:
        """A video counts as live when YouTube has made it visible."""
        await stage.settings(youtube_processing_seconds=20)
        wanted, shown = self.post("Slow"), film()
        prepared = await stage.prepare(wanted, shown)
        answer = await stage.connector.commit(stage.access, part_of(wanted, 0), [shown], prepared)
        assert isinstance(answer, Pending)
        assert isinstance(await stage.prove(wanted, answer.prepared), Pending)
        await stage.clock.advance(21)
        assert isinstance(await stage.prove(wanted, answer.prepared), Receipt)

    @pytest.mark.parametrize(
        ("reason", "code"), [("codec", "youtube.codec_refused"), ("conversion", "youtube.processing_failed")]
    )
    async def test_processing_that_fails(self, stage: Stage, reason: str, code: str) -> None:
        """YouTube's reason is told, for good."""
        await stage.settings(youtube_processing_failure=reason)
        refused = await stage.failing(RefusedError, stage.publish(self.post("Broken"), film()))
        assert (refused.failure.error_class, refused.failure.code) == ("invalid", code)

    # What a video says of itself

    async def test_title_tags_visibility_and_options(self, stage: Stage) -> None:
        """Each arrives where it belongs."""
        wanted = self.post(
            "Described",
            title="Rolls",
            tags=("bread", "fresh rolls"),
            visibility="unlisted",
            options={"category_id": "26", "made_for_kids": "false", "synthetic_media": "true"},
        )
        receipt = await stage.publish(wanted, film())
        [post] = await stage.wall()
        document = post["document"]
        assert (document["title"], document["tags"], document["category"]) == (
            "Rolls",
            ["bread", "fresh rolls"],
            "26",
        )
        assert document["status"]["privacyStatus"] == "unlisted"
        assert document["status"]["containsSyntheticMedia"] is True
        assert receipt.document["privacy"] == "unlisted"

    @pytest.mark.parametrize(
        ("details", "code"),
        [
            ({"title": ""}, "youtube.title_refused"),
            ({"title": "a < b"}, "youtube.title_refused"),
            ({"tags": ("x" * 501,)}, "youtube.tags_refused"),
            ({"options": {"category_id": "999"}}, "youtube.category_refused"),
        ],
    )
    async def test_what_is_refused(self, stage: Stage, details: dict[str, Any], code: str) -> None:
        """Before anything is uploaded, for the author."""
        refused = await stage.failing(RefusedError, stage.prepare(self.post("No", **details), film()))
        assert (refused.failure.code, refused.failure.who_must_act) == (code, "author")

    async def test_a_thumbnail(self, stage: Stage) -> None:
        """A picture beside the video is shown for it; one that YouTube refuses costs nothing but itself."""
        shown, thumbnail = film(), picture()
        await stage.publish(self.post("With"), shown, thumbnail)
        await stage.publish(self.post("Without"), film(), large("PNG", 3 * MIB))
        first, second = await stage.wall()
        assert [item["sha256"] for item in first["media"]] == [sha256(shown), sha256(thumbnail)]
        assert len(second["media"]) == 1

    # Afterwards

    async def test_a_first_comment(self, stage: Stage) -> None:
        """Under the video, found again by its words, changed and taken away."""
        wanted = self.post("Video", first_comment="First! & again")
        video = await stage.publish(part_of(wanted, 0), film())
        part = part_of(wanted, 1, (video,))
        await stage.fault("commentThreads.insert", "accept_then_drop")
        await stage.failing(UnknownOutcomeError, stage.publish(part))
        receipt = await stage.prove(part, await stage.prepare(part))
        assert isinstance(receipt, Receipt)
        assert (
            await stage.prove(part, await stage.prepare(part), taken=frozenset({receipt.remote_id}))
            == Missing()
        )
        comment = (await stage.wall())[1]
        assert (comment["text"], comment["remote_id"], comment["url"]) == (
            "First! & again",
            receipt.remote_id,
            receipt.url,
        )
        live = Live(receipt, stage.clock.now())
        await self.connector(stage).edit(stage.access, live, dataclasses.replace(part, text="Second"))
        assert (await stage.texts())[1] == "Second"
        for _ in range(2):
            await self.connector(stage).delete(stage.access, live)
        assert [post["deleted"] for post in await stage.wall()] == [False, True]

    async def test_edit_and_delete(self, stage: Stage) -> None:
        """Words change in place; what is gone already is no error."""
        receipt = await stage.publish(self.post("Before", tags=("a",)), film())
        live = Live(receipt, stage.clock.now())
        changed = part_of(self.post("After", title="Rolls", tags=("b",)), 0)
        assert await self.connector(stage).edit(stage.access, live, changed) == receipt
        [post] = await stage.wall()
        assert (post["text"], post["document"]["title"], post["document"]["tags"]) == (
            "After",
            "Rolls",
            ["b"],
        )
        for _ in range(2):
            await self.connector(stage).delete(stage.access, live)
        assert [post["deleted"] for post in await stage.wall()] == [True]

    async def test_figures(self, stage: Stage) -> None:
        """Of each video that is there, and of the channel."""
        receipt = await stage.publish(self.post("Seen"), film())
        await stage.clock.advance(3000)
        gone = Live(Receipt("nothing-here", "https://example.com"), stage.clock.now())
        figures = await self.connector(stage).measure(stage.access, [Live(receipt, stage.clock.now()), gone])
        assert list(figures) == [receipt.remote_id]
        assert set(figures[receipt.remote_id]) == {"views", "likes", "comments"}
        channel = await self.connector(stage).measure_account(stage.access)
        assert set(channel) == {"followers", "views", "posts"}
        assert channel["posts"] == 1
        assert channel["views"] == figures[receipt.remote_id]["views"] > 0

    async def test_the_time_that_people_watched(self, stage: Stage) -> None:
        """Is known some days later, and only where reading it was allowed."""
        await stage.settings(youtube_access_token_seconds=10**7)
        await stage.refresh()
        receipt = await stage.publish(self.post("Watched"), film())
        live = Live(receipt, stage.clock.now())
        fresh = await self.connector(stage).measure(stage.access, [live])
        await stage.clock.advance(3 * 86_400)
        later = await self.connector(stage).measure(stage.access, [live])
        stage.hold(scope="https://www.googleapis.com/auth/youtube.readonly")
        without = await self.connector(stage).measure(stage.access, [live])

        assert "watch_seconds" not in fresh[receipt.remote_id]
        assert later[receipt.remote_id]["watch_seconds"] > 0
        assert "watch_seconds" not in without[receipt.remote_id]

    # Quotas and tokens

    async def test_the_channel_has_had_enough(self, stage: Stage) -> None:
        """For a day, and YouTube says so."""
        await stage.settings(youtube_channel_uploads_a_day=1)
        await stage.publish(self.post("One"), film())
        refused = await stage.failing(RefusedError, stage.prepare(self.post("Two"), film()))
        assert (refused.failure.error_class, refused.failure.code) == (
            "quota",
            "youtube.channel_limit_reached",
        )
        assert refused.failure.retry_at is not None
        assert (refused.failure.retry_at - datetime.now(UTC)).total_seconds() > 86_000

    async def test_renewal_keeps_the_renewal_token(self, stage: Stage) -> None:
        """Google gives none back."""
        before = dict(stage.grant.secrets)
        grant = await stage.refresh()
        assert grant.secrets["refresh_token"] == before["refresh_token"]
        assert grant.secrets["access_token"] != before["access_token"]
        assert grant.refresh_at is not None
        assert (await stage.connector.identify(stage.access)).remote_id == stage.opened["remote_id"]

    async def test_a_consent_that_was_withdrawn(self, stage: Stage) -> None:
        """Only the account's owner can give it again."""
        async with httpx.AsyncClient() as http:
            address = f"{stage.access.hosts['oauth']}/revoke"
            await http.post(address, data={"token": stage.grant.secrets["refresh_token"]})
        refused = await stage.failing(RefusedError, stage.connector.refresh(stage.access))
        assert (refused.failure.error_class, refused.failure.code) == ("reconnect", "youtube.consent_ended")

    async def test_what_an_account_can_run_into(self, stage: Stage) -> None:
        """A log-in that is asked for, a quota that is used up, a consent that ended, a file that can't be worked on."""
        wanted, shown = self.post("Obstacles"), film()
        for mode, expected in {
            "checkpoint": ("reconnect", "youtube.channel_missing"),
            "quota": ("quota", "youtube.quota_used_up"),
        }.items():
            await stage.fault(self.upload, mode)
            refused = await stage.failing(RefusedError, stage.prepare(wanted, shown))
            assert (refused.failure.error_class, refused.failure.code) == expected
        await stage.fault(self.create, "processing_failed")
        refused = await stage.failing(RefusedError, stage.publish(wanted, shown))
        assert (refused.failure.error_class, refused.failure.code) == ("invalid", "youtube.processing_failed")
        assert [post for post in await stage.wall() if not post["deleted"]] == []
        await stage.fault(self.who, "revoked")
        await stage.failing(RefusedError, stage.connector.identify(stage.access))
        refused = await stage.failing(RefusedError, stage.connector.refresh(stage.access))
        assert (refused.failure.error_class, refused.failure.code) == ("reconnect", "youtube.consent_ended")

    async def test_consent(self, stage: Stage) -> None:
        """The person's answer gives the channel, with tokens that work and can be renewed."""
        [choice] = await self.consent(stage)
        assert (choice.kind, choice.identity) == ("channel", await stage.connector.identify(stage.access))
        stage.hold(**choice.grant.secrets)
        stage.grant = dataclasses.replace(choice.grant)
        await stage.connector.identify(stage.access)
        assert choice.grant.secrets["refresh_token"]

    @pytest.mark.parametrize(
        ("more", "words"),
        [
            ({"deny": "1"}, "access_denied"),
            ({"only": "https://www.googleapis.com/auth/youtube.upload"}, "youtube.readonly"),
        ],
    )
    async def test_consent_that_was_not_given(self, stage: Stage, more: dict[str, str], words: str) -> None:
        """A no, and a permission that was left out, are named."""
        refused = await stage.failing(RefusedError, self.consent(stage, **more))
        assert refused.failure.error_class == "reconnect"
        assert words in refused.failure.detail

    async def test_no_application(self, stage: Stage) -> None:
        """Without the operator's OAuth client nobody can consent, and it is the operator who must act."""
        request = ConsentRequest("state", CALLBACK, stage.access.hosts)
        refused = await stage.failing(RefusedError, self.connector(stage).start_consent(request))
        assert (refused.failure.code, refused.failure.who_must_act) == (
            "youtube.application_missing",
            "operator",
        )

    async def consent(self, stage: Stage, **more: str) -> Sequence[Choice]:
        """As a person in a browser does it."""
        app = App(stage.credentials["client_id"], stage.credentials["client_secret"])
        request = ConsentRequest("state", CALLBACK, stage.access.hosts)
        async with make_client(allow_private=True) as http:
            connector = YouTubeConnector(Tools(http, stage.clock, {"youtube": app}))
            page = await connector.start_consent(request)
            query = {"login_hint": stage.opened["handle"], **more}
            answer = await http.get(httpx.URL(page.url).copy_merge_params(query))
            came_back = dict(httpx.URL(answer.headers["location"]).params)
            assert came_back.pop("state") == "state"
            return await connector.finish_consent(request, page, came_back)

    def test_an_account_without_an_access_token(self, stage: Stage) -> None:
        """A renewal token is enough: it is renewed at once."""
        credentials = {name: value for name, value in stage.credentials.items() if name in self.needed}
        assert stage.connector.open(credentials).refresh_at is not None
