"""Campaigns: /v1/campaigns."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from services.gateway.api.dependencies import SignedIn, Transactions, provided
from services.gateway.api.idempotency import Creation, Made
from services.gateway.api.pagination import Page, PageQuery
from services.gateway.api.preconditions import IfMatch, IfNoneMatch, entity_tag, not_modified
from services.gateway.api.views.campaigns import CampaignChanges, CampaignView, NewCampaign
from services.gateway.domain.campaigns import CampaignStatus
from services.gateway.domain.texts import Text
from services.gateway.usecases.campaigns import Campaigns
from shared.unit_of_work import UnitOfWork

router = APIRouter(prefix="/v1/campaigns", tags=["Campaigns"])

UseCases = Annotated[Campaigns, Depends(provided(Campaigns))]


@router.post("", status_code=201, response_model=CampaignView, summary="Create a campaign")
async def create_campaign(
    body: NewCampaign, caller: SignedIn, campaigns: UseCases, create: Creation
) -> Response:
    """Posts and content requests may name it, and its figures are counted apart."""

    async def effect(work: UnitOfWork) -> Made:
        campaign = await campaigns.create(work, caller, body.model_dump())
        headers = {
            "Location": f"/v1/campaigns/{campaign.campaign_id}",
            "ETag": entity_tag(campaign.revision),
        }
        return Made(201, CampaignView.of(campaign), headers)

    return await create(effect)


@router.get("", summary="List campaigns")
async def list_campaigns(
    caller: SignedIn,
    campaigns: UseCases,
    transactions: Transactions,
    page: PageQuery,
    status: Annotated[CampaignStatus | None, Query(description="Only those of this status.")] = None,
    archived: Annotated[bool, Query(description="Archived ones instead of the others.")] = False,  # noqa: FBT002  a query parameter
    name: Annotated[
        str | None, Text(200), Query(description="Only those whose name holds this text.")
    ] = None,
    project_id: Annotated[UUID | None, Query(description="Only those of this project.")] = None,
    brand_kit_id: Annotated[UUID | None, Query(description="Only those that name this brand kit.")] = None,
    tag: Annotated[str | None, Text(50), Query(description="Only those with this tag.")] = None,
) -> Page[CampaignView]:
    """Newest first."""
    filters = {
        "status": status,
        "archived": archived,
        "name": name,
        "project_id": project_id,
        "brand_kit_id": brand_kit_id,
        "tag": tag,
    }
    async with transactions.work(caller.organization_id) as work:
        rows = await campaigns.page(
            work,
            after=page.after_id(filters),
            status=status,
            archived=archived,
            name=name,
            project_id=project_id,
            brand_kit_id=brand_kit_id,
            tag=tag,
            limit=page.fetch,
        )
    return page.answer(
        rows, view=CampaignView.of, key=lambda campaign: (str(campaign.campaign_id),), filters=filters
    )


@router.get("/{campaign_id}", response_model=CampaignView, summary="Get a campaign")
async def get_campaign(
    campaign_id: UUID,
    caller: SignedIn,
    campaigns: UseCases,
    transactions: Transactions,
    response: Response,
    known: IfNoneMatch = None,
) -> Response | CampaignView:
    """Its ETag is what a change must show."""
    async with transactions.work(caller.organization_id) as work:
        campaign = await campaigns.get(work, campaign_id)
    return not_modified(known, response, campaign.revision) or CampaignView.of(campaign)


@router.patch("/{campaign_id}", summary="Change a campaign")
async def update_campaign(
    campaign_id: UUID,
    body: CampaignChanges,
    caller: SignedIn,
    campaigns: UseCases,
    transactions: Transactions,
    condition: IfMatch,
    response: Response,
) -> CampaignView:
    """Fields left out stay as they are."""
    async with transactions.work(caller.organization_id) as work:
        campaign = await campaigns.update(work, campaign_id, condition, body.changes)
    return _shown(response, CampaignView.of(campaign))


@router.post("/{campaign_id}/archive", summary="Archive a campaign")
async def archive_campaign(
    campaign_id: UUID, caller: SignedIn, campaigns: UseCases, transactions: Transactions, response: Response
) -> CampaignView:
    """It leaves the list and takes nothing new; its posts still go out. Archiving again changes nothing."""
    async with transactions.work(caller.organization_id) as work:
        campaign = await campaigns.archive(work, campaign_id)
    return _shown(response, CampaignView.of(campaign))


@router.post("/{campaign_id}/restore", summary="Restore an archived campaign")
async def restore_campaign(
    campaign_id: UUID, caller: SignedIn, campaigns: UseCases, transactions: Transactions, response: Response
) -> CampaignView:
    """It is back in the list. Restoring again changes nothing."""
    async with transactions.work(caller.organization_id) as work:
        campaign = await campaigns.restore(work, campaign_id)
    return _shown(response, CampaignView.of(campaign))


def _shown(response: Response, view: CampaignView) -> CampaignView:
    response.headers["ETag"] = entity_tag(view.revision)
    return view
