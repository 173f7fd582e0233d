"""The kill switch: /v1/halts."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response
from pydantic import Field, model_validator

from services.gateway.api.dependencies import SignedIn, Transactions, provided
from services.gateway.api.idempotency import Creation, Made
from services.gateway.api.models import RequestBody, View
from services.gateway.api.pagination import Page, PageQuery
from services.gateway.api.publications import PublicationView, place
from services.gateway.domain.publications import Halt
from services.gateway.domain.texts import NETWORKS, Text
from services.gateway.usecases.publications import Halts
from shared.events import HaltScope
from shared.unit_of_work import UnitOfWork

router = APIRouter(prefix="/v1/halts", tags=["Halts"])

UseCases = Annotated[Halts, Depends(provided(Halts))]
_AN_ID = "0199d2a1-7c3e-7b5f-8a2d-3f1c9e5b7a10"


class NewHalt(RequestBody):
    """What must not go out any more."""

    scope: HaltScope = Field(examples=["network"])
    target: Annotated[str, Text(64)] | None = Field(
        default=None,
        description="Id of the campaign, account or post, or the network's name; of the organisation, nothing.",
        examples=["x"],
    )
    reason: Annotated[str, Text(500)] = Field(
        default="", examples=["A wrong price is in all of today's posts."]
    )

    @model_validator(mode="after")
    def _names_what(self) -> "NewHalt":
        if self.scope == "organization":
            if self.target is not None:
                raise ValueError("the scope organization stops everything; leave target out")
        elif self.target is None:
            raise ValueError(f"say which {self.scope} in target")
        elif self.scope == "network":
            if self.target not in NETWORKS:
                raise ValueError(f"{self.target!r} is not a network; use one of {', '.join(NETWORKS)}")
        else:
            self.target = _id_in(self.target, self.scope)
        return self


def _id_in(target: str, scope: HaltScope) -> str:
    try:
        return str(UUID(target))
    except ValueError:
        raise ValueError(f"target {target!r} is no {scope} id; one looks like {_AN_ID}") from None


class HaltView(View):
    """Something that must not go out until it is resumed."""

    halt_id: UUID
    scope: HaltScope
    target: str = Field(examples=["x"])
    reason: str = Field(examples=["A wrong price is in all of today's posts."])
    active: bool
    created_by: UUID | None
    created_at: datetime
    stopped_at: datetime | None = Field(
        description="Since when the publisher begins nothing of it any more; null: it has not heard of it yet."
    )
    in_flight: list[UUID] = Field(
        description="Publications whose call had begun before that: they may still go out."
    )
    ended_at: datetime | None = Field(examples=[None])


@router.post("", status_code=201, response_model=HaltView, summary="Stop publishing")
async def create_halt(body: NewHalt, caller: SignedIn, halts: UseCases, create: Creation) -> Response:
    """At once: nothing of it begins any more, and what is due waits. `stopped_at` says since when that is certain."""

    async def effect(work: UnitOfWork) -> Made:
        halt = await halts.halt(work, caller, scope=body.scope, target=body.target, reason=body.reason)
        return Made(201, _view(halt), {"Location": f"/v1/halts/{halt.halt_id}"})

    return await create(effect)


@router.get("", summary="List halts")
async def list_halts(
    caller: SignedIn,
    halts: UseCases,
    transactions: Transactions,
    page: PageQuery,
    active: Annotated[bool | None, Query(description="Only those that hold, or that ended.")] = None,
) -> Page[HaltView]:
    """Newest first."""
    filters = {"active": active}
    async with transactions.work(caller.organization_id) as work:
        found = await halts.page(work, after=page.after_id(filters), active=active, limit=page.fetch)
    return page.answer(found, view=_view, key=lambda halt: (str(halt.halt_id),), filters=filters)


@router.get("/{halt_id}", summary="Get a halt")
async def get_halt(halt_id: UUID, caller: SignedIn, halts: UseCases, transactions: Transactions) -> HaltView:
    """Whether it holds, since when, and what was under way then."""
    async with transactions.work(caller.organization_id) as work:
        return _view(await halts.get(work, halt_id))


@router.get("/{halt_id}/publications", summary="List what went out")
async def list_halted_publications(
    halt_id: UUID, caller: SignedIn, halts: UseCases, transactions: Transactions, page: PageQuery
) -> Page[PublicationView]:
    """Every publication of what was stopped that is live, was live, or may be, latest due first."""
    async with transactions.work(caller.organization_id) as work:
        found = await halts.publications(work, halt_id, after=page.after_moment(), limit=page.fetch)
    return page.answer(found, view=PublicationView.model_validate, key=place, filters={})


@router.delete("/{halt_id}", summary="Resume publishing")
async def end_halt(halt_id: UUID, caller: SignedIn, halts: UseCases, transactions: Transactions) -> HaltView:
    """What waited and is still within its time goes out now, as its network's limits allow."""
    async with transactions.work(caller.organization_id) as work:
        return _view(await halts.resume(work, halt_id))


def _view(halt: Halt) -> HaltView:
    return HaltView.model_validate(halt)
