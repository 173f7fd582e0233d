"""Rows to and from the domain; every statement is in queries.sql."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import asyncpg

from services.generator.domain import PlannedStep, Step, Usage, steps_of
from shared.clock import Clock
from shared.consuming import Received
from shared.events import ContentControlled, ContentRequested
from shared.postgres import Connection, Database
from shared.tracing import Context
from shared.working import Lease


@dataclass(frozen=True, slots=True)
class JobProgress:
    """How far a job has come."""

    revision: int
    steps_total: int
    steps_done: int
    steps_failed: int
    cost_micros_usd: int

    @property
    def has_ended(self) -> bool:
        return self.steps_done + self.steps_failed == self.steps_total


@dataclass(frozen=True, slots=True)
class StepResult:
    """What became of a step: a result, or a problem."""

    name: str
    result: Mapping[str, Any] | None
    problem: Mapping[str, Any] | None


class JobRepository:
    """Jobs, their steps and the provider calls."""

    def __init__(self, queries: Mapping[str, str]) -> None:
        self._queries = queries

    async def accept(self, connection: Connection, requests: Sequence[Received[ContentRequested]]) -> int:
        """Take requests in, each id at most once; returns how many are to be worked on.

        One that was called off before it came is passed over; one of a batch that is held back waits.
        """
        await connection.execute(self._queries["keep_controls_still"])
        controls = await self._controls_of(connection, requests)
        requests = [
            r for r in requests if "cancelled" not in {controls.get(one) for one in _controlled(r.data)}
        ]
        plans = {r.data.request_id: steps_of(r.data) for r in requests}
        rows = await connection.fetch(
            self._queries["accept_jobs"],
            list(plans),
            [r.data.organization_id for r in requests],
            [r.data.model_dump(mode="json") for r in requests],
            [r.envelope.correlation_id for r in requests],
            [str(r.envelope.id) for r in requests],
            [r.envelope.traceparent for r in requests],
            [r.envelope.tracestate for r in requests],
            [len(plan) for plan in plans.values()],
            [r.data.batch_id for r in requests],
        )
        new = [
            (row["request_id"], step) for row in rows if row["is_new"] for step in plans[row["request_id"]]
        ]
        await self._add_steps(connection, new)
        again = [row["request_id"] for row in rows if not row["is_new"]]
        if again:
            await connection.execute(self._queries["reopen_steps"], again)
        paused = [controlled_id for controlled_id, state in controls.items() if state == "paused"]
        if paused:
            await connection.execute(
                self._queries["hold_accepted"], [row["request_id"] for row in rows], paused
            )
        return len(rows)

    async def _controls_of(
        self, connection: Connection, requests: Sequence[Received[ContentRequested]]
    ) -> dict[UUID, str]:
        ids = {one for request in requests for one in _controlled(request.data)}
        rows = await connection.fetch(self._queries["controls_of"], list(ids))
        return {row["controlled_id"]: row["state"] for row in rows}

    async def control(self, connection: Connection, controls: Sequence[ContentControlled]) -> bool:
        """Hold requests and batches back, let them go on or call them off; whether steps may be free now.

        Args:
            connection: In its transaction.
            controls: One for each id, the newest.
        """
        await connection.execute(self._queries["take_controls"])
        rows = await connection.fetch(
            self._queries["apply_controls"],
            [control.controlled_id for control in controls],
            [control.state for control in controls],
            [control.revision for control in controls],
            [control.controlled_at for control in controls],
        )
        for state in ("running", "paused", "cancelled"):
            controlled = [row["controlled_id"] for row in rows if row["state"] == state]
            if controlled:
                await self._apply(connection, controlled, state)
        return any(row["state"] == "running" for row in rows)

    async def _apply(self, connection: Connection, controlled: Sequence[UUID], state: str) -> None:
        jobs = [row["request_id"] for row in await connection.fetch(self._queries["jobs_under"], controlled)]
        if state == "cancelled":
            await connection.execute(self._queries["cancel_jobs"], jobs)
            await connection.execute(self._queries["cancel_steps"], jobs)
        else:
            await connection.execute(self._queries["hold_steps"], jobs, state == "paused")

    async def _add_steps(self, connection: Connection, steps: Sequence[tuple[UUID, PlannedStep]]) -> None:
        if steps:
            await connection.execute(
                self._queries["add_steps"],
                [request_id for request_id, _ in steps],
                [step.name for _, step in steps],
                [step.kind for _, step in steps],
                [step.network for _, step in steps],
            )

    async def lock(self, connection: Connection, request_id: UUID) -> None:
        """Let no other step of the job end until this transaction does."""
        await connection.execute(self._queries["lock_job"], request_id)

    async def end_step(
        self,
        connection: Connection,
        step: Step,
        *,
        result: Mapping[str, Any] | None = None,
        problem: Mapping[str, Any] | None = None,
    ) -> bool:
        """Write down a step's result or problem; False if it is no longer this call's."""
        state = "done" if result is not None else "failed"
        ended = await connection.fetchval(
            self._queries["end_step"], step.request_id, step.name, step.call_id, state, result, problem
        )
        return ended is not None

    async def postpone_step(
        self, connection: Connection, step: Step, seconds: float, problem: Mapping[str, Any]
    ) -> None:
        """Let a step be tried again after that many seconds."""
        await connection.fetchval(
            self._queries["postpone_step"], step.request_id, step.name, step.call_id, seconds, problem
        )

    async def end_call(
        self, connection: Connection, step: Step, outcome: str, usage: Usage | None, seconds: float
    ) -> None:
        """Write down what became of a call, and charge it to its job."""
        is_news = await connection.fetchval(
            self._queries["end_call"],
            step.call_id,
            outcome,
            usage.model if usage else None,
            usage.input_tokens if usage else None,
            usage.output_tokens if usage else None,
            usage.images if usage else None,
            seconds,
            usage.cost_micros_usd if usage else None,
        )
        if is_news and usage and usage.cost_micros_usd:
            await connection.execute(self._queries["charge_job"], step.request_id, usage.cost_micros_usd)

    async def advance(self, connection: Connection, request_id: UUID, *, failed: bool) -> JobProgress:
        """Count a step that has ended; the job's row stays locked until the transaction ends."""
        row = await connection.fetchrow(
            self._queries["advance_job"], request_id, int(not failed), int(failed)
        )
        assert row is not None, "a step has its job"
        return JobProgress(**dict(row))

    async def end_job(self, connection: Connection, request_id: UUID, *, failed: bool) -> int:
        """Write down that a job has ended; returns the revision of its last event."""
        state = "failed" if failed else "generated"
        revision: int = await connection.fetchval(self._queries["end_job"], request_id, state)
        return revision

    async def results(self, connection: Connection, request_id: UUID) -> list[StepResult]:
        """What the steps of a job made."""
        rows = await connection.fetch(self._queries["results_of_job"], request_id)
        return [StepResult(row["name"], row["result"], row["problem"]) for row in rows]


def _controlled(request: ContentRequested) -> list[UUID]:
    """By what a request can be held back or called off."""
    return [request.request_id, *([request.batch_id] if request.batch_id is not None else [])]


class StepQueue:
    """Steps to be claimed by workers.

    Args:
        provider: Name for the ledger of calls.
    """

    def __init__(
        self, database: Database, queries: Mapping[str, str], *, provider: str, clock: Clock
    ) -> None:
        self._database = database
        self._queries = queries
        self._provider = provider
        self._clock = clock
        self._held_back_until = 0.0

    def hold_back(self, seconds: float) -> None:
        """Let no more steps be taken here for that long."""
        self._held_back_until = max(self._held_back_until, self._clock.monotonic() + seconds)

    async def claim(self, limit: int, lease: Lease) -> list[Step]:
        """Take steps that are due; a call is in the ledger before it is made."""
        if self._clock.monotonic() < self._held_back_until:
            return []
        async with self._database.acquire() as connection:
            rows = await connection.fetch(
                self._queries["claim_steps"], limit, lease.owner, lease.seconds, self._provider
            )
        return [_step(row) for row in rows]

    async def renew(self, steps: Sequence[Step], lease: Lease) -> None:
        """Say that these are still being worked on."""
        await self._change("renew_leases", steps, lease.owner, lease.seconds)

    async def release(self, steps: Sequence[Step], lease: Lease) -> None:
        """Give back what was not finished."""
        await self._change("release_steps", steps, lease.owner)

    async def _change(self, query: str, steps: Sequence[Step], *arguments: object) -> None:
        async with self._database.acquire() as connection:
            await connection.execute(
                self._queries[query],
                [step.request_id for step in steps],
                [step.name for step in steps],
                *arguments,
            )


def _step(row: asyncpg.Record) -> Step:
    context = Context(row["correlation_id"], row["causation_id"], row["traceparent"], row["tracestate"])
    problem = row["problem"] or {}
    return Step(
        request_id=row["request_id"],
        name=row["name"],
        kind=row["kind"],
        network=row["network"],
        attempt=row["attempt"],
        call_id=row["call_id"],
        last_code=problem.get("code"),
        last_detail=problem.get("detail", ""),
        brief=ContentRequested.model_validate(row["brief"]),
        context=context,
    )
