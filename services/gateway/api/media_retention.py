"""How long media that nothing uses are kept: /v1/media/retention."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Response
from pydantic import Field, StrictInt

from services.gateway.api.dependencies import SignedIn, Transactions, provided
from services.gateway.api.models import RequestBody, View
from services.gateway.api.preconditions import IfMatch, entity_tag
from services.gateway.usecases.retention import MediaRetention

router = APIRouter(prefix="/v1/media/retention", tags=["Media"])

UseCases = Annotated[MediaRetention, Depends(provided(MediaRetention))]


class RetentionRule(RequestBody):
    """When media that nothing uses are deleted."""

    unused_days: StrictInt | None = Field(
        ge=7,
        le=3_650,
        description="Days without use or change, after which they are deleted and can be restored for some days more;"
        " null: never.",
        examples=[180],
    )


class RetentionView(View):
    """When media that nothing uses are deleted."""

    unused_days: int | None = Field(description="null: never.", examples=[180])
    revision: int = Field(description="What the ETag says.")
    updated_at: datetime | None = Field(description="null: nobody has said anything yet.")


@router.get("", summary="Get how long unused media are kept")
async def get_media_retention(
    caller: SignedIn, retention: UseCases, transactions: Transactions, response: Response
) -> RetentionView:
    """For ever, where the organisation has not said otherwise."""
    async with transactions.work(caller.organization_id) as work:
        rule = await retention.get(work)
    response.headers["ETag"] = entity_tag(rule.revision)
    return RetentionView.model_validate(rule)


@router.put("", summary="Set how long unused media are kept")
async def set_media_retention(
    body: RetentionRule,
    caller: SignedIn,
    retention: UseCases,
    transactions: Transactions,
    condition: IfMatch,
    response: Response,
) -> RetentionView:
    """What posts, content, brand kits or templates need is never deleted by it."""
    async with transactions.work(caller.organization_id) as work:
        rule = await retention.put(work, caller.organization_id, condition, body.unused_days)
    response.headers["ETag"] = entity_tag(rule.revision)
    return RetentionView.model_validate(rule)
