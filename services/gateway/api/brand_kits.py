"""Brand kits: /v1/brand-kits."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from services.gateway.api.dependencies import SignedIn, Transactions, provided
from services.gateway.api.idempotency import Creation, Made
from services.gateway.api.pagination import Page, PageQuery
from services.gateway.api.preconditions import IfMatch, IfNoneMatch, entity_tag, not_modified
from services.gateway.api.sparse import Fields, fields_of
from services.gateway.api.views.brand_kits import BrandKitChanges, BrandKitView, NewBrandKit
from services.gateway.domain.texts import Text
from services.gateway.usecases.brand_kits import BrandKits
from shared.unit_of_work import UnitOfWork

router = APIRouter(prefix="/v1/brand-kits", tags=["Brand kits"])

UseCases = Annotated[BrandKits, Depends(provided(BrandKits))]


@router.post("", status_code=201, response_model=BrandKitView, summary="Create a brand kit")
async def create_brand_kit(body: NewBrandKit, caller: SignedIn, kits: UseCases, create: Creation) -> Response:
    """Its rules go with every request that names it, whose campaign names it, or, as the default, that has no other."""

    async def effect(work: UnitOfWork) -> Made:
        kit = await kits.create(work, caller, name=body.name, rules=body.rules, is_default=body.is_default)
        headers = {"Location": f"/v1/brand-kits/{kit.brand_kit_id}", "ETag": entity_tag(kit.revision)}
        return Made(201, BrandKitView.of(kit), headers)

    return await create(effect)


@router.get("", response_model=Page[BrandKitView], summary="List brand kits")
async def list_brand_kits(
    caller: SignedIn,
    kits: UseCases,
    transactions: Transactions,
    page: PageQuery,
    fields: Annotated[Fields, Depends(fields_of(BrandKitView))],
    archived: Annotated[bool, Query(description="Archived ones instead of the others.")] = False,  # noqa: FBT002  a query parameter
    name: Annotated[
        str | None, Text(200), Query(description="Only those whose name holds this text.")
    ] = None,
) -> Page[BrandKitView] | Response:
    """Newest first."""
    filters = {"archived": archived, "name": name}
    async with transactions.work(caller.organization_id) as work:
        rows = await kits.page(
            work, after=page.after_id(filters), archived=archived, name=name, limit=page.fetch
        )
    answer = page.answer(
        rows, view=BrandKitView.of, key=lambda kit: (str(kit.brand_kit_id),), filters=filters
    )
    return fields.of(answer, page)


@router.get("/{brand_kit_id}", response_model=BrandKitView, summary="Get a brand kit")
async def get_brand_kit(
    brand_kit_id: UUID,
    caller: SignedIn,
    kits: UseCases,
    transactions: Transactions,
    response: Response,
    known: IfNoneMatch = None,
) -> Response | BrandKitView:
    """Its ETag is what a change must show."""
    async with transactions.work(caller.organization_id) as work:
        kit = await kits.get(work, brand_kit_id)
    return not_modified(known, response, kit.revision) or BrandKitView.of(kit)


@router.patch("/{brand_kit_id}", summary="Change a brand kit")
async def update_brand_kit(
    brand_kit_id: UUID,
    body: BrandKitChanges,
    caller: SignedIn,
    kits: UseCases,
    transactions: Transactions,
    condition: IfMatch,
    response: Response,
) -> BrandKitView:
    """Fields left out stay as they are. What was asked for before keeps the rules of then."""
    async with transactions.work(caller.organization_id) as work:
        kit = await kits.update(work, caller, brand_kit_id, condition, body.changes)
    return _shown(response, BrandKitView.of(kit))


@router.post("/{brand_kit_id}/archive", summary="Archive a brand kit")
async def archive_brand_kit(
    brand_kit_id: UUID, caller: SignedIn, kits: UseCases, transactions: Transactions, response: Response
) -> BrandKitView:
    """It leaves the list and holds for nothing new. Archiving again changes nothing."""
    async with transactions.work(caller.organization_id) as work:
        kit = await kits.archive(work, brand_kit_id)
    return _shown(response, BrandKitView.of(kit))


@router.post("/{brand_kit_id}/restore", summary="Restore an archived brand kit")
async def restore_brand_kit(
    brand_kit_id: UUID, caller: SignedIn, kits: UseCases, transactions: Transactions, response: Response
) -> BrandKitView:
    """It is back in the list, and no organisation's default. Restoring again changes nothing."""
    async with transactions.work(caller.organization_id) as work:
        kit = await kits.restore(work, brand_kit_id)
    return _shown(response, BrandKitView.of(kit))


def _shown(response: Response, view: BrandKitView) -> BrandKitView:
    response.headers["ETag"] = entity_tag(view.revision)
    return view
