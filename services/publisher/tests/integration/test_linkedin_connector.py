"""The LinkedIn connector on the sandbox: an organisation by the contract, then what members have of their own."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from services.publisher.domain.content import Missing, Prepared, part_of
from services.publisher.errors import NetworkError, RefusedError, UnknownOutcomeError
from services.publisher.networks.linkedin.versioned import VERSION
from services.publisher.tests.integration.connector_contract import (
    LOST_ANSWERS,
    ConnectorContract,
    LookUpContract,
    OnSandbox,
)
from services.publisher.tests.integration.stage import Stage, content, picture, pictures_of, sha256


class TestLinkedIn(ConnectorContract, LookUpContract):
    network = "linkedin"
    options = {"kind": "organization"}  # noqa: RUF012  as the contract has it
    needed = ("access_token",)
    create = "posts.create"
    look = "posts.list"
    who = "organizations.get"
    upload = "images.upload"
    expired = "auth_expired"
    words_for_too_long = "length is greater than 3000"

    async def test_pictures_keep_their_order(self, stage: Stage) -> None:
        """Pictures of the kinds that LinkedIn takes, in the order in which they were given."""
        kinds = ("PNG", "JPEG", "GIF", "PNG")
        shown = [picture(f"number {number}", form=form) for number, form in enumerate(kinds)]
        await stage.publish(content("Four of them"), *shown)

        [post] = await stage.wall()
        assert pictures_of(post) == [(sha256(one), one.alt_text) for one in shown]

    async def test_rate_limited(self, stage: Stage) -> None:
        """LinkedIn does not tell when it listens again: asked every quarter of an hour, and once the day has turned."""
        wanted = content("Too fast")
        prepared = await stage.prepare(wanted)
        await stage.fault(self.create, "rate_limited", seconds=40)
        refused = await stage.failing(RefusedError, stage.commit(wanted, prepared))

        assert (refused.failure.error_class, refused.failure.code) == (
            "rate_limited",
            "linkedin.rate_limited",
        )
        now, again = datetime.now(UTC), refused.failure.retry_at
        assert again is not None
        assert now < again <= now + timedelta(minutes=15)
        assert (again - timedelta(seconds=6)).date() == now.date()
        assert await stage.wall() == []

    def test_the_only_way_out_is_to_look(self, stage: Stage) -> None:
        """An organisation's posts can be listed, however late."""
        assert {self.way(stage, timedelta(days=days)) for days in (0, 1, 400)} == {"look_up"}

    def way(self, stage: Stage, after: timedelta) -> str:
        prepared = Prepared({"author": stage.access.remote_id})
        wanted = content("lost")
        return stage.connector.way_out(part_of(wanted, 0), prepared, stage.clock.now() - after)

    async def test_the_same_commit_twice(self, stage: Stage) -> None:
        """There is no key: the second one is refused as a duplicate, and there is one post."""
        wanted = content("Once")
        prepared = await stage.prepare(wanted)
        await stage.commit(wanted, prepared)
        refused = await stage.failing(RefusedError, stage.commit(wanted, prepared))
        assert (refused.failure.error_class, refused.failure.code) == ("duplicate", "linkedin.duplicate")
        assert await stage.texts() == ["Once"]

    async def test_a_listing_that_lags(self, stage: Stage) -> None:
        """A post that the list does not show yet is found once it does: one look is not enough."""
        wanted = content("Late in the list")
        prepared = await stage.prepare(wanted)
        began = stage.clock.now()
        await stage.settings(linkedin_listing_lag_seconds=60)
        receipt = await stage.commit(wanted, prepared)
        assert await stage.prove(wanted, prepared, since=began) == Missing()
        await stage.clock.advance(61)
        found = await stage.find(wanted, prepared, since=began)
        assert found is not None
        assert found.remote_id == receipt.remote_id

    async def test_an_outdated_version(self, stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
        """Is the operator's matter, not the author's nor the account owner's."""
        monkeypatch.setattr("services.publisher.networks.linkedin.versioned.VERSION", "202401")
        refused = await stage.failing(RefusedError, stage.publish(content("Old")))
        assert VERSION > "202401"
        assert (refused.failure.code, refused.failure.who_must_act) == ("linkedin.version_gone", "operator")

    @pytest.mark.parametrize(
        ("wrong", "words"),
        [(picture(form="TIFF"), "image/tiff is not supported"), (picture(form="WEBP"), "image/webp is not")],
        ids=["tiff", "webp"],
    )
    async def test_media_refused(self, stage: Stage, wrong: Any, words: str) -> None:
        """In LinkedIn's own words, for the author."""
        refused = await stage.failing(RefusedError, stage.prepare(content("Look"), wrong))
        assert (refused.failure.error_class, refused.failure.code) == ("invalid", "linkedin.media_refused")
        assert words in refused.failure.detail

    async def test_media_that_are_gone(self, stage: Stage) -> None:
        """Ids that are not ours are asked for anew; nothing is posted without the picture."""
        wanted, shown = content("Whose?"), picture()
        prepared = await stage.prepare(wanted, shown)
        [upload] = prepared.document["uploads"]
        lost = Prepared({**prepared.document, "uploads": [{**upload, "urn": "urn:li:image:none"}]})
        refused = await stage.failing(RefusedError, stage.commit(wanted, lost))
        assert refused.failure.prepare_again
        await stage.commit(wanted, await stage.prepare(wanted, shown, former=lost))
        assert len(await stage.wall()) == 1

    @pytest.mark.parametrize(
        ("mode", "meant"),
        {
            "checkpoint": ("restricted", "linkedin.account_restricted"),
            "quota": ("quota", "linkedin.day_used_up"),
            "revoked": ("reconnect", "linkedin.token_revoked"),
        }.items(),
    )
    async def test_what_only_people_or_time_can_mend(
        self, stage: Stage, mode: str, meant: tuple[str, str]
    ) -> None:
        """Each is told apart; nothing is posted."""
        wanted = content("Not now")
        prepared = await stage.prepare(wanted)
        await stage.fault(self.create, mode)
        refused = await stage.failing(RefusedError, stage.commit(wanted, prepared))
        assert (refused.failure.error_class, refused.failure.code) == meant
        assert await stage.wall() == []

    async def test_without_a_refresh_token(self, stage: Stage) -> None:
        """Nothing renews it: its end is known, and refreshing asks the owner."""
        assert stage.grant.refresh_at is None
        assert stage.grant.expires_at is not None
        assert timedelta(days=59) < stage.grant.expires_at - stage.clock.now() <= timedelta(days=60)
        refused = await stage.failing(RefusedError, stage.refresh())
        assert (refused.failure.error_class, refused.failure.code) == (
            "reconnect",
            "linkedin.renewal_refused",
        )


class TestMember(OnSandbox):
    """A member's posts can't be read by an app."""

    network = "linkedin"
    options = {"kind": "person"}  # noqa: RUF012  as the contract has it

    async def test_identify(self, stage: Stage) -> None:
        """By their name: an app learns no more."""
        identity = await stage.connector.identify(stage.access)
        assert (identity.remote_id, identity.handle, identity.profile_url) == (
            stage.opened["remote_id"],
            stage.opened["handle"],
            stage.opened["profile_url"],
        )

    @pytest.mark.parametrize(("fault", "stands"), LOST_ANSWERS.values(), ids=LOST_ANSWERS)
    async def test_unknown_outcome(self, stage: Stage, fault: dict[str, Any], *, stands: bool) -> None:
        """The very same again is taken, or refused naming the first: one post either way, and its URN."""
        wanted = content("Did it arrive? https://example.com/?a=1&copy=2 <b>")
        prepared = await stage.prepare(wanted, picture("seen"))
        began = stage.clock.now()
        await stage.fault("posts.create", **fault)
        await stage.failing(UnknownOutcomeError, stage.commit(wanted, prepared))
        assert len(await stage.wall()) == stands

        for _ in range(2):
            found = await stage.find(wanted, prepared, since=began)
            [post] = await stage.wall()
            assert found is not None
            assert (found.remote_id, found.url) == (post["remote_id"], post["url"])

    @pytest.mark.parametrize(
        "mode", ["rate_limited", "server_error", "drop_before_accept", "slow", "malformed"]
    )
    async def test_a_look_that_failed_proves_nothing(self, stage: Stage, mode: str) -> None:
        """Only an answer can say what became of it; the next one does."""
        wanted = content("Is it there?")
        prepared = await stage.prepare(wanted)
        began = stage.clock.now()
        await stage.commit(wanted, prepared)
        await stage.fault("posts.create", mode, seconds=2)
        await stage.failing(NetworkError, stage.find(wanted, prepared, since=began))
        assert await stage.find(wanted, prepared, since=began)
        assert len(await stage.wall()) == 1

    async def test_an_older_post_is_no_proof(self, stage: Stage) -> None:
        """A duplicate of what stood there before says that ours was refused, not that it is live."""
        wanted = content("Every day the same")
        prepared = await stage.prepare(wanted)
        other = await stage.commit(wanted, prepared)
        await stage.clock.advance(120)
        for taken in (frozenset({other.remote_id}), frozenset[str]()):
            look = stage.prove(wanted, prepared, taken=taken)
            refused = await stage.failing(RefusedError, look)
            assert refused.failure.error_class == "duplicate"
        assert len(await stage.wall()) == 1

    async def test_never_repeated_late(self, stage: Stage) -> None:
        """After minutes LinkedIn may have forgotten the first: a person looks, nothing is sent."""
        wanted = content("Long ago")
        prepared = await stage.prepare(wanted)
        began = stage.clock.now()
        assert stage.connector.way_out(part_of(wanted, 0), prepared, began) == "look_up"
        await stage.clock.advance(601)
        assert stage.connector.way_out(part_of(wanted, 0), prepared, began) == "person"
        refused = await stage.failing(RefusedError, stage.prove(wanted, prepared, since=began))
        assert refused.failure.code == "linkedin.member_not_readable"
        assert await stage.wall() == []

    @pytest.mark.parametrize("shown", [(), (picture("one"),), (picture("one"), picture("two"))], ids=len)
    async def test_pictures(self, stage: Stage, shown: tuple[Any, ...]) -> None:
        """What can't be asked after is waited for a little, then posted."""
        await stage.publish(content("Look!", visibility="connections"), *shown)
        [post] = await stage.wall()
        assert pictures_of(post) == [(sha256(one), one.alt_text) for one in shown]
        assert post["document"]["visibility"] == "CONNECTIONS"
