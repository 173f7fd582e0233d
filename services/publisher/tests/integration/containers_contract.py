"""What connectors of networks with containers must do, beyond what every one must."""

from datetime import timedelta
from typing import ClassVar

import pytest

from services.publisher.domain.content import Missing, Pending, Prepared, Receipt, part_of
from services.publisher.errors import NetworkError, RefusedError, UnknownOutcomeError
from services.publisher.tests.attachments import Picture
from services.publisher.tests.integration import connector_contract
from services.publisher.tests.integration.connector_contract import ConnectorContract
from services.publisher.tests.integration.pulled import jpeg, shown
from services.publisher.tests.integration.stage import Stage, content, pictures_of, seconds_from_now, sha256


class ContainersContract(ConnectorContract):
    """The container is the proof: it says itself whether it was published."""

    @pytest.fixture(autouse=True)
    def _pictures_that_are_taken(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(connector_contract, "picture", jpeg)

    async def test_rate_limited(self, stage: Stage) -> None:
        """Meta tells in whole minutes when it listens again."""
        wanted = content("Too fast")
        prepared = await stage.prepare(wanted)
        await stage.fault(self.create, "rate_limited", seconds=150)
        refused = await stage.failing(RefusedError, stage.commit(wanted, prepared))
        assert refused.failure.error_class == "rate_limited"
        assert refused.failure.retry_at is not None
        assert 170 < seconds_from_now(refused.failure.retry_at) < 190

    async def test_a_text_too_long(self, stage: Stage) -> None:
        """Refused in the network's own words, for good, before anything is published."""
        refused = await stage.failing(RefusedError, stage.prepare(content("x" * 3001)))
        assert (refused.failure.error_class, refused.failure.who_must_act) == ("invalid", "author")
        assert self.words_for_too_long in refused.failure.detail
        assert await stage.wall() == []

    async def test_a_container_tells_for_certain(self, stage: Stage) -> None:
        """FINISHED is not published, however long ago the attempt was; PUBLISHED is, and the post is found."""
        wanted = content("For certain")
        prepared = await stage.prepare(wanted)
        assert await stage.prove(wanted, prepared) == Missing(certain=True)
        await stage.fault(self.create, "accept_then_drop")
        await stage.failing(UnknownOutcomeError, stage.commit(wanted, prepared))
        seen = await stage.prove(wanted, prepared)
        [post] = await stage.wall()
        assert isinstance(seen, Receipt)
        assert (seen.remote_id, seen.url) == (post["remote_id"], post["url"])

    async def test_a_listing_that_lags(self, stage: Stage) -> None:
        """Published for certain, not listed yet: the network is still at work, nothing is repeated."""
        await stage.settings(**{f"{self.network}_listing_lag_seconds": 20})
        wanted = content("Slow to be seen")
        prepared = await stage.prepare(wanted)
        await stage.fault(self.create, "accept_then_drop")
        began = stage.clock.now()
        await stage.failing(UnknownOutcomeError, stage.commit(wanted, prepared))
        seen = await stage.prove(wanted, prepared, since=began)
        assert isinstance(seen, Pending)
        await stage.clock.advance(25)
        assert isinstance(await stage.prove(wanted, seen.prepared, since=began), Receipt)

    async def test_a_container_past_its_day(self, stage: Stage) -> None:
        """It was not published, and what is published next needs a new one."""
        wanted = content("Next day")
        prepared = await stage.prepare(wanted)
        assert prepared.until is not None
        assert timedelta(hours=22) < prepared.until - stage.clock.now() < timedelta(hours=24)
        await stage.clock.advance(86_500)
        refused = await stage.failing(RefusedError, stage.commit(wanted, prepared))
        assert refused.failure.prepare_again
        seen = await stage.prove(wanted, prepared)
        assert isinstance(seen, Missing)
        assert seen.certain
        assert seen.prepared is not None
        await stage.publish(wanted)
        assert len(await stage.wall()) == 1

    async def test_where_the_post_is_could_not_be_read(self, stage: Stage) -> None:
        """It is live all the same, and is read a moment later."""
        wanted = content("Live")
        prepared = await stage.prepare(wanted)
        await stage.fault("objects.get", "server_error")
        answer = await stage.connector.commit(stage.access, part_of(wanted, 0), [], prepared)
        assert isinstance(answer, Pending)
        receipt = await stage.prove(wanted, answer.prepared)
        [post] = await stage.wall()
        assert isinstance(receipt, Receipt)
        assert receipt.remote_id == post["remote_id"]

    async def test_preparation_waits_for_nothing(self, stage: Stage) -> None:
        """Each step says when to go on, is kept in between, and goes on with the same containers."""
        await stage.settings(**{f"{self.network}_processing_seconds": 30})
        wanted, pictures = content("Slow"), [shown(jpeg("one")), shown(jpeg("two"))]
        former: Prepared | None = None
        steps = 0
        part, began = part_of(wanted, 0), stage.clock.now()
        while former is None or former.ready_in > 0:
            former = await stage.connector.prepare(stage.access, part, pictures, former)
            steps += 1
            await stage.clock.advance(former.ready_in)
        assert steps > 4
        assert stage.clock.now() - began > timedelta(seconds=60)  # the children first, then the whole
        assert len(former.document["children"]) == 2
        await stage.commit(wanted, former)
        [post] = await stage.wall()
        assert pictures_of(post) == [(sha256(one), one.alt_text) for one in pictures]

    async def test_processing_that_never_ends(self, stage: Stage) -> None:
        """The wait has an end, after which the same may be tried again."""
        await stage.settings(**{f"{self.network}_processing_seconds": 80_000})
        refused = await stage.failing(RefusedError, stage.prepare(content("Never"), jpeg()))
        assert refused.failure.code == f"{self.network}.processing_slow"
        assert refused.failure.retry_can_help

    async def test_processing_that_fails(self, stage: Stage) -> None:
        """Said in a status, not in an answer: final where the media are at fault."""
        await stage.fault(self.upload, "processing_failed")
        refused = await stage.failing(RefusedError, stage.prepare(content("Broken"), jpeg()))
        assert refused.failure.code == f"{self.network}.media_refused"
        assert await stage.wall() == []

    @pytest.mark.parametrize(
        ("mode", "error_class", "code"),
        [
            ("revoked", "reconnect", "password_changed"),
            ("checkpoint", "reconnect", "checkpoint"),
            ("quota", "quota", "daily_posts_used_up"),
        ],
    )
    async def test_what_only_people_can_mend(
        self, stage: Stage, mode: str, error_class: str, code: str
    ) -> None:
        """Told apart, and nothing goes out."""
        wanted = content("Not today")
        prepared = await stage.prepare(wanted)
        await stage.fault(self.create, mode)
        refused = await stage.failing(RefusedError, stage.commit(wanted, prepared))
        assert (refused.failure.error_class, refused.failure.code) == (error_class, f"{self.network}.{code}")
        assert await stage.wall() == []

    async def test_media_that_can_not_be_fetched(self, stage: Stage) -> None:
        """May pass: the same is tried again with a new container."""
        lost = jpeg()
        away = Picture(lost.data, lost.media_type, url="http://127.0.0.1:9/away.jpg", width=64, height=64)
        error = await stage.failing(NetworkError, stage.prepare(content("Lost"), away))
        assert error.failure.retry_can_help
        assert error.failure.prepare_again

    async def test_a_first_comment(self, stage: Stage) -> None:
        """It is a part of its own below the post, and is found again there."""
        whole = content("With a comment", first_comment="More below")
        receipt = await stage.publish(whole)
        part = part_of(whole, 1, (receipt,))
        prepared = await stage.prepare(part)
        assert isinstance(await stage.prove(part, prepared), Missing)
        await stage.fault(self.comment, "accept_then_drop")
        await stage.failing(UnknownOutcomeError, stage.commit(part, prepared))
        found = await stage.find(part, prepared)
        comment = (await stage.wall())[-1]
        assert found is not None
        assert (found.remote_id, comment["text"]) == (comment["remote_id"], part.text)
        assert comment["document"]["in_reply_to"] == receipt.remote_id

    comment: ClassVar[str]
