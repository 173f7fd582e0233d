"""What the connector of a network of videos must do: a post is a video there, so the common truths are told of one."""

import random
from functools import cache
from typing import Any, ClassVar

import pytest

from sandbox.tests.videos import video
from services.publisher.domain.content import Content, Missing, Part, Prepared, Receipt
from services.publisher.errors import NetworkError, NotSentError, RefusedError, UnknownOutcomeError
from services.publisher.tests.attachments import Picture
from services.publisher.tests.integration.connector_contract import (
    FAILED_LOOKS,
    LOST_ANSWERS,
    ConnectorContract,
)
from services.publisher.tests.integration.stage import Stage, content, seconds_from_now, sha256

TEXTS = {
    "en": "Fresh bread from seven, every day. #bakery https://example.com/bread?a=1&copy=2",
    "hi": "नमस्ते दुनिया! 🙏🏽 आज की ताज़ा रोटी #रोटी https://example.com/नान",
    "ja": "毎朝七時から焼きたてのパン🥐 #パン https://example.com/パン を見てください。",
    "ar": "خبز طازج كل صباح #خبز https://example.com",
    "de": "Frühstück für 5 € & mehr:\n\n„Brötchen“ - größer als je. #Bäckerei",
    "tr": "👨‍👩‍👧‍👦 Günaydın!  İyi   haftalar ❤️https://example.com/a_(b) #çörek",  # noqa: RUF001  Turkish has this letter
}


@cache
def _played(width: int, height: int, form: str) -> bytes:
    return video(width, height, seconds=3.2, form=form)


def film(width: int = 360, height: int = 640, *, form: str = "mp4", size: int = 0) -> Picture:
    """A small video, unlike every other: what follows its end is ignored by whoever plays it."""
    data = _played(width, height, form)
    data += random.randbytes(max(size - len(data), 8))
    media_type = {"mp4": "video/mp4", "mov": "video/quicktime", "webm": "video/webm"}[form]
    return Picture(data, media_type, width=width, height=height, duration_seconds=3.2)


class FilmContract(ConnectorContract):
    """As `ConnectorContract`; here every post has its video."""

    details: ClassVar[dict[str, Any]] = {}
    """What a post needs beside its text."""
    text_too_long: ClassVar[str]

    def post(self, text: str, language: str = "en", **details: Any) -> Content:
        return content(text, language, **{**self.details, **details})

    async def ended(
        self, stage: Stage, wanted: Content | Part, prepared: Prepared, shown: Picture
    ) -> Receipt:
        """The way out of an unknown outcome, up to its end."""
        seen = await stage.prove(wanted, prepared)
        if isinstance(seen, Receipt):
            return seen
        if isinstance(seen, Missing):
            return await stage.commit(wanted, prepared, shown)
        await stage.clock.advance(seen.wait_seconds)
        return await self.ended(stage, wanted, seen.prepared, shown)

    @pytest.mark.parametrize("language", TEXTS)
    async def test_text(self, stage: Stage, language: str) -> None:
        """The wall shows text and video as they were given; the receipt names that very post."""
        wanted, shown = self.post(TEXTS[language], language), film()
        receipt = await stage.publish(wanted, shown)

        [post] = await stage.wall()
        assert post["text"] == wanted.text
        assert [item["sha256"] for item in post["media"]] == [sha256(shown)]
        assert (receipt.remote_id, receipt.url) == (post["remote_id"], post["url"])

    async def test_nothing_is_public_before_the_commit(self, stage: Stage) -> None:
        """Preparing, however often, shows nothing to anybody."""
        wanted, shown = self.post("Not yet"), film()
        first = await stage.prepare(wanted, shown)
        await stage.prepare(wanted, shown, former=first)
        assert await stage.wall() == []

    @pytest.mark.parametrize(("fault", "stands"), LOST_ANSWERS.values(), ids=LOST_ANSWERS)
    async def test_unknown_outcome(self, stage: Stage, fault: dict[str, Any], *, stands: bool) -> None:
        """A lost answer is an unknown outcome; the network tells the truth of it; the way out leaves one post."""
        wanted, shown = self.post("Did it arrive? https://example.com/?a=1&copy=2"), film()
        prepared = await stage.prepare(wanted, shown)
        await stage.fault(self.create, **fault)
        await stage.failing(UnknownOutcomeError, stage.commit(wanted, prepared, shown))

        seen = await stage.prove(wanted, prepared)
        assert isinstance(seen, Missing) != stands
        if isinstance(seen, Missing):
            assert seen.certain
        receipt = await self.ended(stage, wanted, prepared, shown)
        [post] = await stage.wall()
        assert post["text"] == wanted.text
        assert (receipt.remote_id, receipt.url) == (post["remote_id"], post["url"])

    @pytest.mark.parametrize("fault", FAILED_LOOKS.values(), ids=FAILED_LOOKS)
    async def test_a_look_that_failed_proves_nothing(self, stage: Stage, fault: dict[str, Any]) -> None:
        """Only an answer can say that a post is not there."""
        wanted, shown = self.post("Is it there?"), film()
        prepared = await stage.prepare(wanted, shown)
        await stage.commit(wanted, prepared, shown)
        await stage.fault(self.look, **fault)
        await stage.failing(NetworkError, stage.prove(wanted, prepared))
        assert await stage.find(wanted, prepared)

    async def test_a_server_that_is_away(self, stage: Stage) -> None:
        """A connection that could not be made is certain: nothing was sent."""
        stage.opened["base_url"] = "http://127.0.0.1:1"
        error = await stage.failing(NotSentError, stage.prepare(self.post("Nobody there"), film()))
        assert error.failure.retry_can_help

    async def test_rate_limited(self, stage: Stage) -> None:
        """A 429 gives the instant from which on the network listens again."""
        wanted, shown = self.post("Too fast"), film()
        prepared = await stage.prepare(wanted, shown)
        await stage.fault(self.create, "rate_limited", seconds=40)
        refused = await stage.failing(RefusedError, stage.commit(wanted, prepared, shown))

        assert refused.failure.error_class == "rate_limited"
        assert refused.failure.retry_at is not None
        assert 30 < seconds_from_now(refused.failure.retry_at) < 65
        assert await stage.wall() == []

    async def test_expired_token(self, stage: Stage) -> None:
        """A token past its time is told apart; renewed, the same preparation goes on."""
        wanted, shown = self.post("Too late"), film()
        await stage.fault(self.who, "expire_tokens")
        refused = await stage.failing(RefusedError, stage.connector.identify(stage.access))
        assert refused.failure.error_class == self.expired
        assert refused.failure.retry_can_help
        refused = await stage.failing(RefusedError, stage.prepare(wanted, shown))
        assert refused.failure.error_class == self.expired
        await stage.refresh()
        await stage.publish(wanted, shown)
        assert len(await stage.wall()) == 1

    @pytest.mark.parametrize(
        "wrong", ["wrong-but-plausible-token-0123456789", "two\nlines-of-token", "tökén-9"]
    )
    async def test_wrong_token(self, stage: Stage, wrong: str) -> None:
        """A token that the network does not know, or that no token can be, asks for a new one and is never quoted."""
        wanted, shown = self.post("Who is this?"), film()
        stage.hold(access_token=wrong)
        for call in (stage.prepare(wanted, shown), stage.connector.identify(stage.access)):
            refused = await stage.failing(RefusedError, call)
            assert refused.failure.error_class in {self.expired, "reconnect"}
        assert await stage.wall() == []

    @pytest.mark.parametrize(
        "mode", ["malformed", "server_error", "drop_before_accept", "rate_limited", "slow"]
    )
    async def test_preparing_and_identifying_fail_as_told(self, stage: Stage, mode: str) -> None:
        """Faults before the irreversible call come as the port's errors and can be tried again."""
        wanted, shown = self.post("Second try"), film()
        await stage.fault(self.who, mode, seconds=2)
        await stage.failing(NetworkError, stage.connector.identify(stage.access))
        await stage.fault(self.upload, mode, seconds=2)
        error = await stage.failing(NetworkError, stage.prepare(wanted, shown))
        assert error.failure.retry_can_help

        await stage.connector.identify(stage.access)
        await stage.publish(wanted, shown)
        assert len(await stage.wall()) == 1

    async def test_a_text_too_long(self, stage: Stage) -> None:
        """Refused in the network's own words, for good."""
        wanted = self.post(self.text_too_long)
        refused = await stage.failing(RefusedError, stage.publish(wanted, film()))
        assert refused.failure.error_class == "invalid"
        assert refused.failure.who_must_act == "author"
        assert self.words_for_too_long in refused.failure.detail
        assert await stage.wall() == []

    # There is nothing but videos.
    test_text_with_a_picture = None  # type: ignore[assignment]
    test_pictures_keep_their_order = None  # type: ignore[assignment]

    @pytest.mark.parametrize("form", ["mp4", "mov"])
    async def test_forms_of_videos(self, stage: Stage, form: str) -> None:
        """Each arrives byte for byte."""
        shown = film(form=form)
        await stage.publish(self.post(form), shown)
        [post] = await stage.wall()
        assert [item["sha256"] for item in post["media"]] == [sha256(shown)]

    async def test_the_same_words_with_another_video(self, stage: Stage) -> None:
        """Are another post."""
        shown = [film(), film()]
        receipts = [await stage.publish(self.post("Twice"), one) for one in shown]
        assert [post["media"][0]["sha256"] for post in await stage.wall()] == [sha256(one) for one in shown]
        assert len({receipt.remote_id for receipt in receipts}) == 2

    async def test_the_same_commit_twice(self, stage: Stage) -> None:
        """What was prepared makes one post, however often it is committed."""
        wanted, shown = self.post("Once"), film()
        prepared = await stage.prepare(wanted, shown)
        first = await stage.commit(wanted, prepared, shown)
        assert (await stage.commit(wanted, prepared, shown)).remote_id == first.remote_id
        assert len(await stage.wall()) == 1
