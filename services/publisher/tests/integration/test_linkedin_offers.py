"""What LinkedIn offers beyond text and pictures, and what becomes of it afterwards."""

import dataclasses
from datetime import timedelta
from typing import Any

import httpx
import pytest

from sandbox.tests.videos import video
from services.publisher.domain.content import Content, Missing, Prepared, Receipt, part_of
from services.publisher.errors import RefusedError, UnknownOutcomeError
from services.publisher.networks.linkedin.connector import LinkedInConnector
from services.publisher.ports import Live
from services.publisher.tests.attachments import Picture
from services.publisher.tests.integration.connector_contract import OnSandbox
from services.publisher.tests.integration.stage import Stage, content, picture, pictures_of, sha256
from shared.events import LinkCard, Poll

PDF = Picture(b"%PDF-1.7 the menu", "application/pdf", "The menu")


def film(size: int = 0) -> Picture:
    """A video of three seconds, with as much behind it as makes it that large."""
    data = video(64, 64, seconds=3)
    rest = max(size - len(data), 8)
    return Picture(data + rest.to_bytes(4) + b"free" + bytes(rest - 8), "video/mp4", "a field", 64, 64)


class OnLinkedIn(OnSandbox):
    """The stage of the contract, without its tests: an organisation."""

    network = "linkedin"
    options = {"kind": "organization"}  # noqa: RUF012  as the contract has it

    def connector(self, stage: Stage) -> LinkedInConnector:
        connector = stage.connector
        assert isinstance(connector, LinkedInConnector)
        return connector

    async def finds(self, stage: Stage, wanted: Content, prepared: Prepared, receipt: Receipt) -> bool:
        """Whether a look finds that very post."""
        found = await stage.find(wanted, prepared)
        return found is not None and (found.remote_id, found.url) == (receipt.remote_id, receipt.url)


class TestKinds(OnLinkedIn):
    async def test_video(self, stage: Stage) -> None:
        """In parts, looked at by LinkedIn, posted with a title, found again."""
        await stage.settings(linkedin_processing_seconds=20)
        wanted, shown = content("Moving pictures\nand more", title="A film"), film()
        prepared = await stage.prepare(wanted, shown)
        assert await stage.wall() == []
        receipt = await stage.commit(wanted, prepared)
        [post] = await stage.wall()
        assert pictures_of(post) == [(sha256(shown), "a field")]
        assert post["document"]["content"]["media"]["title"] == "A film"
        assert await self.finds(stage, wanted, prepared, receipt)

    async def test_a_large_video_goes_on_where_it_was(
        self, stage: Stage, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """What was sent is put down now and then, so that a crash repeats a few parts at most."""
        monkeypatch.setattr("services.publisher.networks.linkedin.media._PARTS_AT_ONCE", 1)
        wanted, shown = content("Long"), film(9 * 1024 * 1024 + 5)
        access, part = stage.access, part_of(wanted, 0)
        half = await stage.connector.prepare(access, part, [shown], None)
        assert half.ready_in > 0
        assert len(half.document["uploads"][0]["etags"]) == 1
        before = await stage.calls("uploads.put")
        prepared = await stage.prepare(wanted, shown, former=half)
        assert await stage.calls("uploads.put") - before == 2
        await stage.commit(wanted, prepared)
        [post] = await stage.wall()
        assert [item["sha256"] for item in post["media"]] == [sha256(shown)]

    async def test_processing_that_fails(self, stage: Stage) -> None:
        """LinkedIn's own words, for the author."""
        await stage.fault("videos.upload", "processing_failed", after=1)
        refused = await stage.failing(RefusedError, stage.prepare(content("Broken"), film()))
        assert (refused.failure.error_class, refused.failure.code) == ("invalid", "linkedin.media_refused")
        assert "can't be read" in refused.failure.detail

    async def test_a_video_that_linkedin_can_t_use(self, stage: Stage) -> None:
        """In LinkedIn's words, for the author."""
        short = Picture(video(64, 64, seconds=1), "video/mp4")
        refused = await stage.failing(RefusedError, stage.prepare(content("Short"), short))
        assert (refused.failure.error_class, refused.failure.code) == ("invalid", "linkedin.media_refused")
        assert "seconds" in refused.failure.detail

    async def test_document(self, stage: Stage) -> None:
        """With the first line for a title where none is given."""
        wanted = content("Our menu for the week\nCome by.")
        prepared = await stage.prepare(wanted, PDF)
        receipt = await stage.commit(wanted, prepared)
        [post] = await stage.wall()
        assert [item["sha256"] for item in post["media"]] == [sha256(PDF)]
        assert post["document"]["content"]["media"]["title"] == "Our menu for the week"
        assert await self.finds(stage, wanted, prepared, receipt)

    async def test_link_card(self, stage: Stage) -> None:
        """Title, words and picture as they were given: LinkedIn does not look at the page."""
        thumbnail = picture("A loaf")
        link = LinkCard(
            url="https://example.com/bread", title="Bread", description="Warm", image=thumbnail.media
        )
        wanted = content("Read this", link=link)
        prepared = await stage.prepare(wanted, thumbnail)
        receipt = await stage.commit(wanted, prepared)
        [post] = await stage.wall()
        article = post["document"]["content"]["article"]
        assert (article["source"], article["title"], article["description"]) == (link.url, "Bread", "Warm")
        assert pictures_of(post) == [(sha256(thumbnail), "A loaf")]
        assert await self.finds(stage, wanted, prepared, receipt)

    async def test_poll(self, stage: Stage) -> None:
        """Asked by the text's first line, open for the next longer of LinkedIn's four durations."""
        poll = Poll(options=("Rye", "Spelt"), duration_seconds=2 * 86_400)
        wanted = content("Which one?\nTell us.", poll=poll)
        prepared = await stage.prepare(wanted)
        receipt = await stage.commit(wanted, prepared)
        [post] = await stage.wall()
        asked = post["document"]["content"]["poll"]
        assert asked["question"] == "Which one?"
        assert [option["text"] for option in asked["options"]] == ["Rye", "Spelt"]
        assert asked["settings"]["duration"] == "THREE_DAYS"
        assert await self.finds(stage, wanted, prepared, receipt)

    @pytest.mark.parametrize(
        "details", [{"link": LinkCard(url="https://a.example")}, {"visibility": "direct"}]
    )
    async def test_what_does_not_go_together(self, stage: Stage, details: dict[str, Any]) -> None:
        """Is refused before LinkedIn is asked; nothing is shown to more people than was meant."""
        wanted = content("Both", **details)
        prepared = await stage.prepare(wanted, picture(), picture())
        before = await stage.calls("posts.create")
        refused = await stage.failing(RefusedError, stage.commit(wanted, prepared))
        assert (refused.failure.error_class, refused.failure.code) == ("invalid", "linkedin.content_refused")
        assert await stage.calls("posts.create") == before

    async def test_hashtags_and_mentions(self, stage: Stage) -> None:
        """Elements of the text; people read the name."""
        await stage.publish(content("By @[Acme (UK)](urn:li:organization:12) #tea_time"))
        [post] = await stage.wall()
        assert post["text"] == "By Acme (UK) #tea_time"


class TestAfterwards(OnLinkedIn):
    @pytest.mark.parametrize("mode", ["", "accept_then_drop", "drop_before_accept"])
    async def test_first_comment(self, stage: Stage, mode: str) -> None:
        """Stands under the post in plain text, and is found after a lost answer."""
        said = content("The post", first_comment="(More) at https://example.com/a_b #not_escaped")
        earlier = (await stage.publish(part_of(said, 0)),)
        comment = part_of(said, 1, earlier)
        prepared = await stage.prepare(comment)
        assert stage.connector.way_out(comment, prepared, stage.clock.now() - timedelta(days=1)) == "look_up"
        assert await stage.prove(comment, prepared) == Missing()
        if mode:
            await stage.fault("comments.create", mode)
            await stage.failing(UnknownOutcomeError, stage.commit(comment, prepared))
            receipt = await stage.way_out(comment, prepared)
        else:
            receipt = await stage.commit(comment, prepared)
        post, shown = await stage.wall()
        assert shown["text"] == said.details.first_comment
        assert shown["document"]["comment_on"] == post["remote_id"]
        assert (receipt.remote_id, receipt.url) == (shown["remote_id"], post["url"])
        found = await stage.find(comment, prepared)
        assert found == receipt

    async def test_edit(self, stage: Stage) -> None:
        """The text changes, and what people see says so; twice is as once."""
        wanted = content("Befor")
        receipt = await stage.publish(wanted)
        after = part_of(dataclasses.replace(wanted, text="Before (and after)"), 0)
        live = Live(receipt, stage.clock.now())
        for _ in range(2):
            assert (await self.connector(stage).edit(stage.access, live, after)).url == receipt.url
        assert await stage.texts() == ["Before (and after)"]

    async def test_delete(self, stage: Stage) -> None:
        """A comment, then its post; gone is gone, a second time is no error."""
        said = content("Not for long", first_comment="Nor this")
        post = await stage.publish(part_of(said, 0))
        comment = await stage.publish(part_of(said, 1, (post,)))
        for receipt in (comment, comment, post, post):
            await self.connector(stage).delete(stage.access, Live(receipt, stage.clock.now()))
        assert [shown["deleted"] for shown in await stage.wall()] == [True, True]

    async def test_figures(self, stage: Stage) -> None:
        """Of posts of both kinds in one call; what is gone is left out; the page has followers."""
        live = [
            Live(await stage.publish(content(f"Counted {number}"), *shown), stage.clock.now())
            for number, shown in enumerate(((), (picture(),), ()))
        ]
        await self.connector(stage).delete(stage.access, live[2])
        await stage.clock.advance(86_400)
        before = await stage.calls("statistics.posts")
        figures = await self.connector(stage).measure(stage.access, live)
        assert await stage.calls("statistics.posts") - before == 1
        assert set(figures) == {one.receipt.remote_id for one in live[:2]}
        for found in figures.values():
            assert set(found) == {"impressions", "reach", "clicks", "likes", "comments", "shares"}
            assert found["impressions"] > 0
        account = await self.connector(stage).measure_account(stage.access)
        assert account["followers"] > 0
        assert account["views"] > 0


class TestMemberAfterwards(OnLinkedIn):
    """What an app may not do for a member."""

    options = {"kind": "person"}  # noqa: RUF012  as the contract has it

    async def test_a_lost_comment_is_a_person_s(self, stage: Stage) -> None:
        """Comments on a member's post can't be read, and a second one is no duplicate."""
        said = content("The post", first_comment="Once")
        comment = part_of(said, 1, (await stage.publish(part_of(said, 0)),))
        prepared = await stage.prepare(comment)
        await stage.fault("comments.create", "accept_then_drop")
        await stage.failing(UnknownOutcomeError, stage.commit(comment, prepared))
        assert stage.connector.way_out(comment, prepared, stage.clock.now()) == "person"
        refused = await stage.failing(RefusedError, stage.prove(comment, prepared))
        assert refused.failure.code == "linkedin.member_not_readable"
        assert await stage.texts() == ["The post", "Once"]

    async def test_no_figures(self, stage: Stage) -> None:
        """Not available is not 0."""
        live = Live(await stage.publish(content("Uncounted")), stage.clock.now())
        assert await self.connector(stage).measure(stage.access, [live]) == {live.receipt.remote_id: {}}
        assert await self.connector(stage).measure_account(stage.access) == {}

    async def test_figures_where_linkedin_granted_them(self, stage: Stage, sandbox: str) -> None:
        """Of posts of both kinds, one question for each figure; what is gone is left out."""
        scopes = "openid profile w_member_social r_member_postAnalytics"
        body = {"network": "linkedin", "handle": stage.opened["handle"], "scopes": scopes}
        async with httpx.AsyncClient(base_url=sandbox) as control:
            opened = (await control.post("/_sandbox/accounts", json=body)).json()
        stage.grant = stage.connector.open({**opened["credentials"], "scope": scopes})
        live = [
            Live(await stage.publish(content(f"Counted {number}"), *shown), stage.clock.now())
            for number, shown in enumerate(((), (picture(),), ()))
        ]
        await self.connector(stage).delete(stage.access, live[2])
        await stage.clock.advance(86_400)
        figures = await self.connector(stage).measure(stage.access, live)
        assert set(figures) == {one.receipt.remote_id for one in live[:2]}
        of_page = {"impressions", "reach", "clicks", "likes", "comments", "shares"}
        for found in figures.values():
            assert set(found) == of_page | {"saves", "profile_clicks"}
            assert found["impressions"] > 0

    async def test_a_partner_s_renewal(self, stage: Stage) -> None:
        """Ahead of its end; the refresh token stays, and so does its own end."""
        root = stage.opened["base_url"].rsplit("/", 1)[0]
        body = {"network": "linkedin", "handle": stage.opened["handle"], "partner": "1"}
        async with httpx.AsyncClient() as control:
            opened = (await control.post(f"{root}/_sandbox/accounts", json=body)).json()
        stage.grant = stage.connector.open(opened["credentials"])
        assert stage.grant.refresh_at is not None
        assert timedelta(days=57) < stage.grant.refresh_at - stage.clock.now() < timedelta(days=59)
        before = stage.grant
        after = await stage.refresh()
        assert after.secrets["access_token"] != before.secrets["access_token"]
        assert after.secrets["refresh_token"] == before.secrets["refresh_token"]
        assert after.expires_at is not None
        assert timedelta(days=364) < after.expires_at - stage.clock.now() <= timedelta(days=365)
        await stage.publish(content("After the renewal"))
        stage.hold(client_secret="wrong-client-secret-0123")
        refused = await stage.failing(RefusedError, stage.refresh())
        assert (refused.failure.error_class, refused.failure.code) == (
            "reconnect",
            "linkedin.renewal_refused",
        )
