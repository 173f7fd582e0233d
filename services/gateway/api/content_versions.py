"""Versions and the working copy of a content item: /v1/content-items/{item_id}/versions, …/draft, …/comparison."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Response

from services.gateway.api.dependencies import SignedIn, Transactions, provided
from services.gateway.api.idempotency import Creation, Made
from services.gateway.api.pagination import Page, PageQuery
from services.gateway.api.preconditions import IfMatch, entity_tag
from services.gateway.api.views.comparisons import ComparisonView
from services.gateway.api.views.content_items import (
    Commit,
    ContentItemView,
    DraftView,
    NewDraft,
    VersionSummary,
    VersionView,
    wishes_for,
)
from services.gateway.domain.content_items import Draft
from services.gateway.usecases.content_items import ContentItems
from services.gateway.usecases.content_versions import ContentVersions
from shared.unit_of_work import UnitOfWork

router = APIRouter(prefix="/v1/content-items/{item_id}", tags=["Content versions"])

UseCases = Annotated[ContentVersions, Depends(provided(ContentVersions))]
Items = Annotated[ContentItems, Depends(provided(ContentItems))]
_LARGEST = 1_000_000
_Number = Annotated[int, Path(ge=1, le=_LARGEST)]


@router.get("/versions", summary="List the versions of a content item")
async def list_versions(
    item_id: UUID, caller: SignedIn, versions: UseCases, transactions: Transactions, page: PageQuery
) -> Page[VersionSummary]:
    """Newest first, without what they hold."""
    below = page.after_number() or None
    async with transactions.work(caller.organization_id) as work:
        rows = await versions.page(work, item_id, below, page.fetch)
    return page.answer(rows, view=VersionSummary.of, key=lambda version: (str(version.number),))


@router.get("/versions/{number}", summary="Get a version of a content item")
async def get_version(
    item_id: UUID, number: _Number, caller: SignedIn, versions: UseCases, transactions: Transactions
) -> VersionView:
    """It never changes."""
    async with transactions.work(caller.organization_id) as work:
        return VersionView.of(await versions.get(work, item_id, number))


@router.get("/comparison", summary="Compare two versions of a content item")
async def compare_versions(
    item_id: UUID,
    caller: SignedIn,
    versions: UseCases,
    transactions: Transactions,
    before: Annotated[int, Query(ge=1, le=_LARGEST, description="Number of the one version.", examples=[1])],
    after: Annotated[int, Query(ge=1, le=_LARGEST, description="Number of the other.", examples=[2])],
) -> ComparisonView:
    """Network by network: which words, media and other fields differ."""
    async with transactions.work(caller.organization_id) as work:
        return ComparisonView.of(*await versions.compare(work, item_id, before, after))


@router.post(
    "/versions/{number}/restore",
    response_model=ContentItemView,
    summary="Go back to a version of a content item",
)
async def restore_version(
    item_id: UUID,
    number: _Number,
    caller: SignedIn,
    versions: UseCases,
    items: Items,
    condition: IfMatch,
    create: Creation,
) -> Response:
    """Its content becomes a new version; nothing in between is lost. As every change of content it voids approvals."""

    async def effect(work: UnitOfWork) -> Made:
        item = await versions.restore(work, caller, item_id, number, condition)
        return Made(
            200, ContentItemView.shown(await items.judged(work, item)), {"ETag": entity_tag(item.revision)}
        )

    return await create(effect)


@router.get("/draft", summary="Get the working copy of a content item")
async def get_draft(
    item_id: UUID,
    caller: SignedIn,
    versions: UseCases,
    items: Items,
    transactions: Transactions,
    response: Response,
) -> DraftView:
    """Where nobody keeps one, the present version as one begins with it. It has an ETag of its own."""
    async with transactions.work(caller.organization_id) as work:
        draft, is_saved = await versions.draft(work, item_id)
    return _draft(items, draft, response, is_saved=is_saved)


@router.put("/draft", summary="Save the working copy of a content item")
async def save_draft(
    item_id: UUID,
    body: NewDraft,
    caller: SignedIn,
    versions: UseCases,
    items: Items,
    transactions: Transactions,
    condition: IfMatch,
    response: Response,
) -> DraftView:
    """Made to be called while somebody writes: it makes no version, and touches no review. 412 says who else wrote since
    you read it.
    """
    async with transactions.work(caller.organization_id) as work:
        draft = await versions.save_draft(
            work,
            caller,
            item_id,
            condition,
            base_version=body.base_version,
            language=body.language,
            wishes=wishes_for(body.variants),
        )
    return _draft(items, draft, response, is_saved=True)


@router.delete("/draft", status_code=204, summary="Throw the working copy of a content item away")
async def discard_draft(
    item_id: UUID, caller: SignedIn, versions: UseCases, transactions: Transactions, condition: IfMatch
) -> None:
    """The versions stay."""
    async with transactions.work(caller.organization_id) as work:
        await versions.discard_draft(work, caller, item_id, condition)


@router.post("/draft/commit", response_model=ContentItemView, summary="Make the working copy a version")
async def commit_draft(
    item_id: UUID,
    caller: SignedIn,
    versions: UseCases,
    items: Items,
    condition: IfMatch,
    create: Creation,
    body: Commit | None = None,
) -> Response:
    """If-Match is of the working copy. 412 where another version was made since it was begun, and by whom."""
    said = body or Commit()

    async def effect(work: UnitOfWork) -> Made:
        item = await versions.commit_draft(
            work, caller, item_id, condition, note=said.note, resume=said.resume
        )
        return Made(
            200, ContentItemView.shown(await items.judged(work, item)), {"ETag": entity_tag(item.revision)}
        )

    return await create(effect)


def _draft(items: ContentItems, draft: Draft, response: Response, *, is_saved: bool) -> DraftView:
    response.headers["ETag"] = entity_tag(draft.revision)
    assert draft.content is not None
    problems = items.problems(draft.content, draft.organization_id)
    return DraftView.of(draft, problems, is_saved=is_saved)
