"""The X connector on the sandbox."""

import dataclasses
from datetime import timedelta
from typing import Any

import httpx
import pytest

from services.publisher.domain.content import Prepared
from services.publisher.errors import NetworkError, RefusedError, UnknownOutcomeError
from services.publisher.tests.attachments import Picture
from services.publisher.tests.integration.connector_contract import ConnectorContract, LookUpContract
from services.publisher.tests.integration.stage import Stage, content, large, picture, pictures_of, sha256

MEGABYTE = 1024 * 1024


class TestX(ConnectorContract, LookUpContract):
    network = "x"
    needed = ("access_token", "client_id")
    create = "tweets.create"
    look = "users.tweets"
    who = "users.me"
    upload = "media.initialize"
    expired = "auth_expired"
    words_for_too_long = "You are not permitted to perform this action."

    async def test_the_same_commit_twice(self, stage: Stage) -> None:
        """There is no key: the second one is refused as a duplicate, in X's words, and there is one post."""
        wanted = content("Once")
        prepared = await stage.prepare(wanted)
        await stage.commit(wanted, prepared)
        refused = await stage.failing(RefusedError, stage.commit(wanted, prepared))
        assert (refused.failure.error_class, refused.failure.code) == ("duplicate", "x.duplicate")
        assert refused.failure.detail == "You are not allowed to create a Tweet with duplicate content."
        assert await stage.texts() == ["Once"]

    def test_the_only_way_out_is_to_look(self, stage: Stage) -> None:
        """Nothing ever makes a repeat safe."""
        assert {stage.way(timedelta(days=days)) for days in (0, 1, 400)} == {"look_up"}

    async def test_a_listing_that_lags(self, stage: Stage) -> None:
        """A post that the listing does not show yet is found once it does: one look is not enough."""
        await stage.settings(x_listing_lag_seconds=20)
        wanted = content("Slow to be seen")
        prepared = await stage.prepare(wanted)
        began = stage.clock.now()
        await stage.fault(self.create, "accept_then_drop")
        await stage.failing(UnknownOutcomeError, stage.commit(wanted, prepared))
        assert await stage.find(wanted, prepared, since=began) is None
        await stage.clock.advance(21)
        assert await stage.find(wanted, prepared, since=began)

    @pytest.mark.parametrize(
        ("fits", "too_long"),
        [
            ("パ" * 140, "パ" * 141),
            ("x" * 280, "x" * 281),
            ("👨‍👩‍👧‍👦" * 140, "👨‍👩‍👧‍👦" * 141),
            (f"{'x' * 256} https://example.com/{'a' * 300}", f"{'x' * 257} https://example.com/{'a' * 300}"),
        ],
        ids=["two a character", "one a letter", "two an emoji", "23 a link"],
    )
    async def test_weighted_length(self, stage: Stage, fits: str, too_long: str) -> None:
        """280 by X's weights fit, and are found again; more is refused."""
        wanted = content(fits)
        prepared = await stage.prepare(wanted)
        await stage.commit(wanted, prepared)
        assert await stage.find(wanted, prepared)
        refused = await stage.failing(RefusedError, stage.publish(content(too_long)))
        assert (refused.failure.error_class, refused.failure.detail) == ("invalid", self.words_for_too_long)
        assert await stage.texts() == [fits]

    async def test_cashtags(self, stage: Stage) -> None:
        """A rule of X that only X can judge is told in its words."""
        refused = await stage.failing(RefusedError, stage.publish(content("$ONE and $TWO")))
        assert refused.failure.error_class == "invalid"
        assert "one cashtag" in refused.failure.detail

    # Media

    async def test_large_pictures_go_in_chunks(self, stage: Stage) -> None:
        """Three megabytes and a byte are four segments, put together again as they were."""
        before = await stage.calls("media.append")
        shown = large("PNG", 3 * MEGABYTE + 1)
        await stage.publish(content("Large"), shown)
        assert await stage.calls("media.append") - before == 4
        [post] = await stage.wall()
        assert pictures_of(post) == [(sha256(shown), "large")]

    async def test_pending_processing_is_waited_out(self, stage: Stage) -> None:
        """An animation is asked after as often as X says, until it is ready; then it can be posted."""
        await stage.settings(x_video_processing_seconds=3)
        shown, asked = picture("moving", form="GIF"), await stage.calls("media.status")
        await stage.publish(content("Moving"), shown)
        assert stage.clock.offset >= 3
        assert stage.clock.slept == []  # nobody is kept waiting
        assert await stage.calls("media.status") > asked
        [post] = await stage.wall()
        assert pictures_of(post) == [(sha256(shown), "moving")]

    @pytest.mark.parametrize("call", ["media.append", "media.finalize", "media.metadata", "media.status"])
    @pytest.mark.parametrize("mode", ["server_error", "accept_then_drop", "rate_limited"])
    async def test_an_upload_that_broke_off(self, stage: Stage, call: str, mode: str) -> None:
        """Wherever it breaks off, it is begun anew and nothing of it is seen."""
        await stage.settings(x_video_processing_seconds=1)
        wanted, shown = content("Uploaded again"), picture("again", form="GIF")
        await stage.fault(call, mode)
        error = await stage.failing(NetworkError, stage.prepare(wanted, shown))
        assert error.failure.retry_can_help
        assert await stage.wall() == []
        await stage.publish(wanted, shown)
        assert [pictures_of(post) for post in await stage.wall()] == [[(sha256(shown), "again")]]

    async def test_media_that_is_gone(self, stage: Stage) -> None:
        """Uploads live about a day; past it they are uploaded again."""
        wanted, shown = content("Next day"), picture("next day")
        prepared = await stage.prepare(wanted, shown)
        assert prepared.until is not None
        assert timedelta(hours=23) < prepared.until - stage.clock.now() < timedelta(hours=24)
        await stage.clock.advance(86_500)
        await stage.refresh()
        refused = await stage.failing(RefusedError, stage.commit(wanted, prepared))
        assert refused.failure.prepare_again
        assert refused.failure.retry_can_help
        await stage.commit(wanted, await stage.prepare(wanted, shown, former=prepared))
        assert len(await stage.wall()) == 1

    @pytest.mark.parametrize(
        ("wrong", "words"),
        [
            (large("PNG", 5 * MEGABYTE + 1), "File size exceeds 5242880 bytes."),
            (dataclasses.replace(picture(), data=b"neither one nor the other"), "not image/png"),
            (dataclasses.replace(picture(), media_type="image/bmp"), "image/bmp does not go with"),
            (picture("x" * 1001), "must be at most 1000 characters"),
            (picture(form="GIF", side=1400), "too many pixels"),
        ],
        ids=["too large", "not a picture", "of a refused type", "alt text too long", "too wide an animation"],
    )
    async def test_media_refused(self, stage: Stage, wrong: Picture, words: str) -> None:
        """In X's own words, for the author."""
        refused = await stage.failing(RefusedError, stage.prepare(content("Look"), wrong))
        assert refused.failure.error_class == "invalid"
        assert refused.failure.who_must_act == "author"
        assert words in refused.failure.detail

    async def test_too_many_pictures(self, stage: Stage) -> None:
        """X counts them, and says so."""
        shown = [picture(str(number)) for number in range(5)]
        refused = await stage.failing(RefusedError, stage.publish(content("Five"), *shown))
        assert (refused.failure.error_class, "maximum of 4 items" in refused.failure.detail) == (
            "invalid",
            True,
        )

    async def test_another_account_s_media(self, stage: Stage) -> None:
        """Ids that are not ours are asked for anew; they are never posted without the picture."""
        refused = await stage.failing(
            RefusedError, stage.commit(content("Whose?"), Prepared({"media_ids": ["12345"]}))
        )
        assert refused.failure.prepare_again
        assert await stage.wall() == []

    # Tokens

    async def test_expired_token_is_renewed_and_rotated(self, stage: Stage) -> None:
        """Both tokens are new, the app's own secrets stay, and the post goes out with them."""
        wanted = content("After the renewal")
        prepared = await stage.prepare(wanted)
        await stage.fault(self.create, "expire_tokens")
        await stage.failing(RefusedError, stage.commit(wanted, prepared))
        before = stage.grant
        after = await stage.refresh()

        for name in ("access_token", "refresh_token"):
            assert after.secrets[name] != before.secrets[name]
        for name in ("client_id", "client_secret"):
            assert after.secrets[name] == before.secrets[name]
        assert after.refresh_at is not None
        assert timedelta(minutes=110) < after.refresh_at - stage.clock.now() < timedelta(minutes=116)
        await stage.commit(wanted, prepared)
        assert await stage.texts() == ["After the renewal"]

    async def test_a_renewal_token_counts_once(self, stage: Stage) -> None:
        """A second renewal with the first token is refused and asks the owner; with the second token it works."""
        old = stage.access
        await stage.refresh()
        refused = await stage.failing(RefusedError, stage.connector.refresh(old))
        assert (refused.failure.error_class, refused.failure.code) == ("reconnect", "x.renewal_refused")
        assert refused.failure.who_must_act == "account_owner"
        await stage.refresh()
        await stage.publish(content("Twice renewed"))

    async def test_a_wrong_client_secret(self, stage: Stage) -> None:
        """Neither token nor secret is quoted."""
        stage.hold(client_secret="wrong-client-secret-0123")
        refused = await stage.failing(RefusedError, stage.connector.refresh(stage.access))
        assert refused.failure.error_class == "reconnect"

    async def test_without_a_renewal_token(self, stage: Stage) -> None:
        """Says which scope was missing."""
        stage.grant = stage.connector.open({**stage.credentials, "refresh_token": ""})
        refused = await stage.failing(RefusedError, stage.connector.refresh(stage.access))
        assert refused.failure.error_class == "reconnect"
        assert "offline.access" in refused.failure.detail

    async def test_renewal_is_due_before_the_end(self, stage: Stage) -> None:
        """As the credentials tell it; without a time nothing is due until a call says so."""
        assert stage.grant.refresh_at is not None
        assert timedelta(minutes=110) < stage.grant.refresh_at - stage.clock.now() < timedelta(minutes=116)
        for unknown in ("", "soon"):
            grant = stage.connector.open({**stage.credentials, "expires_at": unknown})
            assert grant.refresh_at is None

    @pytest.mark.parametrize("mode", ["server_error", "rate_limited", "malformed", "drop_before_accept"])
    async def test_a_renewal_that_failed_before_it_happened(self, stage: Stage, mode: str) -> None:
        """Can be tried again with the same token; the owner is not asked."""
        await stage.fault("oauth.token", mode, account=None)
        error = await stage.failing(NetworkError, stage.refresh())
        assert error.failure.error_class in {"transient", "rate_limited"}
        await stage.refresh()
        await stage.publish(content("In the end"))

    async def test_missing_scope(self, stage: Stage, sandbox: str) -> None:
        """A consent without the right to write asks for another one."""
        stage.hold(access_token=await _token_with_scopes(sandbox, stage.opened, "tweet.read users.read"))
        await stage.connector.identify(stage.access)
        refused = await stage.failing(RefusedError, stage.publish(content("Not allowed")))
        assert (refused.failure.error_class, refused.failure.code) == ("reconnect", "x.scope_missing")


async def _token_with_scopes(sandbox: str, opened: dict[str, Any], scopes: str) -> str:
    """A token by the authorisation code flow, as a person consents to fewer rights."""
    redirect = "http://127.0.0.1/callback"
    query = {
        "response_type": "code",
        "client_id": opened["credentials"]["client_id"],
        "redirect_uri": redirect,
        "scope": scopes,
        "state": "s",
        "code_challenge": "plain-challenge-of-forty-three-characters-or-more",
        "code_challenge_method": "plain",
        "login_hint": opened["handle"],
    }
    async with httpx.AsyncClient(base_url=f"{sandbox}/x") as http:
        sent = await http.get("/i/oauth2/authorize", params=query)
        form = {
            "grant_type": "authorization_code",
            "code": httpx.URL(sent.headers["location"]).params["code"],
            "redirect_uri": redirect,
            "code_verifier": query["code_challenge"],
        }
        client = (opened["credentials"]["client_id"], opened["credentials"]["client_secret"])
        answer = await http.post("/2/oauth2/token", data=form, auth=client)
    return str(answer.raise_for_status().json()["access_token"])
