"""The TikTok connector on the sandbox."""

import dataclasses
import threading
from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest

from services.publisher.domain.access import App, Choice, ConsentRequest
from services.publisher.domain.content import Missing, Part, Pending, Prepared, Receipt, part_of
from services.publisher.errors import RefusedError, UnknownOutcomeError
from services.publisher.networks.clients import make_client
from services.publisher.networks.connectors import Tools
from services.publisher.networks.tiktok.connector import TikTokConnector
from services.publisher.ports import Live
from services.publisher.tests.attachments import Picture
from services.publisher.tests.integration.film_contract import FilmContract, film
from services.publisher.tests.integration.stage import Stage, picture, sha256

MIB = 1024 * 1024
CALLBACK = "http://127.0.0.1/callback"


class Shop:
    """A server that shows pictures to whoever asks."""

    def __init__(self) -> None:
        shown: dict[str, Picture] = {}

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                found = shown.get(self.path)
                self.send_response(200 if found else 404)
                self.end_headers()
                self.wfile.write(found.data if found else b"")

            def log_message(self, *_: object) -> None:
                """Nobody reads it."""

        self._shown = shown
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)

    def shown(self, photo: Picture) -> Picture:
        """The same picture, with its address."""
        path = f"/{sha256(photo)}"
        self._shown[path] = photo
        return dataclasses.replace(photo, url=f"http://127.0.0.1:{self.server.server_port}{path}")


@pytest.fixture(scope="module")
def shop() -> Iterator[Shop]:
    shop = Shop()
    thread = threading.Thread(target=shop.server.serve_forever, daemon=True)
    thread.start()
    yield shop
    shop.server.shutdown()
    shop.server.server_close()
    thread.join()


class TestTikTok(FilmContract):
    network = "tiktok"
    needed = ("refresh_token", "client_key", "client_secret")
    create = "upload.finish"
    look = "status.fetch"
    who = "user.info"
    upload = "video.init"
    expired = "auth_expired"
    text_too_long = "🥐" * 1101
    words_for_too_long = "title is too long"

    def connector(self, stage: Stage) -> TikTokConnector:
        assert isinstance(stage.connector, TikTokConnector)
        return stage.connector

    # Videos

    async def test_an_upload_goes_on_where_it_stopped(self, stage: Stage) -> None:
        """After a connection that broke, only the chunks that are missing are sent."""
        wanted, shown = self.post("Long"), film(size=21 * MIB)
        prepared = await stage.prepare(wanted, shown)
        assert prepared.document["source"]["total_chunk_count"] == 2
        await stage.fault("upload.chunk", "accept_then_drop")
        await stage.failing(UnknownOutcomeError, stage.commit(wanted, prepared, shown))
        assert await stage.prove(wanted, prepared) == Missing(certain=True)
        before = await stage.calls("upload.chunk")
        await stage.commit(wanted, prepared, shown)

        [post] = await stage.wall()
        assert post["media"][0]["sha256"] == sha256(shown)
        assert await stage.calls("upload.chunk") == before

    async def test_processing_and_moderation(self, stage: Stage) -> None:
        """A public post is waited for until it has an address."""
        await stage.settings(tiktok_processing_seconds=20, tiktok_moderation_seconds=20)
        wanted, shown = self.post("Slow"), film()
        prepared = await stage.prepare(wanted, shown)
        answer = await stage.connector.commit(stage.access, part_of(wanted, 0), [shown], prepared)
        assert isinstance(answer, Pending)
        in_work = await stage.prove(wanted, answer.prepared)
        assert isinstance(in_work, Pending)
        await stage.clock.advance(21)
        moderated = await stage.prove(wanted, in_work.prepared)
        assert isinstance(moderated, Pending)
        await stage.clock.advance(21)
        receipt = await stage.prove(wanted, moderated.prepared)
        [post] = await stage.wall()
        assert isinstance(receipt, Receipt)
        assert (receipt.remote_id, receipt.url) == (post["remote_id"], post["url"])

    async def test_moderation_that_takes_hours(self, stage: Stage) -> None:
        """After a while it counts as published, under the creator's page, and has no figures."""
        await stage.settings(tiktok_moderation_seconds=86_000)
        receipt = await stage.publish(self.post("Very slow"), film())
        assert receipt.url == stage.opened["profile_url"]
        assert await self.connector(stage).measure(stage.access, [Live(receipt, stage.clock.now())]) == {}

    async def test_a_post_for_nobody_else(self, stage: Stage) -> None:
        """It never gets an address; its publish id is its name."""
        receipt = await stage.publish(self.post("Mine", visibility="private"), film())
        [post] = await stage.wall()
        assert receipt.remote_id == post["document"]["publish_id"]
        assert post["document"]["info"]["privacy_level"] == "SELF_ONLY"

    @pytest.mark.parametrize(
        ("reason", "code"),
        [
            ("file_format_check_failed", "tiktok.format_refused"),
            ("spam_risk_text", "tiktok.text_taken_for_spam"),
        ],
    )
    async def test_processing_that_fails(self, stage: Stage, reason: str, code: str) -> None:
        """TikTok's reason is told, for good, also where the answer to the last bytes was lost."""
        await stage.settings(tiktok_processing_failure=reason)
        refused = await stage.failing(RefusedError, stage.publish(self.post("Broken"), film()))
        assert (refused.failure.error_class, refused.failure.code) == ("invalid", code)

        wanted, shown = self.post("Broken and lost"), film()
        prepared = await stage.prepare(wanted, shown)
        await stage.fault(self.create, "accept_then_drop")
        await stage.failing(UnknownOutcomeError, stage.commit(wanted, prepared, shown))
        await stage.clock.advance(5)
        assert await stage.prove(wanted, prepared) == Missing(certain=True)
        refused = await stage.failing(RefusedError, stage.commit(wanted, prepared, shown))
        assert refused.failure.code == code

    async def test_what_fails_for_now_is_prepared_again(self, stage: Stage) -> None:
        """Another try needs another publish id."""
        await stage.settings(tiktok_processing_failure="internal")
        wanted, shown = self.post("For now"), film()
        prepared = await stage.prepare(wanted, shown)
        answer = await stage.connector.commit(stage.access, part_of(wanted, 0), [shown], prepared)
        assert isinstance(answer, Pending)
        await stage.clock.advance(5)
        assert await stage.prove(wanted, answer.prepared) == Missing(certain=True)
        refused = await stage.failing(RefusedError, stage.commit(wanted, answer.prepared, shown))
        assert refused.failure.prepare_again
        await stage.settings(tiktok_processing_failure="")
        await stage.commit(wanted, await stage.prepare(wanted, shown, former=prepared), shown)
        assert len(await stage.wall()) == 1

    # What a creator allows

    async def test_options(self, stage: Stage) -> None:
        """Each arrives where it belongs; what the creator has switched off stays so."""
        await stage.settings(tiktok_comments_disabled=True)
        options = {
            "disable_duet": "true",
            "own_business": "true",
            "ai_generated": "true",
            "cover": "1500",
        }
        await stage.publish(self.post("Described", visibility="friends", options=options), film())
        [post] = await stage.wall()
        info = post["document"]["info"]
        assert (info["privacy_level"], info["video_cover_timestamp_ms"]) == ("MUTUAL_FOLLOW_FRIENDS", 1500)
        flags = ("disable_comment", "disable_duet", "disable_stitch", "brand_organic_toggle", "is_aigc")
        assert [info[name] for name in flags] == [True, True, False, True, True]

    async def test_what_the_creator_does_not_allow(self, stage: Stage) -> None:
        """Refused before anything is uploaded, with what is allowed."""
        refused = await stage.failing(
            RefusedError, stage.prepare(self.post("No", visibility="followers"), film())
        )
        assert refused.failure.code == "tiktok.privacy_not_offered"
        assert "public, friends, private" in refused.failure.detail
        await stage.settings(tiktok_longest_video_seconds=3)
        refused = await stage.failing(RefusedError, stage.prepare(self.post("No"), film()))
        assert (refused.failure.code, refused.failure.who_must_act) == ("tiktok.duration_refused", "author")

    async def test_an_application_that_was_not_audited(self, stage: Stage) -> None:
        """Is the operator's matter."""
        await stage.settings(tiktok_audited=False)
        refused = await stage.failing(RefusedError, stage.prepare(self.post("No"), film()))
        assert (refused.failure.error_class, refused.failure.who_must_act) == ("restricted", "operator")

    async def test_the_day_is_used_up(self, stage: Stage) -> None:
        """It waits and is not lost."""
        await stage.settings(tiktok_posts_a_day=1)
        await stage.publish(self.post("One"), film())
        refused = await stage.failing(RefusedError, stage.prepare(self.post("Two"), film()))
        assert (refused.failure.error_class, refused.failure.code) == ("quota", "tiktok.daily_posts_used_up")
        assert refused.failure.retry_at is not None

    # Photos

    def photos(self, shop: Shop, count: int = 2) -> list[Picture]:
        return [shop.shown(picture(form="JPEG")) for _ in range(count)]

    async def test_photos(self, stage: Stage, shop: Shop) -> None:
        """TikTok fetches them itself, in their order."""
        shown = self.photos(shop, 3)
        wanted = self.post("Three of them", options={"photo_title": "Bread", "cover": "1"})
        receipt = await stage.publish(wanted, *shown)
        [post] = await stage.wall()
        assert (post["text"], post["document"]["title"]) == ("Three of them", "Bread")
        assert [item["sha256"] for item in post["media"]] == [sha256(one) for one in shown]
        assert receipt.remote_id == post["remote_id"]

    async def test_photos_that_nobody_can_fetch(self, stage: Stage, shop: Shop) -> None:
        """An installation that shows no media says so before; an address that gives nothing is tried again."""
        refused = await stage.failing(RefusedError, stage.prepare(self.post("Hidden"), picture(form="JPEG")))
        assert refused.failure.code == "media.not_public"
        gone = dataclasses.replace(picture(form="JPEG"), url=f"{self.photos(shop, 1)[0].url}x")
        wanted = self.post("Gone")
        prepared = await stage.prepare(wanted, gone)
        answer = await stage.connector.commit(stage.access, part_of(wanted, 0), [gone], prepared)
        assert isinstance(answer, Pending)
        await stage.clock.advance(5)
        assert await stage.prove(wanted, answer.prepared) == Missing(certain=True)
        refused = await stage.failing(RefusedError, stage.commit(wanted, answer.prepared, gone))
        assert (refused.failure.code, refused.failure.prepare_again) == ("tiktok.media_not_fetched", True)

    async def test_photos_whose_answer_was_lost(self, stage: Stage, shop: Shop) -> None:
        """The public posts tell; not being among them proves nothing."""
        wanted, shown = self.post("Lost"), self.photos(shop)
        part, prepared = part_of(wanted, 0), await stage.prepare(wanted, *shown)
        began = stage.clock.now()
        await stage.fault("content.init", "accept_then_drop")
        await stage.failing(UnknownOutcomeError, stage.commit(wanted, prepared, *shown))
        assert self.way(stage, part, prepared) == "look_up"
        unseen = await stage.failing(UnknownOutcomeError, stage.prove(wanted, prepared, since=began))
        assert unseen.failure.code == "tiktok.not_listed"
        await stage.clock.advance(10)
        found = await stage.prove(wanted, prepared, since=began)
        [post] = await stage.wall()
        assert isinstance(found, Receipt)
        assert found.remote_id == post["remote_id"]
        taken = frozenset({found.remote_id})
        await stage.failing(UnknownOutcomeError, stage.prove(wanted, prepared, since=began, taken=taken))

    async def test_photos_for_friends_whose_answer_was_lost(self, stage: Stage, shop: Shop) -> None:
        """Are listed nowhere: a person must look."""
        wanted = self.post("Lost", visibility="friends")
        prepared = await stage.prepare(wanted, *self.photos(shop))
        assert self.way(stage, part_of(wanted, 0), prepared) == "person"

    def way(self, stage: Stage, part: Part, prepared: Prepared) -> str:
        return stage.connector.way_out(part, prepared, stage.clock.now())

    # Figures, tokens, consent

    async def test_figures(self, stage: Stage) -> None:
        """Of each public post that is there, and of the account."""
        receipt = await stage.publish(self.post("Seen"), film())
        await stage.clock.advance(86_000)
        gone = Live(Receipt("123", "https://example.com"), stage.clock.now())
        figures = await self.connector(stage).measure(stage.access, [Live(receipt, stage.clock.now()), gone])
        assert list(figures) == [receipt.remote_id]
        assert set(figures[receipt.remote_id]) == {"views", "likes", "comments", "shares"}
        assert figures[receipt.remote_id]["views"] > 0
        account = await self.connector(stage).measure_account(stage.access)
        assert set(account) == {"followers", "following", "posts"}
        assert account["posts"] == 1

    async def test_renewal_tokens_count_once(self, stage: Stage) -> None:
        """The new one is kept; the old one asks for a new consent."""
        before = stage.grant
        grant = await stage.refresh()
        assert grant.secrets["refresh_token"] != before.secrets["refresh_token"]
        assert grant.expires_at is not None
        assert (grant.expires_at - stage.clock.now()).days >= 364
        await stage.connector.identify(stage.access)
        stage.grant = before
        refused = await stage.failing(RefusedError, stage.connector.refresh(stage.access))
        assert (refused.failure.error_class, refused.failure.code) == ("reconnect", "tiktok.consent_ended")

    async def test_what_an_account_can_run_into(self, stage: Stage) -> None:
        """A log-in that is asked for, a quota that is used up, a consent that ended, a file that can't be worked on."""
        wanted, shown = self.post("Obstacles"), film()
        for mode, expected in {
            "checkpoint": ("reconnect", "tiktok.consent_ended"),
            "quota": ("quota", "tiktok.daily_posts_used_up"),
        }.items():
            await stage.fault(self.upload, mode)
            refused = await stage.failing(RefusedError, stage.prepare(wanted, shown))
            assert (refused.failure.error_class, refused.failure.code) == expected
        await stage.fault(self.create, "processing_failed")
        refused = await stage.failing(RefusedError, stage.publish(wanted, shown))
        assert (refused.failure.error_class, refused.failure.code) == ("invalid", "tiktok.format_refused")
        assert [post for post in await stage.wall() if not post["deleted"]] == []
        await stage.fault(self.who, "revoked")
        await stage.failing(RefusedError, stage.connector.identify(stage.access))
        refused = await stage.failing(RefusedError, stage.connector.refresh(stage.access))
        assert (refused.failure.error_class, refused.failure.code) == ("reconnect", "tiktok.consent_ended")

    async def test_consent(self, stage: Stage) -> None:
        """The person's answer gives the account, with tokens that work."""
        [choice] = await self.consent(stage)
        assert (choice.kind, choice.identity) == ("account", await stage.connector.identify(stage.access))
        stage.grant = dataclasses.replace(choice.grant)
        await stage.connector.identify(stage.access)

    @pytest.mark.parametrize(
        ("more", "words"),
        [({"deny": "1"}, "access_denied"), ({"only": "user.info.basic,user.info.profile"}, "video.publish")],
    )
    async def test_consent_that_was_not_given(self, stage: Stage, more: dict[str, str], words: str) -> None:
        """A no, and a permission that was switched off, are named."""
        refused = await stage.failing(RefusedError, self.consent(stage, **more))
        assert refused.failure.error_class == "reconnect"
        assert words in refused.failure.detail

    async def consent(self, stage: Stage, **more: str) -> Sequence[Choice]:
        """As a person in a browser does it."""
        app = App(stage.credentials["client_key"], stage.credentials["client_secret"])
        request = ConsentRequest("state", CALLBACK, stage.access.hosts)
        async with make_client(allow_private=True) as http:
            connector = TikTokConnector(Tools(http, stage.clock, {"tiktok": app}))
            page = await connector.start_consent(request)
            query = {"login_hint": stage.opened["handle"], **more}
            answer = await http.get(httpx.URL(page.url).copy_merge_params(query))
            came_back = dict(httpx.URL(answer.headers["location"]).params)
            assert came_back.pop("state") == "state"
            return await connector.finish_consent(request, page, came_back)
