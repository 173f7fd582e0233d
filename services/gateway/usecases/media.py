"""The library: media listed, found, put in order, taken out of the list, deleted and brought back."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from services.gateway.domain.flaws import Flaw, FlawedError
from services.gateway.domain.media import (
    LONGEST_FOLDER,
    MOST_TAGS,
    Media,
    MediaSort,
    MediaUse,
    plain_folder,
)
from services.gateway.domain.revisions import RevisionCondition
from services.gateway.errors import (
    ClientError,
    FieldError,
    InvalidRequestError,
    MediaInUseError,
    NotFoundError,
)
from services.gateway.repository import media as rows
from services.gateway.repository.media import Folder
from services.gateway.usecases.live import LiveEvent, append_live_events
from shared.clock import Clock
from shared.unit_of_work import UnitOfWork

# Of what uses a file, whoever may not delete it is told some, and how many more there are up to this.
_MOST_USES = 100

Change = Callable[[Media], Media]


@dataclass(frozen=True)
class Outcome:
    """What came of one of many: what it is now, or why it stays as it was."""

    media_id: UUID
    media: Media | None = None
    error: ClientError | None = None


@dataclass(frozen=True)
class MediaLibrary:
    """An organisation's media.

    Attributes:
        grace: For how long what was deleted can be brought back.
    """

    clock: Clock
    grace: timedelta

    async def get(self, work: UnitOfWork, media_id: UUID) -> Media:
        """One of the organisation's media.

        Raises:
            NotFoundError: There are none of that id in the caller's organisation.
        """
        media = await rows.find(work.connection, media_id)
        if media is None:
            raise NotFoundError.of("media", media_id)
        return media

    async def served(self, work: UnitOfWork, media_id: UUID) -> Media:
        """The same, to show the file itself: what was deleted is kept for being brought back, and shown to nobody.

        Raises:
            NotFoundError: There are none of that id in the organisation, or they were deleted.
        """
        media = await self.get(work, media_id)
        if media.state == "deleted":
            raise NotFoundError(f"The media {media_id} were deleted; until purge_at they can be restored.")
        return media

    async def page(
        self,
        work: UnitOfWork,
        *,
        sort: MediaSort,
        after: UUID | None,
        after_rank: str | None,
        filters: Mapping[str, object],
        limit: int,
    ) -> list[Media]:
        """Media that match, in that order."""
        return await rows.page(
            work.connection, sort=sort, after=after, after_rank=after_rank, filters=filters, rows=limit
        )

    async def uses(
        self, work: UnitOfWork, media_id: UUID, *, after: tuple[datetime, UUID] | None, limit: int
    ) -> list[MediaUse]:
        """Some of what uses a file, the latest first.

        Raises:
            NotFoundError: There are none of that id.
        """
        await self.get(work, media_id)
        return await rows.page_of_uses(work.connection, media_id, after=after, rows=limit)

    async def update(
        self, work: UnitOfWork, media_id: UUID, condition: RevisionCondition, changes: Mapping[str, Any]
    ) -> Media:
        """Change what is said of a file: `name`, `alt_text`, `tags`, `folder`.

        Raises:
            NotFoundError: There are none of that id.
            StaleRevisionError: Somebody changed it since the client looked.
        """
        media = await self._locked(work, media_id)
        condition.check(media.revision)
        said = dict(changes)
        if "alt_text" in said:
            said["object"] = media.object.model_copy(update={"alt_text": said.pop("alt_text")})
        return await self._changed(work, media, replace(media, **said))

    async def archive(self, work: UnitOfWork, media_id: UUID) -> Media:
        """Take a file out of the list; what uses it goes on doing so. Again changes nothing."""
        media = await self._locked(work, media_id)
        return await self._changed(work, media, self.archived(media))

    async def restore(self, work: UnitOfWork, media_id: UUID) -> Media:
        """Bring back what was archived or deleted. Again changes nothing."""
        media = await self._locked(work, media_id)
        return await self._changed(work, media, restored(media))

    async def delete(self, work: UnitOfWork, media_id: UUID, condition: RevisionCondition) -> Media:
        """Take a file away: for the time of grace it can be brought back, then it is gone. Again changes nothing.

        Raises:
            NotFoundError: There are none of that id.
            StaleRevisionError: Somebody changed it since the client looked.
            MediaInUseError: Something that has still to go out needs it.
        """
        media = await self._locked(work, media_id)
        condition.check(media.revision)
        (outcome,) = await self._each(work, [media_id], {media_id: media}, self.deleted, is_deletion=True)
        if outcome.error is not None:
            raise outcome.error
        assert outcome.media is not None
        return outcome.media

    async def change_many(
        self, work: UnitOfWork, media_ids: Sequence[UUID], change: Change, *, is_deletion: bool = False
    ) -> list[Outcome]:
        """The same change of many, each for itself: what can't be changed does not keep the others from it."""
        found = await rows.lock(work.connection, media_ids)
        return await self._each(work, media_ids, found, change, is_deletion=is_deletion)

    async def tags(self, work: UnitOfWork, *, after: str | None, limit: int) -> list[tuple[str, int]]:
        return await rows.tags(work.connection, after=after, rows=limit)

    async def folders(self, work: UnitOfWork, *, after: str | None, limit: int) -> list[Folder]:
        return await rows.folders(work.connection, after=after, rows=limit)

    async def move_folder(self, work: UnitOfWork, organization_id: UUID, source: str, target: str) -> int:
        """Move or rename a folder with all below it; gives how many files that were.

        Raises:
            NotFoundError: Nothing is in it.
            FlawedError: Its new path is inside of itself, too long or too deep.
        """
        if target == source or target.startswith(f"{source}/"):
            raise FlawedError([Flaw("/to", "is the folder itself or lies inside of it", "media.folder")])
        moved, longest, deepest = await rows.move_folder(work.connection, source, target, self.clock.now())
        if not moved:
            raise NotFoundError(f"Nothing is in a folder {source} of this organisation.")
        try:
            plain_folder("/".join(["x"] * deepest))
        except ValueError as error:
            raise FlawedError([Flaw("/to", f"what lies inside {error}", "media.folder")]) from None
        if longest > LONGEST_FOLDER:
            detail = f"what lies inside would have a path of more than {LONGEST_FOLDER} characters"
            raise FlawedError([Flaw("/to", detail, "media.folder")])
        data = {"source": source, "target": target, "media": moved}
        await append_live_events(work, [LiveEvent(organization_id, "media.folder_moved", data)])
        return moved

    def archived(self, media: Media) -> Media:
        """As it is when archived; what is deleted stays so."""
        if media.state != "active":
            return media
        return replace(media, archived_at=self.clock.now())

    def deleted(self, media: Media) -> Media:
        """As it is when somebody deleted it."""
        if media.state == "deleted":
            return media
        now = self.clock.now()
        return replace(media, deleted_at=now, deleted_because="asked", purge_at=now + self.grace)

    async def _each(
        self,
        work: UnitOfWork,
        media_ids: Sequence[UUID],
        found: Mapping[UUID, Media],
        change: Change,
        *,
        is_deletion: bool,
    ) -> list[Outcome]:
        in_use = await self._open_uses(work, found) if is_deletion else {}
        outcomes = [
            _outcome(media_id, found.get(media_id), in_use.get(media_id), change) for media_id in media_ids
        ]
        changed = [
            one.media for one in outcomes if one.media is not None and one.media != found[one.media_id]
        ]
        kept = await self._kept(work, changed)
        return [replace(one, media=kept.get(one.media_id, one.media)) for one in outcomes]

    async def _open_uses(self, work: UnitOfWork, media_ids: Collection[UUID]) -> dict[UUID, list[MediaUse]]:
        by_media: dict[UUID, list[MediaUse]] = {}
        for use in await rows.uses(work.connection, media_ids, _MOST_USES):
            if use.is_open:
                by_media.setdefault(use.media_id, []).append(use)
        return by_media

    async def _locked(self, work: UnitOfWork, media_id: UUID) -> Media:
        media = (await rows.lock(work.connection, [media_id])).get(media_id)
        if media is None:
            raise NotFoundError.of("media", media_id)
        return media

    async def _changed(self, work: UnitOfWork, before: Media, after: Media) -> Media:
        return before if after == before else (await self._kept(work, [after]))[before.media_id]

    async def _kept(self, work: UnitOfWork, changed: Sequence[Media]) -> dict[UUID, Media]:
        """Keep what was changed and tell it; gives it as it is now."""
        now = self.clock.now()
        kept = [replace(one, updated_at=now, revision=one.revision + 1) for one in changed]
        await rows.update(work.connection, kept)
        await append_live_events(work, [change_event(one) for one in kept])
        return {one.media_id: one for one in kept}


def restored(media: Media) -> Media:
    """As it is when it is in the list."""
    return replace(media, archived_at=None, deleted_at=None, deleted_because=None, purge_at=None)


def tagged(add: Collection[str], remove: Collection[str]) -> Change:
    """A change of tags.

    Raises:
        InvalidRequestError: When it is applied to what would have too many.
    """

    def change(media: Media) -> Media:
        tags = tuple(tag for tag in dict.fromkeys((*media.tags, *add)) if tag not in remove)
        if len(tags) > MOST_TAGS:
            raise InvalidRequestError.of(FieldError("#/action/add", f"would make more than {MOST_TAGS} tags"))
        return replace(media, tags=tags)

    return change


def moved_to(folder: str) -> Change:
    """A move to another folder."""
    return lambda media: replace(media, folder=folder)


def _outcome(media_id: UUID, media: Media | None, uses: Sequence[MediaUse] | None, change: Change) -> Outcome:
    if media is None:
        return Outcome(media_id, error=NotFoundError.of("media", media_id))
    if uses and media.state != "deleted":
        return Outcome(media_id, error=_in_use(uses))
    try:
        return Outcome(media_id, change(media))
    except ClientError as error:
        return Outcome(media_id, error=error)


def _in_use(uses: Sequence[MediaUse]) -> MediaInUseError:
    names = [f"the {use.kind.replace('_', ' ')} {use.id}" for use in uses]
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return MediaInUseError(
        f"It is needed by {', '.join(names[:3])}{more}. Cancel that or give it another file, or archive this one: then it"
        " leaves the list and stays where it is used.",
        errors=[FieldError("#/media_id", f"{use.kind} {use.id} uses it") for use in uses],
    )


def change_event(media: Media) -> LiveEvent:
    """What is told of media that were changed, as they are now."""
    data: dict[str, object] = {
        "media_id": str(media.media_id),
        "name": media.name,
        "media_type": media.object.media_type,
    }
    if media.purge_at is not None:
        data |= {"because": media.deleted_because, "purge_at": media.purge_at.isoformat()}
        return LiveEvent(media.organization_id, "media.deleted", data)
    data |= {"state": media.state, "revision": media.revision}
    return LiveEvent(media.organization_id, "media.changed", data)
