"""What comes after the post itself, or goes to several people: threads, comments, recipients."""

import re
from collections.abc import Iterator

from shared.capabilities.model import Capability, RecipientRules
from shared.capabilities.validating.media import media_problems
from shared.capabilities.validating.problems import Problem, counted, plain
from shared.capabilities.validating.texts import length_problems, text_problems
from shared.events import PostDetails


def part_problems(capability: Capability, details: PostDetails) -> Iterator[Problem]:
    """Thread, first comment, recipients and template."""
    yield from _thread_problems(capability, details)
    yield from _comment_problems(capability, details)
    yield from _recipient_problems(capability, details)


def _thread_problems(capability: Capability, details: PostDetails) -> Iterator[Problem]:
    if not details.thread:
        return
    name, rules = capability.name, capability.thread
    if rules is None:
        yield plain(
            "details/thread",
            "thread_not_offered",
            f"{name} has no threads.",
            "Put everything into one post, or plan further posts.",
        )
        return
    parts = 1 + len(details.thread)
    if parts > rules.max_parts.max:
        yield Problem(
            "details/thread",
            "thread_too_long",
            rules.max_parts.max,
            parts,
            "posts",
            f"The thread has {parts} posts, the first one counted; {name} takes at most {rules.max_parts.max}.",
            f"Remove {parts - rules.max_parts.max}.",
        )
    post = capability.format("post")
    if post is None or details.kind != "post":
        yield plain(
            "details/thread", "thread_not_offered", f"A {details.kind} can't begin a thread.", "Plan a post."
        )
        return
    for index, part in enumerate(details.thread):
        has_media = bool(part.media)
        found = [
            *text_problems(capability, post, part.text, PostDetails(), has_media=has_media),
            *media_problems(capability, post, part.media),
        ]
        yield from (problem.within(f"details/thread/{index}") for problem in found)


def _comment_problems(capability: Capability, details: PostDetails) -> Iterator[Problem]:
    comment, limit = details.first_comment, capability.first_comment
    if not comment:
        return
    field = "details/first_comment"
    if limit is None:
        yield plain(
            field,
            "first_comment_not_offered",
            f"{capability.name} takes no first comment from us.",
            "Leave it out, or put it into the text.",
        )
    elif not comment.strip():
        yield plain(field, "first_comment_empty", "The first comment is empty.", "Write one or leave it out.")
    else:
        yield from length_problems(capability, field, "first comment", comment, limit)


def _recipient_problems(capability: Capability, details: PostDetails) -> Iterator[Problem]:
    name, rules, recipients = capability.name, capability.recipients, details.recipients
    if rules is None:
        given = {"recipients": bool(recipients), "template": details.template is not None}
        for what in (what for what, is_given in given.items() if is_given):
            yield plain(
                f"details/{what}",
                f"{what}_not_offered",
                f"{name} publishes posts and sends no messages.",
                "Leave it out.",
            )
        return
    if not recipients:
        yield plain(
            "details/recipients",
            "recipients_missing",
            f"{name} sends messages to people: there must be at least one recipient.",
            "Name those who agreed to receive messages.",
        )
    yield from _address_problems(name, rules, recipients)


def _address_problems(name: str, rules: RecipientRules, recipients: tuple[str, ...]) -> Iterator[Problem]:
    most, actual = rules.max_count.max, len(recipients)
    if actual > most:
        yield Problem(
            "details/recipients",
            "recipients_too_many",
            most,
            actual,
            "recipients",
            f"{counted(actual, 'recipients')} are more than the {most} that one post to {name} may have.",
            "Split them over several posts.",
        )
    seen: set[str] = set()
    for index, recipient in enumerate(recipients):
        field = f"details/recipients/{index}"
        if not re.fullmatch(rules.pattern, recipient):
            yield plain(
                field,
                "recipient_malformed",
                f"{recipient!r} is no recipient as {name} writes them.",
                f"Write it so that it matches {rules.pattern}.",
            )
        elif recipient in seen:
            yield plain(field, "recipient_repeated", f"{recipient} is named twice.", "Name each one once.")
        seen.add(recipient)
