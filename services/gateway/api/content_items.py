"""Content items: /v1/content-items."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from services.gateway.api.dependencies import SignedIn, Transactions, provided
from services.gateway.api.idempotency import Creation, Made
from services.gateway.api.pagination import Page, PageQuery
from services.gateway.api.preconditions import IfMatch, IfNoneMatch, entity_tag, not_modified
from services.gateway.api.sparse import Fields, fields_of
from services.gateway.api.views.content_items import (
    ContentItemSummary,
    ContentItemView,
    Duplicate,
    ItemChangesBody,
    NewContentItem,
    NewItemPost,
    wishes_for,
)
from services.gateway.api.views.passport import PassportView
from services.gateway.api.views.posts import PostView
from services.gateway.domain.content_items import ItemState
from services.gateway.domain.texts import Network, Text
from services.gateway.usecases.content_items import ContentItems, ItemChanges, Judged, NewItem
from services.gateway.usecases.passport import Passports
from shared.unit_of_work import UnitOfWork

router = APIRouter(prefix="/v1/content-items", tags=["Content items"])

UseCases = Annotated[ContentItems, Depends(provided(ContentItems))]


@router.post("", status_code=201, response_model=ContentItemView, summary="Create a content item")
async def create_content_item(
    body: NewContentItem, caller: SignedIn, items: UseCases, create: Creation
) -> Response:
    """Content of your own for each network, as version 1. What a network would refuse is named in `problems` and has to be
    mended before a post is planned. What is generated for a content request becomes an item by itself.
    """
    wanted = NewItem(
        title=body.title,
        campaign_id=body.campaign_id,
        brand_kit_id=body.brand_kit_id,
        approval=body.approval,
        origin=body.origin,
        note=body.note,
    )

    async def effect(work: UnitOfWork) -> Made:
        item = await items.create(work, caller, wanted, body.language, wishes_for(body.variants))
        return _made(await items.judged(work, item))

    return await create(effect)


@router.get("", response_model=Page[ContentItemSummary], summary="List content items")
async def list_content_items(
    caller: SignedIn,
    items: UseCases,
    transactions: Transactions,
    page: PageQuery,
    fields: Annotated[Fields, Depends(fields_of(ContentItemSummary))],
    state: Annotated[list[ItemState] | None, Query(description="Only those in one of these states.")] = None,
    campaign_id: Annotated[UUID | None, Query(description="Only those of this campaign.")] = None,
    brand_kit_id: Annotated[UUID | None, Query(description="Only those of this brand kit.")] = None,
    request_id: Annotated[
        UUID | None, Query(description="Only the one generated for this content request.")
    ] = None,
    network: Annotated[Network | None, Query(description="Only those with content for it.")] = None,
    text: Annotated[
        str | None, Text(200), Query(description="Only those whose title or text holds this.")
    ] = None,
    archived: Annotated[bool, Query(description="Archived ones instead of the others.")] = False,  # noqa: FBT002  a query parameter
) -> Page[ContentItemSummary] | Response:
    """Newest first, without what they hold."""
    filters = {
        "state": None if state is None else sorted(state),
        "campaign_id": campaign_id,
        "brand_kit_id": brand_kit_id,
        "request_id": request_id,
        "network": network,
        "text": text,
        "archived": archived,
    }
    async with transactions.work(caller.organization_id) as work:
        rows = await items.page(
            work,
            after=page.after_id(filters),
            states=state,
            campaign_id=campaign_id,
            brand_kit_id=brand_kit_id,
            request_id=request_id,
            network=network,
            text=text,
            archived=archived,
            limit=page.fetch,
        )
    answer = page.answer(
        rows, view=ContentItemSummary.of, key=lambda item: (str(item.item_id),), filters=filters
    )
    return fields.of(answer, page)


@router.get("/{item_id}", response_model=ContentItemView, summary="Get a content item")
async def get_content_item(
    item_id: UUID,
    caller: SignedIn,
    items: UseCases,
    transactions: Transactions,
    response: Response,
    known: IfNoneMatch = None,
) -> Response | ContentItemView:
    """With its present version. Its ETag is what a change must show, its `content_hash` what an approval must."""
    async with transactions.work(caller.organization_id) as work:
        judged = await items.judged(work, await items.get(work, item_id))
    return not_modified(known, response, judged.item.revision) or ContentItemView.shown(judged)


@router.patch("/{item_id}", summary="Change a content item")
async def update_content_item(
    item_id: UUID,
    body: ItemChangesBody,
    caller: SignedIn,
    items: UseCases,
    transactions: Transactions,
    condition: IfMatch,
    response: Response,
) -> ContentItemView:
    """Other content makes another version at once, and voids what was approved or is under review of the former: the item
    is a draft again. With `resume` the review that ran begins anew, with the new version. Posts that were planned before
    stay as they are.
    """
    changes = ItemChanges(
        fields=body.fields,
        language=body.language,
        wishes=None if body.variants is None else wishes_for(body.variants),
        note=body.note,
        resume=body.resume,
    )
    async with transactions.work(caller.organization_id) as work:
        judged = await items.judged(work, await items.update(work, caller, item_id, condition, changes))
    return _shown(judged, response)


@router.delete("/{item_id}", status_code=204, summary="Delete a draft")
async def delete_content_item(
    item_id: UUID, caller: SignedIn, items: UseCases, transactions: Transactions, condition: IfMatch
) -> None:
    """For good, with its versions and comments. Only a draft of your own that no post was made of; archive others."""
    async with transactions.work(caller.organization_id) as work:
        await items.delete(work, item_id, condition)


@router.post("/{item_id}/archive", summary="Archive a content item")
async def archive_content_item(
    item_id: UUID, caller: SignedIn, items: UseCases, transactions: Transactions, response: Response
) -> ContentItemView:
    """It leaves the list and can't be changed; a review of it is taken back; its posts still go out. Archiving again
    changes nothing.
    """
    async with transactions.work(caller.organization_id) as work:
        judged = await items.judged(work, await items.archive(work, item_id))
    return _shown(judged, response)


@router.post("/{item_id}/restore", summary="Restore an archived content item")
async def restore_content_item(
    item_id: UUID, caller: SignedIn, items: UseCases, transactions: Transactions, response: Response
) -> ContentItemView:
    """It is back in the list. Restoring again changes nothing."""
    async with transactions.work(caller.organization_id) as work:
        judged = await items.judged(work, await items.restore(work, item_id))
    return _shown(judged, response)


@router.post(
    "/{item_id}/duplicate",
    status_code=201,
    response_model=ContentItemView,
    summary="Duplicate a content item",
)
async def duplicate_content_item(
    item_id: UUID, caller: SignedIn, items: UseCases, create: Creation, body: Duplicate | None = None
) -> Response:
    """A new draft with its present content."""

    async def effect(work: UnitOfWork) -> Made:
        item = await items.duplicate(work, caller, item_id, None if body is None else body.title)
        return _made(await items.judged(work, item))

    return await create(effect)


@router.post(
    "/{item_id}/posts", status_code=201, response_model=PostView, summary="Plan a post from a content item"
)
async def create_item_post(
    item_id: UUID, body: NewItemPost, caller: SignedIn, items: UseCases, create: Creation
) -> Response:
    """Of the present version, exactly as it is. Where an approval rule asks for it, that version has to be approved: 409
    otherwise.
    """

    async def effect(work: UnitOfWork) -> Made:
        post = await items.plan(work, caller, item_id, account_ids=body.account_ids, schedule=body.schedule)
        headers = {"Location": f"/v1/posts/{post.post_id}", "ETag": entity_tag(post.revision)}
        return Made(201, PostView.of(post), headers)

    return await create(effect)


@router.get("/{item_id}/passport", summary="Get the passport of a content item")
async def get_passport(
    item_id: UUID,
    caller: SignedIn,
    passports: Annotated[Passports, Depends(provided(Passports))],
    transactions: Transactions,
) -> PassportView:
    """For each version: what made it and what that cost, what the brand's rules found, who approved it and exactly what,
    and the posts and publications made from it.
    """
    async with transactions.work(caller.organization_id) as work:
        return PassportView.of(await passports.of(work, item_id))


def _shown(judged: Judged, response: Response) -> ContentItemView:
    response.headers["ETag"] = entity_tag(judged.item.revision)
    return ContentItemView.shown(judged)


def _made(judged: Judged) -> Made:
    headers = {
        "Location": f"/v1/content-items/{judged.item.item_id}",
        "ETag": entity_tag(judged.item.revision),
    }
    return Made(201, ContentItemView.shown(judged), headers)
