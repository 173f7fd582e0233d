"""The words of a post against a network's limits."""

from collections.abc import Iterator

import regex

from shared.capabilities.counting import CASHTAG, HASHTAG, MENTION, count
from shared.capabilities.model import Capability, Format, Limit, TextLimit
from shared.capabilities.validating.problems import Problem, counted, plain
from shared.events import PostDetails


def text_problems(
    capability: Capability, form: Format, text: str, details: PostDetails, *, has_media: bool
) -> Iterator[Problem]:
    """The text itself: whether there must be one, how long, of what."""
    name, rules = capability.name, capability.text
    if form.text == "none":
        if text.strip():
            yield plain(
                "text",
                "text_not_taken",
                f"A {form.kind} on {name} has no text beside it.",
                "Leave the text out, or make it part of the picture.",
            )
        return
    yield from _presence_problems(capability, form, text, details, has_media=has_media)
    limits = rules.caption_limits if has_media and rules.caption_limits else rules.limits
    for limit in limits:
        # Where a network has content warnings, warning and text share the room.
        warning = count(rules, limit.unit, details.content_warning) if details.content_warning else 0
        yield from length_problems(capability, "text", "text", text, limit, beside=warning)
    question = capability.poll.question if capability.poll and details.poll else None
    if question is not None:
        yield from length_problems(capability, "text", "question", text, question)
    yield from _tally_problems(capability, text)
    yield from character_problems(capability, "text", "text", text, rules.refused_characters)


def length_problems(
    capability: Capability, field: str, label: str, text: str, limit: TextLimit, *, beside: int = 0
) -> Iterator[Problem]:
    """A text that is longer than the network takes.

    Args:
        capability: The network's, which says how links and mentions count.
        field: Where it stands.
        label: What it is called, such as `title`.
        text: What is counted.
        limit: The most.
        beside: What shares the room with it, in the limit's unit.
    """
    actual = count(capability.text, limit.unit, text) + beside
    if actual <= limit.max:
        return
    yield Problem(
        field,
        f"{label.replace(' ', '_')}_too_long",
        limit.max,
        actual,
        limit.unit,
        f"The {label} is {actual} {limit.unit} long as {capability.name} counts; it takes at most {limit.max}.",
        f"Shorten it by {counted(actual - limit.max, limit.unit)}.",
    )


def character_problems(
    capability: Capability, field: str, label: str, text: str, refused: tuple[str, ...]
) -> Iterator[Problem]:
    """Characters that the network never takes there."""
    for character in refused:
        if character in text:
            seen = f"{character!r} " if character.isprintable() and not character.isspace() else "invisible "
            yield Problem(
                field,
                f"{label}_character_refused",
                None,
                text.count(character),
                "characters",
                f"The {label} holds the {seen}character U+{ord(character):04X}, which {capability.name} refuses.",
                "Remove it.",
            )


def _presence_problems(
    capability: Capability, form: Format, text: str, details: PostDetails, *, has_media: bool
) -> Iterator[Problem]:
    if text.strip() or details.template is not None:
        return
    if form.text == "required":
        yield plain("text", "text_missing", f"A {form.kind} on {capability.name} needs a text.", "Write one.")
    elif not has_media and details.link is None:
        yield Problem(
            "text",
            "text_empty",
            None,
            0,
            "characters",
            "The text is empty.",
            "Write a text or attach a picture.",
        )


def _tally_problems(capability: Capability, text: str) -> Iterator[Problem]:
    rules = capability.text
    tallies: list[tuple[Limit | None, str, regex.Pattern[str], str]] = [
        (rules.max_hashtags, "hashtags", HASHTAG, "Leave out the others."),
        (rules.max_mentions, "mentions", MENTION, "Leave out the others."),
        (rules.max_cashtags, "cashtags", CASHTAG, "Leave out the $ before the others."),
    ]
    for limit, unit, mark, fix in tallies:
        if limit and (actual := len(mark.findall(text))) > limit.max:
            yield Problem(
                "text",
                f"text_too_many_{unit}",
                limit.max,
                actual,
                unit,
                f"The text has {actual} {unit}; {capability.name} takes at most {limit.max} in a post.",
                fix,
            )
