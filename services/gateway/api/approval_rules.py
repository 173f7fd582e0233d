"""Approval rules: /v1/approval-rules."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from services.gateway.api.dependencies import SignedIn, Transactions, provided
from services.gateway.api.idempotency import Creation, Made
from services.gateway.api.pagination import Page, PageQuery
from services.gateway.api.preconditions import IfMatch, IfNoneMatch, entity_tag, not_modified
from services.gateway.api.views.workflows import (
    ApprovalRuleChanges,
    ApprovalRuleView,
    NewApprovalRule,
    steps_of,
)
from services.gateway.usecases.approval_rules import ApprovalRules
from shared.unit_of_work import UnitOfWork

router = APIRouter(prefix="/v1/approval-rules", tags=["Approval rules"])

UseCases = Annotated[ApprovalRules, Depends(provided(ApprovalRules))]


@router.post("", status_code=201, response_model=ApprovalRuleView, summary="Create an approval rule")
async def create_approval_rule(
    body: NewApprovalRule, caller: SignedIn, rules: UseCases, create: Creation
) -> Response:
    """From now on whatever is published of the campaign, or of all campaigns without a rule of their own, passes its
    steps: content items, content requests and posts by hand. What is planned already goes out.
    """

    async def effect(work: UnitOfWork) -> Made:
        rule = await rules.create(
            work,
            caller,
            name=body.name,
            campaign_id=body.campaign_id,
            steps=steps_of(body.steps),
            author_may_approve=body.author_may_approve,
        )
        headers = {"Location": f"/v1/approval-rules/{rule.rule_id}", "ETag": entity_tag(rule.revision)}
        return Made(201, ApprovalRuleView.of(rule), headers)

    return await create(effect)


@router.get("", summary="List approval rules")
async def list_approval_rules(
    caller: SignedIn,
    rules: UseCases,
    transactions: Transactions,
    page: PageQuery,
    campaign_id: Annotated[UUID | None, Query(description="Only that of this campaign.")] = None,
) -> Page[ApprovalRuleView]:
    """Newest first."""
    filters = {"campaign_id": campaign_id}
    async with transactions.work(caller.organization_id) as work:
        rows = await rules.page(work, after=page.after_id(filters), campaign_id=campaign_id, limit=page.fetch)
    return page.answer(rows, view=ApprovalRuleView.of, key=lambda rule: (str(rule.rule_id),), filters=filters)


@router.get("/{rule_id}", response_model=ApprovalRuleView, summary="Get an approval rule")
async def get_approval_rule(
    rule_id: UUID,
    caller: SignedIn,
    rules: UseCases,
    transactions: Transactions,
    response: Response,
    known: IfNoneMatch = None,
) -> Response | ApprovalRuleView:
    """Its ETag is what a change must show."""
    async with transactions.work(caller.organization_id) as work:
        rule = await rules.get(work, rule_id)
    return not_modified(known, response, rule.revision) or ApprovalRuleView.of(rule)


@router.patch("/{rule_id}", summary="Change an approval rule")
async def update_approval_rule(
    rule_id: UUID,
    body: ApprovalRuleChanges,
    caller: SignedIn,
    rules: UseCases,
    transactions: Transactions,
    condition: IfMatch,
    response: Response,
) -> ApprovalRuleView:
    """For reviews that begin from now on; those that run keep their steps."""
    async with transactions.work(caller.organization_id) as work:
        rule = await rules.update(work, rule_id, condition, body.changes)
    response.headers["ETag"] = entity_tag(rule.revision)
    return ApprovalRuleView.of(rule)


@router.delete("/{rule_id}", status_code=204, summary="Delete an approval rule")
async def delete_approval_rule(
    rule_id: UUID, caller: SignedIn, rules: UseCases, transactions: Transactions, condition: IfMatch
) -> None:
    """Reviews that run under it go on."""
    async with transactions.work(caller.organization_id) as work:
        await rules.delete(work, rule_id, condition)
