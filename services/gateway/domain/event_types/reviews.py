"""Content items, their reviews, and what people say of them."""

from typing import Any
from uuid import UUID

from services.gateway.domain.event_types.model import EventFields, EventType, Instant

_ITEM = "0197f3a4-7d15-7a10-8a6e-2f1c0b8d9e71"
_WORKFLOW = "0197f3a4-7d15-7a10-8a6e-2f1c0b8d9e72"
_COMMENT = "0197f3a4-7d15-7a10-8a6e-2f1c0b8d9e73"
_PERSON = "0197f3a4-7d15-7a10-8a6e-2f1c0b8d9e74"
_HASH = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"
_AT = "2026-11-21T09:00:00+00:00"


class ItemData(EventFields):
    item_id: UUID
    request_id: UUID | None
    campaign_id: UUID | None
    title: str
    state: str
    version: int
    content_hash: str
    origin: str
    author: UUID
    revision: int
    at: Instant


class ReviewData(EventFields):
    workflow_id: UUID
    item_id: UUID | None
    version: int | None
    post_id: UUID | None
    content_hash: str
    state: str
    reason: str
    step: str | None
    roles: list[str]
    user_ids: list[UUID]
    not_asked: list[UUID]
    time_out_at: Instant | None
    at: Instant


class CommentData(EventFields):
    comment_id: UUID
    item_id: UUID
    reply_to: UUID | None
    version: int
    author: UUID
    mentions: list[UUID]
    resolved: bool


_ITEM_EXAMPLE: dict[str, Any] = {
    "item_id": _ITEM,
    "request_id": None,
    "campaign_id": None,
    "title": "The monsoon sale",
    "state": "draft",
    "version": 2,
    "content_hash": _HASH,
    "origin": "edited",
    "author": _PERSON,
    "revision": 3,
    "at": _AT,
}
_REVIEW_EXAMPLE: dict[str, Any] = {
    "workflow_id": _WORKFLOW,
    "item_id": _ITEM,
    "version": 2,
    "post_id": None,
    "content_hash": _HASH,
    "state": "running",
    "reason": "",
    "step": "Legal",
    "roles": ["approver"],
    "user_ids": [],
    "not_asked": [],
    "time_out_at": None,
    "at": _AT,
}
_COMMENT_EXAMPLE: dict[str, Any] = {
    "comment_id": _COMMENT,
    "item_id": _ITEM,
    "reply_to": None,
    "version": 2,
    "author": _PERSON,
    "mentions": [_PERSON],
    "resolved": False,
}


def _item(name: str, summary: str) -> EventType:
    return EventType(name, summary, ItemData, _ITEM_EXAMPLE, subject_field="item_id")


def _review(name: str, summary: str, **more: Any) -> EventType:
    return EventType(name, summary, ReviewData, _REVIEW_EXAMPLE, subject_field="workflow_id", **more)


def _comment(name: str, summary: str, **more: Any) -> EventType:
    return EventType(name, summary, CommentData, _COMMENT_EXAMPLE, subject_field="item_id", **more)


TYPES = (
    _item("content_item.created", "A content item was made by hand."),
    _item("content_item.changed", "A content item was changed; another version means other content."),
    _item("content_item.archived", "A content item was put away."),
    _item("content_item.restored", "An archived content item is back."),
    _item("content_item.deleted", "A draft was deleted."),
    _review("workflow.started", "A review of content began."),
    _review(
        "approval.requested",
        "A step of a review began: people of its `roles` and `user_ids` are asked, but those of `not_asked`.",
        person_fields=("user_ids",),
        role_fields=("roles",),
        except_fields=("not_asked",),
        by_email=True,
        title="Content waits for your approval",
        body="Step: {step}.",
    ),
    _review("workflow.decided", "Somebody decided in a step that needs more decisions."),
    _review(
        "workflow.step_due",
        "The people of a step are reminded.",
        person_fields=("user_ids",),
        role_fields=("roles",),
        except_fields=("not_asked",),
        by_email=True,
        title="Content still waits for your approval",
        body="Step: {step}.",
    ),
    _review(
        "workflow.ended",
        "A review is over: approved, rejected, taken back, or void since the content changed.",
    ),
    _comment(
        "comment.created",
        "Somebody said something of a content item.",
        person_fields=("mentions",),
        by_email=True,
        title="You were mentioned in a comment",
        body="On version {version} of a content item.",
    ),
    _comment("comment.changed", "A comment was changed."),
    _comment("comment.deleted", "A comment was deleted, with the answers to it."),
    _comment("comment.resolved", "A thread of comments is settled."),
    _comment("comment.reopened", "A thread of comments is open again."),
)
