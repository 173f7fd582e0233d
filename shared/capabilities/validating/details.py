"""What a post has beside text and attachments, against what the network offers."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from shared.capabilities.counting import graphemes
from shared.capabilities.model import Capability, Option, PollRules
from shared.capabilities.validating.problems import Problem, counted, listed, plain, shown
from shared.capabilities.validating.texts import character_problems, length_problems
from shared.events import Poll, PostDetails


def details_problems(capability: Capability, details: PostDetails, *, has_media: bool) -> Iterator[Problem]:
    """Format, title, link, poll, tags, warning, visibility and the network's own options."""
    yield from _format_problems(capability, details)
    yield from _title_problems(capability, details.title)
    yield from _link_problems(capability, details, has_media=has_media)
    yield from _poll_problems(capability, details.poll, has_media=has_media)
    yield from _tag_problems(capability, details.tags)
    yield from _audience_problems(capability, details)
    yield from _option_problems(capability, details.options)


def _format_problems(capability: Capability, details: PostDetails) -> Iterator[Problem]:
    # Whoever says nothing means the network's own first format, whatever that is called.
    if details.kind != "post" and capability.format(details.kind) is None:
        offered = listed(tuple(one.kind for one in capability.formats))
        yield plain(
            "details/kind",
            "format_not_offered",
            f"{capability.name} has no {details.kind} that can be published from outside.",
            f"Use {offered}.",
        )


def _title_problems(capability: Capability, title: str) -> Iterator[Problem]:
    rules, field = capability.title, "details/title"
    if rules is None:
        if title:
            yield plain(
                field,
                "title_not_offered",
                f"Posts on {capability.name} have no title.",
                "Leave it out, or put it into the text.",
            )
        return
    if rules.required and not title.strip():
        yield plain(field, "title_missing", f"{capability.name} needs a title.", "Write one.")
    yield from length_problems(capability, field, "title", title, rules.limit)
    yield from character_problems(capability, field, "title", title, rules.refused_characters)


def _link_problems(capability: Capability, details: PostDetails, *, has_media: bool) -> Iterator[Problem]:
    link, name = details.link, capability.name
    if link is None:
        return
    if "link_card" not in capability.supports:
        yield plain(
            "details/link",
            "link_not_offered",
            f"{name} shows no link beside the text.",
            "Leave it out and write the address into the text.",
        )
        return
    if not _is_page(link.url):
        yield plain(
            "details/link/url",
            "link_malformed",
            f"{link.url!r} is not the address of a page.",
            "Give one that starts with https://.",
        )
    if has_media and not capability.link_card.with_media:
        yield plain(
            "details/link",
            "link_beside_media",
            f"{name} shows either a link's card or attachments.",
            "Leave one of them out, or write the address into the text.",
        )
    for what, limit in capability.link_card.limits():
        field = f"details/link/{what}"
        yield from length_problems(capability, field, f"link {what}", getattr(link, what), limit)


def _is_page(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:  # such as half a bracket where an IPv6 address would stand
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and not re.search(r"\s", url)


def _poll_problems(capability: Capability, poll: Poll | None, *, has_media: bool) -> Iterator[Problem]:
    name, rules = capability.name, capability.poll
    if poll is None:
        return
    if rules is None:
        yield plain("details/poll", "poll_not_offered", f"{name} takes no polls from us.", "Leave it out.")
        return
    if has_media and not rules.with_media:
        yield plain(
            "details/poll",
            "poll_beside_media",
            f"{name} takes either a poll or attachments.",
            "Leave one of them out.",
        )
    if poll.multiple and not rules.multiple:
        yield plain(
            "details/poll/multiple",
            "poll_multiple_not_offered",
            f"In polls on {name} one answer only can be chosen.",
            "Set it to false.",
        )
    yield from _poll_span_problems(name, rules, poll)
    yield from _answer_problems(name, rules, poll)


def _poll_span_problems(name: str, rules: PollRules, poll: Poll) -> Iterator[Problem]:
    measures = (
        ("options", rules.options, len(poll.options), "answers"),
        ("duration_seconds", rules.duration_seconds, poll.duration_seconds, "seconds"),
    )
    for what, span, actual, unit in measures:
        field = f"details/poll/{what}"
        if span.max is not None and actual > span.max:
            message = f"The poll has {actual} {unit}; {name} takes at most {shown(span.max)}."
            fix = f"Make it {shown(span.max)} or fewer."
            yield Problem(field, f"poll_{what}_too_many", span.max, actual, unit, message, fix)
        if span.min is not None and actual < span.min:
            message = f"The poll has {actual} {unit}; {name} takes at least {shown(span.min)}."
            fix = f"Make it {shown(span.min)} or more."
            yield Problem(field, f"poll_{what}_too_few", span.min, actual, unit, message, fix)


def _answer_problems(name: str, rules: PollRules, poll: Poll) -> Iterator[Problem]:
    most, seen = rules.option_characters.max, set[str]()
    for index, answer in enumerate(poll.options):
        field, length = f"details/poll/options/{index}", len(graphemes(answer))
        if not answer.strip():
            yield plain(field, "poll_option_empty", "The answer is empty.", "Write one or remove it.")
        elif answer in seen:
            yield plain(field, "poll_option_repeated", "The answer is there twice.", "Change or remove one.")
        seen.add(answer)
        if length > most:
            yield Problem(
                field,
                "poll_option_too_long",
                most,
                length,
                "characters",
                f"The answer is {length} characters long; {name} takes at most {most}.",
                f"Shorten it by {counted(length - most, 'characters')}.",
            )


def _tag_problems(capability: Capability, tags: tuple[str, ...]) -> Iterator[Problem]:
    if not tags:
        return
    field, limit = "details/tags", capability.tags
    if limit is None:
        yield plain(
            field,
            "tags_not_offered",
            f"{capability.name} has no tags beside the text.",
            "Leave them out, or write them into the text as hashtags.",
        )
        return
    for index, tag in enumerate(tags):
        if not tag.strip():
            yield plain(f"{field}/{index}", "tag_empty", "The tag is empty.", "Write one or remove it.")
    # Commas part the tags and take room as they do.
    yield from length_problems(capability, field, "tags", ",".join(tags), limit)


def _audience_problems(capability: Capability, details: PostDetails) -> Iterator[Problem]:
    name = capability.name
    if details.visibility is not None and details.visibility not in capability.visibilities:
        yield plain(
            "details/visibility",
            "visibility_not_offered",
            f"On {name} a post can't be {details.visibility}.",
            f"Use {listed(capability.visibilities)}, or leave it out.",
        )
    if details.content_warning and "content_warning" not in capability.supports:
        yield plain(
            "details/content_warning",
            "content_warning_not_offered",
            f"{name} has no content warnings.",
            "Leave it out, or put it into the text.",
        )


def _option_problems(capability: Capability, given: dict[str, str]) -> Iterator[Problem]:
    known = {option.name: option for option in capability.options}
    for name in given.keys() - known.keys():
        offered = f"It knows {listed(tuple(known))}." if known else "It has none."
        yield plain(
            f"details/options/{name}",
            "option_unknown",
            f"{capability.name} has no option {name!r}.",
            f"Leave it out or check its spelling. {offered}",
        )
    for option in capability.options:
        yield from _one_option_problems(capability.name, option, given.get(option.name))


def _one_option_problems(name: str, option: Option, value: str | None) -> Iterator[Problem]:
    field = f"details/options/{option.name}"
    if value is None:
        if option.required and option.default is None:
            yield plain(field, "option_missing", f"{name} needs {option.name}.", option.description)
    elif option.choices and value not in option.choices:
        yield plain(
            field,
            "option_not_among_choices",
            f"{value!r} is no choice of {name} for {option.name}.",
            f"Use one of {listed(option.choices)}.",
        )
    elif option.pattern is not None and not re.fullmatch(option.pattern, value):
        yield plain(
            field,
            "option_malformed",
            f"{value!r} is not as {name} writes {option.name}.",
            f"Write it so that it matches {option.pattern}. {option.description}",
        )
