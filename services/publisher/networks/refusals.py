"""Reading refusals, and passing over those that are no error where they come."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from services.publisher.errors import RefusedError

_LONGEST_SECONDS = 86_400


@contextmanager
def passing_over(*codes: str) -> Iterator[None]:
    """Around a call that may be refused so without harm, as where what is taken away is gone already."""
    try:
        yield
    except RefusedError as refused:
        if refused.failure.code not in codes:
            raise


def body_of(answer: httpx.Response) -> Mapping[str, Any]:
    """The JSON object of an answer; empty where it is none."""
    try:
        body = answer.json()
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def in_seconds(told: Any) -> datetime | None:
    """When a limit told in the body lets calls through again; None where it tells nothing that can be."""
    is_number = isinstance(told, int | float) and not isinstance(told, bool)
    if not is_number or not 0 < told <= _LONGEST_SECONDS:
        return None
    return datetime.now(UTC) + timedelta(seconds=told)
