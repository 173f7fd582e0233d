"""Requests and batches that people hold back, let go, call off or have tried again."""

from typing import Literal
from uuid import UUID

from services.gateway.domain.event_types.model import EventFields, EventType, Instant

_REQUEST = "0197f3a4-7d15-7a10-8a6e-2f1c0b8d9e21"
_BATCH = "0197f3a4-7d15-7a10-8a6e-2f1c0b8d9e22"
_AT = "2026-11-21T09:00:00+00:00"


class BatchData(EventFields):
    batch_id: UUID
    state: Literal["running", "paused", "cancelled"]
    at: Instant


class MovedData(EventFields):
    request_id: UUID
    batch_id: UUID | None
    state: str
    at: Instant


def _batch(name: str, summary: str, state: str) -> EventType:
    return EventType(
        name, summary, BatchData, {"batch_id": _BATCH, "state": state, "at": _AT}, subject_field="batch_id"
    )


def _request(name: str, summary: str, state: str) -> EventType:
    example = {"request_id": _REQUEST, "batch_id": _BATCH, "state": state, "at": _AT}
    return EventType(name, summary, MovedData, example, subject_field="request_id")


TYPES = (
    _batch("batch.paused", "Somebody held a batch back.", "paused"),
    _batch("batch.resumed", "Somebody let a batch go on.", "running"),
    _batch("batch.cancelled", "Somebody called a batch off for good.", "cancelled"),
    _request("content.cancelled", "A request was called off: no post is made from it.", "cancelled"),
    _request("content.retried", "Content that could not be made is tried once more.", "requested"),
)
