"""Plans and what is used of them: /v1/plans, /v1/usage, /v1/organization/plan."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response
from pydantic import AfterValidator, Field

from services.gateway.api.dependencies import SignedIn, Transactions, provided
from services.gateway.api.models import RequestBody, View
from services.gateway.api.pagination import Page, PageQuery
from services.gateway.api.preconditions import IfMatch, entity_tag
from services.gateway.domain.plans import UNITS, Limit, UsageReport
from services.gateway.domain.schedules import Day
from services.gateway.domain.texts import Text
from services.gateway.repository.quotas import KnownPlan
from services.gateway.usecases.plans import Plans

router = APIRouter(prefix="/v1", tags=["Plans and usage"])

UseCases = Annotated[Plans, Depends(provided(Plans))]
PlanName = Annotated[str, Text(50, required=True), Field(examples=["free"])]
_LIMITS = {
    "posts": 50,
    "accounts": 5,
    "members": 3,
    "ai_micros_usd": 1_000_000,
    "storage_bytes": 1_073_741_824,
}


def _first_of_month(day: date) -> date:
    return day.replace(day=1)


class PlanView(View):
    """What a plan allows."""

    name: PlanName
    title: str = Field(examples=["Free"])
    selectable: bool = Field(description="Whether you may choose it yourself.")
    limits: dict[Limit, int] = Field(
        description="posts and ai_micros_usd in a calendar month, the rest at once; what is missing is no limit.",
        examples=[_LIMITS],
    )


class PlanChoice(RequestBody):
    plan: PlanName


class UserShare(View):
    user_id: UUID | None = Field(description="null: nobody, such as a rule of the system.")
    used: int = Field(examples=[17])


class NetworkShare(View):
    network: str = Field(examples=["mastodon"])
    used: int = Field(examples=[12])


class LimitView(View):
    """How much of a limit is used, and by whom and where."""

    limit: Limit = Field(examples=["posts"])
    unit: str = Field(examples=[UNITS["posts"]])
    used: int = Field(
        description="Of storage_bytes also what uploads under way have announced. More than `allowed` where the plan became"
        " smaller.",
        examples=[29],
    )
    allowed: int | None = Field(description="null: no limit.", examples=[50])
    remaining: int | None = Field(description="null: no limit.", examples=[21])
    period: date | None = Field(
        description="First day of the month that is counted, in the organisation's time zone; null where nothing resets."
    )
    resets_at: datetime | None
    by_user: list[UserShare]
    by_network: list[NetworkShare] = Field(
        description="Of what goes to networks: what goes to several counts for each of them."
    )

    @classmethod
    def of(cls, report: UsageReport) -> "LimitView":
        """A report as a client sees it."""
        usage = report.usage
        return cls(
            limit=usage.limit,
            unit=UNITS[usage.limit],
            used=usage.used,
            allowed=usage.allowed,
            remaining=usage.remaining,
            period=usage.period,
            resets_at=usage.resets_at,
            by_user=[UserShare(user_id=user, used=used) for user, used in report.by_user().items()],
            by_network=[
                NetworkShare(network=network, used=used) for network, used in report.by_network().items()
            ],
        )


class UsageView(View):
    limits: list[LimitView]


@router.get("/plans", summary="List plans")
async def list_plans(
    caller: SignedIn, plans: UseCases, transactions: Transactions, page: PageQuery
) -> Page[PlanView]:
    """The smallest first."""
    async with transactions.work(caller.organization_id) as work:
        every = await plans.all(work)
    return page.answer_of_all(every, view=_view, key=lambda plan: plan.name)


@router.get("/organization/plan", summary="Get your organisation's plan")
async def get_plan(
    caller: SignedIn, plans: UseCases, transactions: Transactions, response: Response
) -> PlanView:
    """Its ETag is the organisation's, and what choosing another must show."""
    async with transactions.work(caller.organization_id) as work:
        organization, plan = await plans.present(work, caller)
    response.headers["ETag"] = entity_tag(organization.revision)
    return _view(plan)


@router.put("/organization/plan", summary="Choose a plan")
async def choose_plan(
    body: PlanChoice,
    caller: SignedIn,
    plans: UseCases,
    transactions: Transactions,
    condition: IfMatch,
    response: Response,
) -> PlanView:
    """What is over its limits already stays; nothing is added until there is room. `GET /v1/usage` shows by how much."""
    async with transactions.work(caller.organization_id) as work:
        organization, plan = await plans.choose(work, caller, body.plan, condition)
    response.headers["ETag"] = entity_tag(organization.revision)
    return _view(plan)


@router.get("/usage", summary="Get what is used")
async def get_usage(
    caller: SignedIn,
    plans: UseCases,
    transactions: Transactions,
    month: Annotated[
        Day | None,
        AfterValidator(lambda day: None if day is None else _first_of_month(day)),
        Query(description="Any day of another month than the present one, for what is counted by month."),
    ] = None,
) -> UsageView:
    """Of every limit: how much is used and left, by whom and where, and when it begins anew."""
    async with transactions.work(caller.organization_id) as work:
        reports = await plans.usage(work, caller, month)
    return UsageView(limits=[LimitView.of(report) for report in reports])


def _view(plan: KnownPlan | None) -> PlanView:
    if plan is None:
        # The plans are written just after the first start.
        return PlanView(name="unlimited", title="Unlimited", selectable=False, limits={})
    return PlanView(
        name=plan.name, title=plan.plan.title, selectable=plan.plan.selectable, limits=plan.plan.limits
    )
