"""Members of an organisation: /v1/members."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response
from pydantic import Field

from services.gateway.api.dependencies import SignedIn, Transactions, provided
from services.gateway.api.models import RequestBody, View
from services.gateway.api.pagination import Page, PageQuery
from services.gateway.api.preconditions import IfMatch, IfNoneMatch, entity_tag, not_modified
from services.gateway.domain.policy import Role
from services.gateway.usecases.members import Members

router = APIRouter(prefix="/v1", tags=["Members"])

UseCases = Annotated[Members, Depends(provided(Members))]


class RoleChange(RequestBody):
    role: Role = Field(description="Only an owner makes owners, and unmakes them.", examples=["editor"])


class MemberView(View):
    """Somebody who works in the organisation."""

    user_id: UUID
    username: str = Field(examples=["ravi"])
    name: str | None = Field(examples=["Ravi"])
    email: str = Field(examples=["ravi@example.com"])
    role: Role = Field(examples=["editor"])
    created_at: datetime = Field(description="When they joined.")


@router.get("/members", summary="List members")
async def list_members(
    caller: SignedIn,
    members: UseCases,
    transactions: Transactions,
    page: PageQuery,
    role: Annotated[Role | None, Query(description="Only those of this role.")] = None,
) -> Page[MemberView]:
    """Those who signed up last come first."""
    filters = {"role": role}
    async with transactions.work(caller.organization_id) as work:
        found = await members.page(work, caller, after=page.after_id(filters), role=role, limit=page.fetch)
    return page.answer(
        found, view=MemberView.model_validate, key=lambda one: (str(one.user_id),), filters=filters
    )


@router.get("/members/{user_id}", response_model=MemberView, summary="Get a member")
async def get_member(
    user_id: UUID,
    caller: SignedIn,
    members: UseCases,
    transactions: Transactions,
    response: Response,
    known: IfNoneMatch = None,
) -> Response | MemberView:
    """Their ETag is what a change must show."""
    async with transactions.work(caller.organization_id) as work:
        member = await members.get(work, caller, user_id)
    return not_modified(known, response, member.revision) or MemberView.model_validate(member)


@router.patch("/members/{user_id}", summary="Change a member's role")
async def update_member(
    user_id: UUID,
    body: RoleChange,
    caller: SignedIn,
    members: UseCases,
    transactions: Transactions,
    condition: IfMatch,
    response: Response,
) -> MemberView:
    """It counts from their next request on."""
    async with transactions.work(caller.organization_id) as work:
        member = await members.set_role(work, caller, user_id, body.role, condition)
    response.headers["ETag"] = entity_tag(member.revision)
    return MemberView.model_validate(member)


@router.delete("/members/{user_id}", status_code=204, summary="Remove a member")
async def remove_member(
    user_id: UUID, caller: SignedIn, members: UseCases, transactions: Transactions
) -> None:
    """Their sessions end at once; what they made stays."""
    async with transactions.work(caller.organization_id) as work:
        await members.remove(work, caller, user_id)


@router.post("/organization/leave", status_code=204, summary="Leave your organisation")
async def leave_organization(caller: SignedIn, members: UseCases, transactions: Transactions) -> None:
    """Your sessions in it end at once. The last owner can't leave."""
    async with transactions.work(caller.organization_id) as work:
        await members.leave(work, caller)
