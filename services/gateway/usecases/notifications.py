"""What a person was told, and what they want to be told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from services.gateway.domain.identity import Caller
from services.gateway.domain.notifications import NOTIFYING, Choice, EmailTimes, Notification, Settings
from services.gateway.domain.revisions import RevisionCondition
from services.gateway.errors import FieldError, InvalidRequestError, NotFoundError
from services.gateway.repository import notifications as rows
from services.gateway.tenancy import Actor, Tenancy, acting_as
from services.gateway.unsubscribe_tokens import Unsubscription
from shared.clock import Clock
from shared.unit_of_work import UnitOfWork

_NAMES = frozenset(one.name for one in NOTIFYING)


@dataclass(frozen=True)
class Notifications:
    """Everybody's own."""

    tenancy: Tenancy
    clock: Clock

    async def page(
        self,
        work: UnitOfWork,
        caller: Caller,
        *,
        after: UUID | None,
        unread: bool | None,
        archived: bool,
        types: Sequence[str],
        limit: int,
    ) -> list[Notification]:
        """Newest first."""
        return await rows.page(
            work.connection,
            caller.user_id,
            after=after,
            unread=unread,
            archived=archived,
            types=list(types) or None,
            limit=limit,
        )

    async def get(self, work: UnitOfWork, caller: Caller, notification_id: UUID) -> Notification:
        """One of them.

        Raises:
            NotFoundError: It is not there, or somebody else's.
        """
        found = await rows.one(work.connection, caller.user_id, notification_id)
        if found is None:
            raise NotFoundError(f"You have no notification {notification_id} in this organisation.")
        return found

    async def unread(self, work: UnitOfWork, caller: Caller) -> int:
        """How many are unread; a thousand stands for more."""
        return await rows.count_unread(work.connection, caller.user_id)

    async def change(
        self,
        work: UnitOfWork,
        caller: Caller,
        notification_id: UUID,
        *,
        read: bool | None,
        archived: bool | None,
    ) -> Notification:
        """Mark one.

        Raises:
            NotFoundError: It is not there, or somebody else's.
        """
        await self.get(work, caller, notification_id)
        await self.change_all(work, caller, [notification_id], None, read=read, archived=archived)
        return await self.get(work, caller, notification_id)

    async def change_all(
        self,
        work: UnitOfWork,
        caller: Caller,
        notification_ids: Sequence[UUID] | None,
        until: UUID | None,
        *,
        read: bool | None,
        archived: bool | None,
    ) -> int:
        """Mark these, or all up to one; how many are otherwise than before."""
        return await rows.change(
            work.connection,
            caller.user_id,
            notification_ids=notification_ids,
            until=until,
            read=read,
            archived=archived,
            at=self.clock.now(),
        )

    async def settings(self, work: UnitOfWork, caller: Caller) -> Settings:
        """What the caller wants to be told in this organisation."""
        return await rows.settings(work.connection, caller.user_id)

    async def set(
        self,
        work: UnitOfWork,
        caller: Caller,
        condition: RevisionCondition,
        times: Mapping[str, Any],
        choices: Mapping[str, Choice],
    ) -> Settings:
        """Change it; what is not named stays.

        Args:
            work: The caller's.
            caller: Who.
            condition: What the caller has seen.
            times: Fields of EmailTimes.
            choices: By type.

        Raises:
            StaleRevisionError: It was changed meanwhile.
            InvalidRequestError: Nobody is told of such a type.
        """
        unknown = sorted(choices.keys() - _NAMES)
        if unknown:
            detail = "is no type that people are told of; GET /v1/notification-preferences lists them"
            raise InvalidRequestError.of(*(FieldError(f"#/events/{name}", detail) for name in unknown))
        before = await rows.lock_settings(work.connection, caller.user_id)
        condition.check(before.revision)
        return await self._keep(work, caller.user_id, before, replace(before.times, **times), choices)

    async def unsubscribe(self, meant: Unsubscription) -> None:
        """End e-mail as a link in one asks: of one type, or all of the organisation."""
        actor = Actor(meant.organization_id, "public", meant.user_id, "unsubscribe_link", "unsubscribe")
        with acting_as(actor):
            async with self.tenancy.work(meant.organization_id) as work:
                if not await rows.is_member(work.connection, meant.organization_id, meant.user_id):
                    return  # who has left, or is forgotten, gets none anyway
                before = await rows.lock_settings(work.connection, meant.user_id)
                times, choices = before.times, dict[str, Choice]()
                if meant.type is None:
                    times = replace(times, email=False)
                else:
                    choices[meant.type] = replace(before.choices.get(meant.type, Choice()), email=False)
                await self._keep(work, meant.user_id, before, times, choices)

    async def _keep(
        self,
        work: UnitOfWork,
        user_id: UUID,
        before: Settings,
        times: EmailTimes,
        choices: Mapping[str, Choice],
    ) -> Settings:
        after = replace(
            before, times=times, choices={**before.choices, **choices}, revision=before.revision + 1
        )
        await rows.keep_settings(work.connection, user_id, after, choices, self.clock.now())
        return after
