"""What Bluesky offers beyond text and pictures: threads, galleries, link cards, video, labels, figures."""

import dataclasses
from typing import Any
from uuid import uuid4

from sandbox.tests.videos import video
from services.publisher.domain.content import Content, Part, Receipt, part_of
from services.publisher.errors import NetworkError, RefusedError
from services.publisher.networks.bluesky.connector import BlueskyConnector
from services.publisher.ports import Live
from services.publisher.tests.attachments import Picture
from services.publisher.tests.integration.connector_contract import OnSandbox
from services.publisher.tests.integration.stage import Stage, content, picture, pictures_of, sha256
from shared.events import LinkCard, ThreadPart


def film(**options: Any) -> Picture:
    return Picture(video(64, 64, **options), "video/mp4", "a field", 64, 64)


def live(stage: Stage, receipt: Receipt) -> Live:
    return Live(receipt, stage.clock.now())


class TestOffers(OnSandbox):
    network = "bluesky"

    def connector(self, stage: Stage) -> BlueskyConnector:
        assert isinstance(stage.connector, BlueskyConnector)
        return stage.connector

    async def records(self, stage: Stage) -> list[dict[str, Any]]:
        return [post["document"]["record"] for post in await stage.wall()]

    async def test_a_thread_names_root_and_parent(self, stage: Stage) -> None:
        """Each by address and hash; the comment answers the first post."""
        said = content("one", thread=(ThreadPart(text="two"), ThreadPart(text="three")), first_comment="four")
        earlier: tuple[Receipt, ...] = ()
        for index in range(4):
            part = part_of(said, index, earlier)
            prepared = await stage.prepare(part)
            earlier = (*earlier, await stage.commit(part, prepared))
            assert await stage.find(part, prepared) == earlier[-1]
        first, second = dict(earlier[0].document), dict(earlier[1].document)
        replies = [record.get("reply") for record in await self.records(stage)]
        assert replies == [
            None,
            {"root": first, "parent": first},
            {"root": first, "parent": second},
            {"root": first, "parent": first},
        ]

    async def test_an_answer_to_a_post_whose_hash_is_not_known(self, stage: Stage) -> None:
        """It is looked up: posts of former versions did not keep it."""
        said = content("one", thread=(ThreadPart(text="two"),))
        first = await stage.publish(part_of(said, 0))
        await stage.publish(part_of(said, 1, (dataclasses.replace(first, document={}),)))
        assert (await self.records(stage))[1]["reply"]["parent"] == first.document

    async def test_a_gallery_of_more_than_four(self, stage: Stage) -> None:
        """Up to four stand as a grid, up to ten as a gallery, each with its shape."""
        shown = [picture(f"number {number}") for number in range(10)]
        await stage.publish(content("Ten"), *shown)
        await stage.publish(content("Four"), *shown[:4])
        ten, four = await stage.wall()
        assert pictures_of(ten) == [(sha256(one), one.alt_text) for one in shown]
        embeds = [post["document"]["record"]["embed"] for post in (ten, four)]
        assert [embed["$type"] for embed in embeds] == ["app.bsky.embed.gallery", "app.bsky.embed.images"]
        assert {item["aspectRatio"]["width"] for item in embeds[0]["items"]} == {24}

    async def test_a_gallery_needs_sizes(self, stage: Stage) -> None:
        """One that is not known is said beforehand."""
        shown = [dataclasses.replace(picture(), width=None, height=None) for _ in range(5)]
        refused = await stage.failing(RefusedError, stage.prepare(content("Five"), *shown))
        assert refused.failure.code == "bluesky.picture_size_unknown"

    async def test_a_link_s_card(self, stage: Stage) -> None:
        """Made of what is given, with the picture that we upload; without a title it is called as its site."""
        thumb = picture()
        card = LinkCard(url="https://example.com/bread", title="Bread", description="Warm", image=thumb.media)
        await stage.publish(content("Read this", link=card), thumb)
        await stage.publish(content("And this", link=LinkCard(url="https://example.com/cake")))
        with_picture, bare = await stage.wall()
        shown = with_picture["document"]["record"]["embed"]["external"]
        assert (shown["uri"], shown["title"], shown["description"]) == (card.url, "Bread", "Warm")
        assert [item["sha256"] for item in with_picture["media"]] == [sha256(thumb)]
        assert bare["document"]["record"]["embed"]["external"]["title"] == "example.com"

    async def test_a_card_beside_pictures(self, stage: Stage) -> None:
        """A record holds one of them."""
        wanted = content("Both", link=LinkCard(url="https://example.com"))
        refused = await stage.failing(RefusedError, stage.prepare(wanted, picture()))
        assert (refused.failure.error_class, refused.failure.code) == ("invalid", "bluesky.card_beside_media")

    async def test_labels_languages_and_tags(self, stage: Stage) -> None:
        """What viewers are warned of, up to three languages, tags beside the text."""
        options = {"labels": "graphic-media,nudity", "languages": "de,hi,ja"}
        await stage.publish(content("Careful", tags=("bread", "oven"), options=options))
        [record] = await self.records(stage)
        assert [value["val"] for value in record["labels"]["values"]] == ["graphic-media", "nudity"]
        assert (record["langs"], record["tags"]) == (["en", "de", "hi"], ["bread", "oven"])

    async def test_video(self, stage: Stage) -> None:
        """The service works on it while nobody waits, then it is posted, with its description and shape."""
        await stage.settings(bluesky_video_processing_seconds=50)
        shown = film()
        await stage.publish(content("A film"), shown)
        assert stage.clock.offset >= 50
        [post] = await stage.wall()
        assert pictures_of(post) == [(sha256(shown), "a field")]
        assert post["document"]["record"]["embed"]["aspectRatio"] == {"width": 64, "height": 64}

    async def test_the_key_stays_while_a_video_is_worked_on(self, stage: Stage) -> None:
        """However often preparation goes on, it is the same record."""
        await stage.settings(bluesky_video_processing_seconds=20)
        part, shown = part_of(content("Slow"), 0), film()
        first = await self.connector(stage).prepare(stage.access, part, [shown], None)
        assert first.ready_in > 0
        await stage.clock.advance(30)
        ready = await stage.prepare(part, shown, former=first)
        assert ready.document["rkey"] == first.document["rkey"]
        assert ready.document["record"]["createdAt"] == first.document["record"]["createdAt"]

    async def test_a_video_that_was_uploaded_before(self, stage: Stage) -> None:
        """A crash after the upload: the service names the job that it has, and nothing is sent twice."""
        shown = film()
        await stage.fault("video.uploadVideo", "accept_then_drop")
        await stage.failing(NetworkError, stage.prepare(content("Again"), shown))
        await stage.publish(content("Again"), shown)
        assert [pictures_of(post) for post in await stage.wall()] == [[(sha256(shown), "a field")]]

    async def test_a_video_that_is_refused(self, stage: Stage) -> None:
        """Too long: the service's own words, for the author."""
        refused = await stage.failing(RefusedError, stage.prepare(content("Long"), film(seconds=190, rate=1)))
        assert (refused.failure.error_class, refused.failure.code) == ("invalid", "bluesky.video_refused")
        assert "duration of 190" in refused.failure.detail

    async def test_the_quota_of_videos(self, stage: Stage) -> None:
        """Used up for the day: that is told before anything is sent."""
        await stage.settings(bluesky_video_processing_seconds=0)
        for number in range(25):
            broken = Picture(b"\0\0\0\x20ftypisom" + bytes([number]), "video/mp4")
            await stage.failing(RefusedError, stage.prepare(content("Broken"), broken))
        sent = await stage.calls("video.uploadVideo")
        refused = await stage.failing(RefusedError, stage.prepare(content("One more"), film()))
        assert (refused.failure.error_class, refused.failure.code) == ("quota", "bluesky.video_quota")
        assert await stage.calls("video.uploadVideo") == sent

    async def test_taken_back_or_locked(self, stage: Stage) -> None:
        """A session that was ended can't be renewed nor made anew: its owner has to act."""
        wanted = content("Refused")
        prepared = await stage.prepare(wanted)
        await stage.fault("putRecord", "checkpoint")
        refused = await stage.failing(RefusedError, stage.commit(wanted, prepared))
        assert (refused.failure.error_class, refused.failure.code) == (
            "restricted",
            "bluesky.account_taken_down",
        )
        await stage.fault("putRecord", "revoked")
        refused = await stage.failing(RefusedError, stage.commit(wanted, prepared))
        assert refused.failure.error_class == "auth_expired"
        refused = await stage.failing(RefusedError, stage.refresh())
        assert refused.failure.error_class == "reconnect"

    async def test_processing_that_fails(self, stage: Stage) -> None:
        """The service's words, for the author."""
        await stage.fault("video.uploadVideo", "processing_failed")
        refused = await stage.failing(RefusedError, stage.prepare(content("Broken"), film()))
        assert (refused.failure.error_class, refused.failure.code) == ("invalid", "bluesky.video_refused")

    async def test_delete(self, stage: Stage) -> None:
        """Gone is gone: a second time is no error."""
        receipt = await stage.publish(content("Not for long"))
        for _ in range(2):
            await self.connector(stage).delete(stage.access, live(stage, receipt))
        assert [post["deleted"] for post in await stage.wall()] == [True]

    async def test_figures(self, stage: Stage) -> None:
        """Of each that stands; views and clicks are told by nobody."""
        posts = [live(stage, await stage.publish(content(f"number {number}"))) for number in range(3)]
        await self.connector(stage).delete(stage.access, posts[2])
        await stage.clock.advance(6000)
        figures = await self.connector(stage).measure(stage.access, posts)
        assert set(figures) == {post.receipt.remote_id for post in posts[:2]}
        assert set(figures[posts[0].receipt.remote_id]) == {"likes", "comments", "shares", "quotes", "saves"}
        assert figures[posts[0].receipt.remote_id]["likes"] > 0
        account = await self.connector(stage).measure_account(stage.access)
        assert account["posts"] == 2
        assert account["followers"] > 0

    async def test_sessions_are_kept(self, stage: Stage) -> None:
        """However much is published, nobody signs in again: sign-ins are few."""
        before = await stage.calls("createSession")
        for number in range(5):
            await stage.publish(_part(f"number {number}"))
        assert await stage.calls("createSession") == before


def _part(text: str) -> Part:
    return part_of(Content(uuid4(), text, "en"), 0)
