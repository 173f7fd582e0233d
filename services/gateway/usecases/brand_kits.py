"""Brand kits: make, read, change, archive, restore; and which one holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from services.gateway.domain.brand_kits import AppliedRules, BrandKit, KitRules
from services.gateway.domain.details import unknown_media
from services.gateway.domain.flaws import FlawedError
from services.gateway.domain.identity import Caller
from services.gateway.domain.revisions import RevisionCondition
from services.gateway.errors import NotFoundError
from services.gateway.repository import brand_kits as rows
from services.gateway.repository import media
from shared.clock import Clock
from shared.ids import new_id
from shared.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class BrandKits:
    clock: Clock

    async def create(
        self, work: UnitOfWork, caller: Caller, *, name: str, rules: KitRules, is_default: bool
    ) -> BrandKit:
        """Make a brand kit.

        Raises:
            FlawedError: A logo is not among the organisation's media.
        """
        await _require_media(work, rules.logos)
        now = self.clock.now()
        kit = BrandKit(
            brand_kit_id=new_id(),
            organization_id=caller.organization_id,
            name=name,
            rules=rules,
            is_default=is_default,
            created_by=caller.user_id,
            created_at=now,
            updated_at=now,
        )
        if is_default:
            await self._make_default(work, kit)
        await rows.insert(work.connection, kit)
        return kit

    async def page(
        self, work: UnitOfWork, *, after: UUID | None, archived: bool, name: str | None, limit: int
    ) -> list[BrandKit]:
        """Brand kits, newest first."""
        return await rows.page(work.connection, after=after, archived=archived, name=name, rows=limit)

    async def get(self, work: UnitOfWork, brand_kit_id: UUID) -> BrandKit:
        """One brand kit.

        Raises:
            NotFoundError: There is none of that id in the caller's organisation.
        """
        return _there(await rows.find(work.connection, brand_kit_id), brand_kit_id)

    async def update(
        self,
        work: UnitOfWork,
        caller: Caller,
        brand_kit_id: UUID,
        condition: RevisionCondition,
        changes: Mapping[str, Any],
    ) -> BrandKit:
        """Change some fields; what was asked for before keeps the rules of then.

        Raises:
            NotFoundError: There is none of that id.
            StaleRevisionError: Somebody changed it since the client looked.
            FlawedError: A logo is not among the organisation's media.
        """
        await rows.lock_default(work.connection, caller.organization_id)
        kit = _there(await rows.lock(work.connection, brand_kit_id), brand_kit_id)
        condition.check(kit.revision)
        ruled = {name: value for name, value in changes.items() if name in KitRules.model_fields}
        own = {name: value for name, value in changes.items() if name not in ruled}
        changed = replace(kit, rules=kit.rules.model_copy(update=ruled), updated_at=self.clock.now(), **own)
        await _require_media(work, ruled.get("logos", ()))
        changed = replace(changed, is_default=changed.is_default and changed.archived_at is None)
        if changed.is_default and not kit.is_default:
            await self._make_default(work, changed)
        return await rows.update(work.connection, changed)

    async def archive(self, work: UnitOfWork, brand_kit_id: UUID) -> BrandKit:
        """Take a kit out of the list: it holds for nothing new. Again changes nothing."""
        kit = _there(await rows.lock(work.connection, brand_kit_id), brand_kit_id)
        if kit.archived_at is not None:
            return kit
        now = self.clock.now()
        return await rows.update(
            work.connection, replace(kit, archived_at=now, updated_at=now, is_default=False)
        )

    async def restore(self, work: UnitOfWork, brand_kit_id: UUID) -> BrandKit:
        """Bring an archived kit back. Again changes nothing."""
        kit = _there(await rows.lock(work.connection, brand_kit_id), brand_kit_id)
        if kit.archived_at is None:
            return kit
        return await rows.update(work.connection, replace(kit, archived_at=None, updated_at=self.clock.now()))

    async def _make_default(self, work: UnitOfWork, kit: BrandKit) -> None:
        await rows.lock_default(work.connection, kit.organization_id)
        await rows.clear_default(work.connection, kit, self.clock.now())


async def rules_for(
    work: UnitOfWork, organization_id: UUID, *, brand_kit_id: UUID | None, campaign_id: UUID | None
) -> AppliedRules | None:
    """The rules of the kit named, else of the campaign's, else of the organisation's; None where there is none.

    Raises:
        FlawedError: The kit named is not there.
    """
    named = [] if brand_kit_id is None else [brand_kit_id]
    campaigns = [] if campaign_id is None else [campaign_id]
    kits = await rows.open_ones(work.connection, organization_id, named, campaigns)
    kit = kits.holding(brand_kit_id, campaign_id)
    return None if kit is None else kit.applied


async def _require_media(work: UnitOfWork, media_ids: Sequence[UUID]) -> None:
    known = await media.find_all(work.connection, media_ids) if media_ids else {}
    flaws = [
        unknown_media(f"/logos/{position}", media_id)
        for position, media_id in enumerate(media_ids)
        if media_id not in known
    ]
    if flaws:
        raise FlawedError(flaws)


def _there(kit: BrandKit | None, brand_kit_id: UUID) -> BrandKit:
    if kit is None:
        raise NotFoundError.of("brand kit", brand_kit_id)
    return kit
