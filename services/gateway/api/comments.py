"""Comments on content items: /v1/content-items/{item_id}/comments."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from services.gateway.api.dependencies import SignedIn, Transactions, provided
from services.gateway.api.idempotency import Creation, Made
from services.gateway.api.pagination import Page, PageQuery
from services.gateway.api.preconditions import IfMatch, entity_tag
from services.gateway.api.views.comments import CommentChanges, CommentView, NewComment
from services.gateway.usecases.comments import Comments
from shared.unit_of_work import UnitOfWork

router = APIRouter(prefix="/v1/content-items/{item_id}/comments", tags=["Comments"])

UseCases = Annotated[Comments, Depends(provided(Comments))]


@router.post("", status_code=201, response_model=CommentView, summary="Comment on a content item")
async def create_comment(
    item_id: UUID, body: NewComment, caller: SignedIn, comments: UseCases, create: Creation
) -> Response:
    """Begins a thread about the present version, or answers in one. People who are mentioned are told."""

    async def effect(work: UnitOfWork) -> Made:
        comment = await comments.say(
            work,
            caller,
            item_id,
            text=body.text,
            reply_to=body.reply_to,
            mentions=list(dict.fromkeys(body.mentions)),
        )
        location = f"/v1/content-items/{item_id}/comments/{comment.comment_id}"
        headers = {"Location": location, "ETag": entity_tag(comment.revision)}
        return Made(201, CommentView.of(comment), headers)

    return await create(effect)


@router.get("", summary="List the comments on a content item")
async def list_comments(
    item_id: UUID,
    caller: SignedIn,
    comments: UseCases,
    transactions: Transactions,
    page: PageQuery,
    resolved: Annotated[
        bool | None, Query(description="Only those of settled threads, or of open ones.")
    ] = None,
) -> Page[CommentView]:
    """Oldest first."""
    filters = {"resolved": resolved}
    async with transactions.work(caller.organization_id) as work:
        rows = await comments.page(
            work, item_id, after=page.after_id(filters), resolved=resolved, limit=page.fetch
        )
    return page.answer(
        rows, view=CommentView.of, key=lambda comment: (str(comment.comment_id),), filters=filters
    )


@router.get("/{comment_id}", summary="Get a comment")
async def get_comment(
    item_id: UUID,
    comment_id: UUID,
    caller: SignedIn,
    comments: UseCases,
    transactions: Transactions,
    response: Response,
) -> CommentView:
    """Its ETag is what a change must show."""
    async with transactions.work(caller.organization_id) as work:
        comment = await comments.get(work, item_id, comment_id)
    response.headers["ETag"] = entity_tag(comment.revision)
    return CommentView.of(comment)


@router.patch("/{comment_id}", summary="Change a comment")
async def update_comment(
    item_id: UUID,
    comment_id: UUID,
    body: CommentChanges,
    caller: SignedIn,
    comments: UseCases,
    transactions: Transactions,
    condition: IfMatch,
    response: Response,
) -> CommentView:
    """Your own alone."""
    mentions = None if body.mentions is None else list(dict.fromkeys(body.mentions))
    async with transactions.work(caller.organization_id) as work:
        comment = await comments.edit(
            work, caller, item_id, comment_id, condition, text=body.text, mentions=mentions
        )
    response.headers["ETag"] = entity_tag(comment.revision)
    return CommentView.of(comment)


@router.delete("/{comment_id}", status_code=204, summary="Delete a comment")
async def delete_comment(
    item_id: UUID,
    comment_id: UUID,
    caller: SignedIn,
    comments: UseCases,
    transactions: Transactions,
    condition: IfMatch,
) -> None:
    """Your own alone; the answers to it go with it."""
    async with transactions.work(caller.organization_id) as work:
        await comments.delete(work, caller, item_id, comment_id, condition)


@router.post("/{comment_id}/resolve", summary="Settle a thread of comments")
async def resolve_comment(
    item_id: UUID, comment_id: UUID, caller: SignedIn, comments: UseCases, transactions: Transactions
) -> CommentView:
    """Answers with the comment that began the thread. Settling again changes nothing."""
    async with transactions.work(caller.organization_id) as work:
        return CommentView.of(await comments.resolve(work, caller, item_id, comment_id, resolved=True))


@router.post("/{comment_id}/reopen", summary="Reopen a thread of comments")
async def reopen_comment(
    item_id: UUID, comment_id: UUID, caller: SignedIn, comments: UseCases, transactions: Transactions
) -> CommentView:
    """Answers with the comment that began the thread. Reopening again changes nothing."""
    async with transactions.work(caller.organization_id) as work:
        return CommentView.of(await comments.resolve(work, caller, item_id, comment_id, resolved=False))
