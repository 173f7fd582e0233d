"""The Bluesky connector on the sandbox."""

import dataclasses
from datetime import timedelta
from typing import Any

import pytest

from services.publisher.domain.content import Prepared
from services.publisher.errors import NetworkError, RefusedError, UnknownOutcomeError
from services.publisher.tests.attachments import Picture
from services.publisher.tests.integration.connector_contract import TEXTS, ConnectorContract
from services.publisher.tests.integration.stage import Stage, content, large, picture, pictures_of, sha256


def marked(record: dict[str, Any]) -> list[tuple[str, str]]:
    """The parts of a record's text that its facets mark, cut out by their byte offsets, and what they stand for."""
    text = record["text"].encode()
    found = []
    for facet in record.get("facets", ()):
        [feature] = facet["features"]
        index = facet["index"]
        shown = text[index["byteStart"] : index["byteEnd"]].decode()
        found.append((shown, next(value for name, value in feature.items() if name != "$type")))
    return found


class TestBluesky(ConnectorContract):
    network = "bluesky"
    needed = ("identifier", "app_password")
    create = "putRecord"
    look = "getRecord"
    who = "getProfile"
    upload = "uploadBlob"
    expired = "auth_expired"
    words_for_too_long = "Record/text must not be longer than"

    async def test_the_same_commit_twice(self, stage: Stage) -> None:
        """The same record under the same key is the same post, and not even an edit of it."""
        wanted = content("Once")
        prepared = await stage.prepare(wanted, picture())
        assert await stage.commit(wanted, prepared) == await stage.commit(wanted, prepared)
        [post] = await stage.wall()
        assert (post["revision"], post["accepted"]) == (1, 2)

    def test_the_way_out_never_changes(self, stage: Stage) -> None:
        """A key that we chose works for ever."""
        assert {stage.way(timedelta(days=days)) for days in (0, 1, 400)} == {"repeat"}

    async def test_preparing_anew_keeps_key_and_instant(self, stage: Stage) -> None:
        """A later preparation is of the same record, so that an attempt before it can't make a second post."""
        wanted, shown = content("Same key"), picture("same")
        first = await stage.prepare(wanted, shown)
        await stage.fault(self.create, "accept_then_drop")
        await stage.failing(UnknownOutcomeError, stage.commit(wanted, first))
        await stage.clock.advance(60)
        second = await stage.prepare(wanted, shown, former=first)
        assert second.document == first.document
        await stage.commit(wanted, second)
        [post] = await stage.wall()
        assert post["revision"] == 1

    @pytest.mark.parametrize(
        ("language", "expected"),
        [
            (
                "en",
                [
                    ("#bakery", "bakery"),
                    ("https://example.com/bread?a=1&copy=2", "https://example.com/bread?a=1&copy=2"),
                ],
            ),
            ("hi", [("#रोटी", "रोटी"), ("https://example.com/नान", "https://example.com/नान")]),
            ("ja", [("#パン", "パン"), ("https://example.com/パン", "https://example.com/パン")]),
            ("ar", [("#خبز", "خبز"), ("https://example.com", "https://example.com")]),
            ("de", [("#Bäckerei", "Bäckerei")]),
            ("tr", [("https://example.com/a_(b)", "https://example.com/a_(b)"), ("#çörek", "çörek")]),
        ],
    )
    async def test_facets(self, stage: Stage, language: str, expected: list[tuple[str, str]]) -> None:
        """Links and hashtags are marked where they stand, in bytes, behind emoji and every script."""
        await stage.publish(content(TEXTS[language], language))
        [post] = await stage.wall()
        assert marked(post["document"]["record"]) == expected
        assert post["document"]["record"]["langs"] == [language]

    async def test_mentions(self, stage: Stage) -> None:
        """A handle that somebody has becomes a mention of their account; one that nobody has stays text."""
        handle = stage.opened["handle"]
        await stage.publish(content(f"नमस्ते @{handle}, and @nobody.invalid too. Mail: a@{handle}"))
        [post] = await stage.wall()
        assert marked(post["document"]["record"]) == [(f"@{handle}", stage.opened["remote_id"])]

    async def test_graphemes_and_bytes(self, stage: Stage) -> None:
        """300 families of 25 bytes are too many bytes; 120 of them are not; 301 letters are too many graphemes."""
        family = "👨‍👩‍👧‍👦"
        await stage.publish(content(family * 120))
        for text in (family * 121, "x" * 301):
            refused = await stage.failing(RefusedError, stage.publish(content(text)))
            assert refused.failure.error_class == "invalid"
            assert self.words_for_too_long in refused.failure.detail
        assert await stage.texts() == [family * 120]

    async def test_the_shape_of_a_picture_is_told(self, stage: Stage) -> None:
        """So that readers see no jumping while it loads; where it is not known, nothing is claimed."""
        known = picture("known")
        unknown = dataclasses.replace(picture("unknown"), width=None, height=None)
        await stage.publish(content("Shapes"), known, unknown)
        [post] = await stage.wall()
        images = post["document"]["record"]["embed"]["images"]
        assert [image.get("aspectRatio") for image in images] == [{"width": 24, "height": 12}, None]

    async def test_expired_session_is_renewed(self, stage: Stage) -> None:
        """The renewal token gives new ones, without a sign-in, and the same record goes out with them."""
        wanted = content("After the renewal")
        prepared = await stage.prepare(wanted)
        await stage.fault(self.create, "expire_tokens")
        await stage.failing(RefusedError, stage.commit(wanted, prepared))
        before, sign_ins = stage.grant, await stage.calls("createSession")
        after = await stage.refresh()

        assert await stage.calls("createSession") == sign_ins
        for name in ("access_jwt", "refresh_jwt"):
            assert after.secrets[name] != before.secrets[name]
        assert after.secrets["app_password"] == before.secrets["app_password"]
        await stage.commit(wanted, prepared)
        assert await stage.texts() == ["After the renewal"]

    async def test_renewal_comes_before_the_end(self, stage: Stage) -> None:
        """It is due some minutes before the token's own end, which the token tells."""
        assert stage.grant.refresh_at is not None
        left = stage.grant.refresh_at - stage.clock.now()
        assert timedelta(minutes=110) < left < timedelta(minutes=116)

    @pytest.mark.parametrize("mode", ["accept_then_drop", "malformed"])
    async def test_a_renewal_whose_answer_was_lost(self, stage: Stage, mode: str) -> None:
        """The old renewal token has been used up by it; the app password opens a new session."""
        accepted = {"accepted": True} if mode == "malformed" else {}
        await stage.fault("refreshSession", mode, **accepted)
        await stage.failing(UnknownOutcomeError, stage.refresh())
        sign_ins = await stage.calls("createSession")
        await stage.refresh()
        assert await stage.calls("createSession") == sign_ins + 1
        await stage.publish(content("In a new session"))
        assert await stage.texts() == ["In a new session"]

    async def test_a_server_in_trouble_is_no_reason_to_sign_in(self, stage: Stage) -> None:
        """Sign-ins are few: only a refused renewal leads to one."""
        sign_ins = await stage.calls("createSession")
        for mode in ("server_error", "rate_limited", "drop_before_accept"):
            await stage.fault("refreshSession", mode)
            await stage.failing(NetworkError, stage.refresh())
        assert await stage.calls("createSession") == sign_ins

    async def test_a_wrong_app_password(self, stage: Stage) -> None:
        """Asks the owner for another one."""
        stage.hold(app_password="abcd-efgh-ijkl-mnop", refresh_jwt="used-up-refresh-token")
        refused = await stage.failing(RefusedError, stage.refresh())
        assert refused.failure.error_class == "reconnect"
        assert refused.failure.who_must_act == "account_owner"
        assert "Invalid identifier or password" in refused.failure.detail

    async def test_without_a_session(self, stage: Stage) -> None:
        """What was handed over is not yet a session: a call asks for the renewal that makes one."""
        wanted = content("First")
        prepared = await stage.prepare(wanted)
        stage.grant = stage.connector.open(stage.credentials)
        for call in (
            stage.commit(wanted, prepared),
            stage.find(wanted, prepared),
            stage.connector.identify(stage.access),
            stage.prepare(wanted, picture()),
        ):
            refused = await stage.failing(RefusedError, call)
            assert refused.failure.error_class == "auth_expired"
        await stage.refresh()
        await stage.commit(wanted, prepared)

    async def test_the_own_server_is_used(self, stage: Stage) -> None:
        """The session says on which server the account lives; the sign-in alone goes to the address given."""
        assert stage.grant.secrets["server"] == stage.opened["base_url"]
        stage.opened["base_url"] = "http://127.0.0.1:1"
        await stage.refresh()
        await stage.publish(content("At home"))
        assert await stage.texts() == ["At home"]

    async def test_blobs_that_are_gone(self, stage: Stage) -> None:
        """Pictures that the server deleted meanwhile are uploaded again, for the same key."""
        wanted, shown = content("Late"), picture("late")
        prepared = await stage.prepare(wanted, shown)
        assert prepared.until is not None
        assert prepared.until < stage.clock.now() + timedelta(hours=1)
        await stage.clock.advance(3700)
        refused = await stage.failing(RefusedError, stage.commit(wanted, prepared))
        assert refused.failure.prepare_again
        again = await stage.prepare(wanted, shown, former=prepared)
        receipt = await stage.commit(wanted, again)
        [post] = await stage.wall()
        assert post["remote_id"] == receipt.remote_id == prepared.document["rkey"]
        assert pictures_of(post) == [(sha256(shown), "late")]

    @pytest.mark.parametrize(
        ("wrong", "code", "words"),
        [
            (large("PNG", 2_000_001), "bluesky.media_too_large", "the maximum size is 2MB"),
            (
                Picture(b"neither one nor the other", "text/plain", ""),
                "bluesky.media_type_refused",
                "must match image/",
            ),
            (large("PNG", 50 * 1024 * 1024 + 1), "bluesky.media_too_large", "request entity too large"),
        ],
        ids=["too large for a post", "not a picture", "too large to upload"],
    )
    async def test_media_refused(self, stage: Stage, wrong: Picture, code: str, words: str) -> None:
        """In the server's own words, for the author, whether at the upload or at the record."""
        refused = await stage.failing(RefusedError, stage.publish(content("Look"), wrong))
        assert (refused.failure.error_class, refused.failure.code) == ("invalid", code)
        assert words in refused.failure.detail
        assert await stage.wall() == []

    async def test_a_record_refused(self, stage: Stage) -> None:
        """A record that breaks the lexicon is for the author, and says where."""
        wanted = content("Hello", "not a language")
        refused = await stage.failing(RefusedError, stage.publish(wanted))
        assert refused.failure.error_class == "invalid"
        assert "Record/langs/0" in refused.failure.detail

    async def test_another_record_under_the_key(self, stage: Stage) -> None:
        """The key alone tells: a look finds the post though it was edited meanwhile."""
        wanted = content("First wording")
        prepared = await stage.prepare(wanted)
        await stage.commit(wanted, prepared)
        document = {**prepared.document, "record": {**prepared.document["record"], "text": "Second wording"}}
        await stage.commit(wanted, Prepared(document))
        assert await stage.find(wanted, prepared)
        assert await stage.texts() == ["Second wording"]
