"""Posts come into being, and the scheduler is told of every change of them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from services.gateway.domain.content import ContentRequest, Trouble
from services.gateway.domain.content_items import ContentItem
from services.gateway.domain.flaws import FlawedError
from services.gateway.domain.planning import Account, plan_request
from services.gateway.domain.posts import Post, post_scheduled
from services.gateway.domain.timeline import Entry, scheduled
from services.gateway.repository import content, posts, timeline
from services.gateway.usecases import quotas
from services.gateway.usecases.live import LiveEvent, append_live_events
from services.gateway.usecases.preparing import prepared_posts
from shared.capabilities import Registry
from shared.clock import Clock
from shared.events import Envelope
from shared.unit_of_work import UnitOfWork

_USED_UP = Trouble("quota.exceeded", "The plan's posts of this month are used up.")


@dataclass(frozen=True, slots=True)
class Change:
    """A post as it is now, and what was done to it.

    Attributes:
        kind: For the timeline, such as `post.rescheduled`.
        explanation: For a person.
        cause: The event this follows from, if one.
        batch_id: The batch its request came in, if one.
    """

    post: Post
    kind: str
    explanation: str
    cause: Envelope | None = None
    batch_id: UUID | None = None


async def tell_changes(work: UnitOfWork, changes: Sequence[Change]) -> None:
    """Tell the scheduler, the timelines and whoever watches."""
    told = [
        work.tell(
            post_scheduled(change.post),
            cause=change.cause,
            # The request's id ties brief, content, post and publications together; a post by hand begins its own life.
            correlation_id=str(change.post.request_id or change.post.post_id),
        )
        for change in changes
    ]
    entries = [
        Entry(
            event_id=envelope.id,
            organization_id=change.post.organization_id,
            request_id=change.post.request_id,
            post_id=change.post.post_id,
            kind=change.kind,
            at=envelope.time,
            correlation_id=envelope.correlation_id,
            causation_id=envelope.causation_id,
            explanation=change.explanation,
        )
        for change, envelope in zip(changes, told, strict=True)
    ]
    await timeline.append(work.connection, entries)
    await append_live_events(work, [_live(change) for change in changes])


@dataclass(frozen=True)
class Planner:
    """Makes the posts of requests whose content is ready: one for a request, with a target for each account."""

    registry: Registry
    clock: Clock

    async def plan(
        self,
        work: UnitOfWork,
        ready: Sequence[ContentRequest],
        items: Mapping[UUID, ContentItem],
        causes: Mapping[UUID, Envelope],
    ) -> set[UUID]:
        """Plan what nobody has to approve; a request that can't be planned waits for a person and says why.

        Args:
            work: The transaction the content came in with.
            ready: Requests in the state `ready`; those without a schedule stay as they are.
            items: The item of each request's content, by request.
            causes: The event each follows from, by request.

        Returns:
            The requests that were planned.
        """
        wanted = [request for request in ready if request.schedule_kind != "none"]
        if not wanted:
            return set()
        accounts = await posts.accounts(work.connection, {request.organization_id for request in wanted})
        settled: list[dict[str, Any]] = []
        changes: list[Change] = []
        for request in wanted:
            try:
                post = self.post_of(request, items[request.request_id], accounts[request.organization_id])
            except FlawedError as error:
                trouble = Trouble(error.code, error.summary)
                settled.append(
                    {"request_id": request.request_id, "state": "needs_attention", "problem": trouble}
                )
                continue
            cause = causes.get(request.request_id)
            changes.append(Change(post, "post.scheduled", scheduled(post), cause, request.batch_id))
        changes, refused = await _within_quotas(work, changes)
        settled += [_settled(change, None) for change in changes]
        settled += [_settled(change, _USED_UP) for change in refused]
        await content.settle(work.connection, settled)
        if changes:
            planned = await prepared_posts(work, self.registry, [change.post for change in changes])
            await posts.insert(work.connection, planned)
            changes = [replace(change, post=post) for change, post in zip(changes, planned, strict=True)]
            await tell_changes(work, changes)
        return {change.post.request_id for change in changes if change.post.request_id}

    def post_of(self, request: ContentRequest, item: ContentItem, accounts: Collection[Account]) -> Post:
        """The post of a request as it was asked for.

        Raises:
            FlawedError: It can't be planned as asked.
        """
        return plan_request(
            request,
            item,
            request.timing,
            accounts,
            self.registry,
            approval="not_required",
            now=self.clock.now(),
        )


async def _within_quotas(work: UnitOfWork, changes: Sequence[Change]) -> tuple[list[Change], list[Change]]:
    """New posts that their organisations' plans allow, and the others."""
    allowed: list[Change] = []
    refused: list[Change] = []
    # In one order: two who plan for several organisations would wait in a circle.
    for organization_id in sorted({change.post.organization_id for change in changes}):
        theirs = [change for change in changes if change.post.organization_id == organization_id]
        parts = [quotas.parts_of(change.post) for change in theirs]
        left = await quotas.take_what_is_left(work, organization_id, "posts", parts)
        allowed += theirs[:left]
        refused += theirs[left:]
    return allowed, refused


def _settled(change: Change, problem: Trouble | None) -> dict[str, Any]:
    state = "planned" if problem is None else "needs_attention"
    return {"request_id": change.post.request_id, "state": state, "problem": problem}


def _live(change: Change) -> LiveEvent:
    post = change.post
    data = {
        "post_id": str(post.post_id),
        "request_id": None if post.request_id is None else str(post.request_id),
        "batch_id": None if change.batch_id is None else str(change.batch_id),
        "campaign_id": None if post.campaign_id is None else str(post.campaign_id),
        "change": change.kind.removeprefix("post."),
        "state": post.state,
        "revision": post.revision,
        "due_at": post.due_at.isoformat(),
        "targets": [
            {"account_id": str(target.account_id), "network": target.network, "state": target.state}
            for target in post.targets
        ],
    }
    return LiveEvent(post.organization_id, "post.scheduled", data)
