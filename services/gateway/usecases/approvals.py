"""Approvals of content requests: the simple way to decide about what was generated, in one step."""

from dataclasses import dataclass
from uuid import UUID

from services.gateway.domain.content import REVIEWABLE, ContentRequest
from services.gateway.domain.content_items import ContentItem, item_of_request
from services.gateway.domain.identity import Caller
from services.gateway.domain.workflows import Choice, Workflow, decision_on
from services.gateway.errors import ContentChangedError, NotAwaitingApprovalError, NotFoundError
from services.gateway.repository import content, content_items
from services.gateway.repository import workflows as reviews
from services.gateway.usecases.deciding import require_may_decide
from services.gateway.usecases.reviewing import begin, review_of_item, subject_of
from services.gateway.usecases.reviews import Reviews, WantedSchedule, Word
from shared.clock import Clock
from shared.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Approvals:
    reviews: Reviews
    clock: Clock

    async def approve(
        self,
        work: UnitOfWork,
        caller: Caller,
        request_id: UUID,
        *,
        comment: str,
        schedule: WantedSchedule,
        content_hash: str | None = None,
    ) -> ContentRequest:
        """Let content become a post, at the time it was asked for or at another one. Again changes nothing.

        Where a rule asks for several approvals, this is one of them.

        Args:
            work: The caller's unit of work.
            caller: Who approves.
            request_id: What is approved.
            comment: Why, for those who look at it later.
            schedule: Another time than the request's.
            content_hash: Of what the caller saw; None means what was generated, as the request shows it.

        Raises:
            NotFoundError: There is no such request in the caller's organisation.
            NotAwaitingApprovalError: There is nothing to approve (yet, or any more).
            ContentChangedError: It was changed since the caller looked.
            NotYourDecisionError: The caller is not asked.
            FlawedError: The post can't be planned as asked, such as when its time has passed.
        """
        request, item = await self._locked(work, request_id)
        if request.state in {"ready", "planned"} and schedule is None:
            return request
        if item is None or request.state not in REVIEWABLE | {"ready"}:
            raise NotAwaitingApprovalError.of(request.state, "approved")
        _require_seen(item, content_hash)
        workflow = await self._running(work, item, caller)
        if workflow is not None:
            await self._decide(work, caller, workflow, "approve", comment=comment, schedule=schedule)
        elif await self._is_held(work, item):
            raise NotAwaitingApprovalError.of("edited", "approved")
        else:
            word = Word(caller.user_id, comment, self.clock.now())
            await self.reviews.approve_item(work, item, word, schedule=schedule, approval="not_required")
        return await self._after(work, request_id)

    async def reject(
        self, work: UnitOfWork, caller: Caller, request_id: UUID, *, comment: str
    ) -> ContentRequest:
        """Say that content is not to be published, and why. Again changes nothing.

        Raises:
            NotFoundError: There is no such request in the caller's organisation.
            NotAwaitingApprovalError: There is nothing to reject (yet, or any more).
            NotYourDecisionError: The caller is not asked.
        """
        request, item = await self._locked(work, request_id)
        if request.state == "rejected":
            return request
        if request.state not in REVIEWABLE or item is None:
            raise NotAwaitingApprovalError.of(request.state, "rejected")
        workflow = await self._running(work, item, caller)
        if workflow is not None:
            await self._decide(work, caller, workflow, "reject", comment=comment)
        else:
            await self.reviews.reject_item(work, item, Word(caller.user_id, comment, self.clock.now()))
        return await self._after(work, request_id)

    async def _locked(self, work: UnitOfWork, request_id: UUID) -> tuple[ContentRequest, ContentItem | None]:
        """The request and its item, both locked, the item first as everywhere."""
        item_id = await content_items.of_request(work.connection, request_id)
        item = None if item_id is None else await content_items.lock(work.connection, item_id)
        request = await content.lock(work.connection, request_id)
        if request is None:
            raise NotFoundError.of("content request", request_id)
        if item is None and request.state in REVIEWABLE | {"ready"}:
            if await content_items.of_request(work.connection, request_id) is not None:
                # It came while this transaction waited, and must be locked first.
                raise NotAwaitingApprovalError.of("generating", "approved")
            # Its content was generated before there were items.
            item = item_of_request(request, "approved" if request.state == "ready" else "in_review")
            await content_items.insert(work.connection, [item])
        return request, item

    async def _running(self, work: UnitOfWork, item: ContentItem, caller: Caller) -> Workflow | None:
        running = await reviews.running(work.connection, item.item_id)
        if running is None and item.state == "in_review":
            review = await review_of_item(work, item)
            if review is not None:
                (running,) = await begin(
                    work, [(subject_of(item), review)], by=caller.user_id, now=self.clock.now()
                )
        return running

    async def _is_held(self, work: UnitOfWork, item: ContentItem) -> bool:
        """Whether it may not go on before a review that does not run has approved it as it is."""
        review = await review_of_item(work, item)
        return review is not None and not await reviews.is_approved(work.connection, item, review)

    async def _decide(
        self,
        work: UnitOfWork,
        caller: Caller,
        workflow: Workflow,
        choice: Choice,
        *,
        comment: str,
        schedule: WantedSchedule = None,
    ) -> None:
        require_may_decide(workflow, choice, caller)
        decision = decision_on(workflow, choice, by=caller.user_id, comment=comment, at=self.clock.now())
        await self.reviews.decide(work, workflow, decision, schedule=schedule)

    async def _after(self, work: UnitOfWork, request_id: UUID) -> ContentRequest:
        request = await content.find(work.connection, request_id)
        assert request is not None
        return request


def _require_seen(item: ContentItem, content_hash: str | None) -> None:
    """Whoever names no hash speaks of what was generated, which is version 1."""
    is_seen = item.version == 1 if content_hash is None else content_hash == item.current.content_hash
    if not is_seen:
        raise ContentChangedError.of(item.current.content_hash)
