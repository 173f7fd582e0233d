"""Workflows: one review of exactly one content, step by step, by people and by the clock."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from services.gateway.domain.approval_rules import Review, Step, Who
from services.gateway.domain.identity import Role
from shared.ids import new_id

WorkflowState = Literal["running", "approved", "rejected", "void", "cancelled"]
Choice = Literal["approve", "reject", "skip", "escalate"]

MAY_SKIP: frozenset[Role] = frozenset({"owner", "admin"})
"""Roles whose people may skip a step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What somebody decided in a step, or what was done by itself when its time was over (`by` is None then).

    Attributes:
        content_hash: Of what was decided about.
    """

    decision_id: UUID
    workflow_id: UUID
    organization_id: UUID
    step: int
    decision: Choice
    by: UUID | None
    comment: str
    content_hash: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What is reviewed: a version of an item, or a post whose content was changed.

    Attributes:
        author: Who wrote it, if that is known.
    """

    organization_id: UUID
    content_hash: str
    item_id: UUID | None = None
    version: int | None = None
    post_id: UUID | None = None
    author: UUID | None = None

    @property
    def subject_id(self) -> UUID:
        """Of the item or the post."""
        subject_id = self.item_id or self.post_id
        assert subject_id is not None
        return subject_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Workflow:
    """A review and how far it is.

    Attributes:
        step: The one at hand, from 0; the number of steps once all are passed.
        reminded: Whether the people of the step were reminded.
        previous_id: The review that this one takes the place of, since the content was changed.
        reason: Why it is void.
        former_authors: Who wrote what the author's version was made from, since it was last approved.
    """

    workflow_id: UUID
    organization_id: UUID
    item_id: UUID | None = None
    version: int | None = None
    post_id: UUID | None = None
    content_hash: str
    rule_id: UUID | None = None
    steps: tuple[Step, ...]
    author_may_approve: bool
    author: UUID | None = None
    former_authors: tuple[UUID, ...] = ()
    state: WorkflowState = "running"
    reason: str = ""
    step: int = 0
    step_started_at: datetime
    reminded: bool = False
    previous_id: UUID | None = None
    started_by: UUID | None = None
    started_at: datetime
    ended_at: datetime | None = None
    decisions: tuple[Decision, ...] = ()

    @property
    def present(self) -> Step | None:
        """The step at hand, while it runs."""
        return self.steps[self.step] if self.state == "running" else None

    @property
    def not_asked(self) -> list[UUID]:
        """Who can't approve in the present step: who did already, and who wrote it where the rule says so."""
        return list(dict.fromkeys((*self.approvers(self.step), *self.barred)))

    @property
    def barred(self) -> tuple[UUID, ...]:
        """Who can't approve in any step, since they wrote it: a last comma by somebody else takes nobody's part away."""
        if self.author_may_approve:
            return ()
        return self.former_authors if self.author is None else (self.author, *self.former_authors)

    @property
    def remind_at(self) -> datetime | None:
        step = self.present
        if step is None or step.remind_after_seconds is None or self.reminded:
            return None
        return self.step_started_at + timedelta(seconds=step.remind_after_seconds)

    @property
    def time_out_at(self) -> datetime | None:
        step = self.present
        if step is None or step.time_out_after_seconds is None:
            return None
        return self.step_started_at + timedelta(seconds=step.time_out_after_seconds)

    @property
    def due_at(self) -> datetime | None:
        """When something is to be done by itself."""
        if self.state != "running":
            return None
        return min((at for at in (self.remind_at, self.time_out_at) if at), default=None)

    def approvers(self, step: int) -> list[UUID]:
        """Who approved in a step."""
        return [d.by for d in self.decisions if d.step == step and d.decision == "approve" and d.by]


def begun(
    subject: Subject,
    review: Review,
    *,
    by: UUID | None,
    now: datetime,
    previous_id: UUID | None = None,
    former_authors: tuple[UUID, ...] = (),
) -> Workflow:
    """A new review of a subject."""
    return Workflow(
        workflow_id=new_id(),
        organization_id=subject.organization_id,
        item_id=subject.item_id,
        version=subject.version,
        post_id=subject.post_id,
        content_hash=subject.content_hash,
        rule_id=review.rule_id,
        steps=review.steps,
        author_may_approve=review.author_may_approve,
        author=subject.author,
        former_authors=former_authors,
        step_started_at=now,
        previous_id=previous_id,
        started_by=by,
        started_at=now,
    )


def objection(workflow: Workflow, choice: Choice, user_id: UUID, role: Role) -> tuple[str, str] | None:
    """Why somebody may not decide that now: code and reason; None where they may."""
    step = workflow.present
    assert step is not None
    is_own = user_id in workflow.barred
    if choice == "skip":
        if role not in MAY_SKIP:
            return "approval.not_yours", "only an owner or admin skips a step"
        if is_own:
            return (
                "approval.author",
                "who wrote it does not skip its review under this rule; let somebody else look",
            )
        return None
    if not step.who.includes(user_id, role):
        people = [*(f"role {one}" for one in step.who.roles), *(f"user {one}" for one in step.who.user_ids)]
        return "approval.not_yours", f"the step {step.name!r} is for {', '.join(people)}"
    if choice == "approve" and is_own:
        return (
            "approval.author",
            "who wrote it does not approve it under this rule, also after a change by somebody else; let others look",
        )
    return None


def decided(workflow: Workflow, decision: Decision) -> Workflow:
    """The review after a decision in its present step.

    It is approved once everybody needed has approved in every step, and rejected by a single no.
    """
    step = workflow.present
    assert step is not None
    assert decision.step == workflow.step
    after = replace(workflow, decisions=(*workflow.decisions, decision))
    match decision.decision:
        case "reject":
            return ended(after, "rejected", decision.at, decision.comment)
        case "escalate":
            return _escalated(after, step, decision.at)
        case "approve" if len(set(after.approvers(after.step))) < step.needed:
            return after
        case _:
            return _passed(after, decision.at)


def ended(workflow: Workflow, state: WorkflowState, at: datetime, reason: str = "") -> Workflow:
    """The review, over."""
    return replace(workflow, state=state, ended_at=at, reason=reason)


def _passed(workflow: Workflow, at: datetime) -> Workflow:
    if workflow.step + 1 == len(workflow.steps):
        return ended(replace(workflow, step=workflow.step + 1), "approved", at)
    return replace(workflow, step=workflow.step + 1, step_started_at=at, reminded=False)


def _escalated(workflow: Workflow, step: Step, at: datetime) -> Workflow:
    """Whoever is asked in the end may decide too, and nothing happens by itself any more in this step."""
    roles = step.who.roles if step.escalate_to is None else (*step.who.roles, step.escalate_to)
    wider = replace(
        step, who=Who(tuple(dict.fromkeys(roles)), step.who.user_ids), time_out_after_seconds=None
    )
    steps = (*workflow.steps[: workflow.step], wider, *workflow.steps[workflow.step + 1 :])
    return replace(workflow, steps=steps, step_started_at=at, reminded=True)


def time_out(workflow: Workflow, now: datetime) -> Decision | None:
    """What happens by itself since the present step's time is over; None where it is not."""
    step, at = workflow.present, workflow.time_out_at
    if step is None or at is None or now < at:
        return None
    words = {
        "reject": "Nobody decided in time.",
        "skip": "Nobody decided in time; the step was passed over.",
        "escalate": f"Nobody decided in time; {step.escalate_to} may decide too.",
    }
    choice: Choice = step.on_time_out
    return decision_on(workflow, choice, by=None, comment=words[step.on_time_out], at=now)


def decision_on(
    workflow: Workflow, choice: Choice, *, by: UUID | None, comment: str, at: datetime
) -> Decision:
    """A decision about a review's content in its present step."""
    return Decision(
        decision_id=new_id(),
        workflow_id=workflow.workflow_id,
        organization_id=workflow.organization_id,
        step=workflow.step,
        decision=choice,
        by=by,
        comment=comment,
        content_hash=workflow.content_hash,
        at=at,
    )


def is_reminder_due(workflow: Workflow, now: datetime) -> bool:
    """Whether the people of the present step are to be reminded now."""
    return workflow.remind_at is not None and workflow.remind_at <= now
