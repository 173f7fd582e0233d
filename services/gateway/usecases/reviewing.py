"""Reviews begin, go on and become void; what follows from their end is in `reviews.py`.

What is reviewed is locked before its review, by whoever changes either.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from services.gateway.domain.approval_rules import ApprovalRule, Review, review_for
from services.gateway.domain.content_items import ContentItem
from services.gateway.domain.posts import Post
from services.gateway.domain.workflows import Subject, Workflow, begun
from services.gateway.repository import workflows as rows
from services.gateway.usecases.live import LiveEvent, append_live_events
from shared.unit_of_work import UnitOfWork

Rules = Mapping[tuple[UUID, UUID | None], ApprovalRule]


async def rules_for(
    work: UnitOfWork, organization_ids: Collection[UUID], campaign_ids: Collection[UUID]
) -> Rules:
    """The rules that may hold for content of these organisations and campaigns."""
    return await rows.rules_of(work.connection, set(organization_ids), set(campaign_ids))


def chosen(rules: Rules, organization_id: UUID, campaign_id: UUID | None, *, required: bool) -> Review | None:
    """What content of a campaign has to pass: the campaign's own rule goes before the organisation's."""
    own = rules.get((organization_id, campaign_id))
    return review_for(own or rules.get((organization_id, None)), required=required)


async def review_of(
    work: UnitOfWork, organization_id: UUID, campaign_id: UUID | None, *, required: bool
) -> Review | None:
    """What one content has to pass; None where it may be published without."""
    rules = await rules_for(work, [organization_id], [campaign_id] if campaign_id else [])
    return chosen(rules, organization_id, campaign_id, required=required)


async def review_of_item(work: UnitOfWork, item: ContentItem) -> Review | None:
    """What an item has to pass as it is now; None where it may be published without."""
    required = item.approval == "required"
    return await review_of(work, item.organization_id, item.campaign_id, required=required)


def subject_of(item: ContentItem) -> Subject:
    """The present version of an item, to be reviewed."""
    return Subject(
        organization_id=item.organization_id,
        content_hash=item.current.content_hash,
        item_id=item.item_id,
        version=item.version,
        author=item.current.author,
    )


def subject_of_post(post: Post, author: UUID | None) -> Subject:
    """What a post would publish, to be reviewed."""
    assert post.content_hash is not None
    return Subject(
        organization_id=post.organization_id,
        content_hash=post.content_hash,
        post_id=post.post_id,
        author=author,
    )


async def begin(
    work: UnitOfWork,
    wanted: Sequence[tuple[Subject, Review]],
    *,
    by: UUID | None,
    now: datetime,
    previous_id: UUID | None = None,
) -> list[Workflow]:
    """Begin reviews, and tell who is asked."""
    strict = [subject for subject, review in wanted if not review.author_may_approve]
    former_authors = await rows.former_authors(work.connection, strict) if strict else {}
    workflows = [
        begun(
            subject,
            review,
            by=by,
            now=now,
            previous_id=previous_id,
            former_authors=former_authors.get(subject.subject_id, ()),
        )
        for subject, review in wanted
    ]
    if workflows:
        await rows.insert(work.connection, workflows)
        await append_live_events(
            work,
            [
                event
                for workflow in workflows
                for event in (told(workflow, "workflow.started"), told(workflow, "approval.requested"))
            ],
        )
    return workflows


async def void(
    work: UnitOfWork, subject_ids: Collection[UUID], *, reason: str, now: datetime
) -> list[Workflow]:
    """End the reviews that run of items or posts since these were changed; gives them, without what was decided.

    Approvals of before count no more.
    """
    over = await rows.void(work.connection, subject_ids, reason, now)
    await append_live_events(work, [told(workflow, "workflow.ended") for workflow in over])
    return over


def told(workflow: Workflow, kind: str) -> LiveEvent:
    """What watching clients are told of a review, with whom its present step asks."""
    step = workflow.present
    data: dict[str, Any] = {
        "workflow_id": str(workflow.workflow_id),
        "item_id": _text(workflow.item_id),
        "version": workflow.version,
        "post_id": _text(workflow.post_id),
        "content_hash": workflow.content_hash,
        "state": workflow.state,
        "reason": workflow.reason,
        "step": None if step is None else step.name,
        "roles": [] if step is None else list(step.who.roles),
        "user_ids": [] if step is None else [str(user_id) for user_id in step.who.user_ids],
        "not_asked": [] if step is None else [str(user_id) for user_id in workflow.not_asked],
        "time_out_at": None if workflow.time_out_at is None else workflow.time_out_at.isoformat(),
        "at": (workflow.ended_at or workflow.step_started_at).isoformat(),
    }
    return LiveEvent(workflow.organization_id, kind, data)


def _text(identifier: UUID | None) -> str | None:
    return None if identifier is None else str(identifier)
