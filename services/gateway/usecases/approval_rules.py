"""Approval rules: who has to look at content before it is published."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from services.gateway.domain.approval_rules import ApprovalRule, Step
from services.gateway.domain.flaws import FlawedError
from services.gateway.domain.identity import Caller
from services.gateway.domain.revisions import RevisionCondition
from services.gateway.errors import NotFoundError, RuleExistsError
from services.gateway.repository import campaigns
from services.gateway.repository import workflows as rows
from services.gateway.usecases.admission import no_such_campaign
from services.gateway.usecases.comments import require_members
from shared.clock import Clock
from shared.ids import new_id
from shared.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class ApprovalRules:
    clock: Clock

    async def create(
        self,
        work: UnitOfWork,
        caller: Caller,
        *,
        name: str,
        campaign_id: UUID | None,
        steps: Sequence[Step],
        author_may_approve: bool,
    ) -> ApprovalRule:
        """A rule for a campaign, or for the whole organisation.

        Raises:
            FlawedError: The campaign is not there, or somebody named is no member, or may not approve.
            RuleExistsError: There is one already.
        """
        if campaign_id is not None and not await campaigns.open_ones(work.connection, [campaign_id]):
            raise FlawedError([no_such_campaign(campaign_id)])
        await self._require_people(work, steps)
        now = self.clock.now()
        rule = ApprovalRule(
            rule_id=new_id(),
            organization_id=caller.organization_id,
            campaign_id=campaign_id,
            name=name,
            steps=tuple(steps),
            author_may_approve=author_may_approve,
            created_by=caller.user_id,
            created_at=now,
            updated_at=now,
        )
        if not await rows.insert_rule(work.connection, rule):
            whose = "The organisation" if campaign_id is None else f"The campaign {campaign_id}"
            raise RuleExistsError(f"{whose} has an approval rule; change that one.")
        return rule

    async def get(self, work: UnitOfWork, rule_id: UUID) -> ApprovalRule:
        """One rule.

        Raises:
            NotFoundError: There is none of that id in the caller's organisation.
        """
        return _there(await rows.find_rule(work.connection, rule_id), rule_id)

    async def page(
        self, work: UnitOfWork, *, after: UUID | None, campaign_id: UUID | None, limit: int
    ) -> list[ApprovalRule]:
        """Rules, newest first."""
        return await rows.rules_page(work.connection, after=after, campaign_id=campaign_id, rows=limit)

    async def update(
        self, work: UnitOfWork, rule_id: UUID, condition: RevisionCondition, changes: Mapping[str, Any]
    ) -> ApprovalRule:
        """Change a rule, for reviews that begin from now on; those that run keep their steps.

        Raises:
            NotFoundError: There is none of that id.
            StaleRevisionError: Somebody changed it since the client looked.
            FlawedError: Somebody named is no member, or may not approve.
        """
        rule = _there(await rows.find_rule(work.connection, rule_id, lock=True), rule_id)
        condition.check(rule.revision)
        await self._require_people(work, changes.get("steps", ()))
        return await rows.update_rule(work.connection, replace(rule, updated_at=self.clock.now(), **changes))

    async def delete(self, work: UnitOfWork, rule_id: UUID, condition: RevisionCondition) -> None:
        """Delete a rule; reviews that run under it go on.

        Raises:
            NotFoundError: There is none of that id.
            StaleRevisionError: Somebody changed it since the client looked.
        """
        rule = _there(await rows.find_rule(work.connection, rule_id, lock=True), rule_id)
        condition.check(rule.revision)
        await rows.delete_rule(work.connection, rule_id)

    async def _require_people(self, work: UnitOfWork, steps: Sequence[Step]) -> None:
        # A step that nobody of may decide would never end.
        named = {f"/steps/{position}/user_ids": step.who.user_ids for position, step in enumerate(steps)}
        await require_members(work, named, "content:approve")


def _there(rule: ApprovalRule | None, rule_id: UUID) -> ApprovalRule:
    if rule is None:
        raise NotFoundError.of("approval rule", rule_id)
    return rule
