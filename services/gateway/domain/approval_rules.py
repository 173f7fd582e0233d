"""Approval rules: who has to look at content, in which order, before it is published."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from services.gateway.domain.identity import Role

OnTimeOut = Literal["reject", "skip", "escalate"]


@dataclass(frozen=True, slots=True)
class Who:
    """The people who may decide in a step: those of the roles and those named."""

    roles: tuple[Role, ...] = ()
    user_ids: tuple[UUID, ...] = ()

    def includes(self, user_id: UUID, role: str) -> bool:
        return role in self.roles or user_id in self.user_ids


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One look at content.

    Attributes:
        needed: How many different people have to approve.
        remind_after_seconds: When they are reminded, counted from the step's beginning.
        time_out_after_seconds: When the step ends by itself.
        on_time_out: How it ends then.
        escalate_to: The role that may decide too once the time is over, for `escalate`.
    """

    name: str
    who: Who
    needed: int = 1
    remind_after_seconds: int | None = None
    time_out_after_seconds: int | None = None
    on_time_out: OnTimeOut = "reject"
    escalate_to: Role | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalRule:
    """What content of a campaign, or of the whole organisation, has to pass.

    Attributes:
        campaign_id: None: the organisation's rule, for all campaigns without one of their own.
        steps: In their order; none lets everything pass.
        author_may_approve: Whether those who wrote the content may be among those who approve it.
    """

    rule_id: UUID
    organization_id: UUID
    campaign_id: UUID | None
    name: str
    steps: tuple[Step, ...]
    author_may_approve: bool
    revision: int = 1
    created_by: UUID
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Review:
    """The steps that something has to pass.

    Attributes:
        rule_id: The rule they come from; None where it was asked for by hand.
    """

    steps: tuple[Step, ...]
    author_may_approve: bool
    rule_id: UUID | None = None

    def is_passed_by(self, user_id: UUID, role: str) -> bool:
        """Whether this person alone could write something and approve it."""
        return self.author_may_approve and all(
            step.needed == 1 and step.who.includes(user_id, role) for step in self.steps
        )


ONE_LOOK = Review((Step(name="Approval", who=Who(("owner", "admin", "approver"))),), author_may_approve=True)
"""Where approval is asked for and no rule says how: one person who may approve."""


def review_for(rule: ApprovalRule | None, *, required: bool) -> Review | None:
    """What content has to pass; None where it may be published without.

    Args:
        rule: The one that holds for it, if one does.
        required: Whether somebody asked that a person approves it, whatever the rules say.
    """
    if rule is not None and rule.steps:
        return Review(rule.steps, rule.author_may_approve, rule.rule_id)
    return ONE_LOOK if required else None
