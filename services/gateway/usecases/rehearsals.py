"""Dry runs: a post tried on the sandbox by the connectors that would publish it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from services.gateway.domain.identity import Caller
from services.gateway.domain.posts import post_scheduled
from services.gateway.domain.rehearsals import Rehearsal
from services.gateway.errors import NotFoundError, PublicationStateError
from services.gateway.repository import posts, rehearsals
from services.gateway.usecases.live import LiveEvent, append_live_events
from shared.clock import Clock
from shared.consuming import Received
from shared.events import RehearsalEnded, RehearsalRequested
from shared.ids import new_id
from shared.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Rehearsals:
    """What clients ask of dry runs.

    Args:
        clock: Time.
    """

    clock: Clock

    async def request(self, work: UnitOfWork, caller: Caller, post_id: UUID) -> Rehearsal:
        """Try a post as it is planned now; the real accounts are not touched.

        Raises:
            NotFoundError: No such post here.
            PublicationStateError: All of it was cancelled: there is nothing to try.
        """
        post = await posts.find(work.connection, post_id)
        if post is None:
            raise NotFoundError.of("post", post_id)
        plan = post_scheduled(post)
        if plan.state == "cancelled" or not plan.targets:
            raise PublicationStateError("All of the post was cancelled; there is nothing to rehearse.")
        now = self.clock.now()
        rehearsal = Rehearsal(
            rehearsal_id=new_id(),
            organization_id=post.organization_id,
            post_id=post_id,
            post_revision=post.revision,
            requested_by=caller.user_id,
            requested_at=now,
        )
        await rehearsals.insert(work.connection, rehearsal)
        work.tell(
            RehearsalRequested(
                organization_id=post.organization_id,
                rehearsal_id=rehearsal.rehearsal_id,
                post_id=post_id,
                targets=plan.targets,
                requested_at=now,
            ),
            correlation_id=str(post.request_id or post.post_id),
        )
        return rehearsal

    async def get(self, work: UnitOfWork, rehearsal_id: UUID) -> Rehearsal:
        """Raises NotFoundError where the organisation has no such rehearsal."""
        rehearsal = await rehearsals.find(work.connection, rehearsal_id)
        if rehearsal is None:
            raise NotFoundError.of("rehearsal", rehearsal_id)
        return rehearsal

    async def page(
        self, work: UnitOfWork, *, after: UUID | None, post_id: UUID | None, limit: int
    ) -> list[Rehearsal]:
        """Newest first."""
        return await rehearsals.page(work.connection, after, post_id, limit)

    async def ended(self, work: UnitOfWork, received: Sequence[Received[RehearsalEnded]]) -> None:
        """Every target has its answer."""
        await rehearsals.end(work.connection, [one.data.model_dump() for one in received])
        await append_live_events(
            work,
            [
                LiveEvent(
                    one.data.organization_id,
                    one.data.topic_name,
                    {
                        "rehearsal_id": str(one.data.rehearsal_id),
                        "post_id": str(one.data.post_id),
                        "outcomes": [target.outcome for target in one.data.targets],
                    },
                )
                for one in received
            ],
        )
