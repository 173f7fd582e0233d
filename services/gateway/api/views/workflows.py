"""Approval rules and workflows as clients send and see them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, Field, StrictBool, StrictInt, model_validator

from services.gateway.api.models import RequestBody, View
from services.gateway.domain.approval_rules import ApprovalRule, OnTimeOut, Step, Who
from services.gateway.domain.texts import Name, Text
from services.gateway.domain.workflows import Choice, Decision, Workflow, WorkflowState

_LONGEST_SECONDS = 366 * 86_400
_Reviewer = Literal["owner", "admin", "approver"]
_Name = Annotated[str, Name(200), Field(examples=["Two looks"])]
_Seconds = Annotated[StrictInt, Field(ge=1, le=_LONGEST_SECONDS, examples=[86_400])]
_ContentHash = Annotated[
    str,
    Text(64),
    Field(
        description="Of what you saw: another one is refused with 409 `approval.content_changed`.",
        examples=["2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"],
    ),
]


class NewStep(RequestBody):
    """One look: by anybody of these roles or people."""

    name: Annotated[str, Name(200), Field(examples=["Legal"])]
    roles: list[_Reviewer] = Field(default=[], max_length=3)
    user_ids: list[UUID] = Field(
        default=[], max_length=50, description="People with the permission content:approve."
    )
    needed: StrictInt = Field(default=1, ge=1, le=50, description="How many different people must approve.")
    remind_after_seconds: _Seconds | None = Field(
        default=None, description="When they are reminded, counted from the step's beginning."
    )
    time_out_after_seconds: _Seconds | None = Field(
        default=None, description="When the step ends by itself; null: never."
    )
    on_time_out: OnTimeOut = Field(default="reject", description="How it ends then.")
    escalate_to: _Reviewer | None = Field(
        default=None, description="For `escalate`: who may decide too.", examples=[None]
    )

    @model_validator(mode="after")
    def _somebody_can_decide(self) -> "NewStep":
        if not self.roles and not self.user_ids:
            raise ValueError("names nobody; give roles, user_ids or both")
        if not self.roles and self.needed > len(set(self.user_ids)):
            raise ValueError("needs more people than user_ids names")
        if (self.on_time_out == "escalate") != (self.escalate_to is not None):
            raise ValueError("escalate_to goes with on_time_out escalate, and with nothing else")
        return self

    def to_domain(self) -> Step:
        return Step(
            name=self.name,
            who=Who(tuple(dict.fromkeys(self.roles)), tuple(dict.fromkeys(self.user_ids))),
            needed=self.needed,
            remind_after_seconds=self.remind_after_seconds,
            time_out_after_seconds=self.time_out_after_seconds,
            on_time_out=self.on_time_out,
            escalate_to=self.escalate_to,
        )


_Steps = Annotated[
    list[NewStep], Field(max_length=20, description="In their order; an empty list lets everything pass.")
]


class NewApprovalRule(RequestBody):
    """Who has to look at content before it is published."""

    name: _Name
    campaign_id: UUID | None = Field(
        default=None, description="Without it the rule holds for all campaigns that have none of their own."
    )
    steps: _Steps
    author_may_approve: StrictBool = Field(
        default=True,
        description="Whether those who wrote it may be among those who approve it: all who did since it was last approved.",
    )


class ApprovalRuleChanges(RequestBody):
    """What is left out stays."""

    name: _Name | None = None
    steps: _Steps | None = None
    author_may_approve: StrictBool | None = None

    @model_validator(mode="after")
    def _nothing_is_null(self) -> "ApprovalRuleChanges":
        empty = sorted(name for name in self.model_fields_set if getattr(self, name) is None)
        if empty:
            raise ValueError(f"{', '.join(empty)} can't be null; leave it out to keep it as it is")
        return self

    @property
    def changes(self) -> dict[str, Any]:
        given: dict[str, Any] = self.model_dump(exclude_unset=True, exclude={"steps"})
        if self.steps is not None:
            given["steps"] = tuple(step.to_domain() for step in self.steps)
        return given


class StepView(BaseModel):
    """One look."""

    name: str = Field(examples=["Legal"])
    roles: list[str] = Field(examples=[["approver"]])
    user_ids: list[UUID]
    needed: int
    remind_after_seconds: int | None
    time_out_after_seconds: int | None
    on_time_out: OnTimeOut
    escalate_to: str | None = Field(examples=["owner"])

    @classmethod
    def of(cls, step: Step) -> "StepView":
        return cls(
            name=step.name,
            roles=list(step.who.roles),
            user_ids=list(step.who.user_ids),
            needed=step.needed,
            remind_after_seconds=step.remind_after_seconds,
            time_out_after_seconds=step.time_out_after_seconds,
            on_time_out=step.on_time_out,
            escalate_to=step.escalate_to,
        )


class ApprovalRuleView(BaseModel):
    """An approval rule."""

    rule_id: UUID
    campaign_id: UUID | None
    name: str
    steps: list[StepView]
    author_may_approve: bool
    revision: int = Field(description="What the ETag says.")
    created_by: UUID
    created_at: datetime
    updated_at: datetime

    @classmethod
    def of(cls, rule: ApprovalRule) -> "ApprovalRuleView":
        return cls(
            rule_id=rule.rule_id,
            campaign_id=rule.campaign_id,
            name=rule.name,
            steps=[StepView.of(step) for step in rule.steps],
            author_may_approve=rule.author_may_approve,
            revision=rule.revision,
            created_by=rule.created_by,
            created_at=rule.created_at,
            updated_at=rule.updated_at,
        )


class NewWorkflow(RequestBody):
    """What is to be reviewed."""

    item_id: UUID
    content_hash: _ContentHash | None = Field(
        default=None, description="Of the version that is meant; without it, whichever is present."
    )


class NewWorkflows(RequestBody):
    """Many at once."""

    items: list[NewWorkflow] = Field(min_length=1, max_length=200)


class NewDecision(RequestBody):
    """Yes, no, or on without."""

    decision: Literal["approve", "reject", "skip"] = Field(
        description="skip: an owner or admin passes over the step."
    )
    comment: Annotated[str, Text(2_000)] = Field(default="", description="Why; a rejection needs it.")
    content_hash: _ContentHash

    @model_validator(mode="after")
    def _a_no_says_why(self) -> "NewDecision":
        if self.decision == "reject" and not self.comment:
            raise ValueError("comment is needed to reject: say what has to change")
        return self


class DecisionView(View):
    """What somebody decided; `by` is null where time ran out."""

    step: int = Field(description="Which, from 0.")
    decision: Choice
    by: UUID | None
    comment: str
    content_hash: str = Field(examples=["2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"])
    at: datetime
    void: bool = Field(description="It counts no more, since the content was changed.")

    @classmethod
    def of(cls, decision: Decision, *, void: bool) -> "DecisionView":
        return cls(
            step=decision.step,
            decision=decision.decision,
            by=decision.by,
            comment=decision.comment,
            content_hash=decision.content_hash,
            at=decision.at,
            void=void,
        )


class WorkflowView(BaseModel):
    """A review of one content, and how far it is."""

    workflow_id: UUID
    item_id: UUID | None
    version: int | None = Field(description="Of the item.")
    post_id: UUID | None = Field(description="Of a planned post whose content was changed.")
    content_hash: str = Field(
        description="What is reviewed, and nothing else.",
        examples=["2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"],
    )
    rule_id: UUID | None
    state: WorkflowState = Field(
        description="`void`: the content was changed meanwhile.", examples=["running"]
    )
    reason: str = Field(description="Why it is rejected or void.", examples=["The content was changed."])
    steps: list[StepView]
    step: int = Field(description="The one at hand, from 0.")
    step_started_at: datetime
    remind_at: datetime | None
    time_out_at: datetime | None
    author_may_approve: bool
    decisions: list[DecisionView]
    previous_id: UUID | None = Field(description="The review whose place this one takes.")
    started_by: UUID | None
    started_at: datetime
    ended_at: datetime | None

    @classmethod
    def of(cls, workflow: Workflow) -> "WorkflowView":
        names = (
            *("workflow_id", "item_id", "version", "post_id", "content_hash", "rule_id", "state", "reason"),
            *("step", "step_started_at", "remind_at", "time_out_at", "author_may_approve", "previous_id"),
            *("started_by", "started_at", "ended_at"),
        )
        is_void = workflow.state == "void"
        return cls(
            **{name: getattr(workflow, name) for name in names},
            steps=[StepView.of(step) for step in workflow.steps],
            decisions=[DecisionView.of(one, void=is_void) for one in workflow.decisions],
        )


class NotStarted(BaseModel):
    """Why a review could not begin."""

    status: int = Field(examples=[409])
    code: str = Field(examples=["workflow.running"])
    detail: str


class StartedItem(BaseModel):
    """What became of one item of a call for many: one of both is null."""

    item_id: UUID
    workflow: WorkflowView | None
    problem: NotStarted | None


class StartedItems(BaseModel):
    """What became of each, in the order they were sent."""

    items: list[StartedItem]


def steps_of(steps: Sequence[NewStep]) -> list[Step]:
    """Steps as the domain takes them."""
    return [step.to_domain() for step in steps]
