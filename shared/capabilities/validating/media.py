"""Attachments against a network's limits: how many, of what kinds, and each one's measures."""

import math
from collections.abc import Iterator, Sequence

from shared.capabilities.model import Capability, Format, Limit, MediaKind, MediaRules, Span
from shared.capabilities.validating.problems import Problem, counted, listed, plain, shown
from shared.events import MediaObject, PostDetails

_MEBIBYTE = 1024 * 1024
# Pixels are whole, so a ratio is met only nearly.
RATIO_SLACK = 0.005
"""The share that it may be off by."""


def kind_of(rules: MediaRules, item: MediaObject) -> MediaKind | None:
    """The kind of attachment that takes this type; None where none does."""
    return next((kind for kind in rules.kinds if item.media_type in kind.media_types), None)


def media_problems(capability: Capability, form: Format, media: Sequence[MediaObject]) -> Iterator[Problem]:
    """All attachments of a post."""
    yield from _count_problems(capability, form, media)
    yield from _mixture_problems(capability, form.media, media)
    for kind in form.media.kinds:
        yield from _kind_count_problems(capability, form, kind, media)
    for index, item in enumerate(media):
        yield from _item_problems(capability, form.media, f"media/{index}", item)


def link_image_problems(capability: Capability, details: PostDetails) -> Iterator[Problem]:
    """The picture of a link's card: a picture like any other."""
    if details.link is not None and details.link.image is not None:
        yield from _item_problems(capability, capability.card_media, "details/link/image", details.link.image)


def title_place_problems(
    capability: Capability, form: Format, media: Sequence[MediaObject], details: PostDetails
) -> Iterator[Problem]:
    """A title where the network has none: it would be left out and nobody told."""
    kinds = capability.title.beside if capability.title else ()
    attached = [kind_of(form.media, item) for item in media]
    if details.title and kinds and not any(kind and kind.kind in kinds for kind in attached):
        yield plain(
            "details/title",
            "title_not_offered",
            f"On {capability.name} only a post with {listed(kinds)} has a title.",
            "Leave it out, or put it into the text.",
        )


def _count_problems(capability: Capability, form: Format, media: Sequence[MediaObject]) -> Iterator[Problem]:
    name, rules, actual = capability.name, form.media, len(media)
    if actual > rules.max_count.max:
        yield Problem(
            "media",
            "media_too_many",
            rules.max_count.max,
            actual,
            "attachments",
            f"{counted(actual, 'attachments')} are more than the {rules.max_count.max} that {name} takes in a {form.kind}.",
            f"Remove {actual - rules.max_count.max}.",
        )
    if actual < rules.min_count:
        kinds = listed(tuple(kind.kind for kind in rules.kinds))
        yield Problem(
            "media",
            "media_too_few",
            rules.min_count,
            actual,
            "attachments",
            f"A {form.kind} on {name} needs at least {counted(rules.min_count, 'attachments')}.",
            f"Attach {rules.min_count - actual} more ({kinds}).",
        )


def _kind_count_problems(
    capability: Capability, form: Format, kind: MediaKind, media: Sequence[MediaObject]
) -> Iterator[Problem]:
    name, actual = capability.name, sum(kind_of(form.media, item) is kind for item in media)
    if kind.max_count is not None and actual > kind.max_count:
        yield Problem(
            "media",
            "media_too_many",
            kind.max_count,
            actual,
            f"{kind.kind}s",
            f"{name} takes at most {counted(kind.max_count, f'{kind.kind}s')} in a {form.kind}.",
            f"Remove {actual - kind.max_count}.",
        )
    if actual < kind.min_count and len(media) >= form.media.min_count:
        yield Problem(
            "media",
            "media_too_few",
            kind.min_count,
            actual,
            f"{kind.kind}s",
            f"A {form.kind} on {name} needs at least {counted(kind.min_count, f'{kind.kind}s')}.",
            f"Attach {kind.min_count - actual} more.",
        )


def _mixture_problems(
    capability: Capability, rules: MediaRules, media: Sequence[MediaObject]
) -> Iterator[Problem]:
    kinds = [kind for kind in (kind_of(rules, item) for item in media) if kind is not None]
    lonely = next((kind.kind for kind in kinds if kind.alone), None)
    if len(media) > 1 and lonely is not None:
        yield Problem(
            "media",
            "media_mixed",
            1,
            len(media),
            "attachments",
            f"{capability.name} takes one {lonely} alone, with no other attachment.",
            f"Post the {lonely} by itself, or leave it out.",
        )
    elif not rules.mixed and len({kind.kind for kind in kinds}) > 1:
        yield plain(
            "media",
            "media_mixed",
            f"{capability.name} takes attachments of one kind only in a post.",
            f"Keep only those of one kind ({listed(tuple(dict.fromkeys(kind.kind for kind in kinds)))}).",
        )


def _item_problems(
    capability: Capability, rules: MediaRules, field: str, item: MediaObject
) -> Iterator[Problem]:
    name, kind = capability.name, kind_of(rules, item)
    if kind is None:
        taken = listed(tuple(media_type for one in rules.kinds for media_type in one.media_types))
        yield plain(
            field,
            "media_type_not_supported",
            f"{name} does not take {item.media_type}.",
            f"Use one of {taken}." if taken else "Remove it.",
        )
    else:
        yield from _size_problems(name, field, item, kind)
        yield from _shape_problems(name, field, item, kind)
        yield from _time_problems(name, field, item, kind)
        yield from _codec_problems(name, field, item, kind)
    limit = rules.alt_text
    if limit and len(item.alt_text) > limit.max:
        yield Problem(
            f"{field}/alt_text",
            "alt_text_too_long",
            limit.max,
            len(item.alt_text),
            "characters",
            f"The alternative text is {len(item.alt_text)} characters long; {name} takes at most {limit.max}.",
            f"Shorten it by {counted(len(item.alt_text) - limit.max, 'characters')}.",
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


def _shape_problems(name: str, field: str, item: MediaObject, kind: MediaKind) -> Iterator[Problem]:
    if not item.width or not item.height:
        return
    shape = f"The {kind.kind} is {item.width} x {item.height}"
    most: list[tuple[Limit | None, int, str]] = [
        (kind.max_pixels, item.width * item.height, "pixels"),
        (kind.max_width, item.width, "pixels of width"),
        (kind.max_height, item.height, "pixels of height"),
    ]
    for limit, actual, unit in most:
        if limit and actual > limit.max:
            shrink = limit.max / actual
            percent = math.floor(100 * (math.sqrt(shrink) if unit == "pixels" else shrink))
            message, fix = (
                f"{shape}; {name} takes at most {limit.max} {unit}.",
                f"Scale it to {percent} % or less.",
            )
            yield Problem(field, "media_dimensions_too_large", limit.max, actual, unit, message, fix)
    least = [(kind.min_width, item.width, "width"), (kind.min_height, item.height, "height")]
    for limit, actual, side in least:
        if limit and actual < limit.max:
            unit = f"pixels of {side}"
            message, fix = f"{shape}; {name} takes at least {limit.max} {unit}.", "Use a larger one."
            yield Problem(field, "media_dimensions_too_small", limit.max, actual, unit, message, fix)
    yield from _span_problems(
        name,
        field,
        kind,
        kind.ratio,
        item.width / item.height,
        what="ratio",
        unit="width to height",
        slack=RATIO_SLACK,
    )


def _time_problems(name: str, field: str, item: MediaObject, kind: MediaKind) -> Iterator[Problem]:
    if item.duration_seconds is not None:
        yield from _span_problems(
            name, field, kind, kind.duration_seconds, item.duration_seconds, what="duration", unit="seconds"
        )
    if item.frame_rate is not None:
        yield from _span_problems(
            name,
            field,
            kind,
            kind.frame_rate,
            item.frame_rate,
            what="frame_rate",
            unit="frames a second",
            slack=0.001,
        )

    bits, most = bits_per_second(item), kind.max_bits_per_second
    if bits is not None and most is not None and bits > most.max:
        message = f"The {kind.kind} has {bits / 1e6:.1f} million bits a second; {name} takes at most {most.max / 1e6:.1f} million."
        fix = "Save it with stronger compression."
        yield Problem(field, "media_bit_rate_too_large", most.max, round(bits), "bits a second", message, fix)


def bits_per_second(item: MediaObject) -> float | None:
    """Of a video, on average; None where its duration is not known."""
    return item.size * 8 / item.duration_seconds if item.duration_seconds else None


def _span_problems(
    name: str,
    field: str,
    kind: MediaKind,
    span: Span | None,
    actual: float,
    *,
    what: str,
    unit: str,
    slack: float = 0.0,
) -> Iterator[Problem]:
    """A measure below the least or above the most; `slack` is the share that it may be off by."""
    if span is None:
        return
    label = f"The {kind.kind}'s {what.replace('_', ' ')} is {shown(actual)} ({unit})"
    if span.max is not None and actual > span.max * (1 + slack):
        message, fix = f"{label}; {name} takes at most {shown(span.max)}.", _FIXES[what][0]
        yield Problem(field, f"media_{what}_too_large", span.max, actual, unit, message, fix)
    if span.min is not None and actual < span.min * (1 - slack):
        message, fix = f"{label}; {name} takes at least {shown(span.min)}.", _FIXES[what][1]
        yield Problem(field, f"media_{what}_too_small", span.min, actual, unit, message, fix)


_FIXES = {
    "ratio": ("Crop it to be less wide.", "Crop it to be less tall."),
    "duration": ("Cut it shorter.", "Use a longer one."),
    "frame_rate": ("Save it with fewer frames a second.", "Save it with more frames a second."),
}


def _codec_problems(name: str, field: str, item: MediaObject, kind: MediaKind) -> Iterator[Problem]:
    codecs = [
        ("video", item.video_codec, kind.video_codecs),
        ("audio", item.audio_codec, kind.audio_codecs),
    ]
    for what, codec, taken in codecs:
        if codec is not None and taken and codec not in taken:
            yield plain(
                field,
                f"media_{what}_codec_not_supported",
                f"The {what} is coded as {codec}; {name} takes {listed(taken)}.",
                f"Save it with {taken[0]}.",
            )
