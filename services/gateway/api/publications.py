"""The publish ledger: /v1/publications."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response
from pydantic import AnyHttpUrl, Field, model_validator

from services.gateway.api.dependencies import SignedIn, Transactions, provided
from services.gateway.api.idempotency import Create, Creation, Made
from services.gateway.api.models import RequestBody, View
from services.gateway.api.pagination import Page, PageQuery, moment_key
from services.gateway.domain.identity import Caller
from services.gateway.domain.publications import Publication, PublicationState, Wish
from services.gateway.domain.texts import Network, Text
from services.gateway.usecases.publications import Publications, Request
from shared.events import (
    AttemptAnswer,
    AttemptKind,
    ErrorClass,
    NetworkName,
    PublicationAction,
    PublishedPart,
    WhoMustAct,
)
from shared.unit_of_work import UnitOfWork

router = APIRouter(prefix="/v1/publications", tags=["Publications"])

UseCases = Annotated[Publications, Depends(provided(Publications))]


class PublicationProblemView(View):
    code: str = Field(examples=["publishing.paced"])
    detail: str = Field(examples=["the account has published as much as x allows"])
    error_class: ErrorClass | None = None
    who_must_act: WhoMustAct | None = None
    retry_can_help: bool | None = None
    until: datetime | None = Field(default=None, description="When it is tried again at the latest.")


class PublicationView(View):
    """One occurrence of a post on one account, from the minute it was due."""

    publication_id: UUID
    post_id: UUID
    account_id: UUID
    network: NetworkName
    campaign_id: UUID | None
    request_id: UUID | None
    due_at: datetime
    state: PublicationState = Field(
        description="uncertain: nobody knows whether it is live; look, and tell with `/resolution`."
    )
    remote_id: str | None = Field(examples=["109348"])
    url: str | None = Field(examples=["https://mastodon.example/@asha/109348"])
    published_at: datetime | None
    lateness_ms: int | None = Field(description="From the due instant to the network's acceptance.")
    attempts: int
    reconciled: bool = Field(description="Found by a look after an unknown outcome.")
    parts: list[PublishedPart] = Field(
        description="Every post, comment or message of it, where there is more than one.", examples=[[]]
    )
    problem: PublicationProblemView | None = Field(description="Why it is where it is.", examples=[None])


class AttemptView(View):
    """A call that could change what is live, or a look afterwards."""

    attempt_id: UUID
    kind: AttemptKind
    part: int = Field(description="Which post, comment or message of the publication.", examples=[0])
    request_hash: str = Field(
        description="SHA-256 of what was sent; empty where a crash left nobody who knew.",
        examples=["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"],
    )
    trace_id: str | None = Field(examples=["4bf92f3577b34da6a3ce929d0e0e4736"])
    started_at: datetime
    ended_at: datetime
    answer: AttemptAnswer
    latency_ms: float | None = Field(examples=[182.4])
    code: str | None = Field(examples=["x.connection_lost"])
    detail: str | None = Field(description="The network's own words.", examples=[None])
    error_class: ErrorClass | None = Field(examples=["transient"])
    who_must_act: WhoMustAct | None
    retry_can_help: bool | None
    next_at: datetime | None = Field(description="When it is tried, or looked for, again.", examples=[None])


class WishView(View):
    """What a person asked of a publication, and what became of it."""

    wish_id: UUID
    publication_id: UUID
    action: PublicationAction
    url: str | None = Field(examples=[None])
    text: str | None = Field(examples=[None])
    requested_by: UUID | None
    requested_at: datetime
    state: Literal["open", "done", "refused"]
    code: str | None = Field(examples=[None])
    detail: str | None = Field(examples=[None])
    who_must_act: WhoMustAct | None = Field(examples=[None])
    ended_at: datetime | None = Field(examples=[None])


class AttemptList(Page[AttemptView]):
    """Some attempts, and all that was asked of the publication."""

    wishes: list[WishView] = Field(description="What people asked of it, the same on every page.")


class Resolution(RequestBody):
    """What a person found who looked: it is there, at this address; or it is not there."""

    outcome: Literal["published", "not_published"] = Field(
        examples=["published"], description="not_published: it goes out again, now."
    )
    url: AnyHttpUrl | None = Field(
        default=None, description="Where it is.", examples=["https://mastodon.example/@asha/109348"]
    )

    @model_validator(mode="after")
    def _say_where(self) -> "Resolution":
        if (self.outcome == "published") != (self.url is not None):
            raise ValueError("published goes with the url where it was seen, not_published without")
        return self

    def to_domain(self) -> Request:
        """As it is asked of the publisher."""
        if self.outcome == "published":
            return Request("confirm", url=str(self.url))
        return Request("repeat")


class NewText(RequestBody):
    text: Annotated[str, Text(70_000, required=True)] = Field(
        examples=["Corrected: the sale ends on Sunday."]
    )


@router.get("", summary="List publications")
async def list_publications(
    caller: SignedIn,
    publications: UseCases,
    transactions: Transactions,
    page: PageQuery,
    state: Annotated[list[PublicationState] | None, Query(description="Only these states.")] = None,
    network: Annotated[Network | None, Query(description="Only this network.")] = None,
    account_id: Annotated[UUID | None, Query(description="Only this account.")] = None,
    post_id: Annotated[UUID | None, Query(description="Only those of this post.")] = None,
    campaign_id: Annotated[UUID | None, Query(description="Only those of this campaign.")] = None,
) -> Page[PublicationView]:
    """Every publication since its minute came, latest due first; also those of posts that were moved since."""
    filters = {
        "state": None if state is None else sorted(state),
        "network": network,
        "account_id": account_id,
        "post_id": post_id,
        "campaign_id": campaign_id,
    }
    async with transactions.work(caller.organization_id) as work:
        found = await publications.page(
            work,
            after=page.after_moment(filters),
            states=state,
            network=network,
            account_id=account_id,
            post_id=post_id,
            campaign_id=campaign_id,
            limit=page.fetch,
        )
    return page.answer(found, view=PublicationView.model_validate, key=place, filters=filters)


@router.get("/{publication_id}", summary="Get a publication")
async def get_publication(
    publication_id: UUID, caller: SignedIn, publications: UseCases, transactions: Transactions
) -> PublicationView:
    """What became of it, as far as anybody knows."""
    async with transactions.work(caller.organization_id) as work:
        return PublicationView.model_validate(await publications.get(work, publication_id))


@router.get("/{publication_id}/attempts", summary="List a publication's attempts")
async def list_attempts(
    publication_id: UUID,
    caller: SignedIn,
    publications: UseCases,
    transactions: Transactions,
    page: PageQuery,
) -> AttemptList:
    """The evidence: every call that could have published it and every look afterwards, oldest first."""
    async with transactions.work(caller.organization_id) as work:
        attempts, wishes = await publications.attempts(
            work, publication_id, after=page.after_moment(), limit=page.fetch
        )
    shown = page.answer(
        attempts,
        view=AttemptView.model_validate,
        key=lambda attempt: moment_key(attempt.started_at, attempt.attempt_id),
    )
    return AttemptList(
        items=shown.items, next_cursor=shown.next_cursor, wishes=[_wish(one) for one in wishes]
    )


@router.post(
    "/{publication_id}/resolution",
    status_code=202,
    response_model=WishView,
    summary="Settle an uncertain publication",
)
async def resolve_publication(
    publication_id: UUID, body: Resolution, caller: SignedIn, publications: UseCases, create: Creation
) -> Response:
    """Say what you found on the network: it is there (give its address), or it is not (it goes out again)."""
    return await _asked(publications, create, caller, publication_id, body.to_domain())


@router.post(
    "/{publication_id}/text", status_code=202, response_model=WishView, summary="Edit a live post's text"
)
async def edit_publication(
    publication_id: UUID, body: NewText, caller: SignedIn, publications: UseCases, create: Creation
) -> Response:
    """Where the network lets a live post be edited; `supports` of `/v1/networks` says where. While a halt covers it, that
    needs `publishing:halt` too (403 `publishing.halted`).
    """
    return await _asked(publications, create, caller, publication_id, Request("edit", text=body.text))


@router.post(
    "/{publication_id}/removal", status_code=202, response_model=WishView, summary="Take a live post down"
)
async def remove_publication(
    publication_id: UUID, caller: SignedIn, publications: UseCases, create: Creation
) -> Response:
    """With all its parts, where the network lets that be done; `supports` of `/v1/networks` says where."""
    return await _asked(publications, create, caller, publication_id, Request("remove"))


async def _asked(
    publications: Publications, create: Create, caller: Caller, publication_id: UUID, request: Request
) -> Response:
    async def effect(work: UnitOfWork) -> Made:
        wish = await publications.ask(work, caller, publication_id, request)
        return Made(202, _wish(wish), {"Location": f"/v1/publications/{publication_id}/attempts"})

    return await create(effect)


def place(publication: Publication) -> tuple[str, str]:
    """A publication's place in such a list."""
    return moment_key(publication.due_at, publication.publication_id)


def _wish(wish: Wish) -> WishView:
    return WishView.model_validate(wish)
