"""The catalogue of live events, and the source that tells them."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import ValidationError

from services import gateway
from services.gateway.domain.event_types import EVENT_TYPES, EventType, UnknownEventTypeError, checked
from shared import events

SOURCE = Path(gateway.__file__).parent
TYPES = [pytest.param(one, id=one.name) for one in EVENT_TYPES.values()]


def _told() -> Iterator[tuple[str, str]]:
    """Every type that stands in a call of LiveEvent, as a pattern, with its place."""
    for path in SOURCE.rglob("*.py"):
        if "tests" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if not (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "LiveEvent"):
                continue
            given = (
                node.args[1]
                if len(node.args) > 1
                else next(k.value for k in node.keywords if k.arg == "type")
            )
            place = f"{path.name}:{node.lineno}"
            if isinstance(given, ast.Constant):
                yield re.escape(str(given.value)), place
            elif isinstance(given, ast.JoinedStr):
                parts = [
                    re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+"
                    for part in given.values
                ]
                yield "".join(parts), place


def test_every_type_that_the_source_tells_is_in_the_catalogue() -> None:
    """Whoever tells something new declares it: webhooks, notifications and the documents know it then."""
    told = list(_told())
    unknown = [
        (one, place) for one, place in told if not any(re.fullmatch(one, name) for name in EVENT_TYPES)
    ]

    assert len(told) > 5
    assert unknown == []


def test_every_type_in_the_catalogue_is_told_somewhere() -> None:
    """Nobody waits for what never comes."""
    written = "".join(
        path.read_text()
        for path in SOURCE.rglob("*.py")
        if "tests" not in path.parts and "event_types" not in path.parts
    )
    topics = {getattr(getattr(events, name), "topic_name", None) for name in dir(events)}
    patterns = [pattern for pattern, _ in _told() if ".+" in pattern]

    silent = [
        name
        for name in EVENT_TYPES
        if f'"{name}"' not in written
        and name not in topics
        and not any(re.fullmatch(pattern, name) for pattern in patterns)
    ]
    assert silent == []


@pytest.mark.parametrize("event_type", TYPES)
def test_an_example_fits_and_has_its_subject(event_type: EventType) -> None:
    """What the documents show is what comes, and webhooks find what it is about."""
    assert checked(event_type.name, event_type.example) is event_type
    if event_type.subject_field is not None:
        assert event_type.subject_of(event_type.example) is not None


@pytest.mark.parametrize("event_type", TYPES)
def test_a_notification_has_words_for_somebody(event_type: EventType) -> None:
    """A type with an audience has a title, and one with a title an audience; no placeholder is left in it."""
    assert event_type.notifies == bool(
        event_type.audience or event_type.person_fields or event_type.role_fields
    )
    title, body = event_type.words_of(event_type.example)
    assert bool(title) == event_type.notifies
    assert "{" not in title + body
    assert re.fullmatch(r"[a-z_]+\.[a-z_]+", event_type.name)


def test_words_do_without_what_is_not_there() -> None:
    """A failure without details is still told."""
    assert EVENT_TYPES["account.degraded"].words_of({"network": "x", "handle": None}) == (
        "on x must be connected again",
        "",
    )


def test_words_are_one_line_of_what_can_be_seen() -> None:
    """What a network calls an account, or a colleague writes, turns no other word round and begins no line."""
    data = {"network": "x", "handle": "@tea\u202emoc", "problem": {"detail": "Gone.\nPay at evil.example"}}

    assert EVENT_TYPES["account.degraded"].words_of(data) == (
        "@teamoc on x must be connected again",
        "Gone. Pay at evil.example",
    )


def test_what_is_not_declared_is_refused() -> None:
    """Another type, a member too many, a member too few."""
    example = EVENT_TYPES["post.published"].example

    with pytest.raises(UnknownEventTypeError):
        checked("post.invented", example)
    with pytest.raises(ValidationError):
        checked("post.published", {**example, "password": "x"})
    with pytest.raises(ValidationError):
        checked("post.published", {name: value for name, value in example.items() if name != "url"})
