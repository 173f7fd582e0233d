"""The organisation one acts in, and one's others: /v1/organization, /v1/organizations."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from pydantic import Field, model_validator

from services.gateway.api.dependencies import SignedIn, Transactions, provided
from services.gateway.api.idempotency import Creation, Made
from services.gateway.api.models import RequestBody, View
from services.gateway.api.pagination import Page, PageQuery
from services.gateway.api.preconditions import IfMatch, IfNoneMatch, entity_tag, not_modified
from services.gateway.domain.organizations import Organization
from services.gateway.domain.policy import Role
from services.gateway.domain.schedules import TimeZone
from services.gateway.domain.texts import Language, Name
from services.gateway.usecases.organizations import Organizations
from shared.unit_of_work import UnitOfWork

router = APIRouter(prefix="/v1", tags=["Organisation"])

UseCases = Annotated[Organizations, Depends(provided(Organizations))]
OrganizationName = Annotated[str, Name(100), Field(examples=["Asha's Kitchen"])]
Approval = Annotated[
    Literal["auto", "required"],
    Field(description="Of content requests that say nothing else: whether a person must approve."),
]


class NewOrganization(RequestBody):
    """Another organisation of one's own."""

    name: OrganizationName
    time_zone: TimeZone = "UTC"
    approval: Approval = "auto"
    language: Language = "en"


class OrganizationChanges(RequestBody):
    """Fields left out stay as they are."""

    name: OrganizationName | None = None
    time_zone: TimeZone | None = None
    approval: Approval | None = None
    language: Language | None = None

    @model_validator(mode="after")
    def _nothing_is_taken_away(self) -> "OrganizationChanges":
        for name in self.model_fields_set:
            if getattr(self, name) is None:
                raise ValueError(f"{name} can be changed, and not taken away; leave it out to let it be")
        return self

    @property
    def changes(self) -> dict[str, Any]:
        """What the client sent."""
        return self.model_dump(exclude_unset=True)


class Heir(RequestBody):
    user_id: UUID = Field(description="A member, who becomes the owner; you become an admin.")


class OrganizationView(View):
    """A tenant: nothing of it is seen in another."""

    organization_id: UUID
    name: str = Field(examples=["Asha's Kitchen"])
    time_zone: str = Field(
        description="Where its days and months begin, such as those of quotas.", examples=["Asia/Kolkata"]
    )
    approval: Approval
    language: str = Field(description="Of content that says nothing else.", examples=["en"])
    created_at: datetime
    updated_at: datetime
    deleted_at: datetime | None = Field(description="Since when everything stands still.", examples=[None])
    restorable_until: datetime | None = Field(description="When it is erased.", examples=[None])


class OwnOrganizationView(View):
    organization_id: UUID
    name: str = Field(examples=["Asha's Kitchen"])
    role: Role = Field(description="Yours.", examples=["owner"])
    joined_at: datetime
    deleted_at: datetime | None = Field(examples=[None])


@router.get("/organizations", summary="List your organisations")
async def list_organizations(
    caller: SignedIn, organizations: UseCases, page: PageQuery
) -> Page[OwnOrganizationView]:
    """Where you are a member; `POST /v1/auth/organization` gives tokens for another one."""
    found = await organizations.mine(caller, after=page.after_id(), limit=page.fetch)
    return page.answer(
        found, view=OwnOrganizationView.model_validate, key=lambda one: (str(one.organization_id),)
    )


@router.post(
    "/organizations", status_code=201, response_model=OrganizationView, summary="Create another organisation"
)
async def create_organization(
    body: NewOrganization, caller: SignedIn, organizations: UseCases, create: Creation
) -> Response:
    """You own it. Your tokens stay those of the present one."""

    async def effect(work: UnitOfWork) -> Made:
        made = await organizations.create(work, caller, body.model_dump())
        return Made(201, _view(made), {"ETag": entity_tag(made.revision)})

    return await create(effect)


@router.get("/organization", response_model=OrganizationView, summary="Get your organisation")
async def get_organization(
    caller: SignedIn,
    organizations: UseCases,
    transactions: Transactions,
    response: Response,
    known: IfNoneMatch = None,
) -> Response | OrganizationView:
    """The one that you act in. Its ETag is what a change must show."""
    async with transactions.work(caller.organization_id) as work:
        organization = await organizations.get(work, caller)
    return not_modified(known, response, organization.revision) or _view(organization)


@router.patch("/organization", summary="Change your organisation")
async def update_organization(
    body: OrganizationChanges,
    caller: SignedIn,
    organizations: UseCases,
    transactions: Transactions,
    condition: IfMatch,
    response: Response,
) -> OrganizationView:
    """Fields left out stay as they are."""
    async with transactions.work(caller.organization_id) as work:
        return _shown(response, await organizations.update(work, caller, condition, body.changes))


@router.delete("/organization", summary="Delete your organisation")
async def delete_organization(
    caller: SignedIn,
    organizations: UseCases,
    transactions: Transactions,
    condition: IfMatch,
    response: Response,
) -> OrganizationView:
    """Everything stands still at once; for 30 days an owner can restore it, then it is erased."""
    async with transactions.work(caller.organization_id) as work:
        return _shown(response, await organizations.delete(work, caller, condition))


@router.post("/organization/restore", summary="Restore your organisation")
async def restore_organization(
    caller: SignedIn, organizations: UseCases, transactions: Transactions, response: Response
) -> OrganizationView:
    """As if it had not been deleted; what became due meanwhile and is too late counts as missed."""
    async with transactions.work(caller.organization_id) as work:
        return _shown(response, await organizations.restore(work, caller))


@router.post("/organization/transfer", status_code=204, summary="Give your organisation away")
async def transfer_organization(
    body: Heir, caller: SignedIn, organizations: UseCases, transactions: Transactions
) -> None:
    """Another member becomes the owner, and you an admin."""
    async with transactions.work(caller.organization_id) as work:
        await organizations.transfer(work, caller, body.user_id)


def _shown(response: Response, organization: Organization) -> OrganizationView:
    response.headers["ETag"] = entity_tag(organization.revision)
    return _view(organization)


def _view(organization: Organization) -> OrganizationView:
    return OrganizationView.model_validate(organization)
