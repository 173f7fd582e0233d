"""Campaigns: make, read, change, archive, restore."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from services.gateway.domain.campaigns import Campaign, CampaignStatus, no_such_project, require_order
from services.gateway.domain.flaws import FlawedError
from services.gateway.domain.identity import Caller
from services.gateway.domain.revisions import RevisionCondition
from services.gateway.errors import NotFoundError
from services.gateway.repository import brand_kits, projects
from services.gateway.repository import campaigns as rows
from shared.clock import Clock
from shared.ids import new_id
from shared.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Campaigns:
    clock: Clock

    async def create(self, work: UnitOfWork, caller: Caller, wanted: Mapping[str, Any]) -> Campaign:
        """Make a campaign.

        Args:
            work: The caller's unit of work.
            caller: Who asks.
            wanted: Its fields as the client gives them.

        Raises:
            FlawedError: It ends before it begins, or its project or brand kit is not there.
        """
        await _require_fit(work, caller.organization_id, wanted)
        now = self.clock.now()
        campaign = Campaign(
            campaign_id=new_id(),
            organization_id=caller.organization_id,
            revision=1,
            created_by=caller.user_id,
            created_at=now,
            updated_at=now,
            archived_at=None,
            **wanted,
        )
        await rows.insert(work.connection, campaign)
        return campaign

    async def page(
        self,
        work: UnitOfWork,
        *,
        after: UUID | None,
        status: CampaignStatus | None,
        archived: bool,
        name: str | None,
        project_id: UUID | None,
        brand_kit_id: UUID | None,
        tag: str | None,
        limit: int,
    ) -> list[Campaign]:
        """Campaigns, newest first."""
        return await rows.page(
            work.connection,
            after=after,
            status=status,
            archived=archived,
            name=name,
            project_id=project_id,
            brand_kit_id=brand_kit_id,
            tag=tag,
            rows=limit,
        )

    async def get(self, work: UnitOfWork, campaign_id: UUID) -> Campaign:
        """One campaign.

        Raises:
            NotFoundError: There is none of that id in the caller's organisation.
        """
        return _there(await rows.find(work.connection, campaign_id), campaign_id)

    async def update(
        self, work: UnitOfWork, campaign_id: UUID, condition: RevisionCondition, changes: Mapping[str, Any]
    ) -> Campaign:
        """Change some fields.

        Raises:
            NotFoundError: There is none of that id.
            StaleRevisionError: Somebody changed it since the client looked.
            FlawedError: As for `create`.
        """
        campaign = _there(await rows.lock(work.connection, campaign_id), campaign_id)
        condition.check(campaign.revision)
        dates = {"starts_on": campaign.starts_on, "ends_on": campaign.ends_on}
        await _require_fit(work, campaign.organization_id, {**dates, **changes})
        changed = replace(campaign, updated_at=self.clock.now(), **changes)
        return await rows.update(work.connection, changed)

    async def archive(self, work: UnitOfWork, campaign_id: UUID) -> Campaign:
        """Take a campaign out of the list; its posts stay and go out. Again changes nothing."""
        campaign = _there(await rows.lock(work.connection, campaign_id), campaign_id)
        if campaign.archived_at is not None:
            return campaign
        now = self.clock.now()
        return await rows.update(work.connection, replace(campaign, archived_at=now, updated_at=now))

    async def restore(self, work: UnitOfWork, campaign_id: UUID) -> Campaign:
        """Bring an archived campaign back. Again changes nothing."""
        campaign = _there(await rows.lock(work.connection, campaign_id), campaign_id)
        if campaign.archived_at is None:
            return campaign
        return await rows.update(
            work.connection, replace(campaign, archived_at=None, updated_at=self.clock.now())
        )


async def _require_fit(work: UnitOfWork, organization_id: UUID, wanted: Mapping[str, Any]) -> None:
    """What it names is there and open, and it does not end before it begins."""
    require_order(wanted["starts_on"], wanted["ends_on"])
    project_id, brand_kit_id = wanted.get("project_id"), wanted.get("brand_kit_id")
    if project_id is not None and not await projects.is_open(work.connection, project_id):
        raise FlawedError([no_such_project(project_id)])
    if brand_kit_id is not None:
        kits = await brand_kits.open_ones(work.connection, organization_id, [brand_kit_id], [])
        kits.holding(brand_kit_id, None)


def _there(campaign: Campaign | None, campaign_id: UUID) -> Campaign:
    if campaign is None:
        raise NotFoundError.of("campaign", campaign_id)
    return campaign
