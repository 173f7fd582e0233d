"""Batches and requests under people's control: held back, let go, called off, tried again."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from services.gateway.domain.content import RequestState
from services.gateway.domain.csv_files import csv_lines, csv_text

BatchState = Literal["running", "paused", "cancelled"]
RowState = Literal[RequestState, "refused"]

CANCELLABLE: frozenset[RequestState] = frozenset(
    {"requested", "generating", "awaiting_approval", "needs_attention", "failed", "ready"}
)
"""States of a request that has no post yet and was not decided against."""

CANCELLED_WITH_BATCH: frozenset[RequestState] = CANCELLABLE - {"failed", "ready"}
"""What has ended by itself stays as it ended."""

_COLUMNS = ("row", "state", "request_id", "post_id", "topic", "networks", "column", "code", "detail")


@dataclass(frozen=True, slots=True)
class ControlledBatch:
    """What of a batch is looked at under its lock."""

    batch_id: UUID
    organization_id: UUID
    state: BatchState
    revision: int


@dataclass(frozen=True, slots=True)
class BatchRowProblem:
    """What is wrong with a row, or with a column of it."""

    column: str
    code: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchRow:
    """What became of one row of a batch.

    Attributes:
        number: As in `RowProblem`.
        state: Of its request; refused where none was made.
    """

    number: int
    state: RowState
    request_id: UUID | None
    post_id: UUID | None
    topic: str | None
    networks: tuple[str, ...]
    steps_done: int
    steps_total: int
    problems: tuple[BatchRowProblem, ...]


def csv_header() -> bytes:
    """The names of the columns."""
    return csv_lines([_COLUMNS])


def csv_rows(rows: Sequence[BatchRow]) -> bytes:
    """Rows as CSV (RFC 4180), a line for each problem of a row, and one for a row that has none."""
    return csv_lines([cells for row in rows for cells in _lines(row)])


def _lines(row: BatchRow) -> list[tuple[str, ...]]:
    known = (
        str(row.number),
        row.state,
        str(row.request_id or ""),
        str(row.post_id or ""),
        csv_text(row.topic or ""),
        ";".join(row.networks),
    )
    problems = row.problems or (BatchRowProblem("", "", ""),)
    return [(*known, problem.column, problem.code, csv_text(problem.detail)) for problem in problems]
