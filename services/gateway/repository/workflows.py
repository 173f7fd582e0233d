"""Approval rules, workflows and decisions in the database."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
from pydantic_core import to_jsonable_python

from services.gateway.domain.approval_rules import ApprovalRule, Review, Step, Who
from services.gateway.domain.content_items import ContentItem
from services.gateway.domain.workflows import Decision, Subject, Workflow, WorkflowState
from shared.postgres import Connection
from shared.sql import load_queries

QUERIES = load_queries(Path(__file__).parents[1] / "queries" / "workflows.sql")
_RULE_FIELDS = tuple(field.name for field in fields(ApprovalRule))
_FIELDS = tuple(field.name for field in fields(Workflow) if field.name != "decisions")
_DECISION_FIELDS = tuple(field.name for field in fields(Decision))


async def insert_rule(connection: Connection, rule: ApprovalRule) -> bool:
    """Keep a new rule; False where its campaign, or the organisation, has one."""
    row = await connection.fetchrow(
        QUERIES["insert_rule"],
        rule.rule_id,
        rule.organization_id,
        rule.campaign_id,
        rule.name,
        to_jsonable_python(rule.steps),
        rule.author_may_approve,
        rule.created_by,
        rule.created_at,
    )
    return row is not None


async def find_rule(connection: Connection, rule_id: UUID, *, lock: bool = False) -> ApprovalRule | None:
    """One rule; with `lock`, nobody else changes it until the transaction ends."""
    row = await connection.fetchrow(QUERIES["lock_rule" if lock else "get_rule"], rule_id)
    return None if row is None else _rule(row)


async def update_rule(connection: Connection, rule: ApprovalRule) -> ApprovalRule:
    """Keep what may change of a rule; gives it with its new revision."""
    row = await connection.fetchrow(
        QUERIES["update_rule"],
        rule.rule_id,
        rule.name,
        to_jsonable_python(rule.steps),
        rule.author_may_approve,
        rule.updated_at,
    )
    assert row is not None
    return _rule(row)


async def delete_rule(connection: Connection, rule_id: UUID) -> None:
    await connection.execute(QUERIES["delete_rule"], rule_id)


async def rules_page(
    connection: Connection, *, after: UUID | None, campaign_id: UUID | None, rows: int
) -> list[ApprovalRule]:
    """Rules, newest first."""
    return [_rule(row) for row in await connection.fetch(QUERIES["list_rules"], after, campaign_id, rows)]


async def rules_of(
    connection: Connection, organization_ids: Collection[UUID], campaign_ids: Collection[UUID]
) -> dict[tuple[UUID, UUID | None], ApprovalRule]:
    """The rules of organisations and of campaigns, by both; an organisation's own has no campaign."""
    rows = await connection.fetch(QUERIES["rules_of"], list(organization_ids), list(campaign_ids))
    return {(row["organization_id"], row["campaign_id"]): _rule(row) for row in rows}


async def insert(connection: Connection, workflows: Sequence[Workflow]) -> None:
    """Keep new reviews."""
    rows = [{**_fields(workflow), "due_at": workflow.due_at} for workflow in workflows]
    await connection.execute(QUERIES["insert_workflows"], to_jsonable_python(rows))


async def former_authors(connection: Connection, subjects: Sequence[Subject]) -> dict[UUID, tuple[UUID, ...]]:
    """Who else wrote what is to be reviewed since somebody else than its authors last approved it, by item or post."""
    rows = await connection.fetch(
        QUERIES["former_authors"],
        [subject.item_id for subject in subjects],
        [subject.version for subject in subjects],
        [subject.post_id for subject in subjects],
        [subject.author for subject in subjects],
    )
    return {row["subject_id"]: tuple(row["authors"]) for row in rows}


async def find(connection: Connection, workflow_id: UUID) -> Workflow | None:
    rows = await connection.fetch(QUERIES["get_workflows"], [workflow_id])
    found = await _with_decisions(connection, rows)
    return found[0] if found else None


async def lock(connection: Connection, workflow_id: UUID) -> Workflow | None:
    """As `find`, and nobody else changes it until the transaction ends. What it is about is to be locked before."""
    rows = await connection.fetch(QUERIES["lock_workflow"], workflow_id)
    found = await _with_decisions(connection, rows)
    return found[0] if found else None


async def running(connection: Connection, item_id: UUID) -> Workflow | None:
    """The review that runs of an item, locked; the item is to be locked before."""
    rows = await connection.fetch(QUERIES["running_workflow"], item_id)
    found = await _with_decisions(connection, rows)
    return found[0] if found else None


async def update(connection: Connection, workflow: Workflow) -> None:
    await connection.execute(
        QUERIES["update_workflow"],
        workflow.workflow_id,
        to_jsonable_python(workflow.steps),
        workflow.state,
        workflow.reason,
        workflow.step,
        workflow.step_started_at,
        workflow.reminded,
        workflow.due_at,
        workflow.ended_at,
    )


async def void(
    connection: Connection, subject_ids: Collection[UUID], reason: str, at: datetime
) -> list[Workflow]:
    """End the reviews that run of items or posts, which are locked; gives them as they are then, without decisions."""
    rows = await connection.fetch(QUERIES["void_workflows"], list(subject_ids), reason, at)
    return [_workflow(row) for row in rows]


async def insert_decision(connection: Connection, decision: Decision) -> None:
    await connection.execute(
        QUERIES["insert_decision"],
        decision.decision_id,
        decision.workflow_id,
        decision.organization_id,
        decision.step,
        decision.decision,
        decision.by,
        decision.comment,
        decision.content_hash,
        decision.at,
    )


async def page(
    connection: Connection,
    *,
    after: UUID | None,
    states: Collection[WorkflowState] | None,
    item_id: UUID | None,
    post_id: UUID | None,
    campaign_id: UUID | None,
    rows: int,
) -> list[Workflow]:
    """Reviews, newest first."""
    wanted = None if states is None else list(states)
    found = await connection.fetch(
        QUERIES["list_workflows"], after, wanted, item_id, post_id, campaign_id, rows
    )
    return await _with_decisions(connection, found)


async def of_item(connection: Connection, item_id: UUID, post_ids: Collection[UUID]) -> list[Workflow]:
    """All reviews of an item, and of the posts made from it, oldest first."""
    rows = await connection.fetch(QUERIES["reviews_of_item"], item_id, list(post_ids))
    return await _with_decisions(connection, rows)


async def is_approved(connection: Connection, item: ContentItem, review: Review | None) -> bool:
    """Whether the last review of an item approved it exactly as it is, and was the one that it has to pass now.

    What was approved under another rule, or was reviewed again since and not approved, is not.
    """
    rule_id = None if review is None else review.rule_id
    found: bool = await connection.fetchval(
        QUERIES["is_approved"], item.item_id, item.version, item.current.content_hash, rule_id
    )
    return found


async def due(connection: Connection, now: datetime, rows: int) -> list[tuple[UUID, UUID]]:
    """Reviews in which something is to be done by itself: id and organisation."""
    found = await connection.fetch(QUERIES["due_workflows"], now, rows)
    return [(row["workflow_id"], row["organization_id"]) for row in found]


async def _with_decisions(connection: Connection, rows: Sequence[asyncpg.Record]) -> list[Workflow]:
    if not rows:
        return []
    found: dict[UUID, list[Decision]] = {row["workflow_id"]: [] for row in rows}
    for row in await connection.fetch(QUERIES["decisions"], list(found)):
        found[row["workflow_id"]].append(Decision(**{name: row[name] for name in _DECISION_FIELDS}))
    return [replace(_workflow(row), decisions=tuple(found[row["workflow_id"]])) for row in rows]


def _fields(workflow: Workflow) -> dict[str, Any]:
    return {name: getattr(workflow, name) for name in _FIELDS}


def _workflow(row: asyncpg.Record) -> Workflow:
    kept = {name: row[name] for name in _FIELDS}
    return Workflow(**{**kept, "steps": _steps(row["steps"]), "former_authors": tuple(row["former_authors"])})


def _rule(row: asyncpg.Record) -> ApprovalRule:
    return ApprovalRule(**{**{name: row[name] for name in _RULE_FIELDS}, "steps": _steps(row["steps"])})


def _steps(kept: Sequence[Mapping[str, Any]]) -> tuple[Step, ...]:
    return tuple(
        Step(
            **{
                **step,
                "who": Who(tuple(step["who"]["roles"]), tuple(UUID(one) for one in step["who"]["user_ids"])),
            }
        )
        for step in kept
    )
