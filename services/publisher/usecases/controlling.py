"""What people say must not go out, and what they ask of publications."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from uuid import UUID

from services.publisher.domain.control import Wish, confirm, deny, untouchable
from services.publisher.domain.failures import Failure, failure
from services.publisher.domain.publications import Publication
from services.publisher.repository.control import ControlRepository
from services.publisher.repository.publications import PublicationRepository
from services.publisher.usecases.channels import PUBLICATIONS
from services.publisher.usecases.measuring_plan import MeasuringPlan
from services.publisher.usecases.telling import post_failed, post_published, publication_changed
from shared.consuming import Received, RecordRefusedError
from shared.events import NetworkName, PublicationRequested, PublishingHalted, PublishingStopped
from shared.unit_of_work import UnitOfWork


class Controlling:
    """Writes down what stops publications, and settles what a person knows better.

    Args:
        control: Rows.
        publications: Rows.
        measuring: What is said to be live is measured from then on.
        remote_id_at: The network's id of the post at an address, where the address tells it.
        give_up_seconds: After which a publication that could not be attempted fails.
    """

    def __init__(
        self,
        *,
        control: ControlRepository,
        publications: PublicationRepository,
        measuring: MeasuringPlan,
        remote_id_at: Callable[[NetworkName, str], str | None],
        give_up_seconds: float,
    ) -> None:
        self._control = control
        self._publications = publications
        self._measuring = measuring
        self._remote_id_at = remote_id_at
        self._give_up_seconds = give_up_seconds

    async def halted(self, work: UnitOfWork, received: Sequence[Received[PublishingHalted]]) -> None:
        """From this transaction on nothing of it begins; what has begun is told."""
        newest = {one.data.halt_id: one for one in sorted(received, key=lambda one: one.data.revision)}
        news = await self._control.halt(work.connection, list(newest.values()))
        changed = [one for one in newest.values() if one.data.halt_id in news]
        await self._wake(work, {one.data.organization_id for one in changed if not one.data.active})
        stopped = [one for one in changed if one.data.active]
        in_flight = await self._control.in_flight(work.connection, [one.data.halt_id for one in stopped])
        for one in stopped:
            halt = one.data
            event = PublishingStopped(
                organization_id=halt.organization_id,
                halt_id=halt.halt_id,
                revision=halt.revision,
                in_flight=tuple(in_flight[halt.halt_id]),
                stopped_at=work.clock.now(),
            )
            work.tell(event, cause=one.envelope)

    async def requested(self, work: UnitOfWork, received: Sequence[Received[PublicationRequested]]) -> None:
        """People ask seldom: one by one, each under its account's lane."""
        for one in received:
            publication = await self._locked(work, one)
            if one.data.action in {"remove", "edit"}:
                await self._wish(work, one, publication)
            else:
                await self._settle(work, one, publication)
            await self._publications.settle_lanes(work.connection, [publication.account_id])
        work.notify(PUBLICATIONS)

    async def _locked(self, work: UnitOfWork, one: Received[PublicationRequested]) -> Publication:
        told = one.data
        account_id = await self._control.lane_of(work.connection, told.publication_id)
        if account_id is None:
            raise RecordRefusedError(one, "no such publication")
        await self._publications.lock_lanes(work.connection, [account_id])
        publication = await self._control.locked(work.connection, told.publication_id)
        if publication is None or publication.organization_id != told.organization_id:
            raise RecordRefusedError(one, "the publication belongs to another organisation")
        return publication

    async def _wake(self, work: UnitOfWork, organization_ids: set[UUID]) -> None:
        if not organization_ids:
            return
        account_ids = await self._control.wake_halted(work.connection, sorted(organization_ids))
        await self._publications.lock_lanes(work.connection, account_ids)
        await self._publications.settle_lanes(work.connection, account_ids)
        work.notify(PUBLICATIONS)

    async def _wish(
        self, work: UnitOfWork, one: Received[PublicationRequested], publication: Publication
    ) -> None:
        if publication.state == "published":
            await self._control.add_wish(work.connection, one)
        else:
            detail = f"the post is {publication.state}, not published"
            self._tell(work, one, publication, failure("invalid", "publication.not_live", detail))

    async def _settle(
        self, work: UnitOfWork, one: Received[PublicationRequested], publication: Publication
    ) -> None:
        told, now = one.data, work.clock.now()
        if publication.state not in {"unknown", "uncertain"}:
            detail = f"what became of it is known: it is {publication.state}"
            self._tell(work, one, publication, failure("invalid", "publication.not_uncertain", detail))
            return
        if told.action == "confirm":
            url = told.url or ""
            changed = confirm(publication, url, self._remote_id_at(publication.network, url), now)
        else:
            changed = deny(publication, now, now + timedelta(seconds=self._give_up_seconds))
        await self._publications.save(work.connection, changed, [publication.state])
        self._tell(work, one, changed, None)
        if changed.state == "published":
            work.tell(post_published(changed), cause=publication.cause)
            if changed.receipt is not None and untouchable(changed.receipt) is None:
                await self._measuring.post_published(work, changed)
        elif changed.state == "failed":
            work.tell(post_failed(changed, now), cause=publication.cause)

    def _tell(
        self,
        work: UnitOfWork,
        one: Received[PublicationRequested],
        publication: Publication,
        why: Failure | None,
    ) -> None:
        told, now = one.data, work.clock.now()
        wish = Wish(told.wish_id, told.action, told.text, told.requested_at, one.envelope, 0)
        work.tell(publication_changed(publication, wish, now, url=told.url, why=why), cause=one.envelope)
