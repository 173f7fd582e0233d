"""The Mastodon connector on the sandbox."""

import dataclasses
from datetime import timedelta
from typing import Any

import pytest

from services.publisher.domain.content import Prepared
from services.publisher.errors import NetworkError, RefusedError, UnknownOutcomeError
from services.publisher.tests.attachments import Picture
from services.publisher.tests.integration.connector_contract import (
    FAILED_LOOKS,
    ConnectorContract,
    LookUpContract,
)
from services.publisher.tests.integration.stage import Stage, content, large, picture, pictures_of, sha256


class TestMastodon(ConnectorContract, LookUpContract):
    network = "mastodon"
    needed = ("access_token",)
    create = "statuses.create"
    look = "accounts.statuses"
    who = "accounts.verify"
    upload = "media.create"
    expired = "reconnect"
    words_for_too_long = "Text character limit of 500 exceeded"

    async def test_the_same_commit_twice(self, stage: Stage) -> None:
        """The Idempotency-Key makes the second one the first one again."""
        wanted = content("Once")
        prepared = await stage.prepare(wanted, picture())
        assert await stage.commit(wanted, prepared) == await stage.commit(wanted, prepared)
        [post] = await stage.wall()
        assert (post["revision"], post["accepted"]) == (1, 2)

    async def test_two_publications_of_the_same_words(self, stage: Stage) -> None:
        """Are two posts: the key is the publication's."""
        await stage.publish(content("Twice"))
        await stage.publish(content("Twice"))
        assert await stage.texts() == ["Twice", "Twice"]

    def test_the_key_is_trusted_for_less_than_its_hour(self, stage: Stage) -> None:
        """Repeating is the way out while the server surely remembers the key; then looking is."""
        ways = [stage.way(timedelta(minutes=minutes)) for minutes in (0, 49, 51, 600)]
        assert ways == ["repeat", "repeat", "look_up", "look_up"]

    async def test_the_look_after_the_key_is_forgotten(self, stage: Stage) -> None:
        """An hour later the key would make a second post; the look finds the first."""
        wanted = content("An hour ago: 5 < 7 & https://example.com/?a=1&b=2 @friend@elsewhere.example")
        prepared = await stage.prepare(wanted)
        began = stage.clock.now()
        await stage.fault(self.create, "accept_then_drop")
        await stage.failing(UnknownOutcomeError, stage.commit(wanted, prepared))
        await stage.clock.advance(3700)
        assert await stage.find(wanted, prepared, since=began)

    async def test_language_and_visibility(self, stage: Stage) -> None:
        """Public, in the language that was named; a region is left to the server."""
        await stage.publish(content("Olá", "pt-BR"))
        await stage.publish(content("नमस्ते", "hi"))
        documents = [post["document"] for post in await stage.wall()]
        assert [document["language"].split("-")[0] for document in documents] == ["pt", "hi"]
        assert {document["visibility"] for document in documents} == {"public"}

    async def test_a_link_counts_23(self, stage: Stage) -> None:
        """476 letters, a space and a link of any length fit; one letter more does not."""
        link = f"https://example.com/{'a' * 300}"
        await stage.publish(content(f"{'x' * 476} {link}"))
        refused = await stage.failing(RefusedError, stage.publish(content(f"{'x' * 477} {link}")))
        assert refused.failure.code == "mastodon.text_too_long"
        assert len(await stage.wall()) == 1

    async def test_media_that_is_processed(self, stage: Stage) -> None:
        """202 and 206 are waited out; the picture is whole when the status is made."""
        await stage.settings(mastodon_media_processing_seconds=3)
        shown = picture("slow")
        await stage.publish(content("Processed"), shown)
        [post] = await stage.wall()
        assert pictures_of(post) == [(sha256(shown), "slow")]
        assert stage.clock.offset >= 3
        assert stage.clock.slept == []  # nobody is kept waiting

    async def test_media_that_is_gone(self, stage: Stage) -> None:
        """Uploads that the server forgot are uploaded again, and the key stays the publication's."""
        wanted, shown = content("Again"), picture("again")
        gone = Prepared({"media_ids": ["123"]})
        refused = await stage.failing(RefusedError, stage.commit(wanted, gone))
        assert refused.failure.prepare_again
        assert refused.failure.retry_can_help
        await stage.commit(wanted, await stage.prepare(wanted, shown, former=gone))
        assert [pictures_of(post) for post in await stage.wall()] == [[(sha256(shown), "again")]]

    @pytest.mark.parametrize(
        ("wrong", "words"),
        [
            (large("PNG", 17 * 1024 * 1024), "file size must be less than or equal to 16 MB"),
            (dataclasses.replace(picture(), data=b"neither one nor the other"), "content type is invalid"),
            (picture("x" * 1501), "Description is too long"),
        ],
        ids=["too large", "not a picture", "alt text too long"],
    )
    async def test_media_refused(self, stage: Stage, wrong: Picture, words: str) -> None:
        """In the server's own words, for the author."""
        refused = await stage.failing(RefusedError, stage.prepare(content("Look"), wrong))
        assert refused.failure.error_class == "invalid"
        assert words in refused.failure.detail

    async def test_renewal(self, stage: Stage) -> None:
        """There is none: a new token can only come from the account's owner."""
        refused = await stage.failing(RefusedError, stage.connector.refresh(stage.access))
        assert refused.failure.error_class == "reconnect"
        assert refused.failure.who_must_act == "account_owner"

    async def test_revoked_token(self, stage: Stage) -> None:
        """Asks for a new connection, in the server's words."""
        wanted = content("Revoked")
        prepared = await stage.prepare(wanted)
        await stage.fault(self.create, "unauthorized")
        refused = await stage.failing(RefusedError, stage.commit(wanted, prepared))
        assert (refused.failure.error_class, refused.failure.detail) == (
            "reconnect",
            "The access token was revoked",
        )

    @pytest.mark.parametrize("fault", FAILED_LOOKS.values(), ids=FAILED_LOOKS)
    async def test_a_source_that_was_not_read_proves_nothing(
        self, stage: Stage, fault: dict[str, Any]
    ) -> None:
        """The shown text differs and its source can't be read: that is no absence."""
        await stage.publish(content("other words"))
        wanted = content("wanted words")
        prepared = await stage.prepare(wanted)
        await stage.fault("statuses.source", **fault)
        await stage.failing(NetworkError, stage.find(wanted, prepared))
        assert await stage.find(wanted, prepared) is None
