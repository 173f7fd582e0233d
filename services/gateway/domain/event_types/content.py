"""Content on its way from a brief to an approval."""

from uuid import UUID

from services.gateway.domain.event_types.model import EventFields, EventType, Instant

_REQUEST = "0197f3a4-7d15-7a10-8a6e-2f1c0b8d9e21"
_BATCH = "0197f3a4-7d15-7a10-8a6e-2f1c0b8d9e22"
_AT = "2026-11-21T09:00:00+00:00"
_IDS = {"request_id": _REQUEST, "batch_id": None}
_REVIEWED = {
    **_IDS,
    "item_id": "0197f3a4-7d15-7a10-8a6e-2f1c0b8d9e71",
    "version": 1,
    "content_hash": "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
    "at": _AT,
}


class _RequestData(EventFields):
    request_id: UUID
    batch_id: UUID | None
    state: str


class RequestedData(_RequestData):
    batch_row: int | None
    topic: str
    networks: list[str]
    at: Instant


class ProgressedData(_RequestData):
    step: str
    network: str | None
    steps_done: int
    steps_total: int
    at: Instant


class GeneratedData(_RequestData):
    networks: list[str]
    picture: bool
    at: Instant


class FailedData(_RequestData):
    code: str
    detail: str


class ReviewedData(EventFields):
    item_id: UUID
    version: int
    content_hash: str
    request_id: UUID | None
    batch_id: UUID | None
    state: str
    comment: str | None
    at: Instant


TYPES = (
    EventType(
        "content.requested",
        "Somebody asked for content.",
        RequestedData,
        {
            **_IDS,
            "batch_id": _BATCH,
            "batch_row": 1,
            "state": "requested",
            "topic": "The monsoon sale",
            "networks": ["x", "instagram"],
            "at": _AT,
        },
        subject_field="request_id",
    ),
    EventType(
        "content.progressed",
        "A step of making content has ended.",
        ProgressedData,
        {
            **_IDS,
            "state": "generating",
            "step": "copy",
            "network": "x",
            "steps_done": 1,
            "steps_total": 4,
            "at": _AT,
        },
        subject_field="request_id",
    ),
    EventType(
        "content.generated",
        "Content is made; `awaiting_approval` says that a person must look at it.",
        GeneratedData,
        {
            **_IDS,
            "state": "awaiting_approval",
            "networks": ["x", "instagram"],
            "picture": True,
            "at": _AT,
        },
        subject_field="request_id",
    ),
    EventType(
        "content.failed",
        "Content could not be made.",
        FailedData,
        {
            **_IDS,
            "state": "failed",
            "code": "provider.unavailable",
            "detail": "The provider did not answer",
        },
        subject_field="request_id",
        audience="content:write",
        by_email=True,
        title="Content could not be made",
        body="{detail}",
    ),
    EventType(
        "content.approved",
        "A person approved content.",
        ReviewedData,
        {**_REVIEWED, "state": "ready", "comment": None},
        subject_field="item_id",
        audience="content:write",
        title="Content was approved",
        body="{comment}",
    ),
    EventType(
        "content.rejected",
        "A person rejected content.",
        ReviewedData,
        {**_REVIEWED, "state": "rejected", "comment": "The price is wrong"},
        subject_field="item_id",
        audience="content:write",
        title="Content was rejected",
        body="{comment}",
    ),
)
