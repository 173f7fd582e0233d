"""Workflows: /v1/workflows."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from services.gateway.api.dependencies import SignedIn, Transactions, provided
from services.gateway.api.idempotency import Creation, Made
from services.gateway.api.pagination import Page, PageQuery
from services.gateway.api.views.workflows import (
    NewDecision,
    NewWorkflow,
    NewWorkflows,
    NotStarted,
    StartedItem,
    StartedItems,
    WorkflowView,
)
from services.gateway.domain.identity import Caller
from services.gateway.domain.workflows import WorkflowState
from services.gateway.errors import ClientError
from services.gateway.usecases.workflows import Workflows
from shared.unit_of_work import UnitOfWork

router = APIRouter(prefix="/v1/workflows", tags=["Workflows"])

UseCases = Annotated[Workflows, Depends(provided(Workflows))]


@router.post("", status_code=201, response_model=WorkflowView, summary="Begin a review")
async def start_workflow(
    body: NewWorkflow, caller: SignedIn, workflows: UseCases, create: Creation
) -> Response:
    """Of the present version of a content item, as the campaign's or the organisation's approval rule says; without a rule
    one person who may approve has to look.
    """

    async def effect(work: UnitOfWork) -> Made:
        workflow = await workflows.start(work, caller, body.item_id, body.content_hash)
        headers = {"Location": f"/v1/workflows/{workflow.workflow_id}"}
        return Made(201, WorkflowView.of(workflow), headers)

    return await create(effect)


@router.post("/batch", response_model=StartedItems, summary="Begin many reviews")
async def start_workflows(
    body: NewWorkflows, caller: SignedIn, workflows: UseCases, create: Creation
) -> Response:
    """Each item for itself: one that can't be reviewed says why and stops none of the others."""

    async def effect(work: UnitOfWork) -> Made:
        # In one order, so that two such calls never wait for one another in a ring.
        in_order = sorted(enumerate(body.items), key=lambda one: one[1].item_id)
        started = [(place, await _started(work, caller, workflows, one)) for place, one in in_order]
        items = [item for _place, item in sorted(started, key=lambda one: one[0])]
        return Made(200, StartedItems(items=items))

    return await create(effect)


@router.get("", summary="List reviews")
async def list_workflows(
    caller: SignedIn,
    workflows: UseCases,
    transactions: Transactions,
    page: PageQuery,
    state: Annotated[
        list[WorkflowState] | None, Query(description="Only those in one of these states.")
    ] = None,
    item_id: Annotated[UUID | None, Query(description="Only those of this content item.")] = None,
    post_id: Annotated[UUID | None, Query(description="Only those of this post.")] = None,
    campaign_id: Annotated[UUID | None, Query(description="Only those of this campaign.")] = None,
) -> Page[WorkflowView]:
    """Newest first."""
    filters = {
        "state": None if state is None else sorted(state),
        "item_id": item_id,
        "post_id": post_id,
        "campaign_id": campaign_id,
    }
    async with transactions.work(caller.organization_id) as work:
        rows = await workflows.page(
            work,
            after=page.after_id(filters),
            states=state,
            item_id=item_id,
            post_id=post_id,
            campaign_id=campaign_id,
            limit=page.fetch,
        )
    return page.answer(
        rows, view=WorkflowView.of, key=lambda workflow: (str(workflow.workflow_id),), filters=filters
    )


@router.get("/{workflow_id}", summary="Get a review")
async def get_workflow(
    workflow_id: UUID, caller: SignedIn, workflows: UseCases, transactions: Transactions
) -> WorkflowView:
    """With its steps, what was decided in them, and when it ends by itself."""
    async with transactions.work(caller.organization_id) as work:
        return WorkflowView.of(await workflows.get(work, workflow_id))


@router.post("/{workflow_id}/decisions", response_model=WorkflowView, summary="Decide in a review")
async def decide_in_workflow(
    workflow_id: UUID, body: NewDecision, caller: SignedIn, workflows: UseCases, create: Creation
) -> Response:
    """Approve or reject what you saw, or skip the step. `content_hash` says what you saw; where the content was changed
    meanwhile, the answer is 409 `approval.content_changed` with the present hash. The last approval plans the post that
    was asked for, or lets a changed post go out.
    """

    async def effect(work: UnitOfWork) -> Made:
        workflow = await workflows.decide(
            work,
            caller,
            workflow_id,
            choice=body.decision,
            comment=body.comment,
            content_hash=body.content_hash,
        )
        return Made(200, WorkflowView.of(workflow))

    return await create(effect)


@router.post("/{workflow_id}/cancel", summary="Take a review back")
async def cancel_workflow(
    workflow_id: UUID, caller: SignedIn, workflows: UseCases, transactions: Transactions
) -> WorkflowView:
    """The item is a draft again. Taking back again changes nothing."""
    async with transactions.work(caller.organization_id) as work:
        return WorkflowView.of(await workflows.cancel(work, workflow_id))


async def _started(
    work: UnitOfWork, caller: Caller, workflows: Workflows, wanted: NewWorkflow
) -> StartedItem:
    try:
        workflow = await workflows.start(work, caller, wanted.item_id, wanted.content_hash)
    except ClientError as error:
        problem = NotStarted(status=error.status, code=error.code, detail=error.detail)
        return StartedItem(item_id=wanted.item_id, workflow=None, problem=problem)
    return StartedItem(item_id=wanted.item_id, workflow=WorkflowView.of(workflow), problem=None)
