"""The Pinterest connector on the sandbox."""

import dataclasses
from datetime import timedelta
from typing import Any

import pytest

from sandbox.tests.videos import video
from services.publisher.domain.content import Content, Missing, Part, Pending, Prepared, Receipt, part_of
from services.publisher.errors import NetworkError, RefusedError
from services.publisher.networks.pinterest.connector import PinterestConnector
from services.publisher.ports import Live
from services.publisher.tests.attachments import Picture
from services.publisher.tests.integration.connector_contract import (
    ConnectorContract,
    LookUpContract,
    OnSandbox,
)
from services.publisher.tests.integration.stage import Stage, content, picture, pictures_of, sha256
from shared.events import LinkCard


class Board(Stage):
    """Pins need a board and a picture: what has none of its own gets those of the stage."""

    PICTURE = picture()

    async def prepare(
        self, content: Content | Part, *attachments: Picture, former: Prepared | None = None
    ) -> Prepared:
        shown = attachments or (self.PICTURE,)
        return await super().prepare(self.pinned(content), *shown, former=former)

    async def commit(self, content: Content | Part, prepared: Prepared, *attachments: Picture) -> Receipt:
        shown = attachments or (self.PICTURE,) * prepared.document.get("pictures", 1)
        return await super().commit(self.pinned(content), prepared, *shown)

    async def prove(
        self, content: Content | Part, prepared: Prepared, **more: Any
    ) -> Receipt | Pending | Missing:
        return await super().prove(self.pinned(content), prepared, **more)

    def pinned(self, content: Content | Part) -> Part:
        part = part_of(content, 0) if isinstance(content, Content) else content
        options = {"board_id": f"{self.opened['remote_id']}1", **part.details.options}
        return dataclasses.replace(part, details=part.details.model_copy(update={"options": options}))


def film(**options: Any) -> Picture:
    return Picture(video(64, 64, **{"seconds": 4, **options}), "video/mp4", "a field", 64, 64)


class OnPinterest(OnSandbox):
    """The stage of the contract, without its tests."""

    network = "pinterest"
    stage_class = Board

    def connector(self, stage: Stage) -> PinterestConnector:
        connector = stage.connector
        assert isinstance(connector, PinterestConnector)
        return connector


class TestPinterest(ConnectorContract, LookUpContract):
    network = "pinterest"
    stage_class = Board
    needed = ("access_token",)
    create = "pins.create"
    look = "boards.pins"
    who = "user_account.get"
    upload = "media.create"
    expired = "auth_expired"
    words_for_too_long = "'description' is too long: maxItems=800"

    @pytest.mark.parametrize("alt_text", ["A loaf of bread, still warm. 🍞 ताज़ा", ""])
    async def test_text_with_a_picture(self, stage: Stage, alt_text: str) -> None:
        """The picture arrives byte for byte, with the words for who can't see it, if there are any."""
        wanted, shown = content("Look!", title="Bread"), picture(alt_text, form="JPEG")
        prepared = await stage.prepare(wanted, shown)
        receipt = await stage.commit(wanted, prepared, shown)

        [post] = await stage.wall()
        assert pictures_of(post) == [(sha256(shown), alt_text)]
        assert post["document"]["title"] == "Bread"
        found = await stage.find(wanted, prepared)
        assert found is not None
        assert found.remote_id == receipt.remote_id

    async def test_pictures_keep_their_order(self, stage: Stage) -> None:
        """Up to five, in the order in which they were given, with one alternative text for all of them."""
        shown = [picture(f"number {n}", form=form) for n, form in enumerate(("PNG", "JPEG", "PNG"))]
        wanted = content("Three of them")
        prepared = await stage.prepare(wanted, *shown)
        receipt = await stage.commit(wanted, prepared, *shown)

        [post] = await stage.wall()
        assert [item["sha256"] for item in post["media"]] == [sha256(one) for one in shown]
        assert post["document"]["alt_text"] == "number 0; number 1; number 2"
        found = await stage.find(wanted, prepared)
        assert found is not None
        assert found.remote_id == receipt.remote_id

    async def test_other_pictures_are_no_proof(self, stage: Stage) -> None:
        """The same words with another number of pictures are another pin."""
        wanted, shown = content("One or two"), (picture(), picture())
        one, two = await stage.prepare(wanted, *shown[:1]), await stage.prepare(wanted, *shown)
        await stage.commit(wanted, one)
        assert await stage.find(wanted, two) is None
        assert await stage.find(wanted, one)

    @pytest.mark.parametrize(
        "mode", ["malformed", "server_error", "drop_before_accept", "rate_limited", "slow"]
    )
    async def test_preparing_and_identifying_fail_as_told(self, stage: Stage, mode: str) -> None:
        """Faults before the irreversible call come as the port's errors and can be tried again."""
        await stage.fault(self.who, mode, seconds=2)
        await stage.failing(NetworkError, stage.connector.identify(stage.access))
        wanted, shown = content("Second try"), film()
        for call in (self.upload, "media.get"):
            await stage.fault(call, mode, seconds=2)
            error = await stage.failing(NetworkError, stage.prepare(wanted, shown))
            assert error.failure.retry_can_help
        await stage.connector.identify(stage.access)
        await stage.publish(wanted, shown)
        assert len(await stage.wall()) == 1

    def test_the_only_way_out_is_to_look(self, stage: Stage) -> None:
        """Nothing ever makes a repeat safe."""
        assert {stage.way(timedelta(days=days)) for days in (0, 1, 400)} == {"look_up"}

    async def test_a_listing_that_lags(self, stage: Stage) -> None:
        """A pin that the board does not show yet is found once it does: one look is not enough."""
        wanted = content("Late in the list")
        prepared = await stage.prepare(wanted)
        began = stage.clock.now()
        await stage.settings(pinterest_listing_lag_seconds=60)
        receipt = await stage.commit(wanted, prepared)
        assert await stage.prove(wanted, prepared, since=began) == Missing()
        await stage.clock.advance(61)
        found = await stage.find(wanted, prepared, since=began)
        assert found is not None
        assert found.remote_id == receipt.remote_id

    async def test_without_a_board(self, stage: Stage) -> None:
        """Says what is missing; one that is not the account's is refused in Pinterest's words."""
        wanted = part_of(content("Where?"), 0)
        call = stage.connector.prepare(stage.access, wanted, [picture()], None)
        refused = await stage.failing(RefusedError, call)
        assert refused.failure.code == "pinterest.board_missing"
        elsewhere = part_of(content("There?", options={"board_id": "123"}), 0)
        refused = await stage.failing(RefusedError, stage.publish(elsewhere))
        assert (refused.failure.error_class, refused.failure.code) == ("invalid", "pinterest.board_not_found")
        assert await stage.wall() == []

    @pytest.mark.parametrize(
        ("wrong", "words"),
        [
            (Picture(b"neither one nor the other", "image/png"), "not image/png"),
            (picture(form="WEBP"), "content_type"),
        ],
        ids=["not a picture", "of a refused type"],
    )
    async def test_pictures_refused(self, stage: Stage, wrong: Picture, words: str) -> None:
        """In Pinterest's own words, for the author."""
        refused = await stage.failing(RefusedError, stage.publish(content("Look"), wrong))
        assert (refused.failure.error_class, refused.failure.who_must_act) == ("invalid", "author")
        assert words in refused.failure.detail

    async def test_too_many_pictures(self, stage: Stage) -> None:
        """Pinterest counts them, and says so."""
        shown = [picture(str(number)) for number in range(6)]
        refused = await stage.failing(RefusedError, stage.publish(content("Six"), *shown))
        assert (refused.failure.error_class, "maxItems=5" in refused.failure.detail) == ("invalid", True)


class TestOffers(OnPinterest):
    @pytest.mark.parametrize("options", [{}, {"cover_seconds": "2"}])
    async def test_video(self, stage: Stage, options: dict[str, str]) -> None:
        """Sent to a storage of another kind, waited for without holding anybody, found again."""
        await stage.settings(pinterest_processing_seconds=12)
        wanted, shown = content("Moving pictures", options=options), film()
        prepared = await stage.prepare(wanted, shown)
        assert await stage.wall() == []
        receipt = await stage.commit(wanted, prepared)
        [post] = await stage.wall()
        assert pictures_of(post) == [(sha256(shown), "a field")]
        assert (receipt.remote_id, receipt.url) == (post["remote_id"], post["url"])
        found = await stage.find(wanted, prepared)
        assert found is not None
        assert (found.remote_id, found.document) == (receipt.remote_id, {"video": True})

    async def test_processing_that_fails(self, stage: Stage) -> None:
        """Pinterest says no more than that."""
        await stage.settings(pinterest_processing_seconds=12)
        await stage.fault("media.get", "processing_failed")
        refused = await stage.failing(RefusedError, stage.prepare(content("Broken"), film()))
        assert (refused.failure.error_class, refused.failure.code) == ("invalid", "pinterest.media_refused")

    @pytest.mark.parametrize(
        ("mode", "meant"),
        {
            "checkpoint": ("restricted", "pinterest.account_restricted"),
            "quota": ("quota", "pinterest.day_used_up"),
            "revoked": ("auth_expired", "pinterest.token_expired"),
        }.items(),
    )
    async def test_what_only_people_or_time_can_mend(
        self, stage: Stage, mode: str, meant: tuple[str, str]
    ) -> None:
        """Each is told apart, nothing is pinned; a consent taken back shows when the token is to be renewed."""
        wanted = content("Not now")
        prepared = await stage.prepare(wanted)
        await stage.fault("pins.create", mode)
        refused = await stage.failing(RefusedError, stage.commit(wanted, prepared))
        assert (refused.failure.error_class, refused.failure.code) == meant
        if mode == "revoked":
            gone = await stage.failing(RefusedError, stage.refresh())
            assert gone.failure.error_class == "reconnect"
        assert await stage.wall() == []

    async def test_a_video_that_pinterest_can_t_use(self, stage: Stage) -> None:
        """Is the author's matter."""
        refused = await stage.failing(RefusedError, stage.prepare(content("Short"), film(seconds=1)))
        assert (refused.failure.error_class, refused.failure.code) == ("invalid", "pinterest.media_refused")

    async def test_a_video_that_is_gone(self, stage: Stage) -> None:
        """Is uploaded anew."""
        wanted, shown = content("Whose?"), film()
        prepared = await stage.prepare(wanted, shown)
        lost = Prepared({**prepared.document, "media_id": "12345"})
        refused = await stage.failing(RefusedError, stage.commit(wanted, lost))
        assert refused.failure.prepare_again
        await stage.commit(wanted, await stage.prepare(wanted, shown, former=lost))
        assert len(await stage.wall()) == 1

    async def test_link_and_section(self, stage: Stage) -> None:
        """The pin leads to the page; the card's picture is not Pinterest's."""
        link = LinkCard(url="https://example.com/bread", title="Bread", image=picture().media)
        wanted, shown = content("Read", link=link, options={"board_section_id": "77"}), picture()
        prepared = await stage.prepare(wanted, shown, picture())
        await stage.commit(wanted, prepared, shown, picture())
        [post] = await stage.wall()
        assert (post["document"]["link"], post["document"]["board_section_id"]) == (link.url, "77")
        assert pictures_of(post) == [(sha256(shown), "")]
        assert await stage.find(wanted, prepared)

    async def test_edit_and_delete(self, stage: Stage) -> None:
        """Twice is as once."""
        wanted = content("Befor", title="Bread")
        receipt = await stage.publish(wanted)
        live = Live(receipt, stage.clock.now())
        for _ in range(2):
            after = part_of(content("Before", title="Rye"), 0)
            assert await self.connector(stage).edit(stage.access, live, after) == receipt
        [post] = await stage.wall()
        assert (post["text"], post["document"]["title"]) == ("Before", "Rye")
        for _ in range(2):
            await self.connector(stage).delete(stage.access, live)
        assert [shown["deleted"] for shown in await stage.wall()] == [True]

    async def test_figures(self, stage: Stage) -> None:
        """Of a video more than of a picture; what is gone is left out; also of old pins the last 90 days."""
        shown = [(picture(),), (film(),), (picture(),)]
        live = [
            Live(await stage.publish(content(f"Counted {number}"), *one), stage.clock.now())
            for number, one in enumerate(shown)
        ]
        await self.connector(stage).delete(stage.access, live[2])
        live[0] = Live(live[0].receipt, stage.clock.now() - timedelta(days=400))
        await stage.clock.advance(86_400)
        figures = dict(await self.connector(stage).measure(stage.access, live))
        of_picture, of_video = (figures.pop(one.receipt.remote_id) for one in live[:2])
        assert figures == {}
        assert set(of_picture) == {"impressions", "clicks", "saves", "comments", "likes"}
        assert set(of_video) == set(of_picture) | {"views", "watch_seconds"}
        assert of_picture["impressions"] > 0
        account = await self.connector(stage).measure_account(stage.access)
        assert account["posts"] == 2
        assert account["followers"] > 0


class TestTokens(OnPinterest):
    async def test_renewal_is_due_before_the_end(self, stage: Stage) -> None:
        """A day ahead; without a time nothing is due until a call says so."""
        assert stage.grant.refresh_at is not None
        assert timedelta(days=28) < stage.grant.refresh_at - stage.clock.now() < timedelta(days=30)
        for unknown in ("", "soon"):
            assert stage.connector.open({**stage.credentials, "expires_at": unknown}).refresh_at is None

    @pytest.mark.parametrize("rotates", [True, False])
    async def test_renewal(self, stage: Stage, *, rotates: bool) -> None:
        """What Pinterest gives back counts from now on: a new refresh token, or the same."""
        await stage.settings(pinterest_rotates=rotates)
        before, old = stage.grant, stage.access
        after = await stage.refresh()
        assert after.secrets["access_token"] != before.secrets["access_token"]
        assert (after.secrets["refresh_token"] != before.secrets["refresh_token"]) == rotates
        if rotates:
            refused = await stage.failing(RefusedError, stage.connector.refresh(old))
            assert (refused.failure.error_class, refused.failure.code) == (
                "reconnect",
                "pinterest.renewal_refused",
            )
        await stage.refresh()
        await stage.publish(content("Twice renewed"))

    async def test_a_wrong_client_secret(self, stage: Stage) -> None:
        """Neither token nor secret is quoted."""
        stage.hold(client_secret="wrong-client-secret-0123")
        refused = await stage.failing(RefusedError, stage.refresh())
        assert refused.failure.error_class == "reconnect"

    @pytest.mark.parametrize("mode", ["server_error", "rate_limited", "malformed", "drop_before_accept"])
    async def test_a_renewal_that_failed_before_it_happened(self, stage: Stage, mode: str) -> None:
        """Can be tried again with the same token; the owner is not asked."""
        await stage.fault("oauth.token", mode, account=None)
        error = await stage.failing(NetworkError, stage.refresh())
        assert error.failure.error_class in {"transient", "rate_limited"}
        await stage.refresh()

    async def test_without_a_refresh_token(self, stage: Stage) -> None:
        """A person has to consent again when it ends."""
        stage.grant = stage.connector.open({**stage.credentials, "refresh_token": ""})
        assert stage.grant.refresh_at is None
        assert stage.grant.expires_at is not None
        refused = await stage.failing(RefusedError, stage.refresh())
        assert refused.failure.error_class == "reconnect"
