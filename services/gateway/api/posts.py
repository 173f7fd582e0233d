"""Posts: /v1/posts."""

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from services.gateway.api.dependencies import SignedIn, Transactions, provided
from services.gateway.api.idempotency import Creation, Made
from services.gateway.api.pagination import Page, PageQuery
from services.gateway.api.preconditions import IfMatch, entity_tag
from services.gateway.api.sparse import Fields, fields_of
from services.gateway.api.views.metrics import PostMetricsSeries, PublicationMetrics
from services.gateway.api.views.posts import (
    NewPostBody,
    PostChanges,
    PostView,
    Retry,
    TimelineView,
    timeline_view,
    wishes_of,
)
from services.gateway.api.waiting import Wait
from services.gateway.domain.posts import Post, PostState
from services.gateway.domain.schedules import Instant
from services.gateway.domain.texts import Network
from services.gateway.usecases.measurements import Measurements
from services.gateway.usecases.posts import Posts
from shared.unit_of_work import UnitOfWork

router = APIRouter(prefix="/v1/posts", tags=["Posts"])

_UNDER_WAY: frozenset[PostState] = frozenset({"scheduled", "publishing"})

UseCases = Annotated[Posts, Depends(provided(Posts))]
MeasurementsPart = Annotated[Measurements, Depends(provided(Measurements))]


@router.post("", status_code=201, response_model=PostView, summary="Plan a post by hand")
async def create_post(
    body: NewPostBody,
    caller: SignedIn,
    posts: UseCases,
    transactions: Transactions,
    create: Creation,
    wait: Wait,
) -> Response:
    """With texts of your own for each network or account, held against the networks' limits before it is taken."""

    async def effect(work: UnitOfWork) -> Made:
        post = await posts.create(work, caller, body.to_domain())
        headers = {"Location": f"/v1/posts/{post.post_id}", "ETag": entity_tag(post.revision)}
        return Made(201, PostView.of(post), headers)

    async def look(post_id: UUID) -> PostView | None:
        async with transactions.work(caller.organization_id) as work:
            post = await posts.get(work, post_id)
        return None if post.state in _UNDER_WAY else PostView.of(post)

    return await wait.created(await create(effect), look)


@router.get("", response_model=Page[PostView], summary="List posts")
async def list_posts(
    caller: SignedIn,
    posts: UseCases,
    measurements: MeasurementsPart,
    transactions: Transactions,
    page: PageQuery,
    fields: Annotated[Fields, Depends(fields_of(PostView))],
    state: Annotated[list[PostState] | None, Query(description="Only those in one of these states.")] = None,
    network: Annotated[Network | None, Query(description="Only those with a target on it.")] = None,
    campaign_id: Annotated[UUID | None, Query(description="Only those of this campaign.")] = None,
    request_id: Annotated[UUID | None, Query(description="Only the one made from this request.")] = None,
    content_item_id: Annotated[
        UUID | None, Query(description="Only those made from this content item.")
    ] = None,
    due_from: Annotated[Instant | None, Query(description="Only those due then or later.")] = None,
    due_before: Annotated[Instant | None, Query(description="Only those due earlier.")] = None,
) -> Page[PostView] | Response:
    """Newest first."""
    filters = {
        "state": None if state is None else sorted(state),
        "network": network,
        "campaign_id": campaign_id,
        "request_id": request_id,
        "content_item_id": content_item_id,
        "due_from": due_from,
        "due_before": due_before,
    }
    async with transactions.work(caller.organization_id) as work:
        rows = await posts.page(
            work,
            after=page.after_id(filters),
            states=state,
            network=network,
            campaign_id=campaign_id,
            request_id=request_id,
            content_item_id=content_item_id,
            due_from=due_from,
            due_before=due_before,
            limit=page.fetch,
        )
        measured = (
            await measurements.latest_of_publications(work, _publications(rows))
            if "targets" in fields
            else {}
        )
    answer = page.answer(
        rows,
        view=lambda post: PostView.of(post, measured),
        key=lambda post: (str(post.post_id),),
        filters=filters,
    )
    return fields.of(answer, page)


@router.get("/{post_id}", summary="Get a post")
async def get_post(
    post_id: UUID,
    caller: SignedIn,
    posts: UseCases,
    measurements: MeasurementsPart,
    transactions: Transactions,
    wait: Wait,
    response: Response,
) -> PostView:
    """With the state of each target, and how it did when it was last seen. Its ETag is what a change must show; it speaks
    of the plan, not of what came of it.
    """

    async def read() -> PostView:
        async with transactions.work(caller.organization_id) as work:
            post = await posts.get(work, post_id)
            measured = await measurements.latest_of_publications(work, _publications([post]))
        response.headers["ETag"] = entity_tag(post.revision)
        return PostView.of(post, measured)

    async def look() -> PostView | None:
        post = await read()
        return None if post.state in _UNDER_WAY else post

    return await wait.settled(post_id, look, response) or await read()


@router.get("/{post_id}/metrics", summary="Get how a post did as it aged")
async def get_metrics(
    post_id: UUID,
    caller: SignedIn,
    posts: UseCases,
    measurements: MeasurementsPart,
    transactions: Transactions,
) -> PostMetricsSeries:
    """Each target is measured 5 minutes, 1 and 6 hours, 1, 3, 7 and 30 days after it went out, where its network tells
    figures; what was missed is measured once. What a network does not tell is not there, which is not 0.
    """
    async with transactions.work(caller.organization_id) as work:
        post = await posts.get(work, post_id)
        found = await measurements.of_post(work, post_id)
    return PostMetricsSeries(
        post_id=post.post_id, measurements=[PublicationMetrics.model_validate(one) for one in found]
    )


@router.patch("/{post_id}", summary="Change a post")
async def update_post(
    post_id: UUID,
    body: PostChanges,
    caller: SignedIn,
    posts: UseCases,
    transactions: Transactions,
    condition: IfMatch,
    response: Response,
) -> PostView:
    """Reschedule it or change texts, as long as it is not due. Targets that are due already stay as they are; 409 when
    nothing of what is to change is within reach any more, which is from one second before the instant on.
    """
    async with transactions.work(caller.organization_id) as work:
        post = await posts.edit(
            work,
            post_id,
            condition,
            by=caller.user_id,
            schedule=body.schedule,
            wishes=wishes_of(body.targets),
        )
    return _shown(response, post)


@router.post("/{post_id}/cancel", summary="Cancel a post")
async def cancel_post(
    post_id: UUID, caller: SignedIn, posts: UseCases, transactions: Transactions, response: Response
) -> PostView:
    """What is not due yet never goes out, nor what is due and held up, as by a halt. Cancelling again changes nothing;
    409 when all of it is due and under way.
    """
    async with transactions.work(caller.organization_id) as work:
        post = await posts.cancel(work, post_id)
    return _shown(response, post)


@router.post("/{post_id}/retry", response_model=PostView, summary="Send failed targets again")
async def retry_post(
    post_id: UUID, caller: SignedIn, posts: UseCases, create: Creation, body: Retry | None = None
) -> Response:
    """Now, and only those that failed or were missed. One whose outcome is unknown is never repeated: it might go out
    twice.
    """
    wanted = body or Retry()

    async def effect(work: UnitOfWork) -> Made:
        post = await posts.retry(
            work,
            post_id,
            by=caller.user_id,
            account_ids=wanted.account_ids,
            wishes=wishes_of(wanted.targets),
        )
        return Made(200, PostView.of(post), {"ETag": entity_tag(post.revision)})

    return await create(effect)


@router.get("/{post_id}/timeline", summary="Get the life of a post")
async def get_timeline(
    post_id: UUID, caller: SignedIn, posts: UseCases, transactions: Transactions
) -> TimelineView:
    """From the request to the publication: when each thing happened, to which account, how late, and what it means.
    Every entry of a life has the same correlation id, which the logs and the events of all services carry too.
    """
    async with transactions.work(caller.organization_id) as work:
        post, entries = await posts.life(work, post_id)
    return timeline_view(entries, request_id=post.request_id, post_id=post.post_id, state=post.state)


def _publications(posts: Sequence[Post]) -> list[UUID]:
    return [target.publication_id for post in posts for target in post.targets]


def _shown(response: Response, post: Post) -> PostView:
    response.headers["ETag"] = entity_tag(post.revision)
    return PostView.of(post)
