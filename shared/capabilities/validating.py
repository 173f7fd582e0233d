"""What a network would refuse about a post: the field, the limit, and how to mend it."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from shared.capabilities.counting import count
from shared.capabilities.model import Capability, Limit, MediaKind
from shared.events import MediaObject

CASHTAG = regex.compile(r"(?<![\w$])\$([A-Za-z]{1,6}(?:[._][A-Za-z]{1,2})?)(?!\w)")
_MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that a network would refuse.

    Attributes:
        field: Relative JSON pointer inside the post: `text`, `media`, `media/0`, `media/0/alt_text`.
        code: Stable, such as `text_too_long`.
        limit: The most that is taken, in `unit`; None where it is not a matter of quantity.
        actual: What there is, in `unit`.
        message: What is wrong, a sentence.
        fix: What to do about it, a sentence.
    """

    field: str
    code: str
    limit: int | None
    actual: int | None
    unit: str
    message: str
    fix: str


def validate(capability: Capability, text: str, media: Sequence[MediaObject]) -> list[Problem]:
    """Everything the network would refuse; empty when the post may go out."""
    problems = [*_text_problems(capability, text, has_media=bool(media))]
    problems += _count_problems(capability, media)
    for index, item in enumerate(media):
        problems += _item_problems(capability, f"media/{index}", item)
    return problems


def _text_problems(capability: Capability, text: str, *, has_media: bool) -> Iterator[Problem]:
    name, rules = capability.name, capability.text
    if not text.strip() and not has_media:
        yield Problem(
            "text",
            "text_empty",
            None,
            0,
            "characters",
            "The text is empty.",
            "Write a text or attach a picture.",
        )
    for limit in rules.limits:
        actual = count(rules, limit.unit, text)
        if actual > limit.max:
            over = actual - limit.max
            yield Problem(
                "text",
                "text_too_long",
                limit.max,
                actual,
                limit.unit,
                f"The text is {actual} {limit.unit} long as {name} counts; it takes at most {limit.max}.",
                f"Shorten it by {over} {limit.unit if over > 1 else limit.unit.removesuffix('s')}.",
            )
    cashtags = len(CASHTAG.findall(text))
    if rules.max_cashtags and cashtags > rules.max_cashtags.max:
        yield Problem(
            "text",
            "text_too_many_cashtags",
            rules.max_cashtags.max,
            cashtags,
            "cashtags",
            f"The text has {cashtags} cashtags; {name} takes at most {rules.max_cashtags.max} in a post.",
            "Leave out the $ before the others.",
        )
    for character in rules.refused_characters:
        if character in text:
            yield Problem(
                "text",
                "text_character_refused",
                None,
                text.count(character),
                "characters",
                f"The text holds the invisible character U+{ord(character):04X}, which {name} refuses.",
                "Remove it.",
            )


def _count_problems(capability: Capability, media: Sequence[MediaObject]) -> Iterator[Problem]:
    name, limit = capability.name, capability.media.max_count.max
    if len(media) > limit:
        yield Problem(
            "media",
            "media_too_many",
            limit,
            len(media),
            "attachments",
            f"{len(media)} attachments are more than the {limit} that {name} takes in a post.",
            f"Remove {len(media) - limit}.",
        )
    kinds = [_kind_of(capability, item) for item in media]
    if len(media) > 1 and any(kind is not None and kind.alone for kind in kinds):
        yield Problem(
            "media",
            "media_mixed",
            1,
            len(media),
            "attachments",
            f"{name} takes an animation only alone, with no other attachment.",
            "Post the animation by itself, or only the pictures.",
        )


def _item_problems(capability: Capability, field: str, item: MediaObject) -> Iterator[Problem]:
    name, kind = capability.name, _kind_of(capability, item)
    if kind is None:
        taken = ", ".join(t for k in capability.media.kinds for t in k.media_types)
        yield Problem(
            field,
            "media_type_not_supported",
            None,
            None,
            "",
            f"{name} does not take {item.media_type}.",
            f"Use one of {taken}.",
        )
    else:
        yield from _size_problems(name, field, item, kind)
    limit = capability.media.alt_text
    if limit and len(item.alt_text) > limit.max:
        yield Problem(
            f"{field}/alt_text",
            "alt_text_too_long",
            limit.max,
            len(item.alt_text),
            "characters",
            f"The alternative text is {len(item.alt_text)} characters long; {name} takes at most {limit.max}.",
            f"Shorten it by {len(item.alt_text) - limit.max} characters.",
        )


def _size_problems(name: str, field: str, item: MediaObject, kind: MediaKind) -> Iterator[Problem]:
    if item.size > kind.max_bytes.max:
        yield Problem(
            field,
            "media_too_large",
            kind.max_bytes.max,
            item.size,
            "bytes",
            f"The file is {item.size / _MEBIBYTE:.1f} MiB; {name} takes at most {kind.max_bytes.max / _MEBIBYTE:.1f} MiB.",
            "Save it smaller or with stronger compression.",
        )
    width, height = item.width or 0, item.height or 0
    measures: list[tuple[Limit | None, int, str]] = [
        (kind.max_pixels, width * height, "pixels"),
        (kind.max_width, width, "pixels of width"),
        (kind.max_height, height, "pixels of height"),
    ]
    for limit, actual, unit in measures:
        if limit and actual > limit.max:
            shrink = limit.max / actual
            percent = math.floor(100 * (math.sqrt(shrink) if unit == "pixels" else shrink))
            yield Problem(
                field,
                "media_dimensions_too_large",
                limit.max,
                actual,
                unit,
                f"The picture is {width} x {height}; {name} takes at most {limit.max} {unit}.",
                f"Scale it to {percent} % or less.",
            )


def _kind_of(capability: Capability, item: MediaObject) -> MediaKind | None:
    return next((kind for kind in capability.media.kinds if item.media_type in kind.media_types), None)
