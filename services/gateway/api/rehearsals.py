"""Dry runs: /v1/posts/{post_id}/rehearsals and /v1/rehearsals."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response
from pydantic import Field

from services.gateway.api.dependencies import SignedIn, Transactions, provided
from services.gateway.api.idempotency import Creation, Made
from services.gateway.api.models import View
from services.gateway.api.pagination import Page, PageQuery
from services.gateway.api.waiting import Wait
from services.gateway.domain.rehearsals import Rehearsal
from services.gateway.usecases.rehearsals import Rehearsals
from shared.events import RehearsedTarget
from shared.unit_of_work import UnitOfWork

router = APIRouter(prefix="/v1", tags=["Rehearsals"])

UseCases = Annotated[Rehearsals, Depends(provided(Rehearsals))]

_TARGET = {
    "account_id": "0199d2a1-7c3e-7b5f-8a2d-3f1c9e5b7a10",
    "network": "mastodon",
    "outcome": "published",
    "parts": [
        {
            "index": 0,
            "role": "post",
            "remote_id": "109348",
            "url": "http://127.0.0.1:8090/mastodon/@try5b7a103f1c9e/109348",
            "recipient": "",
        }
    ],
    "seconds": 0.214,
    "code": None,
    "detail": None,
    "error_class": None,
    "who_must_act": None,
}


class RehearsalView(View):
    """A post tried on the sandbox, with an answer for each target."""

    rehearsal_id: UUID
    post_id: UUID
    post_revision: int = Field(description="Of the post as it was tried; a later one was not.", examples=[1])
    requested_by: UUID | None
    requested_at: datetime
    targets: list[RehearsedTarget] | None = Field(
        description="Null until it has ended. Addresses are the sandbox's.", examples=[[_TARGET]]
    )
    ended_at: datetime | None


@router.post(
    "/posts/{post_id}/rehearsals",
    status_code=202,
    response_model=RehearsalView,
    summary="Rehearse a post",
)
async def rehearse_post(
    post_id: UUID,
    caller: SignedIn,
    rehearsals: UseCases,
    transactions: Transactions,
    create: Creation,
    wait: Wait,
) -> Response:
    """Publish the post, as it is planned now, to the sandbox by the connectors that would publish it.

    The real accounts are not touched. `rehearsal.ended` in the live updates says when every target has its answer.
    """

    async def effect(work: UnitOfWork) -> Made:
        rehearsal = await rehearsals.request(work, caller, post_id)
        headers = {"Location": f"/v1/rehearsals/{rehearsal.rehearsal_id}", "Retry-After": "1"}
        return Made(202, _view(rehearsal), headers)

    async def look(rehearsal_id: UUID) -> RehearsalView | None:
        async with transactions.work(caller.organization_id) as work:
            return _ended(await rehearsals.get(work, rehearsal_id))

    return await wait.created(await create(effect), look)


@router.get("/rehearsals", summary="List rehearsals")
async def list_rehearsals(
    caller: SignedIn,
    rehearsals: UseCases,
    transactions: Transactions,
    page: PageQuery,
    post_id: Annotated[UUID | None, Query(description="Only those of this post.")] = None,
) -> Page[RehearsalView]:
    """Newest first."""
    filters = {"post_id": post_id}
    async with transactions.work(caller.organization_id) as work:
        found = await rehearsals.page(work, after=page.after_id(filters), post_id=post_id, limit=page.fetch)
    return page.answer(found, view=_view, key=lambda one: (str(one.rehearsal_id),), filters=filters)


@router.get("/rehearsals/{rehearsal_id}", summary="Get a rehearsal")
async def get_rehearsal(
    rehearsal_id: UUID,
    caller: SignedIn,
    rehearsals: UseCases,
    transactions: Transactions,
    wait: Wait,
    response: Response,
) -> RehearsalView:
    """What became of each target on the sandbox."""

    async def look() -> RehearsalView | None:
        async with transactions.work(caller.organization_id) as work:
            return _ended(await rehearsals.get(work, rehearsal_id))

    ended = await wait.settled(rehearsal_id, look, response)
    if ended is not None:
        return ended
    async with transactions.work(caller.organization_id) as work:
        return _view(await rehearsals.get(work, rehearsal_id))


def _ended(rehearsal: Rehearsal) -> RehearsalView | None:
    return None if rehearsal.ended_at is None else _view(rehearsal)


def _view(rehearsal: Rehearsal) -> RehearsalView:
    return RehearsalView.model_validate(rehearsal)
