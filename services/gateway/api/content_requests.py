"""Content requests: /v1/content-requests."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response

from services.gateway.api.dependencies import Identified, SignedIn, Transactions, provided
from services.gateway.api.idempotency import Creation, Made
from services.gateway.api.pagination import Page, PageQuery
from services.gateway.api.serving import BYTES, UNCHANGING, served
from services.gateway.api.sparse import Fields, fields_of
from services.gateway.api.views.content import Approved, ContentRequestView, NewContentRequest, Rejected
from services.gateway.api.views.posts import TimelineView, timeline_view
from services.gateway.api.waiting import Wait
from services.gateway.domain.content import ContentRequest, RequestState
from services.gateway.domain.texts import Network
from services.gateway.errors import NotFoundError
from services.gateway.usecases.approvals import Approvals
from services.gateway.usecases.content_requests import ContentRequests
from services.gateway.usecases.controls import ContentControls
from shared.objects import ObjectStore
from shared.unit_of_work import UnitOfWork

router = APIRouter(prefix="/v1/content-requests", tags=["Content requests"])

_UNDER_WAY: frozenset[RequestState] = frozenset({"requested", "generating"})

UseCases = Annotated[ContentRequests, Depends(provided(ContentRequests))]
Controls = Annotated[ContentControls, Depends(provided(ContentControls))]
Reviews = Annotated[Approvals, Depends(provided(Approvals))]


@router.post("", status_code=202, response_model=ContentRequestView, summary="Ask for content from a brief")
async def request_content(
    body: NewContentRequest,
    caller: SignedIn,
    requests: UseCases,
    transactions: Transactions,
    create: Creation,
    wait: Wait,
) -> Response:
    """Texts for each network, fitted to its limits, and a picture if wanted. With a schedule and `approval: auto` it
    becomes a post by itself as soon as the content is ready. With a schedule, every listed network needs a connected
    account now; which accounts the post goes to is settled when it is made. Look at Location for how far it is.
    """

    async def effect(work: UnitOfWork) -> Made:
        request = await requests.request(work, caller, body)
        headers = {"Location": f"/v1/content-requests/{request.request_id}", "Retry-After": "1"}
        return Made(202, ContentRequestView.of(request), headers)

    async def look(request_id: UUID) -> ContentRequestView | None:
        async with transactions.work(caller.organization_id) as work:
            return _settled(await requests.get(work, request_id))

    return await wait.created(await create(effect), look)


@router.get("", response_model=Page[ContentRequestView], summary="List content requests")
async def list_requests(
    caller: SignedIn,
    requests: UseCases,
    transactions: Transactions,
    page: PageQuery,
    fields: Annotated[Fields, Depends(fields_of(ContentRequestView))],
    state: Annotated[
        list[RequestState] | None, Query(description="Only those in one of these states.")
    ] = None,
    campaign_id: Annotated[UUID | None, Query(description="Only those of this campaign.")] = None,
    batch_id: Annotated[UUID | None, Query(description="Only those of this batch.")] = None,
    brand_kit_id: Annotated[
        UUID | None, Query(description="Only those for which this brand kit's rules hold.")
    ] = None,
    network: Annotated[Network | None, Query(description="Only those that name it.")] = None,
) -> Page[ContentRequestView] | Response:
    """Newest first."""
    filters = {
        "state": None if state is None else sorted(state),
        "campaign_id": campaign_id,
        "batch_id": batch_id,
        "brand_kit_id": brand_kit_id,
        "network": network,
    }
    async with transactions.work(caller.organization_id) as work:
        rows = await requests.page(
            work,
            after=page.after_id(filters),
            states=state,
            campaign_id=campaign_id,
            batch_id=batch_id,
            brand_kit_id=brand_kit_id,
            network=network,
            limit=page.fetch,
        )
    answer = page.answer(
        rows, view=ContentRequestView.of, key=lambda request: (str(request.request_id),), filters=filters
    )
    return fields.of(answer, page)


@router.get("/{request_id}", summary="Get a content request")
async def get_request(
    request_id: UUID,
    caller: SignedIn,
    requests: UseCases,
    transactions: Transactions,
    wait: Wait,
    response: Response,
) -> ContentRequestView:
    """How far it is, its content once that is ready, and the post made from it."""

    async def look() -> ContentRequestView | None:
        async with transactions.work(caller.organization_id) as work:
            return _settled(await requests.get(work, request_id))

    settled = await wait.settled(request_id, look, response)
    if settled is not None:
        return settled
    async with transactions.work(caller.organization_id) as work:
        return ContentRequestView.of(await requests.get(work, request_id))


def _settled(request: ContentRequest) -> ContentRequestView | None:
    return None if request.state in _UNDER_WAY else ContentRequestView.of(request)


@router.post("/{request_id}/approve", response_model=ContentRequestView, summary="Approve content")
async def approve_request(
    request_id: UUID, caller: SignedIn, reviews: Reviews, create: Creation, body: Approved | None = None
) -> Response:
    """It becomes a post at the time it was asked for, or at the one given here. A time that passed within the grace
    period still holds: the post goes out at once; later than that a new schedule is needed. Approving again changes
    nothing.
    """
    wanted = body or Approved()

    async def effect(work: UnitOfWork) -> Made:
        request = await reviews.approve(
            work,
            caller,
            request_id,
            comment=wanted.comment,
            schedule=wanted.schedule,
            content_hash=wanted.content_hash,
        )
        return Made(200, ContentRequestView.of(request))

    return await create(effect)


@router.post("/{request_id}/reject", summary="Reject content")
async def reject_request(
    request_id: UUID, body: Rejected, caller: SignedIn, reviews: Reviews, transactions: Transactions
) -> ContentRequestView:
    """No post is made from it; the comment says why. Rejecting again changes nothing."""
    async with transactions.work(caller.organization_id) as work:
        return ContentRequestView.of(await reviews.reject(work, caller, request_id, comment=body.comment))


@router.post("/{request_id}/cancel", summary="Cancel a content request")
async def cancel_request(
    request_id: UUID, caller: SignedIn, controls: Controls, transactions: Transactions
) -> ContentRequestView:
    """No post is made from it, also when its content arrives later. Once it has its post, cancel the post instead.
    Cancelling again changes nothing.
    """
    async with transactions.work(caller.organization_id) as work:
        return ContentRequestView.of(await controls.cancel_request(work, request_id))


@router.post(
    "/{request_id}/retry",
    status_code=202,
    response_model=ContentRequestView,
    dependencies=[Identified],
    summary="Retry a content request that failed",
)
async def retry_request(request_id: UUID, controls: Controls, create: Creation) -> Response:
    """What was done already is not done again."""

    async def effect(work: UnitOfWork) -> Made:
        request = await controls.retry_request(work, request_id)
        return Made(202, ContentRequestView.of(request), {"Retry-After": "1"})

    return await create(effect)


@router.get(
    "/{request_id}/picture",
    response_class=Response,
    responses=BYTES,
    summary="Get the picture of a content request",
)
async def get_picture(
    request_id: UUID,
    request: Request,
    caller: SignedIn,
    requests: UseCases,
    objects: Annotated[ObjectStore, Depends(provided(ObjectStore))],
    transactions: Transactions,
) -> Response:
    """The bytes themselves; they never change. A range may be asked for."""
    async with transactions.work(caller.organization_id) as work:
        picture = (await requests.get(work, request_id)).picture
    if picture is None:
        raise NotFoundError("This content request has no picture (yet).")
    return await served(request, objects, picture, caching=UNCHANGING)


@router.get("/{request_id}/timeline", summary="Get the life of a content request")
async def get_request_timeline(
    request_id: UUID, caller: SignedIn, requests: UseCases, transactions: Transactions
) -> TimelineView:
    """What happened until a post was made from it; the post's own timeline goes on from there."""
    async with transactions.work(caller.organization_id) as work:
        request, entries = await requests.life(work, request_id)
    return timeline_view(entries, request_id=request.request_id, post_id=request.post_id, state=request.state)
