"""The Facebook Pages connector on the sandbox."""

import dataclasses
from collections.abc import Iterator, Sequence
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from sandbox.server import running_server
from sandbox.tests.videos import video
from services.publisher.domain.access import App, Choice, ConsentRequest, hosts_of
from services.publisher.domain.content import Missing, Pending, Prepared, part_of
from services.publisher.errors import NetworkError, RefusedError, UnknownOutcomeError
from services.publisher.networks.clients import make_client
from services.publisher.networks.connectors import Tools
from services.publisher.networks.facebook.connector import FacebookConnector
from services.publisher.ports import Live
from services.publisher.tests.attachments import Picture
from services.publisher.tests.integration.connector_contract import ConnectorContract, LookUpContract
from services.publisher.tests.integration.stage import (
    Stage,
    content,
    picture,
    pictures_of,
    seconds_from_now,
    sha256,
)
from shared.clock import SystemClock
from shared.events import LinkCard


def film(*, width: int = 540, height: int = 960) -> Picture:
    """A video of five seconds."""
    return Picture(video(width, height, seconds=5), "video/mp4", "", width, height, duration_seconds=5)


class TestFacebook(ConnectorContract, LookUpContract):
    network = "facebook"
    needed = ("access_token",)
    create = "feed.create"
    look = "feed.list"
    who = "me"
    upload = "photos.create"
    expired = "reconnect"
    words_for_too_long = "The message is too long."

    async def test_rate_limited(self, stage: Stage) -> None:
        """Meta tells in whole minutes when it listens again."""
        prepared = await stage.prepare(content("Too fast"))
        await stage.fault(self.create, "rate_limited", seconds=150)
        refused = await stage.failing(RefusedError, stage.commit(content("Too fast"), prepared))
        assert refused.failure.error_class == "rate_limited"
        assert refused.failure.retry_at is not None
        assert 170 < seconds_from_now(refused.failure.retry_at) < 190

    async def test_pictures_keep_their_order(self, stage: Stage) -> None:
        """Pictures of both kinds, in the order in which they were given."""
        shown = [picture(f"number {number}", form=form) for number, form in enumerate(("PNG", "JPEG", "PNG"))]
        await stage.publish(content("Three of them"), *shown)
        [post] = await stage.wall()
        assert pictures_of(post) == [(sha256(one), one.alt_text) for one in shown]

    async def test_a_text_too_long(self, stage: Stage) -> None:
        """Refused in Facebook's own words, for good."""
        refused = await stage.failing(RefusedError, stage.publish(content("x" * 63_207)))
        assert (refused.failure.error_class, refused.failure.who_must_act) == ("invalid", "author")
        assert self.words_for_too_long in refused.failure.detail
        assert await stage.wall() == []

    async def test_the_same_commit_twice(self, stage: Stage) -> None:
        """There is no key: the second one in a row is refused as a duplicate, and there is one post."""
        wanted = content("Once")
        prepared = await stage.prepare(wanted)
        await stage.commit(wanted, prepared)
        refused = await stage.failing(RefusedError, stage.commit(wanted, prepared))
        assert (refused.failure.error_class, refused.failure.code) == ("duplicate", "facebook.duplicate")
        assert await stage.texts() == ["Once"]

    async def test_a_link(self, stage: Stage) -> None:
        """A link beside the text is shown as a card, and the post is found by its text."""
        wanted = content("Read this", link=LinkCard(url="https://example.com/bread"))
        prepared = await stage.prepare(wanted)
        receipt = await stage.commit(wanted, prepared)
        [post] = await stage.wall()
        assert post["document"]["link"] == "https://example.com/bread"
        found = await stage.find(wanted, prepared)
        assert found is not None
        assert found.remote_id == receipt.remote_id

    @pytest.mark.parametrize("kind", ["post", "reel"])
    async def test_a_video(self, stage: Stage, kind: str) -> None:
        """Uploaded before, finished in one call, live once Facebook has processed it."""
        wanted, shown = content("Moving pictures", kind=kind, title="A film"), film()
        prepared = await stage.prepare(wanted, shown)
        assert await stage.wall() == []
        assert await stage.prove(wanted, prepared) == Missing()
        receipt = await stage.commit(wanted, prepared, shown)
        [post] = await stage.wall()
        assert (receipt.remote_id, receipt.url) == (post["remote_id"], post["url"])
        assert (post["text"], post["document"]["title"]) == ("Moving pictures", "A film")
        assert [item["sha256"] for item in post["media"]] == [sha256(shown)]

    @pytest.mark.parametrize(("kind", "call"), [("post", "videos.create"), ("reel", "video_reels.create")])
    @pytest.mark.parametrize(("mode", "stands"), [("accept_then_drop", True), ("drop_before_accept", False)])
    async def test_a_video_of_unknown_outcome(
        self, stage: Stage, kind: str, call: str, mode: str, *, stands: bool
    ) -> None:
        """The video itself tells: it is processed and then found, or it still waits to be finished."""
        wanted, shown = content("Did it arrive?", kind=kind), film()
        prepared = await stage.prepare(wanted, shown)
        await stage.fault(call, mode)
        await stage.failing(UnknownOutcomeError, stage.commit(wanted, prepared, shown))
        seen = await stage.prove(wanted, prepared)
        assert isinstance(seen, Pending if stands else Missing)
        if isinstance(seen, Pending):
            await stage.clock.advance(seen.wait_seconds)
            assert await stage.find(wanted, seen.prepared)
        else:
            await stage.commit(wanted, prepared, shown)
        assert len(await stage.wall()) == 1

    @pytest.mark.parametrize("kind", ["post", "reel"])
    async def test_an_upload_that_broke_off(self, stage: Stage, kind: str) -> None:
        """It goes on where it was, in the same upload, from what was stored between two steps."""
        small = film()
        shown = dataclasses.replace(small, data=small.data + bytes(3 * 1024 * 1024))
        wanted = content("Large", kind=kind)
        started = await stage.connector.prepare(stage.access, part_of(wanted, 0), [shown], None)
        assert started.ready_in > 0
        call = "videos.create" if kind == "post" else "uploads.transfer"
        await stage.fault(call, "drop_before_accept", after=1 if kind == "post" else 0)
        await stage.failing(NetworkError, stage.prepare(wanted, shown, former=started))
        done = await stage.prepare(wanted, shown, former=started)
        assert done.document["video_id"] == started.document["video_id"]
        await stage.commit(wanted, done, shown)
        [post] = await stage.wall()
        assert [item["sha256"] for item in post["media"]] == [sha256(shown)]

    async def test_a_reel_that_can_not_be_processed(self, stage: Stage) -> None:
        """A video of the wrong form is taken, and refused for good once Facebook has looked at it."""
        wanted, shown = content("Too wide", kind="reel"), film(width=640, height=360)
        prepared = await stage.prepare(wanted, shown)
        refused = await stage.failing(RefusedError, stage.commit(wanted, prepared, shown))
        assert (refused.failure.error_class, refused.failure.code) == (
            "invalid",
            "facebook.processing_failed",
        )
        assert "ratio" in refused.failure.detail
        assert await stage.wall() == []

    async def test_processing_that_fails(self, stage: Stage) -> None:
        """Taken, and refused for good in Facebook's own words."""
        wanted, shown = content("Broken"), film()
        await stage.fault("videos.create", "processing_failed")
        prepared = await stage.prepare(wanted, shown)
        refused = await stage.failing(RefusedError, stage.commit(wanted, prepared, shown))
        assert refused.failure.detail == "The video file can not be processed"
        assert await stage.wall() == []

    async def test_stories(self, stage: Stage) -> None:
        """A photo and a video; nothing tells of a story later, so a person is asked after a lost answer."""
        for shown in (picture(), film()):
            wanted = content("", kind="story")
            prepared = await stage.prepare(wanted, shown)
            way = stage.connector.way_out(part_of(wanted, 0), prepared, stage.clock.now())
            receipt = await stage.commit(wanted, prepared, shown)
            post = (await stage.wall())[-1]
            assert way == "person"
            assert (receipt.remote_id, receipt.url) == (post["remote_id"], post["url"])
            assert post["document"]["kind"] == "story"

    async def test_a_first_comment(self, stage: Stage) -> None:
        """It is a part of its own below the post, and is found again there."""
        whole = content("With a comment", first_comment="More at https://example.com")
        receipt = await stage.publish(whole)
        part = part_of(whole, 1, (receipt,))
        prepared = await stage.prepare(part)
        assert await stage.prove(part, prepared) == Missing()
        await stage.fault("comments.create", "accept_then_drop")
        await stage.failing(UnknownOutcomeError, stage.commit(part, prepared))
        found = await stage.find(part, prepared)
        comment = (await stage.wall())[-1]
        assert found is not None
        assert (found.remote_id, comment["text"]) == (comment["remote_id"], part.text)
        assert comment["document"]["in_reply_to"] == receipt.remote_id

    async def test_edit_and_delete(self, stage: Stage) -> None:
        """A live post's text changes; deleting twice is no error."""
        assert isinstance(stage.connector, FacebookConnector)
        receipt = await stage.publish(content("Before"))
        live = Live(receipt, stage.clock.now())
        await stage.connector.edit(stage.access, live, part_of(content("After"), 0))
        assert await stage.texts() == ["After"]
        for _ in range(2):
            await stage.connector.delete(stage.access, live)
        assert [post["deleted"] for post in await stage.wall()] == [True]

    async def test_figures(self, stage: Stage) -> None:
        """Of posts by their ids, without those that are gone; of the Page."""
        assert isinstance(stage.connector, FacebookConnector)
        lives = [Live(await stage.publish(content(f"Number {n}")), stage.clock.now()) for n in range(2)]
        await stage.connector.delete(stage.access, lives[1])
        await stage.clock.advance(86_400)
        measured = await stage.connector.measure(stage.access, lives)
        assert list(measured) == [lives[0].receipt.remote_id]
        assert measured[lives[0].receipt.remote_id].keys() == {
            "views",
            "reach",
            "likes",
            "comments",
            "shares",
            "clicks",
        }
        assert (await stage.connector.measure_account(stage.access))["followers"] > 0

    @pytest.mark.parametrize(
        ("mode", "code"),
        [
            ("unauthorized", "facebook.password_changed"),
            ("expire_tokens", "facebook.token_expired"),
            ("revoked", "facebook.password_changed"),
            ("checkpoint", "facebook.checkpoint"),
        ],
    )
    async def test_a_token_that_is_over(self, stage: Stage, mode: str, code: str) -> None:
        """Only a person can give a new one."""
        await stage.fault(self.create, mode)
        refused = await stage.failing(RefusedError, stage.publish(content("Over")))
        assert (refused.failure.error_class, refused.failure.code) == ("reconnect", code)
        refused = await stage.failing(RefusedError, stage.connector.refresh(stage.access))
        assert refused.failure.who_must_act == "account_owner"

    async def test_photos_that_are_gone(self, stage: Stage) -> None:
        """Uploads that Facebook forgot are made again."""
        refused = await stage.failing(
            RefusedError, stage.commit(content("Gone"), Prepared({"photos": ["123"]}))
        )
        assert refused.failure.prepare_again

    async def test_the_token_of_a_person(self, stage: Stage, sandbox: str) -> None:
        """It can't publish: who handed it over is told so."""
        query = {
            "client_id": "sandbox-client",
            "redirect_uri": "http://127.0.0.1/",
            "scope": "pages_show_list",
        }
        async with httpx.AsyncClient(base_url=f"{sandbox}/facebook") as http:
            back = (await http.get("/www/v26.0/dialog/oauth", params=query)).headers["location"]
            asked = {
                **query,
                "client_secret": "sandbox-client-secret",
                "code": parse_qs(urlsplit(back).query)["code"],
            }
            del asked["scope"]
            token = (await http.get("/v26.0/oauth/access_token", params=asked)).json()["access_token"]
        stage.hold(access_token=token)
        refused = await stage.failing(RefusedError, stage.connector.identify(stage.access))
        assert (refused.failure.code, refused.failure.error_class) == ("facebook.not_a_page", "reconnect")

    async def test_a_page_that_is_gone(self, stage: Stage) -> None:
        """A Page that the token can't reach any more has to be connected again."""
        stage.opened["remote_id"] = "404"
        refused = await stage.failing(RefusedError, stage.commit(content("Where?"), Prepared({"photos": []})))
        assert (refused.failure.code, refused.failure.error_class) == (
            "facebook.page_unreachable",
            "reconnect",
        )

    async def test_what_is_true_of_photos(self, stage: Stage) -> None:
        """A file that is no photo is refused in Facebook's own words, for the author."""
        wrong = dataclasses.replace(picture(), data=b"neither one nor the other")
        refused = await stage.failing(RefusedError, stage.prepare(content("Look"), wrong))
        assert (refused.failure.code, refused.failure.who_must_act) == ("facebook.media_refused", "author")


class TestConsent:
    """Log-in with Facebook, from its page to the Pages."""

    @pytest.fixture(scope="class")
    @classmethod
    def sandbox(cls, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
        with running_server(tmp_path_factory.mktemp("sandbox")) as address:
            yield address

    async def consent(self, sandbox: str, **answered: str) -> Sequence[Choice]:
        """What the person's answer gives; `answered` goes to the network's page."""
        async with make_client(allow_private=True) as http:
            apps = {"facebook": App("sandbox-client", "sandbox-client-secret")}
            connector = FacebookConnector(Tools(http, SystemClock(), apps))
            hosts = hosts_of(connector.hosts, "facebook", None, sandbox)
            request = ConsentRequest("a state", "http://127.0.0.1/callback?x=1", hosts)
            page = await connector.start_consent(request)
            sent_back = await http.get(page.url, params={**dict(httpx.URL(page.url).params), **answered})
            query = {
                name: values[0]
                for name, values in parse_qs(urlsplit(sent_back.headers["location"]).query).items()
            }
            assert query["state"] == "a state"
            return await connector.finish_consent(request, page, query)

    async def test_pages_to_choose_from(self, sandbox: str) -> None:
        """Each Page of the person, with a token of its own that publishes and has no end."""
        choices = await self.consent(sandbox, login_hint="bakery,cafe")
        assert [(choice.kind, choice.identity.handle) for choice in choices] == [
            ("page", "bakery"),
            ("page", "cafe"),
        ]
        assert {choice.grant.refresh_at for choice in choices} == {None}
        assert len({choice.grant.secrets["access_token"] for choice in choices}) == 2

    async def test_pages_of_a_business(self, sandbox: str) -> None:
        """Those that a business owns are offered too, each once."""
        choices = await self.consent(sandbox, login_hint="bakery", business="mill,bakery")
        assert [choice.identity.handle for choice in choices] == ["bakery", "mill"]

    async def test_a_person_who_does_not_consent(self, sandbox: str) -> None:
        """Is told back in the network's words."""
        with pytest.raises(RefusedError) as refused:
            await self.consent(sandbox, deny="1")
        assert refused.value.failure.code == "facebook.consent_denied"

    async def test_a_scope_that_is_missing(self, sandbox: str) -> None:
        """Is named."""
        with pytest.raises(RefusedError, match="pages_manage_posts") as refused:
            await self.consent(sandbox, grant="pages_show_list,pages_read_engagement")
        assert refused.value.failure.code == "facebook.scope_missing"
