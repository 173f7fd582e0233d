"""The open publish ledger, what people ask of publications, and what they stop."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.gateway.domain.flaws import FlawedError
from services.gateway.domain.identity import Caller
from services.gateway.domain.planning import flaw_of
from services.gateway.domain.publications import (
    Attempt,
    Halt,
    Publication,
    PublicationState,
    Wish,
    objection,
)
from services.gateway.errors import (
    ConflictError,
    HaltEndedError,
    NotFoundError,
    NotYourDecisionError,
    PublicationStateError,
    PublishingHaltedError,
)
from services.gateway.repository import posts
from services.gateway.repository import publications as rows
from services.gateway.repository.publications import Position
from services.gateway.usecases.live import LiveEvent, append_live_events
from services.gateway.usecases.withholding import review_of_post
from shared.capabilities import Registry
from shared.clock import Clock
from shared.events import (
    HaltScope,
    NetworkName,
    PostDetails,
    PublicationAction,
    PublicationRequested,
    PublishingHalted,
)
from shared.ids import new_id
from shared.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of a publication.

    Attributes:
        url: Of `confirm`: where it was seen.
        text: Of `edit`.
    """

    action: PublicationAction
    url: str | None = None
    text: str | None = None


@dataclass(frozen=True)
class Publications:
    """What clients see of publications, and do about them.

    Args:
        registry: What can be done on which network.
        clock: Time.
    """

    registry: Registry
    clock: Clock

    async def page(
        self,
        work: UnitOfWork,
        *,
        after: Position | None,
        states: Sequence[PublicationState] | None,
        network: NetworkName | None,
        account_id: UUID | None,
        post_id: UUID | None,
        campaign_id: UUID | None,
        limit: int,
    ) -> list[Publication]:
        """Latest due first."""
        return await rows.page(
            work.connection,
            after=after,
            states=states,
            network=network,
            account_id=account_id,
            post_id=post_id,
            campaign_id=campaign_id,
            limit=limit,
        )

    async def get(self, work: UnitOfWork, publication_id: UUID) -> Publication:
        """Raises NotFoundError where the organisation has no such publication."""
        publication = await rows.find(work.connection, publication_id)
        if publication is None:
            raise NotFoundError.of("publication", publication_id)
        return publication

    async def attempts(
        self, work: UnitOfWork, publication_id: UUID, *, after: tuple[datetime, UUID] | None, limit: int
    ) -> tuple[list[Attempt], list[Wish]]:
        """Some of the calls and looks, and all that was asked, oldest first.

        Raises:
            NotFoundError: No such publication here.
        """
        await self.get(work, publication_id)
        return (
            await rows.attempts(work.connection, publication_id, after=after, rows=limit),
            await rows.wishes(work.connection, publication_id),
        )

    async def ask(self, work: UnitOfWork, caller: Caller, publication_id: UUID, request: Request) -> Wish:
        """Tell the publisher what a person wants of a publication.

        Raises:
            NotFoundError: No such publication here.
            PublicationStateError: Its state or its network does not allow that, or something is asked already.
            PublishingHaltedError: Live text of what is stopped, and the caller could not have stopped it.
            NotYourDecisionError: The text was approved, and the caller may not approve another.
            FlawedError: The new text is one that the network refuses.
        """
        publication = await rows.find(work.connection, publication_id, lock=True)
        if publication is None:
            raise NotFoundError.of("publication", publication_id)
        why = objection(publication, request.action, self.registry[publication.network])
        if why is not None:
            raise PublicationStateError(why)
        if request.text is not None:
            await _check_halts(work, caller, publication_id)
            await self._check_text(work, caller, publication, request.text)
        now = self.clock.now()
        wish = Wish(
            wish_id=new_id(),
            organization_id=publication.organization_id,
            publication_id=publication_id,
            action=request.action,
            url=request.url,
            text=request.text,
            requested_by=caller.user_id,
            requested_at=now,
            state="open",
            code=None,
            detail=None,
            who_must_act=None,
            ended_at=None,
        )
        made = await rows.insert_wish(work.connection, wish)
        if made is None:
            raise PublicationStateError("Something else is being done to it; wait for that to end.")
        work.tell(_requested(publication, made), correlation_id=str(publication.post_id))
        return made

    async def _check_text(
        self, work: UnitOfWork, caller: Caller, publication: Publication, text: str
    ) -> None:
        """Beside what the post has, which may leave less room; what else it has is live already, and no matter here."""
        post = await posts.find(work.connection, publication.post_id)
        review = None if post is None else await review_of_post(work, post)
        if review is not None and not (
            "content:approve" in caller.permissions and review.is_passed_by(caller.user_id, caller.role)
        ):
            raise NotYourDecisionError(
                "approval.live_text",
                "What is live has to be approved. Its text is edited by somebody whose approval alone is enough and"
                " counts for their own words; otherwise remove it and plan another post.",
            )
        targets = () if post is None else post.targets
        it = next((one for one in targets if one.publication_id == publication.publication_id), None)
        media, details = ((), PostDetails()) if it is None else (it.media, it.details)
        problems = self.registry.validate(publication.network, text, media, details)
        flaws = [flaw_of(problem) for problem in problems if problem.field == "text"]
        if flaws:
            raise FlawedError(flaws)


async def _check_halts(work: UnitOfWork, caller: Caller, publication_id: UUID) -> None:
    """New words are as public as a new post, and the publisher holds only posts back."""
    if "publishing:halt" in caller.permissions:
        return
    halt = await rows.halt_of_publication(work.connection, publication_id)
    if halt is not None:
        raise PublishingHaltedError.of(halt.scope, halt.target, halt.reason)


_NAMED_BY_ID = frozenset({"post", "campaign", "account"})


@dataclass(frozen=True)
class Halts:
    """The kill switch.

    Args:
        clock: Time.
    """

    clock: Clock

    async def halt(
        self, work: UnitOfWork, caller: Caller, *, scope: HaltScope, target: str | None, reason: str
    ) -> Halt:
        """Stop something; what is stopped already is given again.

        Raises:
            NotFoundError: There is no such post, campaign or account: it would look like a stop.
        """
        if scope in _NAMED_BY_ID and (
            target is None or not await rows.is_there(work.connection, scope, target)
        ):
            raise NotFoundError.of(scope, target)
        wanted = Halt(
            halt_id=new_id(),
            organization_id=caller.organization_id,
            scope=scope,
            target=target or str(caller.organization_id),
            reason=reason,
            active=True,
            revision=1,
            created_by=caller.user_id,
            created_at=self.clock.now(),
            stopped_at=None,
            in_flight=[],
            ended_at=None,
        )
        made = await rows.insert_halt(work.connection, wanted)
        if made is None:
            known = await rows.active_halt(work.connection, scope, wanted.target)
            if known is None:
                raise ConflictError("The halt of the same thing ended at this moment; ask again.")
            return known
        await _tell_halt(work, made)
        return made

    async def resume(self, work: UnitOfWork, halt_id: UUID) -> Halt:
        """Let it go out again.

        Raises:
            NotFoundError: No such halt here.
            HaltEndedError: It has ended already.
        """
        ended = await rows.end_halt(work.connection, halt_id, self.clock.now())
        if ended is None:
            await self.get(work, halt_id)
            raise HaltEndedError("It has ended already.")
        await _tell_halt(work, ended)
        return ended

    async def get(self, work: UnitOfWork, halt_id: UUID) -> Halt:
        """Raises NotFoundError where the organisation has no such halt."""
        halt = await rows.find_halt(work.connection, halt_id)
        if halt is None:
            raise NotFoundError.of("halt", halt_id)
        return halt

    async def page(
        self, work: UnitOfWork, *, after: UUID | None, active: bool | None, limit: int
    ) -> list[Halt]:
        """Newest first."""
        return await rows.halts(work.connection, after, active=active, limit=limit)

    async def publications(
        self, work: UnitOfWork, halt_id: UUID, *, after: Position | None, limit: int
    ) -> list[Publication]:
        """What of it went out, or may have; latest due first."""
        await self.get(work, halt_id)
        return await rows.publications_of_halt(work.connection, halt_id, after, limit)


async def _tell_halt(work: UnitOfWork, halt: Halt) -> None:
    changed_at = halt.ended_at or halt.created_at
    work.tell(
        PublishingHalted(
            organization_id=halt.organization_id,
            halt_id=halt.halt_id,
            revision=halt.revision,
            active=halt.active,
            scope=halt.scope,
            target=halt.target,
            reason=halt.reason,
            changed_at=changed_at,
        )
    )
    data = {
        "halt_id": str(halt.halt_id),
        "scope": halt.scope,
        "target": halt.target,
        "active": halt.active,
        "at": changed_at.isoformat(),
    }
    kind = "publishing.halted" if halt.active else "publishing.resumed"
    await append_live_events(work, [LiveEvent(halt.organization_id, kind, data)])


def _requested(publication: Publication, wish: Wish) -> PublicationRequested:
    return PublicationRequested(
        organization_id=publication.organization_id,
        publication_id=publication.publication_id,
        post_id=publication.post_id,
        account_id=publication.account_id,
        network=publication.network,
        revision=1,
        campaign_id=publication.campaign_id,
        request_id=publication.request_id,
        due_at=publication.due_at,
        wish_id=wish.wish_id,
        action=wish.action,
        url=wish.url,
        text=wish.text,
        requested_by=wish.requested_by,
        requested_at=wish.requested_at,
    )
