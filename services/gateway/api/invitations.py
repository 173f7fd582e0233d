"""Invitations to an organisation: /v1/invitations."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response
from pydantic import EmailStr, Field

from services.gateway.api.auth import (
    Password,
    People,
    Remember,
    SignedInUser,
    SigningInFrom,
    Username,
    signed_in_answer,
)
from services.gateway.api.dependencies import SignedIn, Transactions, provided
from services.gateway.api.idempotency import Creation, Made
from services.gateway.api.limits import AnonymousLimit
from services.gateway.api.models import RequestBody, SecretText, View
from services.gateway.api.pagination import Page, PageQuery
from services.gateway.domain.organizations import Invitation, InvitationState
from services.gateway.domain.policy import Role
from services.gateway.usecases.invitations import Invitations, Newcomer
from shared.clock import Clock
from shared.unit_of_work import UnitOfWork

router = APIRouter(prefix="/v1/invitations", tags=["Invitations"])

UseCases = Annotated[Invitations, Depends(provided(Invitations))]
Time = Annotated[Clock, Depends(provided(Clock))]
Token = Annotated[
    SecretText,
    Field(
        max_length=200,
        description="From the e-mail.",
        examples=["pw_invite_6f1vGm3y9k0sQ2dZk0o8m7yJ5c4b3a2Z1x0w9v8u7t6"],
    ),
]
Email = Annotated[EmailStr, Field(max_length=254, examples=["ravi@example.com"])]


class NewInvitation(RequestBody):
    """Whom to invite, and as what."""

    email: Email
    role: Role = Field(description="Only an owner invites owners.", examples=["editor"])


class InvitationToken(RequestBody):
    token: Token


class NewcomerBody(RequestBody):
    """Somebody who accepts and was never here; their address is the invited one."""

    token: Token
    username: Username
    password: Password


class InvitationView(View):
    invitation_id: UUID
    email: str = Field(examples=["ravi@example.com"])
    role: Role = Field(examples=["editor"])
    state: InvitationState = Field(examples=["open"])
    invited_by: UUID
    created_at: datetime
    sent_at: datetime = Field(description="When the last e-mail was sent.")
    expires_at: datetime
    accepted_at: datetime | None = Field(examples=[None])
    accepted_by: UUID | None = Field(examples=[None])
    revoked_at: datetime | None = Field(examples=[None])


class OfferView(View):
    """An invitation as whoever holds its token sees it."""

    organization_id: UUID
    organization_name: str = Field(examples=["Asha's Kitchen"])
    email: str = Field(examples=["ravi@example.com"])
    role: Role = Field(examples=["editor"])
    expires_at: datetime


@router.post("", status_code=201, response_model=InvitationView, summary="Invite somebody")
async def create_invitation(
    body: NewInvitation, caller: SignedIn, invitations: UseCases, create: Creation, clock: Time
) -> Response:
    """They get an e-mail whose link works once, for seven days. How many may be open, and leave in a day, is limited."""

    async def effect(work: UnitOfWork) -> Made:
        made = await invitations.create(work, caller, body.email, body.role)
        return Made(201, _view(made, clock), {"Location": f"/v1/invitations/{made.invitation_id}"})

    return await create(effect)


@router.get("", summary="List invitations")
async def list_invitations(
    caller: SignedIn,
    invitations: UseCases,
    transactions: Transactions,
    page: PageQuery,
    clock: Time,
    is_open: Annotated[
        bool | None, Query(alias="open", description="Only those that can be accepted, or that can't.")
    ] = None,
) -> Page[InvitationView]:
    """Newest first."""
    filters = {"open": is_open}
    async with transactions.work(caller.organization_id) as work:
        found = await invitations.page(
            work, caller, after=page.after_id(filters), is_open=is_open, limit=page.fetch
        )
    return page.answer(
        found,
        view=lambda one: _view(one, clock),
        key=lambda one: (str(one.invitation_id),),
        filters=filters,
    )


@router.post("/look", summary="Look at an invitation", dependencies=[AnonymousLimit])
async def look_at_invitation(body: InvitationToken, invitations: UseCases) -> OfferView:
    """For whoever holds its token: who invites, and to what."""
    return _offer(*await invitations.look(body.token.get_secret_value()))


@router.post("/accept", status_code=204, summary="Accept an invitation")
async def accept_invitation(body: InvitationToken, caller: SignedIn, invitations: UseCases) -> None:
    """You become a member; `POST /v1/auth/organization` gives tokens for it. Your address must be the invited one."""
    await invitations.accept(caller, body.token.get_secret_value())


@router.post(
    "/accept-as-new",
    status_code=201,
    summary="Accept an invitation as a new user",
    dependencies=[AnonymousLimit],
)
async def accept_invitation_as_new(
    body: NewcomerBody,
    invitations: UseCases,
    people: People,
    client: SigningInFrom,
    remember: Remember,
    response: Response,
) -> SignedInUser:
    """Make a user of the invited address, verified, and sign in."""
    password = body.password.get_secret_value()
    newcomer = Newcomer(body.username, password, client)
    user = await invitations.accept_as_new(body.token.get_secret_value(), newcomer)
    profile, tokens = await people.sign_in(user.username, password, client)
    remember(profile)
    return signed_in_answer(response, profile, tokens)


@router.get("/{invitation_id}", summary="Get an invitation")
async def get_invitation(
    invitation_id: UUID, caller: SignedIn, invitations: UseCases, transactions: Transactions, clock: Time
) -> InvitationView:
    """What became of it."""
    async with transactions.work(caller.organization_id) as work:
        return _view(await invitations.get(work, caller, invitation_id), clock)


@router.post("/{invitation_id}/resend", summary="Send an invitation again")
async def resend_invitation(
    invitation_id: UUID, caller: SignedIn, invitations: UseCases, transactions: Transactions, clock: Time
) -> InvitationView:
    """With a new link and all its days; the link before stops working. Not again within a few minutes."""
    async with transactions.work(caller.organization_id) as work:
        return _view(await invitations.resend(work, caller, invitation_id), clock)


@router.delete("/{invitation_id}", summary="Revoke an invitation")
async def revoke_invitation(
    invitation_id: UUID, caller: SignedIn, invitations: UseCases, transactions: Transactions, clock: Time
) -> InvitationView:
    """Its link stops working. Revoking again changes nothing."""
    async with transactions.work(caller.organization_id) as work:
        return _view(await invitations.revoke(work, caller, invitation_id), clock)


def _view(invitation: Invitation, clock: Clock) -> InvitationView:
    return InvitationView(
        invitation_id=invitation.invitation_id,
        email=invitation.email,
        role=invitation.role,
        state=invitation.state(clock.now()),
        invited_by=invitation.invited_by,
        created_at=invitation.created_at,
        sent_at=invitation.sent_at,
        expires_at=invitation.expires_at,
        accepted_at=invitation.accepted_at,
        accepted_by=invitation.accepted_by,
        revoked_at=invitation.revoked_at,
    )


def _offer(invitation: Invitation, organization_name: str) -> OfferView:
    return OfferView(
        organization_id=invitation.organization_id,
        organization_name=organization_name,
        email=invitation.email,
        role=invitation.role,
        expires_at=invitation.expires_at,
    )
