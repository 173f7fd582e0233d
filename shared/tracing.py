"""W3C trace context: one trace id from the first request through every event.

https://www.w3.org/TR/trace-context/
"""

import random
import re
from contextvars import ContextVar
from dataclasses import dataclass

_TRACEPARENT = re.compile(r"^00-(?P<trace>[0-9a-f]{32})-(?P<span>[0-9a-f]{16})-(?P<flags>[0-9a-f]{2})$")


@dataclass(frozen=True, slots=True)
class Context:
    """What ties a piece of work to what caused it."""

    correlation_id: str | None = None
    causation_id: str | None = None
    traceparent: str | None = None
    tracestate: str | None = None


_NONE = Context()
current: ContextVar[Context] = ContextVar("postwright_context", default=_NONE)
"""The context of the request or record being handled."""


def child_of(traceparent: str | None) -> str:
    """A traceparent with a new span in the same trace, or in a new trace where there is none to join."""
    span = f"{random.getrandbits(64) or 1:016x}"
    match = _TRACEPARENT.match(traceparent or "")
    if match is None or match["trace"] == "0" * 32:
        # An id, not a secret.
        return f"00-{random.getrandbits(128) or 1:032x}-{span}-01"
    return f"00-{match['trace']}-{span}-{match['flags']}"


def trace_id(traceparent: str | None) -> str | None:
    """The trace id inside a traceparent, or none where it can't be read."""
    match = _TRACEPARENT.match(traceparent or "")
    return match["trace"] if match else None
