"""The WhatsApp connector on the sandbox."""

import dataclasses
from collections.abc import Mapping
from typing import Any, ClassVar

import pytest

from sandbox.tests.videos import video
from services.publisher.domain.content import Content, Part, Prepared, Receipt, part_of
from services.publisher.errors import RefusedError
from services.publisher.tests.attachments import Picture
from services.publisher.tests.integration.stage import (
    Stage,
    content,
    picture,
    pictures_of,
    seconds_from_now,
    sha256,
)
from services.publisher.tests.integration.unprovable_contract import UnprovableContract
from shared.events import MessageTemplate

ANN, BEN, EVE = "+4915112345678", "+4915112345679", "+4915112345670"


def to(recipient: str, said: Content) -> Part:
    """The message to one of several."""
    details = said.details.model_copy(update={"recipients": (recipient,)})
    return part_of(dataclasses.replace(said, details=details), 0)


class MessageStage(Stage):
    """What names no recipient goes to Ann."""

    async def prepare(
        self, content: Content | Part, *attachments: Picture, former: Prepared | None = None
    ) -> Prepared:
        return await super().prepare(_addressed(content), *attachments, former=former)

    async def commit(self, content: Content | Part, prepared: Prepared, *attachments: Picture) -> Receipt:
        return await super().commit(_addressed(content), prepared, *attachments)


def _addressed(said: Content | Part) -> Part:
    return to(ANN, said) if isinstance(said, Content) else said


class TestWhatsApp(UnprovableContract):
    network = "whatsapp"
    stage_class = MessageStage
    needed = ("access_token", "phone_number_id")
    create = create_with_picture = "messages.create"
    who = "numbers.get"
    token = "access_token"
    expired = "reconnect"
    longest = 4096
    words_for_too_long = "must be at most 4096 characters"

    async def test_rate_limited(self, stage: Stage) -> None:
        """Meta tells whole minutes."""
        await stage.fault(self.create, "rate_limited", seconds=40)
        refused = await stage.failing(RefusedError, stage.publish(content("Too fast")))
        assert refused.failure.error_class == "rate_limited"
        assert refused.failure.retry_at is not None
        assert 30 < seconds_from_now(refused.failure.retry_at) < 125
        assert await stage.wall() == []

    async def test_pictures_keep_their_order(self, stage: Stage) -> None:
        """A message has one attachment."""
        shown = picture()
        await stage.publish(content("One"), shown)
        [post] = await stage.wall()
        assert pictures_of(post) == [(sha256(shown), "")]
        refused = await stage.failing(RefusedError, stage.publish(content("Two"), shown, shown))
        assert refused.failure.code == "whatsapp.one_attachment"

    async def test_kinds(self, stage: Stage) -> None:
        """A video and a document, each as what it is."""
        film = Picture(video(64, 64, seconds=1), "video/mp4")
        pdf = Picture(b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n", "application/pdf")
        for shown in (film, pdf, Picture(b"a,b\n1,2\n", "text/csv")):
            await stage.publish(content("Look"), shown)
        assert [post["document"]["type"] for post in await stage.wall()] == ["video", "document", "document"]

    async def test_a_broadcast(self, stage: Stage) -> None:
        """Each recipient gets one; the attachment goes up once."""
        said, shown = content("To all", recipients=(ANN, BEN, EVE)), picture()
        receipts: list[Receipt] = []
        for index in range(3):
            receipts.append(await stage.publish(part_of(said, index, tuple(receipts)), shown))
        posts = await stage.wall()
        assert [f"+{post['document']['to']}" for post in posts] == [ANN, BEN, EVE]
        assert len({post["document"]["callback"] for post in posts}) == 3
        assert [pictures_of(post) for post in posts] == [[(sha256(shown), "")]] * 3
        assert len({post["media"][0]["media_id"] for post in posts}) == 1

    async def test_an_upload_that_is_gone(self, stage: Stage) -> None:
        """After weeks the next recipient's message brings its own."""
        said, shown = content("To all", recipients=(ANN, BEN)), picture()
        first = await stage.publish(part_of(said, 0), shown)
        await stage.clock.advance(21 * 86_400)
        prepared = await stage.prepare(part_of(said, 1, (first,)), shown)
        assert prepared.document["media_id"] != first.document["media_id"]

    async def test_no_recipient(self, stage: Stage) -> None:
        """There is nobody to send it to."""
        refused = await stage.failing(RefusedError, stage.prepare(part_of(content("Hello?"), 0)))
        assert refused.failure.code == "whatsapp.recipient_missing"

    async def test_preview(self, stage: Stage) -> None:
        """Shown unless it is not wanted; unknown to the wall, so the sandbox only takes it."""
        await stage.publish(content("https://example.com", options={"preview_url": "false"}))
        assert len(await stage.wall()) == 1

    @pytest.mark.parametrize("wrong", ["", "12 34", "abc"])
    async def test_a_number_that_is_none(self, stage: Stage, wrong: str) -> None:
        """Is not called."""
        stage.hold(phone_number_id=wrong)
        refused = await stage.failing(RefusedError, stage.publish(content("Who?")))
        assert refused.failure.code == "whatsapp.number_unknown"

    async def test_a_number_of_somebody_else(self, stage: Stage) -> None:
        """The token must belong to it."""
        stage.hold(phone_number_id="123456789")
        refused = await stage.failing(RefusedError, stage.publish(content("Who?")))
        assert (refused.failure.error_class, refused.failure.code) == ("reconnect", "whatsapp.number_unknown")

    async def test_renewal(self, stage: Stage) -> None:
        """There is none."""
        refused = await stage.failing(RefusedError, stage.connector.refresh(stage.access))
        assert refused.failure.error_class == "reconnect"

    async def test_media_refused(self, stage: Stage) -> None:
        """In the network's words, for the author, before anything is sent."""
        wrong = dataclasses.replace(picture(), data=b"neither one nor the other")
        refused = await stage.failing(RefusedError, stage.prepare(content("Look"), wrong))
        assert (refused.failure.error_class, refused.failure.code) == ("invalid", "whatsapp.media_refused")


class TestWhatsAppRecipients:
    """Who may be written to, and how."""

    network = "whatsapp"
    stage_class = MessageStage
    options: ClassVar[Mapping[str, Any]] = {"wrote": [ANN], "opted_out": [BEN], "unreachable": [EVE]}
    sandbox = UnprovableContract.sandbox
    stage = UnprovableContract.stage

    @pytest.mark.parametrize(
        ("recipient", "code"),
        [
            (BEN, "whatsapp.recipient_opted_out"),
            (EVE, "whatsapp.recipient_unreachable"),
            ("+4915112345000", "whatsapp.window_closed"),
        ],
    )
    async def test_one_of_many(self, stage: Stage, recipient: str, code: str) -> None:
        """What concerns one recipient alone is `invalid`, by which a broadcast goes on to the others."""
        refused = await stage.failing(RefusedError, stage.publish(to(recipient, content("Hello"))))
        assert (refused.failure.error_class, refused.failure.code) == ("invalid", code)
        await stage.publish(to(ANN, content("Hello")))
        assert await stage.texts() == ["Hello"]

    async def test_a_template(self, stage: Stage) -> None:
        """Goes to who has not written for long, with its texts and picture."""
        offer = MessageTemplate(name="weekly_offer", language="en", parameters=("Ivy", "rye"))
        await stage.publish(to("+4915112345000", content("", template=offer)))
        new = MessageTemplate(name="new_picture", language="en", parameters=("Ivy",))
        shown = picture()
        await stage.publish(to("+4915112345000", content("", template=new)), shown)
        first, second = await stage.wall()
        assert first["text"] == "Hello Ivy, this week: rye."
        assert (second["text"], pictures_of(second)) == ("Look, Ivy!", [(sha256(shown), "")])

    @pytest.mark.parametrize(
        ("name", "code"),
        [
            ("weekly_offer", "whatsapp.template_parameters_wrong"),
            ("no_such_offer", "whatsapp.template_unknown"),
            ("paused_offer", "whatsapp.template_unusable"),
        ],
    )
    async def test_a_template_that_does_not_fit(self, stage: Stage, name: str, code: str) -> None:
        """The author is told why."""
        template = MessageTemplate(name=name, language="en")
        refused = await stage.failing(RefusedError, stage.publish(content("", template=template)))
        assert (refused.failure.code, refused.failure.who_must_act) == (code, "author")

    async def test_too_many_to_one(self, stage: Stage) -> None:
        """Waits, as the network says no for a while only."""
        for number in range(45):
            await stage.publish(content(str(number)))
        refused = await stage.failing(RefusedError, stage.publish(content("45")))
        assert refused.failure.code == "whatsapp.recipient_rate_limited"
        assert refused.failure.retry_at is not None
