"""What X offers beyond text and pictures: threads, polls, video, edits, figures, and two ways to sign in."""

import dataclasses
from collections.abc import AsyncIterator, Mapping
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest

from sandbox.tests.videos import video
from services.publisher.domain.access import App, ConsentRequest, hosts_of
from services.publisher.domain.content import Content, Receipt, part_of
from services.publisher.errors import RefusedError
from services.publisher.networks.clients import make_client
from services.publisher.networks.connectors import Tools
from services.publisher.networks.x.connector import XConnector
from services.publisher.ports import Live
from services.publisher.tests.attachments import Picture
from services.publisher.tests.integration.connector_contract import OnSandbox
from services.publisher.tests.integration.stage import (
    SandboxClock,
    Stage,
    content,
    large,
    picture,
    pictures_of,
    sha256,
)
from shared.events import Poll, ThreadPart

REDIRECT = "http://127.0.0.1:8080/v1/connect/callback"
APP = App("sandbox-client", "sandbox-client-secret")


def film(**options: Any) -> Picture:
    return Picture(video(64, 64, **options), "video/mp4", "a field", 64, 64)


class OnX(OnSandbox):
    network = "x"


def live(stage: Stage, receipt: Receipt) -> Live:
    return Live(receipt, stage.clock.now())


class TestOffers(OnX):
    async def test_a_thread_is_a_chain_of_replies(self, stage: Stage) -> None:
        """Each post answers the one before; the comment answers the first; each is found by itself."""
        said = content("one", thread=(ThreadPart(text="two"), ThreadPart(text="three")), first_comment="four")
        earlier: tuple[Receipt, ...] = ()
        for index in range(4):
            part = part_of(said, index, earlier)
            prepared = await stage.prepare(part)
            earlier = (*earlier, await stage.commit(part, prepared))
            found = await stage.find(part, prepared)
            assert found is not None
            assert found.remote_id == earlier[-1].remote_id
        parents = [post["document"]["in_reply_to"] for post in await stage.wall()]
        first, second = earlier[0].remote_id, earlier[1].remote_id
        assert parents == [None, first, second, first]

    async def test_the_same_words_elsewhere_in_a_thread(self, stage: Stage) -> None:
        """An answer is no proof of a post with its words, nor the other way round."""
        await stage.settings(x_duplicate_window_seconds=0)
        said = content("again", thread=(ThreadPart(text="again"),))
        first, prepared = part_of(said, 0), await stage.prepare(part_of(said, 0))
        receipt = await stage.commit(first, prepared)
        answer = part_of(said, 1, (receipt,))
        assert await stage.find(answer, prepared) is None
        assert await stage.find(first, prepared)
        await stage.commit(answer, prepared)
        assert await stage.find(answer, prepared, taken=frozenset({receipt.remote_id}))

    async def test_poll_and_options(self, stage: Stage) -> None:
        """A poll, who may answer, and what the media were made with."""
        options = {"reply_settings": "following", "made_with_ai": "true", "paid_partnership": "false"}
        poll = Poll(options=("tea", "coffee"), duration_seconds=3601)
        await stage.publish(content("Which one?", poll=poll, options=options))
        [post] = await stage.wall()
        document = post["document"]
        assert [option["label"] for option in document["poll"]["options"]] == ["tea", "coffee"]
        assert document["poll"]["duration_minutes"] == 61
        told = (document["reply_settings"], document["made_with_ai"], document["paid_partnership"])
        assert told == ("following", True, False)

    async def test_video(self, stage: Stage) -> None:
        """X works on it while nobody waits; then it is posted with its description."""
        await stage.settings(x_video_processing_seconds=90)
        shown = film()
        receipt = await stage.publish(content("A film"), shown)
        assert stage.clock.offset >= 90
        assert stage.clock.slept == []
        [post] = await stage.wall()
        assert pictures_of(post) == [(sha256(shown), "a field")]
        assert post["remote_id"] == receipt.remote_id

    async def test_video_that_x_can_t_use(self, stage: Stage) -> None:
        """Why is told in X's words, to the author."""
        await stage.settings(x_video_processing_seconds=5)
        refused = await stage.failing(RefusedError, stage.prepare(content("Long"), film(seconds=150, rate=1)))
        assert (refused.failure.code, refused.failure.error_class) == ("x.media_refused", "invalid")
        assert "duration of 150" in refused.failure.detail

    async def test_a_large_upload_goes_on_where_it_was(self, stage: Stage) -> None:
        """What was sent is written down now and then; after a crash only the rest is sent."""
        shown, part = large("PNG", 3 * 1024 * 1024), part_of(content("Large"), 0)
        whole = await stage.prepare(part, shown)
        half = dataclasses.replace(
            whole,
            ready_in=1.0,
            document={"uploads": [{**whole.document["uploads"][0], "ready_in": 1.0, "until": None}]},
        )
        before = await stage.calls("media.append")
        resumed = await stage.prepare(part, shown, former=half)
        assert await stage.calls("media.append") == before
        assert resumed.document["media_ids"] == whole.document["media_ids"]
        await stage.commit(part, resumed)
        assert len(await stage.wall()) == 1

    async def test_taken_back_locked_or_used_up(self, stage: Stage) -> None:
        """Each asks for what helps: unlocking, waiting for the quota, connecting anew."""
        wanted = content("Refused")
        prepared = await stage.prepare(wanted)
        for mode, told in {
            "checkpoint": ("reconnect", "x.account_locked"),
            "quota": ("quota", "x.usage_capped"),
            "revoked": ("auth_expired", "x.token_expired"),
        }.items():
            await stage.fault("tweets.create", mode)
            refused = await stage.failing(RefusedError, stage.commit(wanted, prepared))
            assert (refused.failure.error_class, refused.failure.code) == told
        refused = await stage.failing(RefusedError, stage.connector.refresh(stage.access))
        assert refused.failure.error_class == "reconnect"
        assert await stage.wall() == []

    async def test_processing_that_fails(self, stage: Stage) -> None:
        """X's own words, for the author."""
        await stage.settings(x_video_processing_seconds=3)
        await stage.fault("media.finalize", "processing_failed")
        refused = await stage.failing(RefusedError, stage.prepare(content("Broken"), film()))
        assert (refused.failure.error_class, refused.failure.code) == ("invalid", "x.media_refused")
        assert "can't be read" in refused.failure.detail

    async def test_edit(self, stage: Stage) -> None:
        """It stays one post, with its picture, under another id; repeating changes nothing more."""
        first = await stage.publish(content("Helo"), picture("seen"))
        wanted = part_of(content("Hello & goodbye https://example.com/a?b=1"), 0)
        edited = await stage.connector.edit(stage.access, live(stage, first), wanted)  # type: ignore[attr-defined]
        again = await stage.connector.edit(stage.access, live(stage, first), wanted)  # type: ignore[attr-defined]
        [post] = await stage.wall()
        assert (post["text"], post["revision"], len(post["media"])) == (wanted.text, 2, 1)
        assert edited.remote_id == again.remote_id == post["remote_id"] != first.remote_id
        taken = frozenset({first.remote_id})
        assert (
            await stage.find(Content(uuid4(), wanted.text, "en"), await stage.prepare(wanted), taken=taken)
            is None
        )

    async def test_edit_without_premium(self, stage: Stage) -> None:
        """X refuses it; the post stays."""
        first = await stage.publish(content("As it is"))
        await stage.settings(x_premium=False)
        call = stage.connector.edit(stage.access, live(stage, first), part_of(content("Otherwise"), 0))  # type: ignore[attr-defined]
        refused = await stage.failing(RefusedError, call)
        assert (refused.failure.error_class, refused.failure.code) == ("invalid", "x.not_permitted")
        assert await stage.texts() == ["As it is"]

    async def test_delete(self, stage: Stage) -> None:
        """Gone is gone: a second time is no error."""
        receipt = await stage.publish(content("Not for long"))
        for _ in range(2):
            await stage.connector.delete(stage.access, live(stage, receipt))  # type: ignore[attr-defined]
        assert [post["deleted"] for post in await stage.wall()] == [True]

    async def test_figures(self, stage: Stage) -> None:
        """Young posts tell more than old ones, those that are gone nothing; and the account has followers."""
        await stage.settings(x_access_token_seconds=90 * 86_400)
        stage.hold(access_token=(await _opened_again(stage))["credentials"]["access_token"])
        old = live(stage, await stage.publish(content("Old")))
        await stage.clock.advance(timedelta(days=40).total_seconds())
        young = live(stage, await stage.publish(content("Young"), film()))
        gone = live(stage, Receipt("1", "https://x.com/nobody/status/1"))
        await stage.clock.advance(86_400)
        figures = await stage.connector.measure(stage.access, [old, young, gone])  # type: ignore[attr-defined]
        assert set(figures) == {old.receipt.remote_id, young.receipt.remote_id}
        public = {"impressions", "likes", "comments", "shares", "quotes", "saves"}
        private = {"clicks", "profile_clicks", "engagements"}
        assert set(figures[old.receipt.remote_id]) == public
        assert set(figures[young.receipt.remote_id]) == public | private | {"views"}
        assert figures[young.receipt.remote_id]["impressions"] > 0
        account = await stage.connector.measure_account(stage.access)  # type: ignore[attr-defined]
        assert account["posts"] == 2
        assert account["followers"] > 0


class TestOAuth1(OnX):
    """An account whose requests are signed."""

    @pytest.fixture
    async def stage(self, sandbox: str) -> AsyncIterator[Stage]:
        async with (
            httpx.AsyncClient(base_url=sandbox) as control,
            make_client(allow_private=True) as http,
        ):
            before = (await control.get("/_sandbox/settings")).json()
            body = {"network": "x", "handle": f"c{uuid4().hex[:10]}", "oauth": "1.0a"}
            opened = (await control.post("/_sandbox/accounts", json=body)).raise_for_status().json()
            clock = SandboxClock(control)
            stage = Stage(XConnector(Tools(http, clock)), http, control, clock, opened)
            yield stage
            await stage.close()
            await stage.settings(**before)

    async def test_everything_is_signed(self, stage: Stage) -> None:
        """JSON, multipart and query: X takes the signature of each."""
        wanted, shown = content("Signed & sealed? https://example.com/?a=1&b=2"), picture("ünïcode & more")
        assert (await stage.connector.identify(stage.access)).handle == stage.opened["handle"]
        prepared = await stage.prepare(wanted, shown)
        receipt = await stage.commit(wanted, prepared)
        found = await stage.find(wanted, prepared)
        assert found is not None
        assert found.remote_id == receipt.remote_id
        assert pictures_of((await stage.wall())[0]) == [(sha256(shown), shown.alt_text)]
        assert stage.grant.refresh_at is None

    async def test_a_wrong_secret_needs_the_owner(self, stage: Stage) -> None:
        """It can't be renewed: the owner has to connect again, and no secret is quoted."""
        stage.hold(access_token_secret="wrong-secret-0123456789")
        await stage.failing(RefusedError, stage.connector.identify(stage.access))
        refused = await stage.failing(RefusedError, stage.connector.refresh(stage.access))
        assert (refused.failure.error_class, refused.failure.code) == ("reconnect", "x.token_revoked")


class TestConsent(OnX):
    """A person consents on X's page."""

    @pytest.fixture
    async def http(self) -> AsyncIterator[httpx.AsyncClient]:
        async with make_client(allow_private=True) as http:
            yield http

    def connector(self, stage: Stage, http: httpx.AsyncClient, apps: Mapping[str, App]) -> XConnector:
        return XConnector(Tools(http, stage.clock, apps))

    def request(self, sandbox: str) -> ConsentRequest:
        return ConsentRequest("state-0123456789", REDIRECT, hosts_of(XConnector.hosts, "x", None, sandbox))

    async def person(self, http: httpx.AsyncClient, url: str, **does: str) -> dict[str, str]:
        """What comes back with somebody who opens the page."""
        answer = await http.get(httpx.URL(url).copy_merge_params(does))
        back = httpx.URL(answer.headers["location"])
        assert str(back).startswith(REDIRECT)
        return dict(back.params)

    @pytest.mark.parametrize("apps", [{"x": APP}, {"x_oauth1": APP}], ids=["OAuth 2", "OAuth 1.0a"])
    async def test_consent(
        self, stage: Stage, sandbox: str, http: httpx.AsyncClient, apps: Mapping[str, App]
    ) -> None:
        """The account is the person's, what was given can publish, and the state came back."""
        connector, request = self.connector(stage, http, apps), self.request(sandbox)
        page = await connector.start_consent(request)
        answer = await self.person(http, page.url, login_hint=stage.opened["handle"])
        assert answer["state"] == request.state
        [choice] = await connector.finish_consent(request, page, answer)
        assert (choice.kind, choice.identity.handle) == ("account", stage.opened["handle"])
        assert choice.identity.remote_id == stage.opened["remote_id"]
        stage.grant = choice.grant
        await stage.publish(content(f"Consented {uuid4()}"))
        if "x" in apps:
            assert (
                APP.client_secret not in choice.grant.secrets.values()
            )  # it is the operator's, who may change it
            stage.grant = await connector.refresh(stage.access)
            await stage.publish(content(f"Renewed {uuid4()}"))
            ownerless = await stage.failing(RefusedError, stage.connector.refresh(stage.access))
            assert ownerless.failure.code == "x.application_missing"
        used = await stage.failing(RefusedError, connector.finish_consent(request, page, answer))
        assert (used.failure.error_class, used.failure.code) == ("reconnect", "x.consent_refused")

    @pytest.mark.parametrize("apps", [{"x": APP}, {"x_oauth1": APP}], ids=["OAuth 2", "OAuth 1.0a"])
    async def test_refused_by_the_person(
        self, stage: Stage, sandbox: str, http: httpx.AsyncClient, apps: Mapping[str, App]
    ) -> None:
        """It is told as that."""
        connector, request = self.connector(stage, http, apps), self.request(sandbox)
        page = await connector.start_consent(request)
        answer = await self.person(http, page.url, deny="1")
        refused = await stage.failing(RefusedError, connector.finish_consent(request, page, answer))
        assert (refused.failure.error_class, refused.failure.code) == ("reconnect", "x.consent_denied")

    async def test_a_code_lives_for_thirty_seconds(
        self, stage: Stage, sandbox: str, http: httpx.AsyncClient
    ) -> None:
        """Whoever comes too late has to consent again."""
        connector, request = self.connector(stage, http, {"x": APP}), self.request(sandbox)
        page = await connector.start_consent(request)
        answer = await self.person(http, page.url)
        await stage.clock.advance(31)
        refused = await stage.failing(RefusedError, connector.finish_consent(request, page, answer))
        assert refused.failure.code == "x.consent_refused"

    async def test_fewer_scopes_than_needed(
        self, stage: Stage, sandbox: str, http: httpx.AsyncClient
    ) -> None:
        """Those that are missing are named."""
        connector, request = self.connector(stage, http, {"x": APP}), self.request(sandbox)
        page = await connector.start_consent(request)
        answer = await self.person(http, page.url, scope="tweet.read users.read offline.access")
        refused = await stage.failing(RefusedError, connector.finish_consent(request, page, answer))
        assert refused.failure.code == "x.scope_missing"
        assert "tweet.write" in refused.failure.detail
        assert "tweet.read" not in refused.failure.detail

    async def test_without_an_application(self, stage: Stage, sandbox: str, http: httpx.AsyncClient) -> None:
        """The operator has to act."""
        call = self.connector(stage, http, {}).start_consent(self.request(sandbox))
        refused = await stage.failing(RefusedError, call)
        assert refused.failure.who_must_act == "operator"


async def _opened_again(stage: Stage) -> dict[str, Any]:
    """Fresh credentials of the same account, as long-lived as the settings now say."""
    async with httpx.AsyncClient() as control:
        root = stage.opened["base_url"].rsplit("/", 1)[0]
        body = {"network": "x", "handle": stage.opened["handle"]}
        opened: dict[str, Any] = (await control.post(f"{root}/_sandbox/accounts", json=body)).json()
        return opened
