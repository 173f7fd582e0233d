"""Order among media: tags, folders, and one change of many files."""

from typing import Annotated

from fastapi import APIRouter, Depends

from services.gateway.api.dependencies import SignedIn, Transactions, provided
from services.gateway.api.pagination import Page, PageQuery
from services.gateway.api.views.media import (
    BulkChange,
    BulkResult,
    BulkResults,
    FolderMove,
    FolderView,
    MovedFolder,
    Moving,
    Tagging,
    TagView,
)
from services.gateway.usecases.media import Change, MediaLibrary, moved_to, restored, tagged

router = APIRouter(prefix="/v1/media", tags=["Media"])

Library = Annotated[MediaLibrary, Depends(provided(MediaLibrary))]


@router.get("/tags", summary="List the tags of media")
async def list_media_tags(
    caller: SignedIn, library: Library, transactions: Transactions, page: PageQuery
) -> Page[TagView]:
    """In the order of the alphabet, each with how many media in the list have it."""
    async with transactions.work(caller.organization_id) as work:
        found = await library.tags(work, after=page.after_text(), limit=page.fetch)
    return page.answer(found, view=lambda one: TagView(tag=one[0], media=one[1]), key=lambda one: (one[0],))


@router.get("/folders", summary="List the folders of media")
async def list_media_folders(
    caller: SignedIn, library: Library, transactions: Transactions, page: PageQuery
) -> Page[FolderView]:
    """In the order of the alphabet. A folder is there as long as something in the list lies in it."""
    async with transactions.work(caller.organization_id) as work:
        found = await library.folders(work, after=page.after_text(), limit=page.fetch)
    return page.answer(found, view=FolderView.model_validate, key=lambda one: (one.folder,))


@router.post("/folders/move", summary="Move or rename a folder")
async def move_media_folder(
    body: FolderMove, caller: SignedIn, library: Library, transactions: Transactions
) -> MovedFolder:
    """With all that lies in it and below it, also what is archived. Where the new one is there already, the two become
    one.
    """
    async with transactions.work(caller.organization_id) as work:
        moved = await library.move_folder(work, caller.organization_id, body.source, body.target)
    return MovedFolder(folder=body.target, media=moved)


@router.post("/bulk", summary="Change many media at once")
async def change_media(
    body: BulkChange, caller: SignedIn, library: Library, transactions: Transactions
) -> BulkResults:
    """Tag, move, archive, restore or delete up to 200. Each is done or refused for itself, and `items` says which."""
    action = body.action
    change: Change
    if isinstance(action, Tagging):
        change = tagged(action.add, action.remove)
    elif isinstance(action, Moving):
        change = moved_to(action.folder)
    else:
        change = {"archive": library.archived, "restore": restored, "delete": library.deleted}[action.kind]
    async with transactions.work(caller.organization_id) as work:
        outcomes = await library.change_many(
            work, body.media_ids, change, is_deletion=action.kind == "delete"
        )
    return BulkResults(items=[BulkResult.of(outcome) for outcome in outcomes])
