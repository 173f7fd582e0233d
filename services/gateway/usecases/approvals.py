"""Approvals: a person looks at content before it becomes a post."""

from dataclasses import dataclass, replace
from uuid import UUID

from services.gateway.domain.content import REVIEWABLE, ContentRequest
from services.gateway.domain.identity import Caller
from services.gateway.domain.planning import plan_request
from services.gateway.domain.schedules import NoSchedule, PostSchedule, timing_of
from services.gateway.domain.timeline import Entry, scheduled
from services.gateway.errors import NotAwaitingApprovalError, NotFoundError
from services.gateway.repository import content, posts, timeline
from services.gateway.usecases.live import LiveEvent, append_live_events
from services.gateway.usecases.planning import Change, tell_changes
from services.gateway.usecases.preparing import prepared_posts
from shared.capabilities import Registry
from shared.clock import Clock
from shared.ids import new_id
from shared.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Approvals:
    registry: Registry
    clock: Clock

    async def approve(
        self,
        work: UnitOfWork,
        caller: Caller,
        request_id: UUID,
        *,
        comment: str,
        schedule: NoSchedule | PostSchedule | None,
    ) -> ContentRequest:
        """Let content become a post, at the time it was asked for or at another one. Again changes nothing.

        Args:
            work: The caller's unit of work.
            caller: Who approves.
            request_id: What is approved.
            comment: Why, for those who look at it later.
            schedule: Another time than the request's.

        Raises:
            NotFoundError: There is no such request in the caller's organisation.
            NotAwaitingApprovalError: There is nothing to approve (yet, or any more).
            FlawedError: The post can't be planned as asked, such as when its time has passed.
        """
        request = await self._locked(work, request_id)
        if request.state in {"ready", "planned"} and schedule is None:
            return request
        if request.state not in REVIEWABLE and not (request.state == "ready" and schedule is not None):
            raise NotAwaitingApprovalError.of(request.state, "approved")
        approved = self._reviewed(request, caller, comment)
        timing = request.timing if schedule is None else timing_of(schedule, approved.updated_at)
        if timing.kind == "none":
            approved = replace(approved, state="ready", problem=None)
            await self._keep(work, approved, "content.approved", "The content was approved.")
            return approved
        accounts = await posts.accounts(work.connection, [caller.organization_id])
        post = plan_request(
            approved, timing, accounts[caller.organization_id], self.registry, approved.updated_at
        )
        approved = replace(approved, state="planned", problem=None, post_id=post.post_id)
        await self._keep(work, approved, "content.approved", "The content was approved.")
        (post,) = await prepared_posts(work, self.registry, [post])
        await posts.insert(work.connection, [post])
        await tell_changes(work, [Change(post, "post.scheduled", scheduled(post), batch_id=request.batch_id)])
        return approved

    async def reject(
        self, work: UnitOfWork, caller: Caller, request_id: UUID, *, comment: str
    ) -> ContentRequest:
        """Say that content is not to be published, and why. Again changes nothing.

        Raises:
            NotFoundError: There is no such request in the caller's organisation.
            NotAwaitingApprovalError: There is nothing to reject (yet, or any more).
        """
        request = await self._locked(work, request_id)
        if request.state == "rejected":
            return request
        if request.state not in REVIEWABLE:
            raise NotAwaitingApprovalError.of(request.state, "rejected")
        rejected = replace(self._reviewed(request, caller, comment), state="rejected", problem=None)
        await self._keep(work, rejected, "content.rejected", f"The content was rejected: {comment}")
        return rejected

    async def _locked(self, work: UnitOfWork, request_id: UUID) -> ContentRequest:
        request = await content.lock(work.connection, request_id)
        if request is None:
            raise NotFoundError.of("content request", request_id)
        return request

    def _reviewed(self, request: ContentRequest, caller: Caller, comment: str) -> ContentRequest:
        now = self.clock.now()
        return replace(
            request,
            reviewed_by=caller.user_id,
            reviewed_at=now,
            review_comment=comment,
            updated_at=now,
        )

    async def _keep(self, work: UnitOfWork, request: ContentRequest, kind: str, explanation: str) -> None:
        await content.review(work.connection, request)
        entry = Entry(
            event_id=new_id(),
            organization_id=request.organization_id,
            request_id=request.request_id,
            kind=kind,
            at=request.updated_at,
            correlation_id=str(request.request_id),
            explanation=explanation,
        )
        await timeline.append(work.connection, [entry])
        data = {
            "request_id": str(request.request_id),
            "batch_id": None if request.batch_id is None else str(request.batch_id),
            "state": request.state,
            "comment": request.review_comment,
            "at": request.updated_at.isoformat(),
        }
        await append_live_events(work, [LiveEvent(request.organization_id, kind, data)])
