"""What follows from decisions: a review goes on, or what was reviewed is approved or rejected."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from services.gateway.domain.content import REVIEWABLE, ContentRequest, Trouble
from services.gateway.domain.content_items import ContentItem, ItemState
from services.gateway.domain.edits import released
from services.gateway.domain.flaws import FlawedError
from services.gateway.domain.planning import plan_request
from services.gateway.domain.posts import Post, PostApproval, TargetProblem
from services.gateway.domain.schedules import NoSchedule, PostSchedule, Timing, timing_of
from services.gateway.domain.timeline import Entry, scheduled
from services.gateway.domain.workflows import Decision, Workflow, decided
from services.gateway.errors import QuotaExceededError
from services.gateway.repository import content, content_items, posts, timeline
from services.gateway.repository import workflows as rows
from services.gateway.usecases import quotas
from services.gateway.usecases.live import LiveEvent, append_live_events
from services.gateway.usecases.planning import Change, tell_changes
from services.gateway.usecases.preparing import prepared_posts, prepared_targets
from services.gateway.usecases.reviewing import told
from shared.capabilities import Registry
from shared.clock import Clock
from shared.ids import new_id
from shared.unit_of_work import UnitOfWork

WantedSchedule = NoSchedule | PostSchedule | None


@dataclass(frozen=True, slots=True)
class Word:
    """What was said of content, and by whom.

    Attributes:
        by: None where nobody said it and time ran out.
    """

    by: UUID | None
    comment: str
    at: datetime


@dataclass(frozen=True)
class Reviews:
    registry: Registry
    clock: Clock

    async def decide(
        self, work: UnitOfWork, workflow: Workflow, decision: Decision, *, schedule: WantedSchedule = None
    ) -> Workflow:
        """Keep a decision and do what follows from it. The review, and before it what is reviewed, are locked.

        Args:
            work: Inside the review's organisation.
            workflow: It runs.
            decision: In its present step, by somebody who may.
            schedule: When the request's post goes out, instead of what the request says.

        Raises:
            FlawedError: It is approved by a person and can't be planned as asked.
        """
        after = decided(workflow, decision)
        await rows.insert_decision(work.connection, decision)
        await rows.update(work.connection, after)
        if after.state == "running":
            goes_on = after.step != workflow.step or after.steps != workflow.steps
            kind = "approval.requested" if goes_on else "workflow.decided"
            await append_live_events(work, [told(after, kind)])
            return after
        await append_live_events(work, [told(after, "workflow.ended")])
        word = Word(decision.by, decision.comment, decision.at)
        if after.item_id is not None:
            item = await content_items.find(work.connection, after.item_id)
            assert item is not None
            if after.state == "approved":
                await self.approve_item(work, item, word, schedule=schedule)
            else:
                await self.reject_item(work, item, word)
        elif after.post_id is not None:
            await self._settle_post(work, after.post_id, word, is_approved=after.state == "approved")
        return after

    async def approve_item(
        self,
        work: UnitOfWork,
        item: ContentItem,
        word: Word,
        *,
        schedule: WantedSchedule = None,
        approval: PostApproval = "approved",
    ) -> None:
        """The present version may be published; its request's post is planned where one was asked for.

        Args:
            work: Inside its organisation.
            item: Locked.
            word: Who said so.
            schedule: Instead of the request's.
            approval: Of the post: `not_required` where a person merely lets it go on that nobody had to approve.

        Raises:
            FlawedError: A person approves it and it can't be planned as asked.
            QuotaExceededError: A person approves it and the plan allows no more posts.
        """
        request = await _request_of(work, item)
        if request is None or not (request.state in REVIEWABLE or (request.state == "ready" and schedule)):
            await self._keep_item(work, item, "approved", word)
            return
        reviewed = _reviewed(request, word)
        timing = request.timing if schedule is None else timing_of(schedule, word.at)
        if timing.kind == "none":
            await self._keep_item(
                work, item, "approved", word, replace(reviewed, state="ready", problem=None)
            )
            return
        try:
            post = await self._planned(work, reviewed, item, timing, approval=approval)
        except (FlawedError, QuotaExceededError) as error:
            if word.by is not None:
                raise
            detail = error.summary if isinstance(error, FlawedError) else error.detail
            trouble = Trouble(error.code, detail)
            waiting = replace(reviewed, state="needs_attention", problem=trouble)
            await self._keep_item(work, item, "approved", word, waiting)
            return
        planned = replace(reviewed, state="planned", problem=None, post_id=post.post_id)
        await self._keep_item(work, item, "planned", word, planned)
        (post,) = await prepared_posts(work, self.registry, [post])
        await posts.insert(work.connection, [post])
        await tell_changes(work, [Change(post, "post.scheduled", scheduled(post), batch_id=request.batch_id)])

    async def _planned(
        self,
        work: UnitOfWork,
        request: ContentRequest,
        item: ContentItem,
        timing: Timing,
        *,
        approval: PostApproval,
    ) -> Post:
        accounts = await posts.accounts(work.connection, [item.organization_id])
        post = plan_request(
            request,
            item,
            timing,
            accounts[item.organization_id],
            self.registry,
            approval=approval,
            now=request.updated_at,
        )
        await quotas.take_post(work, post)
        return post

    async def reject_item(self, work: UnitOfWork, item: ContentItem, word: Word) -> None:
        """The present version is not to be published."""
        request = await _request_of(work, item)
        if request is not None and request.state in REVIEWABLE:
            await self._keep_item(
                work,
                item,
                "rejected",
                word,
                replace(_reviewed(request, word), state="rejected", problem=None),
            )
        else:
            await self._keep_item(work, item, "rejected", word)

    async def _keep_item(
        self,
        work: UnitOfWork,
        item: ContentItem,
        state: ItemState,
        word: Word,
        request: ContentRequest | None = None,
    ) -> None:
        """Keep what was decided of an item, and of its request, and tell it."""
        await content_items.update(work.connection, replace(item, state=state, updated_at=word.at))
        kind = "content.rejected" if state == "rejected" else "content.approved"
        if request is not None:
            await content.review(work.connection, request)
            await timeline.append(work.connection, [_entry(request, kind, word)])
        data: dict[str, Any] = {
            "item_id": str(item.item_id),
            "version": item.version,
            "content_hash": item.current.content_hash,
            "request_id": None if item.request_id is None else str(item.request_id),
            "batch_id": None if request is None or request.batch_id is None else str(request.batch_id),
            "state": state if request is None else request.state,
            "comment": word.comment,
            "at": word.at.isoformat(),
        }
        await append_live_events(work, [LiveEvent(item.organization_id, kind, data)])

    async def _settle_post(self, work: UnitOfWork, post_id: UUID, word: Word, *, is_approved: bool) -> None:
        """A changed post goes out as it was approved; rejected, it goes on waiting for another change."""
        post = await posts.lock(work.connection, post_id)
        assert post is not None
        waiting = {target.account_id for target in post.targets if target.state == "awaiting_approval"}
        after = released(post, word.at) if is_approved else _refused(post, word)
        settled = [target for target in after.targets if target.account_id in waiting]
        changed = await prepared_targets(work, self.registry, settled)
        by_account = {target.account_id: target for target in changed}
        kept = replace(
            after,
            targets=tuple(by_account.get(target.account_id, target) for target in after.targets),
            revision=post.revision + 1,
            updated_at=word.at,
        )
        await posts.update(work.connection, kept, changed)
        kind, words = (
            ("post.approved", f"Approved as it is now. {scheduled(kept)}")
            if is_approved
            else ("post.rejected", f"Not approved: {word.comment} Change it, or cancel it.")
        )
        await tell_changes(work, [Change(kept, kind, words)])


def _refused(post: Post, word: Word) -> Post:
    """A post that goes on waiting, and says why."""
    problem = TargetProblem("approval.rejected", word.comment, None, "author", retry_can_help=False)
    targets = tuple(
        replace(target, state_at=word.at, problem=problem) if target.state == "awaiting_approval" else target
        for target in post.targets
    )
    return replace(post, targets=targets)


async def _request_of(work: UnitOfWork, item: ContentItem) -> ContentRequest | None:
    return None if item.request_id is None else await content.lock(work.connection, item.request_id)


def _reviewed(request: ContentRequest, word: Word) -> ContentRequest:
    return replace(
        request,
        reviewed_by=word.by,
        reviewed_at=word.at,
        review_comment=word.comment,
        updated_at=word.at,
    )


def _entry(request: ContentRequest, kind: str, word: Word) -> Entry:
    explanation = (
        f"The content was rejected: {word.comment}"
        if kind == "content.rejected"
        else "The content was approved."
    )
    return Entry(
        event_id=new_id(),
        organization_id=request.organization_id,
        request_id=request.request_id,
        kind=kind,
        at=word.at,
        correlation_id=str(request.request_id),
        explanation=explanation,
    )
