"""Whether a brief can be taken now: its time lies ahead, its campaign is open, its accounts are there."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.gateway.domain.brand_kits import AppliedRules, OpenKits
from services.gateway.domain.briefs import Brief
from services.gateway.domain.details import unknown_media
from services.gateway.domain.flaws import Flaw, FlawedError
from services.gateway.domain.organizations import Organization
from services.gateway.domain.planning import Account, choose_accounts
from services.gateway.domain.schedules import Timing, timing_of
from services.gateway.repository import brand_kits, campaigns, media, organizations, posts
from shared.events import MediaObject
from shared.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What briefs are held against; read once for all briefs of a call."""

    accounts: Collection[Account]
    open_campaigns: Collection[UUID]
    uploads: Mapping[UUID, MediaObject]
    kits: OpenKits
    organization: Organization
    now: datetime

    def completed(self, brief: Brief) -> Brief:
        """With the organisation's defaults where the brief says nothing."""
        defaults = {"approval": self.organization.approval, "language": self.organization.language}
        unsaid = {name: value for name, value in defaults.items() if name not in brief.model_fields_set}
        return brief.model_copy(update=unsaid) if unsaid else brief

    def admit(self, brief: Brief) -> Timing:
        """The instant the brief asks for.

        Accounts are asked for only where a post is planned; which accounts it goes to is settled when it is made.

        Raises:
            FlawedError: It can't be taken; all that is wrong is named.
        """
        flaws: list[Flaw] = []
        timing = Timing("none")
        try:
            timing = timing_of(brief.schedule, self.now)
        except FlawedError as error:
            flaws += error.flaws
        if brief.schedule.kind != "none":
            try:
                choose_accounts(brief.networks, brief.account_ids, self.accounts)
            except FlawedError as error:
                flaws += error.flaws
        if brief.campaign_id is not None and brief.campaign_id not in self.open_campaigns:
            flaws.append(no_such_campaign(brief.campaign_id))
        flaws += [
            unknown_media(pointer, media_id)
            for pointer, media_id in brief.named_media()
            if media_id not in self.uploads
        ]
        try:
            self.kits.holding(brief.brand_kit_id, brief.campaign_id)
        except FlawedError as error:
            flaws += error.flaws
        if flaws:
            raise FlawedError(flaws)
        return timing

    def rules_of(self, brief: Brief) -> AppliedRules | None:
        """The brand's rules that hold for a brief that was admitted."""
        kit = self.kits.holding(brief.brand_kit_id, brief.campaign_id)
        return None if kit is None else kit.applied


def no_such_campaign(campaign_id: UUID) -> Flaw:
    detail = (
        f"{campaign_id} is not a campaign of this organisation that is open; GET /v1/campaigns lists them"
    )
    return Flaw("/campaign_id", detail, "campaign.unknown")


async def circumstances(
    work: UnitOfWork, organization_id: UUID, briefs: Sequence[Brief], now: datetime
) -> Circumstances:
    """Read what these briefs are held against."""
    accounts = await posts.accounts(work.connection, [organization_id])
    wanted = {brief.campaign_id for brief in briefs if brief.campaign_id is not None}
    known = await campaigns.open_ones(work.connection, wanted) if wanted else set()
    named = {media_id for brief in briefs for _pointer, media_id in brief.named_media()}
    kits = await brand_kits.open_ones(
        work.connection,
        organization_id,
        {brief.brand_kit_id for brief in briefs if brief.brand_kit_id is not None},
        wanted,
    )
    uploads = await media.find_all(work.connection, named) if named else {}
    organization = await organizations.find(work.connection, organization_id)
    return Circumstances(accounts[organization_id], known, uploads, kits, organization, now)
