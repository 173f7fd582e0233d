"""Many posts in one call: /v1/posts/bulk. Each item is a transaction of its own and has a result of its own."""

from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, Field

from services.gateway.api.dependencies import SignedIn, provided
from services.gateway.api.idempotency import Create, Creation, Made
from services.gateway.api.models import RequestBody
from services.gateway.api.preconditions import entity_tag
from services.gateway.api.problems import refusal_of
from services.gateway.api.views.posts import NewPostBody, PostView
from services.gateway.domain.flaws import FlawedError
from services.gateway.domain.identity import Caller
from services.gateway.domain.revisions import RevisionCondition
from services.gateway.domain.schedules import PostSchedule
from services.gateway.errors import ClientError
from services.gateway.usecases.posts import Posts
from shared.unit_of_work import UnitOfWork
from shared.web import problem_document

router = APIRouter(prefix="/v1/posts", tags=["Posts"])

MOST_ITEMS = 100

Key = Annotated[
    str | None,
    Field(
        pattern=r"^[\x21\x23-\x7e]{1,128}$",
        description="As an Idempotency-Key, of this item alone: sent again with the same item within 24 hours, it does"
        " nothing anew and gets the first result.",
        examples=["monsoon-1"],
    ),
]


class CreateItem(RequestBody):
    """Plan a post, as `POST /v1/posts`."""

    action: Literal["create"]
    key: Key = None
    post: NewPostBody

    async def apply(self, work: UnitOfWork, posts: Posts, caller: Caller) -> Made:
        post = await posts.create(work, caller, self.post.to_domain())
        headers = {"Location": f"/v1/posts/{post.post_id}", "ETag": entity_tag(post.revision)}
        return Made(201, PostView.of(post), headers)


class CancelItem(RequestBody):
    """Cancel a post, as `POST /v1/posts/{post_id}/cancel`."""

    action: Literal["cancel"]
    key: Key = None
    post_id: UUID

    async def apply(self, work: UnitOfWork, posts: Posts, _caller: Caller) -> Made:
        post = await posts.cancel(work, self.post_id)
        return Made(200, PostView.of(post), {"ETag": entity_tag(post.revision)})


class MoveItem(RequestBody):
    """Give a post another time, as `PATCH /v1/posts/{post_id}` with a schedule."""

    action: Literal["move"]
    key: Key = None
    post_id: UUID
    schedule: PostSchedule
    revision: Annotated[
        int | None,
        Field(
            strict=True,
            ge=1,
            le=2**31 - 1,
            description="The one you saw: 412 if there is a newer one. Any, if left out.",
        ),
    ] = None

    async def apply(self, work: UnitOfWork, posts: Posts, caller: Caller) -> Made:
        seen = None if self.revision is None else frozenset({self.revision})
        condition = RevisionCondition(seen)
        post = await posts.edit(
            work, self.post_id, condition, by=caller.user_id, schedule=self.schedule, wishes=()
        )
        return Made(200, PostView.of(post), {"ETag": entity_tag(post.revision)})


Item = Annotated[CreateItem | CancelItem | MoveItem, Field(discriminator="action")]


class Items(RequestBody):
    """What is to be done, in this order."""

    items: list[Item] = Field(min_length=1, max_length=MOST_ITEMS)


class ItemResult(BaseModel):
    """What became of one item."""

    index: int = Field(description="Of the item, from 0.", examples=[0])
    status: int = Field(description="As the item alone would have been answered.", examples=[201])
    replayed: bool = Field(
        description="Whether this is the result that its key got before.", examples=[False]
    )
    post: PostView | None = Field(description="As it is after the item; null where it was refused.")
    problem: dict[str, Any] | None = Field(
        description="Why it was refused: a problem document, as everywhere. Null where it was done.",
        examples=[None],
    )


class Results(BaseModel):
    """A result for each item, in the order of the items."""

    succeeded: int = Field(examples=[1])
    failed: int = Field(examples=[0])
    items: list[ItemResult]


@router.post("/bulk", summary="Create, cancel and move many posts")
async def change_posts(
    body: Items,
    request: Request,
    caller: SignedIn,
    posts: Annotated[Posts, Depends(provided(Posts))],
    create: Creation,
) -> Results:
    """Up to 100 items, each done by itself: one that is refused keeps no other from being done. The answer is 200 as soon as
    the items could be read; the result of each has the status that it would have got alone. If the connection breaks on
    the way, send the same call again: items with a `key` that were done are not done twice. An Idempotency-Key of the whole
    call stands for the key of each item that has none.
    """
    results = [
        await _result(index, item, request, caller, posts, _once(create, index, item))
        for index, item in enumerate(body.items)
    ]
    failed = sum(result.problem is not None for result in results)
    return Results(succeeded=len(results) - failed, failed=failed, items=results)


def _once(create: Create, index: int, item: CreateItem | CancelItem | MoveItem) -> Create:
    key = item.key
    if key is None and create.key is not None:
        key = f"{create.key} {index}"  # with a space, which no key of a client has
    return create.of_item(key, item.model_dump_json().encode())


async def _result(
    index: int,
    item: CreateItem | CancelItem | MoveItem,
    request: Request,
    caller: Caller,
    posts: Posts,
    create: Create,
) -> ItemResult:
    async def effect(work: UnitOfWork) -> Made:
        return await item.apply(work, posts, caller)

    try:
        answer = await create(effect)
    except ClientError as error:
        refusal = error
    except FlawedError as error:
        refusal = refusal_of(error)
    else:
        return ItemResult(
            index=index,
            status=answer.status_code,
            replayed="idempotency-replayed" in answer.headers,
            post=PostView.model_validate_json(bytes(answer.body)),
            problem=None,
        )
    return ItemResult(
        index=index,
        status=refusal.status,
        replayed=False,
        post=None,
        problem=problem_document(request, refusal),
    )
