"""Media that nothing uses are deleted where an organisation wants that, and what was deleted is removed for good."""

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

import structlog

from services.gateway.domain.media import Media
from services.gateway.domain.revisions import RevisionCondition
from services.gateway.repository import media as media_rows
from services.gateway.repository import media_objects as rows
from services.gateway.repository.media_objects import Retention
from services.gateway.tenancy import Actor, Tenancy, acting_as
from services.gateway.usecases.live import LiveEvent, append_live_events
from services.gateway.usecases.media import change_event
from services.gateway.usecases.scratch import remove_stale_folders
from shared.clock import Clock
from shared.postgres import Database, is_database_away
from shared.unit_of_work import UnitOfWork

logger = structlog.get_logger(__name__)

_EVERY_SECONDS = 600.0
_AT_ONCE = 100
_STILL_USED = timedelta(days=1)


@dataclass(frozen=True)
class MediaRetention:
    """The rule of an organisation, and what is done by it.

    Attributes:
        database: As the owner: it is for all organisations.
        grace: For how long what was deleted can be brought back.
    """

    database: Database
    tenancy: Tenancy
    clock: Clock
    grace: timedelta

    async def get(self, work: UnitOfWork) -> Retention:
        """The organisation's rule."""
        return await rows.retention(work.connection)

    async def put(
        self,
        work: UnitOfWork,
        organization_id: UUID,
        condition: RevisionCondition,
        unused_days: int | None,
    ) -> Retention:
        """Another rule from now on.

        Raises:
            StaleRevisionError: Somebody changed it since the client looked.
        """
        present = await rows.lock_retention(work.connection)
        condition.check(present.revision)
        rule = Retention(unused_days, present.revision + 1, self.clock.now())
        await rows.put_retention(work.connection, organization_id, rule)
        return rule

    async def run(self) -> None:
        """Look after the media now and every ten minutes."""
        while True:
            try:
                await self.mark()
                await self.purge()
                await asyncio.to_thread(remove_stale_folders)
            except Exception as error:
                if not is_database_away(error):
                    raise
            await self.clock.sleep(_EVERY_SECONDS)

    async def mark(self) -> None:
        """Delete what nothing has used for as long as each organisation's rule says; it can be brought back."""
        async with self.database.acquire() as connection:
            rules = await rows.rules(connection)
        for organization_id, days in rules:
            with acting_as(_rule(organization_id, "media_retention")):
                after = await self._mark_some(organization_id, days, None)
                while after is not None:
                    after = await self._mark_some(organization_id, days, after)

    async def purge(self) -> None:
        """Remove what was deleted and whose time of grace is over."""
        async with self.database.acquire() as connection:
            organizations = await rows.purgeable(connection, self.clock.now())
        for organization_id in organizations:
            with acting_as(_rule(organization_id, "media_purge")):
                while await self._purge_some(organization_id):
                    pass

    async def _mark_some(self, organization_id: UUID, days: int, after: UUID | None) -> UUID | None:
        """Look at some behind `after`; gives the last of them."""
        now = self.clock.now()
        before = now - timedelta(days=days)
        async with self.tenancy.work(organization_id) as work:
            looked_at = await rows.unchanged(work.connection, after, before, _AT_ONCE)
            used = await rows.in_use(work.connection, looked_at, before)
            unused = await self._lock_unused(work, set(looked_at) - used, before)
            marked = [
                replace(
                    media,
                    deleted_at=now,
                    deleted_because="unused",
                    purge_at=now + self.grace,
                    updated_at=now,
                    revision=media.revision + 1,
                )
                for media in unused
            ]
            await media_rows.update(work.connection, marked)
            await append_live_events(work, [change_event(media) for media in marked])
        return looked_at[-1] if looked_at else None

    async def _lock_unused(
        self, work: UnitOfWork, media_ids: Collection[UUID], before: datetime
    ) -> Sequence[Media]:
        locked = await rows.lock_unchanged(work.connection, media_ids, before)
        # Who began to use one of them before the lock was there is seen from here on, and after it nobody does.
        used = await rows.in_use(work.connection, [media.media_id for media in locked], before)
        return [media for media in locked if media.media_id not in used]

    async def _purge_some(self, organization_id: UUID) -> bool:
        """Remove some; their objects are looked at afterwards, by whoever comes to it."""
        now = self.clock.now()
        async with self.tenancy.work(organization_id) as work:
            due = await rows.lock_purgeable(work.connection, now, _AT_ONCE)
            uses = await media_rows.uses(work.connection, [media.media_id for media in due], 1)
            needed = {use.media_id for use in uses if use.is_open}
            # What was planned in the moment it was deleted keeps its file; it is looked at again.
            kept = [replace(media, purge_at=now + _STILL_USED) for media in due if media.media_id in needed]
            await media_rows.update(work.connection, kept)
            gone = [media for media in due if media.media_id not in needed]
            await rows.delete_media(work.connection, [media.media_id for media in gone])
            keys = {media.object.key for media in gone}
            made = await rows.delete_renditions(work.connection, keys)
            await rows.leave(work.connection, keys | set(made), organization_id, now)
            await append_live_events(work, [_purged(media) for media in gone])
        if gone:
            logger.info("media removed", organization_id=str(organization_id), count=len(gone))
        return bool(due)


def _rule(organization_id: UUID, name: str) -> Actor:
    """Who acts where nobody does."""
    return Actor(organization_id, "media:write", None, "system", name)


def _purged(media: Media) -> LiveEvent:
    data = {
        "media_id": str(media.media_id),
        "name": media.name,
        "media_type": media.object.media_type,
        "because": media.deleted_because,
    }
    return LiveEvent(media.organization_id, "media.purged", data)
