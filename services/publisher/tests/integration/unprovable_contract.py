"""What changes in the contract for networks where nothing can be looked up, and nothing is uploaded before."""

from datetime import timedelta
from typing import Any, ClassVar

import pytest

from services.publisher.domain.content import Missing, part_of
from services.publisher.errors import NetworkError, RefusedError, UnknownOutcomeError
from services.publisher.tests.integration.connector_contract import LOST_ANSWERS, TEXTS, ConnectorContract
from services.publisher.tests.integration.stage import Stage, content, picture, pictures_of, sha256


class UnprovableContract(ConnectorContract):
    """Subclasses name, beside what every network's do, the call that takes a picture and the secret token."""

    look = upload = "not there"
    create_with_picture: ClassVar[str]
    token: ClassVar[str]
    alt_texts: ClassVar[bool] = False
    longest: ClassVar[int]

    @pytest.mark.parametrize("language", TEXTS)
    async def test_text(self, stage: Stage, language: str) -> None:
        """The wall shows the text as it was written; the receipt names that very post."""
        wanted = content(TEXTS[language], language)
        receipt = await stage.publish(wanted)

        [post] = await stage.wall()
        assert post["text"] == wanted.text
        assert (receipt.remote_id, receipt.url) == (post["remote_id"], post["url"])

    @pytest.mark.parametrize("alt_text", ["A loaf of bread, still warm. 🍞 ताज़ा", ""])
    async def test_text_with_a_picture(self, stage: Stage, alt_text: str) -> None:
        """The picture arrives byte for byte, with the words for who can't see it where the network has a place."""
        shown = picture(alt_text)
        receipt = await stage.publish(content("Look!"), shown)

        [post] = await stage.wall()
        assert post["text"] == "Look!"
        assert pictures_of(post) == [(sha256(shown), alt_text if self.alt_texts else "")]
        assert (receipt.remote_id, receipt.url) == (post["remote_id"], post["url"])

    async def test_pictures_keep_their_order(self, stage: Stage) -> None:
        """Four pictures of several kinds, in the order in which they were given."""
        shown = [picture(form=form) for form in ("PNG", "JPEG", "WEBP", "PNG")]
        await stage.publish(content("Four of them"), *shown)

        [post] = await stage.wall()
        assert pictures_of(post) == [(sha256(one), "") for one in shown]

    @pytest.mark.parametrize(("fault", "stands"), LOST_ANSWERS.values(), ids=LOST_ANSWERS)
    async def test_unknown_outcome(self, stage: Stage, fault: dict[str, Any], *, stands: bool) -> None:
        """A lost answer is an unknown outcome that only a person can resolve; a look claims nothing."""
        wanted = content("Did it arrive? https://example.com/?a=1&copy=2 <b>")
        prepared = await stage.prepare(wanted)
        await stage.fault(self.create, **fault)
        await stage.failing(UnknownOutcomeError, stage.commit(wanted, prepared))

        assert await stage.texts() == [wanted.text] * stands
        assert await stage.prove(wanted, prepared) == Missing(certain=False)
        for after in (timedelta(0), timedelta(days=1)):
            way = stage.connector.way_out(part_of(wanted, 0), prepared, stage.clock.now() - after)
            assert way == "person"

    @pytest.mark.skip("there is nothing to look at")
    async def test_a_look_that_failed_proves_nothing(self, stage: Stage, fault: dict[str, Any]) -> None:
        raise NotImplementedError

    async def test_expired_token(self, stage: Stage) -> None:
        """A token that ended asks its owner for another; nothing is posted with it."""
        wanted = content("Too late")
        prepared = await stage.prepare(wanted)
        await stage.fault(self.create, "expire_tokens")
        refused = await stage.failing(RefusedError, stage.commit(wanted, prepared))
        assert refused.failure.error_class == "reconnect"
        assert await stage.wall() == []

    async def test_revoked_token(self, stage: Stage) -> None:
        """A token that was taken back asks its owner for another, for every call from then on."""
        wanted = content("No more")
        prepared = await stage.prepare(wanted)
        await stage.fault(self.create, "revoked")
        for call in (stage.commit(wanted, prepared), stage.connector.identify(stage.access)):
            refused = await stage.failing(RefusedError, call)
            assert refused.failure.error_class == "reconnect"
            assert refused.failure.who_must_act == "account_owner"
            assert not refused.failure.code.endswith(".unclassified")
        assert await stage.wall() == []

    @pytest.mark.parametrize(
        "wrong", ["123456789:wrong-but-plausible-token-0123456", "two\nlines-of-token", "tökén-9"]
    )
    async def test_wrong_token(self, stage: Stage, wrong: str) -> None:
        """A token that the network does not know, or that no token can be, asks for a new one and is never quoted."""
        wanted = content("Who is this?")
        prepared = await stage.prepare(wanted)
        stage.hold(**{self.token: wrong})
        for call in (stage.commit(wanted, prepared), stage.connector.identify(stage.access)):
            refused = await stage.failing(RefusedError, call)
            assert refused.failure.error_class == "reconnect"
        assert await stage.wall() == []

    @pytest.mark.parametrize(
        "mode", ["malformed", "server_error", "drop_before_accept", "rate_limited", "slow"]
    )
    async def test_preparing_and_identifying_fail_as_told(self, stage: Stage, mode: str) -> None:
        """Faults before the irreversible call come as the port's errors and can be tried again."""
        await stage.fault(self.who, mode, seconds=2)
        error = await stage.failing(NetworkError, stage.connector.identify(stage.access))
        assert error.failure.retry_can_help
        await stage.connector.identify(stage.access)

    async def test_a_text_too_long(self, stage: Stage) -> None:
        """Refused in the network's own words, for good."""
        wanted = content("x" * (self.longest + 1))
        prepared = await stage.prepare(wanted)
        refused = await stage.failing(RefusedError, stage.commit(wanted, prepared))
        assert refused.failure.error_class == "invalid"
        assert refused.failure.who_must_act == "author"
        assert self.words_for_too_long in refused.failure.detail
        assert await stage.wall() == []
