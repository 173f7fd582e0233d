"""Workflows: begin reviews, decide in them, and what happens in them by itself."""

import contextlib
from collections.abc import AsyncIterator, Collection, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from services.gateway.domain.approval_rules import ONE_LOOK
from services.gateway.domain.content_items import ContentItem
from services.gateway.domain.identity import Caller
from services.gateway.domain.workflows import (
    Choice,
    Workflow,
    WorkflowState,
    decision_on,
    ended,
    is_reminder_due,
    time_out,
)
from services.gateway.errors import (
    ConflictError,
    ContentChangedError,
    ItemArchivedError,
    NotFoundError,
    ReviewEndedError,
    ReviewRunningError,
)
from services.gateway.repository import content_items, posts
from services.gateway.repository import workflows as rows
from services.gateway.tenancy import Actor, Tenancy, acting_as
from services.gateway.usecases.deciding import require_may_decide
from services.gateway.usecases.live import append_live_events
from services.gateway.usecases.reviewing import begin, review_of, subject_of, told
from services.gateway.usecases.reviews import Reviews
from services.gateway.usecases.withholding import Lapses
from shared.clock import Clock
from shared.postgres import Database
from shared.unit_of_work import UnitOfWork

_AT_ONCE = 100


@dataclass(frozen=True)
class Workflows:
    reviews: Reviews
    clock: Clock

    async def start(
        self, work: UnitOfWork, caller: Caller, item_id: UUID, content_hash: str | None
    ) -> Workflow:
        """Have the present version of an item reviewed: as the rules say, else by one person who may approve.

        Args:
            work: The caller's unit of work.
            caller: Who asks for it.
            item_id: The item.
            content_hash: Of the version that is meant; None means whichever is present.

        Raises:
            NotFoundError: There is no such item here.
            ContentChangedError: It was changed since the caller looked.
            ItemArchivedError: It is archived.
            ReviewRunningError: It is reviewed already.
            ConflictError: It was approved already, exactly as it is.
        """
        item = await content_items.lock(work.connection, item_id)
        if item is None:
            raise NotFoundError.of("content item", item_id)
        if item.archived_at is not None:
            raise ItemArchivedError("Restore it before it is reviewed.")
        if content_hash is not None and content_hash != item.current.content_hash:
            raise ContentChangedError.of(item.current.content_hash)
        running = await rows.running(work.connection, item_id)
        if running is not None:
            raise ReviewRunningError(
                f"Version {running.version} is reviewed already, in the workflow {running.workflow_id}."
            )
        if item.state in {"approved", "planned"}:
            review = await review_of(work, item.organization_id, item.campaign_id, required=True)
            if await rows.is_approved(work.connection, item, review):
                raise ConflictError(f"Version {item.version} was approved already, exactly as it is.")
        return await self.review(work, item, by=caller.user_id)

    async def review(
        self, work: UnitOfWork, item: ContentItem, *, by: UUID, previous_id: UUID | None = None
    ) -> Workflow:
        """Begin the review of the present version of a locked item of which none runs."""
        now = self.clock.now()
        review = await review_of(work, item.organization_id, item.campaign_id, required=True)
        (workflow,) = await begin(
            work, [(subject_of(item), review or ONE_LOOK)], by=by, now=now, previous_id=previous_id
        )
        await content_items.update(work.connection, replace(item, state="in_review", updated_at=now))
        return workflow

    async def get(self, work: UnitOfWork, workflow_id: UUID) -> Workflow:
        """One review.

        Raises:
            NotFoundError: There is none of that id in the caller's organisation.
        """
        return _there(await rows.find(work.connection, workflow_id), workflow_id)

    async def page(
        self,
        work: UnitOfWork,
        *,
        after: UUID | None,
        states: Collection[WorkflowState] | None,
        item_id: UUID | None,
        post_id: UUID | None,
        campaign_id: UUID | None,
        limit: int,
    ) -> list[Workflow]:
        """Reviews, newest first."""
        return await rows.page(
            work.connection,
            after=after,
            states=states,
            item_id=item_id,
            post_id=post_id,
            campaign_id=campaign_id,
            rows=limit,
        )

    async def decide(
        self,
        work: UnitOfWork,
        caller: Caller,
        workflow_id: UUID,
        *,
        choice: Choice,
        comment: str,
        content_hash: str,
    ) -> Workflow:
        """Say yes or no to what the caller saw, or skip the step.

        Raises:
            NotFoundError: There is no such review here.
            ContentChangedError: What the caller saw is not what would be published now.
            ReviewEndedError: Nothing is to be decided in it any more.
            NotYourDecisionError: The caller is not asked.
            ApprovedAlreadyError: The caller approved in this step before.
            FlawedError: It is approved and can't be planned as asked.
        """
        workflow, present_hash = await self._locked(work, workflow_id)
        if content_hash != present_hash:
            raise ContentChangedError.of(present_hash)
        require_may_decide(workflow, choice, caller)
        decision = decision_on(workflow, choice, by=caller.user_id, comment=comment, at=self.clock.now())
        return await self.reviews.decide(work, workflow, decision)

    async def cancel(self, work: UnitOfWork, workflow_id: UUID) -> Workflow:
        """Take a review back; an item is a draft again. Again changes nothing.

        Raises:
            NotFoundError: There is no such review here.
            ReviewEndedError: It is over, or of a post: that is cancelled itself, or changed.
        """
        workflow, _ = await self._locked(work, workflow_id)
        if workflow.state == "cancelled":
            return workflow
        if workflow.state != "running":
            raise ReviewEndedError.of(workflow.state)
        if workflow.item_id is None:
            raise ConflictError(
                "A planned post goes out only once it is approved; cancel or change the post."
            )
        now = self.clock.now()
        over = ended(workflow, "cancelled", now)
        await rows.update(work.connection, over)
        item = await content_items.find(work.connection, workflow.item_id)
        assert item is not None
        await content_items.update(work.connection, replace(item, state="draft", updated_at=now))
        await append_live_events(work, [told(over, "workflow.ended")])
        return over

    async def turn(self, work: UnitOfWork, workflow_id: UUID) -> None:
        """Do what is to be done by itself now: remind, or end a step whose time is over."""
        try:
            workflow, _ = await self._locked(work, workflow_id)
        except NotFoundError:
            return
        now = self.clock.now()
        late = time_out(workflow, now)
        if late is not None:
            await self.reviews.decide(work, workflow, late)
        elif is_reminder_due(workflow, now):
            reminded = replace(workflow, reminded=True)
            await rows.update(work.connection, reminded)
            await append_live_events(work, [told(reminded, "workflow.step_due")])

    async def _locked(self, work: UnitOfWork, workflow_id: UUID) -> tuple[Workflow, str]:
        """A review and the hash of what would be published now, what is reviewed being locked before its review."""
        workflow = _there(await rows.find(work.connection, workflow_id), workflow_id)
        present_hash = workflow.content_hash
        if workflow.item_id is not None:
            item = await content_items.lock(work.connection, workflow.item_id)
            present_hash = present_hash if item is None else item.current.content_hash
        elif workflow.post_id is not None:
            post = await posts.lock(work.connection, workflow.post_id)
            present_hash = (post and post.content_hash) or present_hash
        return _there(await rows.lock(work.connection, workflow_id), workflow_id), present_hash


@dataclass(frozen=True)
class ReviewClock:
    """Reminders, time-outs, and posts whose time passed while nobody approved them.

    Two replicas may look at the same review at once: under its lock the second finds nothing left to do.
    """

    database: Database
    tenancy: Tenancy
    workflows: Workflows
    lapses: Lapses
    clock: Clock

    async def turn(self) -> None:
        """Do all that is due by now."""
        now = self.clock.now()
        async with self.database.acquire() as connection:
            due: Sequence[tuple[UUID, UUID]] = await rows.due(connection, now, _AT_ONCE)
            lapsed = await posts.lapsed(connection, now, _AT_ONCE)
        for workflow_id, organization_id in due:
            async with self._work(organization_id) as work:
                await self.workflows.turn(work, workflow_id)
        for post_id, organization_id in lapsed:
            async with self._work(organization_id) as work:
                await self.lapses.lapse(work, post_id)

    @contextlib.asynccontextmanager
    async def _work(self, organization_id: UUID) -> AsyncIterator[UnitOfWork]:
        """The audit trail says that nobody did it."""
        actor = Actor(organization_id, "public", None, "system", "review_clock")
        with acting_as(actor):
            async with self.tenancy.work(organization_id) as work:
                yield work


def _there(workflow: Workflow | None, workflow_id: UUID) -> Workflow:
    if workflow is None:
        raise NotFoundError.of("workflow", workflow_id)
    return workflow
