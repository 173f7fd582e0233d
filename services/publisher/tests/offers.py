"""One post for each thing that a network offers, made from what the capability registry says of it."""

import io
import random
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import uuid4

from PIL import Image

from sandbox.tests.videos import video
from services.publisher.domain.content import Content
from services.publisher.tests.attachments import Picture
from shared.capabilities import Capability
from shared.capabilities.model import Format
from shared.events import LinkCard, Poll, PostDetails, ThreadPart

ALT_TEXT = "A loaf of bread, still warm. 🍞"
ADDRESS = "https://example.com/bread"
_SIDE, _SECONDS = 600, 5.0
_WIDTH, _HEIGHT = 540, 960


@dataclass(frozen=True)
class Offer:
    """A post, and what the wall must show of it.

    Attributes:
        words: What stands somewhere on the wall beside the post's own text.
    """

    content: Content
    attachments: tuple[Picture, ...] = ()
    words: tuple[str, ...] = ()


def offer(capability: Capability, ability: str, remote_id: str, text: str = "") -> Offer:
    """A post that needs this ability, unlike every other; an ability of no kind of post needs the plainest one."""
    kind, _, contents = ability.partition(": ")
    form = (contents and capability.format(kind)) or capability.formats[0]  # type: ignore[arg-type]  # names of ours
    details, words = _beside(capability, ability)
    wanted = {"several images": ("image", "image"), "text": (), "": ()}.get(contents, (contents,))
    if ability == "alt text":
        wanted = ("image",)
    if ability == "title":  # of a document or video, where it is not every post's
        wanted = tuple(kind.kind for kind in form.media.kinds if kind.kind in {"document", "video"})[-1:]
    attachments = _attached(form, wanted)
    if ability == "link card" and not capability.link_card.with_media:
        attachments = ()
    text = "" if form.text == "none" else text or f"Fresh bread {uuid4().hex[:8]}"
    post = PostDetails(kind=form.kind, **{**needed(capability, remote_id), **details})
    return Offer(
        Content(uuid4(), text, "en", tuple(one.media for one in attachments), post), attachments, words
    )


def needed(capability: Capability, remote_id: str) -> dict[str, Any]:
    """What a post of this network can't do without, beside text and attachments."""
    details: dict[str, Any] = {}
    if capability.title is not None and capability.title.required:
        details["title"] = "Bread"
    if capability.recipients is not None:
        details["recipients"] = ("+15550000001",)
    if any(option.name == "board_id" for option in capability.options):
        details["options"] = {"board_id": f"{remote_id}1"}
    return details


def _beside(capability: Capability, ability: str) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The post's details, and the words that they bring to the wall."""
    several = capability.poll is not None and capability.poll.multiple
    shortest = capability.poll.duration_seconds.min if capability.poll else None
    made: Mapping[str, tuple[dict[str, Any], tuple[str, ...]]] = {
        "alt text": ({}, (ALT_TEXT,)),
        "poll": (
            {
                "poll": Poll(
                    options=("Rye", "Wheat"), duration_seconds=int(shortest or 3600), multiple=several
                )
            },
            ("Rye", "Wheat"),
        ),
        "thread": (
            {"thread": (ThreadPart(text="Part two."), ThreadPart(text="Part three."))},
            ("Part three.",),
        ),
        "first comment": ({"first_comment": "More of it below."}, ("More of it below.",)),
        "link card": ({"link": LinkCard(url=ADDRESS, title="Bread", description="Still warm")}, (ADDRESS,)),
        "content warning": ({"content_warning": "Crumbs"}, ("Crumbs",)),
        "title": ({"title": "Bread of the day"}, ("Bread of the day",)),
        "tags": ({"tags": ("bakery",)}, ("bakery",)),
        "recipients": ({"recipients": ("+15550000001", "+15550000002")}, ("15550000002",)),
        "visibility": ({"visibility": capability.visibilities[-1]}, ()),
    }
    return made.get(ability, ({}, ()))


def _attached(form: Format, wanted: tuple[str, ...]) -> tuple[Picture, ...]:
    """What is wanted, with what the format asks for beside it."""
    kinds = {kind.kind: kind for kind in form.media.kinds}
    missing = tuple(name for name, kind in kinds.items() if kind.min_count and name not in wanted)
    names = (*missing, *wanted)
    if not names and form.media.min_count:
        names = (next(iter(kinds)),)
    return tuple(_made(name, kinds[name].media_types) for name in names)  # type: ignore[index]  # names of ours


def _made(kind: str, media_types: tuple[str, ...]) -> Picture:
    if kind == "video":
        data = _film() + random.randbytes(8)
        return Picture(data, "video/mp4", "", _WIDTH, _HEIGHT, duration_seconds=_SECONDS)
    if kind == "document":
        return Picture(b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n" + random.randbytes(8), "application/pdf")
    media_type = "image/jpeg" if "image/jpeg" in media_types else media_types[0]
    return Picture(_drawn(media_type), media_type, ALT_TEXT, _SIDE, _SIDE)


@cache
def _film() -> bytes:
    return video(_WIDTH, _HEIGHT, seconds=_SECONDS)


def _drawn(media_type: str) -> bytes:
    """A picture, or a moving one, unlike every other."""
    output = io.BytesIO()
    form = media_type.removeprefix("image/").upper()
    shades = [tuple(random.randbytes(3)) for _ in range(2)]
    frames = [Image.new("RGB", (_SIDE, _SIDE), (red, green, blue)) for red, green, blue in shades]
    if form == "GIF":
        frames[0].save(output, form, save_all=True, append_images=frames[1:])
    else:
        frames[0].save(output, form)
    return output.getvalue()
