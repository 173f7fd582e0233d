"""The Instagram connector on the sandbox."""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from sandbox.server import running_server
from sandbox.tests.videos import video
from services.publisher.domain.access import App, Choice, ConsentRequest, hosts_of
from services.publisher.domain.content import part_of
from services.publisher.errors import RefusedError, UnknownOutcomeError
from services.publisher.networks.clients import make_client
from services.publisher.networks.connectors import Tools
from services.publisher.networks.instagram.connector import InstagramConnector
from services.publisher.ports import Live
from services.publisher.tests.attachments import Picture
from services.publisher.tests.integration.containers_contract import ContainersContract
from services.publisher.tests.integration.pulled import PictureStage, jpeg
from services.publisher.tests.integration.stage import (
    Stage,
    content,
    picture,
    pictures_of,
    sha256,
)
from shared.clock import SystemClock


def film(*, width: int = 360, height: int = 640, seconds: float = 4) -> Picture:
    data = video(width, height, seconds=seconds)
    return Picture(data, "video/mp4", "", width, height, duration_seconds=seconds)


class TestInstagram(ContainersContract):
    network = "instagram"
    needed = ("access_token",)
    create = "media_publish"
    look = "objects.get"
    who = "me"
    upload = "media.create"
    comment = "comments.create"
    expired = "reconnect"
    words_for_too_long = "The caption is too long"
    stage_class = PictureStage

    async def test_a_reel(self, stage: Stage) -> None:
        """A video alone is a reel, in a post as well."""
        for kind in ("reel", "post"):
            shown = film()
            receipt = await stage.publish(content("Moving", kind=kind), shown)
            post = (await stage.wall())[-1]
            assert receipt.url == post["url"]
            assert post["document"] == {"type": "VIDEO", "product": "REELS"}
            assert [item["sha256"] for item in post["media"]] == [sha256(shown)]

    async def test_stories(self, stage: Stage) -> None:
        """A picture and a video; a lost answer is found out as with any post."""
        for shown in (jpeg(), film()):
            wanted = content("", kind="story")
            prepared = await stage.prepare(wanted, shown)
            await stage.fault(self.create, "accept_then_drop")
            await stage.failing(UnknownOutcomeError, stage.commit(wanted, prepared))
            taken = frozenset(post["remote_id"] for post in (await stage.wall())[:-1])
            found = await stage.find(wanted, prepared, taken=taken)
            post = (await stage.wall())[-1]
            assert found is not None
            assert found.remote_id == post["remote_id"]
            assert post["document"]["product"] == "STORY"

    async def test_a_carousel_of_both_kinds(self, stage: Stage) -> None:
        """Pictures and videos beside one another, in their order."""
        shown = [jpeg("first"), film(), jpeg("third")]
        await stage.publish(content("Three"), *shown)
        [post] = await stage.wall()
        assert pictures_of(post) == [(sha256(one), one.alt_text) for one in shown]
        assert post["document"]["type"] == "CAROUSEL_ALBUM"

    @pytest.mark.parametrize(
        ("wrong", "code"),
        [
            (picture(form="PNG", side=64), "instagram.media_refused"),
            (jpeg(ratio=3), "instagram.ratio_refused"),
            (dataclasses.replace(jpeg(), data=jpeg().data + bytes(9_000_000)), "instagram.picture_too_large"),
            (film(seconds=1), "instagram.media_refused"),
            (dataclasses.replace(film(), data=film().data[:400]), "instagram.media_refused"),
        ],
        ids=["PNG", "too wide", "too large", "too short", "broken"],
    )
    async def test_media_refused(self, stage: Stage, wrong: Picture, code: str) -> None:
        """In Instagram's own words, for the author."""
        refused = await stage.failing(RefusedError, stage.prepare(content("Look"), wrong))
        assert (refused.failure.code, refused.failure.who_must_act) == (code, "author")

    async def test_the_day_is_used_up(self, stage: Stage) -> None:
        """So many posts in 24 hours; the next may go out tomorrow."""
        await stage.settings(instagram_posts_a_day=3)
        for number in range(3):
            await stage.publish(content(f"Number {number}"))
        refused = await stage.failing(RefusedError, stage.publish(content("One more")))
        assert (refused.failure.error_class, refused.failure.code) == (
            "quota",
            "instagram.daily_posts_used_up",
        )
        await stage.clock.advance(86_500)
        await stage.publish(content("Next day"))

    async def test_renewal(self, stage: Stage) -> None:
        """A token is renewed once it is a day old, and only while it lives."""
        refused = await stage.failing(RefusedError, stage.connector.refresh(stage.access))
        assert (refused.failure.code, refused.failure.retry_can_help) == ("instagram.renewal_too_early", True)
        await stage.clock.advance(86_500)
        first = stage.grant.secrets["access_token"]
        grant = await stage.refresh()
        assert grant.secrets["access_token"] != first
        assert grant.refresh_at is not None
        assert timedelta(days=29) < grant.refresh_at - stage.clock.now() < timedelta(days=31)
        await stage.connector.identify(stage.access)
        await stage.clock.advance(61 * 86_400)
        refused = await stage.failing(RefusedError, stage.connector.refresh(stage.access))
        assert (refused.failure.error_class, refused.failure.code) == ("reconnect", "instagram.token_expired")

    async def test_figures(self, stage: Stage) -> None:
        """Of posts by their ids; of the account."""
        assert isinstance(stage.connector, InstagramConnector)
        live = Live(await stage.publish(content("Seen")), stage.clock.now())
        gone = dataclasses.replace(live, receipt=dataclasses.replace(live.receipt, remote_id="404"))
        measured = await stage.connector.measure(stage.access, [live, gone])
        assert list(measured) == [live.receipt.remote_id]
        names = {"views", "reach", "likes", "comments", "shares", "saves", "engagements"}
        assert measured[live.receipt.remote_id].keys() == names
        account = await stage.connector.measure_account(stage.access)
        assert account.keys() == {"followers", "following", "posts", "reach"}

    async def test_options(self, stage: Stage) -> None:
        """What only Instagram knows is sent where it belongs."""
        wanted = content("Together", options={"collaborators": "ann,ben", "location_id": "123"})
        await stage.publish(wanted)
        await stage.publish(
            content("Reel", options={"thumb_offset": "500", "share_to_feed": "false"}), film()
        )
        refused = await stage.failing(
            RefusedError, stage.prepare(content("Late", options={"thumb_offset": "90000"}), film())
        )
        assert refused.failure.code == "instagram.thumbnail_outside"

    async def test_stories_take_no_way_out_but_a_look(self, stage: Stage) -> None:
        """The container tells of everything."""
        part = part_of(content("", kind="story"), 0)
        prepared = await stage.prepare(part, jpeg())
        assert stage.connector.way_out(part, prepared, stage.clock.now()) == "look_up"


class TestByFacebook(TestInstagram):
    """The same with the token of a Page."""

    options: ClassVar[Mapping[str, str]] = {"login": "facebook"}
    who = "facebook.me"

    async def test_renewal(self, stage: Stage) -> None:
        """There is none: the token of a Page has no end, and only a person can give another."""
        assert stage.grant.refresh_at is None
        refused = await stage.failing(RefusedError, stage.connector.refresh(stage.access))
        assert refused.failure.who_must_act == "account_owner"


class TestConsent:
    """Both log-ins, from their page to the accounts."""

    @pytest.fixture(scope="class")
    @classmethod
    def sandbox(cls, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
        with running_server(tmp_path_factory.mktemp("sandbox")) as address:
            yield address

    async def consent(self, sandbox: str, application: str, **answered: str) -> Sequence[Choice]:
        async with make_client(allow_private=True) as http:
            apps = {application: App("sandbox-client", "sandbox-client-secret")}
            connector = InstagramConnector(Tools(http, SystemClock(), apps))
            hosts = hosts_of(connector.hosts, "instagram", None, sandbox)
            request = ConsentRequest("a state", "http://127.0.0.1/callback", hosts)
            page = await connector.start_consent(request)
            url = httpx.URL(page.url)
            sent_back = await http.get(url.copy_with(params={**dict(url.params), **answered}))
            query = parse_qs(urlsplit(sent_back.headers["location"]).query)
            answer = {name: values[0] for name, values in query.items()}
            return await connector.finish_consent(request, page, answer)

    async def test_instagram_login(self, sandbox: str) -> None:
        """The one account that logged in, with a token of 60 days that is renewed in time."""
        [choice] = await self.consent(sandbox, "instagram", login_hint="bakery")
        assert (choice.kind, choice.identity.handle) == ("account", "bakery")
        assert choice.grant.secrets["login"] == "instagram"
        assert choice.grant.refresh_at is not None

    async def test_facebook_login(self, sandbox: str) -> None:
        """The account of each Page, with the Page's token, which has no end."""
        choices = await self.consent(sandbox, "facebook", login_hint="bakery,cafe", business="mill")
        assert [choice.identity.handle for choice in choices] == ["bakery", "cafe", "mill"]
        assert {choice.grant.secrets["login"] for choice in choices} == {"facebook"}
        assert {choice.grant.refresh_at for choice in choices} == {None}

    @pytest.mark.parametrize("application", ["instagram", "facebook"])
    async def test_refused(self, sandbox: str, application: str) -> None:
        """Denied, or without a scope that is needed: named."""
        with pytest.raises(RefusedError) as refused:
            await self.consent(sandbox, application, deny="1")
        assert refused.value.failure.code == "instagram.consent_denied"
        with pytest.raises(RefusedError, match="content_publish"):
            await self.consent(
                sandbox, application, grant="instagram_business_basic,instagram_basic,pages_show_list"
            )

    async def test_no_application(self, sandbox: str) -> None:
        """Without one there is no consent, and that is the operator's matter."""
        with pytest.raises(RefusedError) as refused:
            await self.consent(sandbox, "mastodon")
        assert refused.value.failure.who_must_act == "operator"
