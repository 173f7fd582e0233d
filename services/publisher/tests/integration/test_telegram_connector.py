"""The Telegram connector on the sandbox."""

import dataclasses
import io
from uuid import uuid4

import httpx
import pytest
from PIL import Image

from sandbox.audience import of_account
from services.publisher.domain.content import Receipt, part_of
from services.publisher.errors import RefusedError
from services.publisher.ports import Deleting, Editing, Live, MeasuringAccounts
from services.publisher.tests.attachments import Picture
from services.publisher.tests.integration.stage import Stage, content, picture, pictures_of
from services.publisher.tests.integration.unprovable_contract import UnprovableContract
from shared.events import LinkCard, Poll, ThreadPart


def live(stage: Stage, receipt: Receipt) -> Live:
    return Live(receipt, stage.clock.now())


def moving() -> Picture:
    output = io.BytesIO()
    frames = [Image.new("P", (24, 12), colour) for colour in (1, 2)]
    frames[0].save(output, "GIF", save_all=True, append_images=frames[1:])
    return Picture(output.getvalue(), "image/gif", "", 24, 12)


async def reopen(stage: Stage, **options: object) -> None:
    """Go on with another chat, opened with these options."""
    sandbox = stage.opened["base_url"].rsplit("/", 1)[0]
    body = {"network": "telegram", "handle": f"c{uuid4().hex[:10]}", **options}
    async with httpx.AsyncClient(base_url=sandbox) as control:
        stage.opened = (await control.post("/_sandbox/accounts", json=body)).raise_for_status().json()
    stage.grant = stage.connector.open(stage.opened["credentials"])
    stage.hold()


class TestTelegram(UnprovableContract):
    network = "telegram"
    needed = ("bot_token", "chat_id")
    create = "sendMessage"
    create_with_picture = "sendPhoto"
    who = "getChat"
    token = "bot_token"
    expired = "reconnect"
    longest = 4096
    words_for_too_long = "message is too long"

    async def test_a_thread(self, stage: Stage) -> None:
        """Each further post answers the one before."""
        wanted = content("One", thread=[ThreadPart(text="Two"), ThreadPart(text="Three")])
        receipts: list[Receipt] = []
        for index in range(3):
            receipts.append(await stage.publish(part_of(wanted, index, tuple(receipts))))

        posts = await stage.wall()
        assert [post["text"] for post in posts] == ["One", "Two", "Three"]
        answered = [post["document"]["reply_to"] for post in posts]
        assert answered == [None, int(receipts[0].remote_id), int(receipts[1].remote_id)]

    async def test_a_thread_whose_start_is_gone(self, stage: Stage) -> None:
        """Is refused rather than started anew."""
        wanted = content("One", thread=[ThreadPart(text="Two")])
        gone = Receipt("999999", "https://t.me/x/999999")
        refused = await stage.failing(RefusedError, stage.publish(part_of(wanted, 1, (gone,))))
        assert refused.failure.code == "telegram.answered_message_gone"

    async def test_content_warning(self, stage: Stage) -> None:
        """The text behind the warning is a spoiler, counted in UTF-16, and so is the picture."""
        await stage.publish(content("The 🥐 ends.", content_warning="Spoiler 🙈!"))
        await stage.publish(content("Eaten", content_warning="End"), picture())

        text, shown = await stage.wall()
        assert text["text"] == "Spoiler 🙈!\n\nThe 🥐 ends."
        assert text["document"]["entities"] == [{"type": "spoiler", "offset": 13, "length": 12}]
        assert shown["document"]["spoiler"] is True

    async def test_kinds(self, stage: Stage) -> None:
        """What moves is an animation, a PDF is a document, several are a group."""
        pdf = Picture(b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n", "application/pdf")
        await stage.publish(content("moves"), moving())
        await stage.publish(content("to read"), pdf)
        await stage.publish(content("two"), picture(), picture())
        kinds = [post["document"]["kinds"] for post in await stage.wall()]
        assert kinds == [["animation"], ["document"], ["photo", "photo"]]

    async def test_poll(self, stage: Stage) -> None:
        """The text asks; nothing can be attached."""
        poll = Poll(options=("Rye", "Wheat 🌾"), duration_seconds=3600, multiple=True)
        await stage.publish(content("Which bread?", poll=poll))
        [post] = await stage.wall()
        asked = post["document"]["poll"]
        assert (post["text"], asked["allows_multiple_answers"], asked["open_period"]) == (
            "Which bread?",
            True,
            3600,
        )
        assert [option["text"] for option in asked["options"]] == ["Rye", "Wheat 🌾"]
        refused = await stage.failing(RefusedError, stage.publish(content("?", poll=poll), picture()))
        assert refused.failure.code == "telegram.poll_with_media"

    async def test_options(self, stage: Stage) -> None:
        """Silent, protected, in a topic, with a link's preview."""
        options = {"silent": "true", "protect": "true", "topic_id": "7"}
        await stage.publish(content("Quiet", options=options, link={"url": "https://example.com/bread"}))
        [post] = await stage.wall()
        document = post["document"]
        assert (document["silent"], document["protected"], document["topic"]) == (True, True, 7)
        assert document["link_preview"] == {"url": "https://example.com/bread"}

    async def test_the_picture_of_a_card_stays_at_home(self, stage: Stage) -> None:
        """Telegram looks at the page itself."""
        card = picture()
        link = LinkCard(url="https://example.com", image=card.media)
        await stage.publish(content("Page", link=link), card)
        [post] = await stage.wall()
        assert (post["text"], post["media"]) == ("Page", [])

    async def test_caption_limit(self, stage: Stage) -> None:
        """Below a picture 1024 UTF-16 units fit, and no more."""
        await stage.publish(content("🥐" * 512), picture())
        refused = await stage.failing(RefusedError, stage.publish(content("🥐" * 512 + "x"), picture()))
        assert (refused.failure.error_class, refused.failure.code) == ("invalid", "telegram.text_too_long")

    async def test_edit(self, stage: Stage) -> None:
        """Texts and captions change, and change once; a poll can't."""
        assert isinstance(stage.connector, Editing)
        text = await stage.publish(content("Teh bread"))
        shown = await stage.publish(content("Teh picture"), picture(), picture())
        poll = await stage.publish(
            content("?", poll=Poll(options=("a", "b"), duration_seconds=60)),
        )
        for receipt, better in ((text, "The bread"), (shown, "The picture")):
            for _ in range(2):
                part = part_of(content(better), 0)
                assert await stage.connector.edit(stage.access, live(stage, receipt), part) == receipt
        assert (await stage.texts())[:2] == ["The bread", "The picture"]
        assert len(pictures_of((await stage.wall())[1])) == 2
        part = part_of(content("!"), 0)
        refused = await stage.failing(
            RefusedError, stage.connector.edit(stage.access, live(stage, poll), part)
        )
        assert refused.failure.code == "telegram.not_editable"

    async def test_delete(self, stage: Stage) -> None:
        """A group goes as a whole; what is gone already is no error."""
        assert isinstance(stage.connector, Deleting)
        one = await stage.publish(content("One"))
        group = await stage.publish(content("Group"), picture(), picture(), picture())
        for receipt in (one, group, one, group):
            await stage.connector.delete(stage.access, live(stage, receipt))
        assert [post["deleted"] for post in await stage.wall()] == [True, True]

    async def test_measure(self, stage: Stage) -> None:
        """The members of the chat; of a post nothing is told."""
        assert isinstance(stage.connector, MeasuringAccounts)
        figures = await stage.connector.measure_account(stage.access)
        assert figures == {"followers": of_account("telegram", stage.opened["handle"])["followers"]}

    async def test_a_group_that_became_a_supergroup(self, stage: Stage) -> None:
        """The refusal asks for a renewal, which brings the new number; then the post goes out, once."""
        await reopen(stage, chat_type="supergroup", migrated=True)
        wanted = content("After the move")
        prepared = await stage.prepare(wanted)
        refused = await stage.failing(RefusedError, stage.commit(wanted, prepared))
        assert (refused.failure.error_class, refused.failure.code) == (
            "auth_expired",
            "telegram.chat_migrated",
        )
        await stage.refresh()
        assert stage.grant.secrets["chat_id"] == stage.opened["remote_id"]
        await stage.commit(wanted, prepared)
        assert await stage.texts() == ["After the move"]

    async def test_renewal_without_a_reason(self, stage: Stage) -> None:
        """Changes nothing."""
        before = stage.grant.secrets
        assert (await stage.refresh()).secrets == before

    async def test_a_bot_that_may_not_post(self, stage: Stage) -> None:
        """Is told at once, when the account is connected, and who must act."""
        await reopen(stage, can_post=False)
        for call in (stage.connector.identify(stage.access), stage.publish(content("No"))):
            refused = await stage.failing(RefusedError, call)
            assert refused.failure.code == "telegram.rights_missing"
            assert refused.failure.who_must_act == "account_owner"

    async def test_a_chat_of_somebody_else(self, stage: Stage) -> None:
        """A bot that is not in the chat."""
        mine = dict(stage.grant.secrets)
        await reopen(stage)
        stage.hold(bot_token=mine["bot_token"])
        refused = await stage.failing(RefusedError, stage.publish(content("No")))
        assert refused.failure.code == "telegram.bot_not_in_chat"
        stage.hold(chat_id="@nobody_at_all")
        refused = await stage.failing(RefusedError, stage.publish(content("No")))
        assert refused.failure.code == "telegram.chat_not_found"

    async def test_private_channel(self, stage: Stage) -> None:
        """Its messages have addresses that open for members."""
        await reopen(stage, private=True)
        identity = await stage.connector.identify(stage.access)
        number = stage.opened["remote_id"].removeprefix("-100")
        assert identity.profile_url.endswith(f"/c/{number}")
        receipt = await stage.publish(content("Members only"))
        assert receipt.url == f"{identity.profile_url}/{receipt.remote_id}"

    @pytest.mark.parametrize(
        ("wrong", "code"),
        [
            (picture(side=2), "telegram.media_refused"),
            (dataclasses.replace(picture(), data=b"neither"), "telegram.media_refused"),
        ],
        ids=["cut off", "not a picture"],
    )
    async def test_media_refused(self, stage: Stage, wrong: Picture, code: str) -> None:
        """In Telegram's words, for the author."""
        wrong = dataclasses.replace(wrong, data=wrong.data[:20])
        refused = await stage.failing(RefusedError, stage.publish(content("Look"), wrong))
        assert (refused.failure.error_class, refused.failure.code) == ("invalid", code)
