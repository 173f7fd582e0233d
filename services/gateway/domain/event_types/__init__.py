"""Every type of live event: the one catalogue of SSE, WebSocket, webhooks, notifications and e-mail.

A new type is a line in a module of its area here; telling one that is not here, or with other data, fails.
"""

from collections.abc import Mapping
from typing import Any

from services.gateway.domain.event_types import (
    accounts,
    batches,
    content,
    identity,
    media,
    organizations,
    posts,
    privacy,
    reviews,
    webhooks,
)
from services.gateway.domain.event_types.model import EventFields, EventType, Instant
from services.gateway.domain.event_types.readers import READ_WITH

__all__ = ["EVENT_TYPES", "EventFields", "EventType", "Instant", "UnknownEventTypeError", "checked"]


def _catalogue(*areas: tuple[EventType, ...]) -> Mapping[str, EventType]:
    found: dict[str, EventType] = {}
    for event_type in (one for area in areas for one in area):
        assert event_type.name not in found, f"{event_type.name} is declared twice"
        family = event_type.name.partition(".")[0]
        assert family in READ_WITH, f"say in readers.py who may read {event_type.name}"
        found[event_type.name] = event_type
    return found


_AREAS = (
    accounts,
    batches,
    content,
    identity,
    media,
    organizations,
    posts,
    privacy,
    webhooks,
    reviews,
)
EVENT_TYPES: Mapping[str, EventType] = _catalogue(*(area.TYPES for area in _AREAS))


class UnknownEventTypeError(ValueError):
    """Somebody tells an event that is not in the catalogue."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is no type of live event; declare it in domain/event_types")


def checked(name: str, data: Mapping[str, Any]) -> EventType:
    """The type of an event whose data fit it.

    Raises:
        UnknownEventTypeError: There is no such type.
        pydantic.ValidationError: The data are others than it declares.
    """
    event_type = EVENT_TYPES.get(name)
    if event_type is None:
        raise UnknownEventTypeError(name)
    event_type.data.model_validate(data)
    return event_type
