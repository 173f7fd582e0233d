"""Versions of content items and their working copies: look back, compare, restore, save as one writes."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from services.gateway.domain.comparison import NetworkComparison, compare
from services.gateway.domain.content_items import Content, ContentItem, Draft, Version
from services.gateway.domain.edits import Wish
from services.gateway.domain.identity import Caller
from services.gateway.domain.revisions import RevisionCondition, entity_tag
from services.gateway.domain.variants import variants_of
from services.gateway.errors import ConflictError, NotFoundError, StaleDraftError, StaleRevisionError
from services.gateway.repository import content_items as rows
from services.gateway.usecases.content_items import ContentItems
from services.gateway.usecases.library import library_for
from services.gateway.usecases.versioning import Author
from shared.clock import Clock
from shared.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class ContentVersions:
    items: ContentItems
    clock: Clock

    async def page(self, work: UnitOfWork, item_id: UUID, below: int | None, limit: int) -> list[Version]:
        """Versions, newest first.

        Raises:
            NotFoundError: There is no such item here.
        """
        await self.items.get(work, item_id)
        return await rows.versions(work.connection, item_id, below, limit)

    async def get(self, work: UnitOfWork, item_id: UUID, number: int) -> Version:
        """One version.

        Raises:
            NotFoundError: There is no such item here, or no such version of it.
        """
        version = await rows.find_version(work.connection, item_id, number)
        if version is None:
            await self.items.get(work, item_id)
            raise NotFoundError(f"The content item {item_id} has no version {number}.")
        return version

    async def compare(
        self, work: UnitOfWork, item_id: UUID, before: int, after: int
    ) -> tuple[Version, Version, list[NetworkComparison]]:
        """Two versions, and how they differ network by network.

        Raises:
            NotFoundError: There is no such item here, or no such version of it.
        """
        old, new = await self.get(work, item_id, before), await self.get(work, item_id, after)
        # Its time grows faster than the texts, and other requests need not wait for it.
        return old, new, await asyncio.to_thread(compare, old.content, new.content)

    async def restore(
        self, work: UnitOfWork, caller: Caller, item_id: UUID, number: int, condition: RevisionCondition
    ) -> ContentItem:
        """A new version with the content of an older one.

        Raises:
            NotFoundError: There is no such item here, or no such version of it.
            StaleRevisionError: Somebody changed the item since the client looked.
            ItemArchivedError: It is archived.
        """
        item = await self.items.locked(work, item_id, condition)
        version = await self.get(work, item_id, number)
        author = Author(caller.user_id, "restored", f"Version {number} again.")
        return await self.items.revise(work, item, item, version.content, author)

    async def draft(self, work: UnitOfWork, item_id: UUID) -> tuple[Draft, bool]:
        """The working copy, and whether somebody keeps one; else the present version as one begins with it.

        Raises:
            NotFoundError: There is no such item here.
        """
        item = await self.items.get(work, item_id)
        kept = await rows.draft(work.connection, item_id)
        return _or_begun(kept, item), kept is not None and kept.content is not None

    async def save_draft(
        self,
        work: UnitOfWork,
        caller: Caller,
        item_id: UUID,
        condition: RevisionCondition,
        *,
        base_version: int,
        language: str,
        wishes: Sequence[Wish],
    ) -> Draft:
        """Keep the working copy as it is now; no version is made, and what is reviewed or planned stays.

        Raises:
            NotFoundError: There is no such item here.
            StaleDraftError: Somebody else wrote in the meantime; it says who and when.
            ItemArchivedError: The item is archived.
            FlawedError: Media are not there, or a network is named twice.
        """
        item = await self.items.locked(work, item_id)
        present = await self._draft(work, item)
        self._check(condition, present)
        if not 1 <= base_version <= item.version:
            raise NotFoundError(f"The content item {item_id} has no version {base_version}.")
        content = Content(language, variants_of(wishes, await library_for(work, wishes)))
        saved = replace(
            present,
            content=content,
            base_version=base_version,
            revision=present.revision + 1,
            updated_by=caller.user_id,
            updated_at=self.clock.now(),
        )
        await rows.keep_draft(work.connection, saved)
        return saved

    async def discard_draft(
        self, work: UnitOfWork, caller: Caller, item_id: UUID, condition: RevisionCondition
    ) -> None:
        """Throw the working copy away.

        Raises:
            NotFoundError: There is no such item here.
            StaleDraftError: Somebody else wrote in the meantime.
        """
        item = await self.items.locked(work, item_id)
        present = await self._draft(work, item)
        self._check(condition, present)
        await self._clear(work, caller, present)

    async def commit_draft(
        self,
        work: UnitOfWork,
        caller: Caller,
        item_id: UUID,
        condition: RevisionCondition,
        *,
        note: str,
        resume: bool,
    ) -> ContentItem:
        """The working copy becomes a version.

        Raises:
            NotFoundError: There is no such item here.
            StaleDraftError: Somebody else wrote in the meantime.
            StaleRevisionError: A version was made since the copy was begun; it says by whom.
            ConflictError: There is no working copy.
        """
        item = await self.items.locked(work, item_id)
        kept = await rows.draft(work.connection, item_id)
        self._check(condition, _or_begun(kept, item))
        if kept is None or kept.content is None:
            raise ConflictError("There is no working copy; save one with PUT first.")
        if kept.base_version != item.version:
            newest = item.current
            raise StaleRevisionError(
                f"Version {newest.number} was made at {newest.created_at:%Y-%m-%d %H:%M:%S} UTC by the user"
                f" {newest.author}, and the working copy was begun with version {kept.base_version}. Take over"
                f" what is new, save the copy with base_version {newest.number} and commit it again."
            )
        author = Author(caller.user_id, "edited", note)
        await self._clear(work, caller, kept)
        return await self.items.revise(work, item, item, kept.content, author, resume=resume)

    async def _draft(self, work: UnitOfWork, item: ContentItem) -> Draft:
        return _or_begun(await rows.draft(work.connection, item.item_id), item)

    def _check(self, condition: RevisionCondition, present: Draft) -> None:
        if condition.revisions is not None and present.revision not in condition.revisions:
            error = StaleDraftError(
                f"The user {present.updated_by} saved it at {present.updated_at:%Y-%m-%d %H:%M:%S} UTC; the present"
                f' revision is "v{present.revision}". Read it again, take over what is new and send that ETag.',
                headers={"ETag": entity_tag(present.revision)},
            )
            error.extra = {
                "changed_by": str(present.updated_by),
                "changed_at": present.updated_at.isoformat(),
            }
            raise error

    async def _clear(self, work: UnitOfWork, caller: Caller, present: Draft) -> None:
        cleared = replace(
            present,
            content=None,
            revision=present.revision + 1,
            updated_by=caller.user_id,
            updated_at=self.clock.now(),
        )
        await rows.keep_draft(work.connection, cleared)


def _or_begun(kept: Draft | None, item: ContentItem) -> Draft:
    """The working copy that is kept, else the present version as one begins with it."""
    if kept is not None and kept.content is not None:
        return kept
    return Draft(
        item_id=item.item_id,
        organization_id=item.organization_id,
        content=item.current.content,
        base_version=item.version,
        revision=0 if kept is None else kept.revision,
        updated_by=item.current.author if kept is None else kept.updated_by,
        updated_at=item.current.created_at if kept is None else kept.updated_at,
    )
