"""Batches as clients send and see them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from services.gateway.api.models import RequestBody, View
from services.gateway.api.views.content import ProblemView, Progress, progress_of
from services.gateway.domain.batches import MOST_ITEMS, RowProblem
from services.gateway.domain.briefs import Approval
from services.gateway.domain.content import Batch, ContentRequest, RequestState
from services.gateway.domain.controls import BatchRow, RowState
from services.gateway.domain.schedules import Schedule

ShownState = Literal["running", "settled", "paused", "cancelled"]
_STATES = "paused and cancelled: as people want it. settled: nothing is under way any more; a person may still have to approve."


class NewBatch(RequestBody):
    """Many briefs. What is said here holds for every item, whatever the item says."""

    items: list[Any] = Field(description=f"Content requests, at most {MOST_ITEMS}.")
    schedule: Schedule | None = None
    approval: Approval | None = None
    campaign_id: UUID | None = None


class BatchItem(BaseModel):
    """One request of a batch."""

    row: int | None = Field(description="The item's number from 1; in CSV the row, the header being row 1.")
    request_id: UUID
    topic: str
    state: RequestState
    progress: Progress
    problem: ProblemView | None
    post_id: UUID | None

    @classmethod
    def of(cls, request: ContentRequest) -> "BatchItem":
        return cls(
            row=request.batch_row,
            request_id=request.request_id,
            topic=request.topic,
            state=request.state,
            progress=progress_of(request),
            problem=None if request.problem is None else ProblemView.model_validate(request.problem),
            post_id=request.post_id,
        )


class RowProblemView(View):
    """What is wrong with one field of one row that was not taken."""

    row: int
    column: str
    code: str
    detail: str


class BatchView(BaseModel):
    """A batch and how far it is, item by item and in total."""

    batch_id: UUID
    source: Literal["json", "csv"]
    state: ShownState = Field(description=_STATES)
    items_total: int
    items_accepted: int
    items_refused: int
    counts: dict[RequestState, int] = Field(description="How many requests are in each state.")
    steps_done: int
    steps_total: int
    items: list[BatchItem]
    problems: list[RowProblemView]
    created_at: datetime
    updated_at: datetime = Field(
        description="When somebody last held it back, let it go on or called it off."
    )

    @classmethod
    def of(cls, batch: Batch, requests: Sequence[ContentRequest]) -> "BatchView":
        refused = _refused(batch)
        return cls(
            batch_id=batch.batch_id,
            source=batch.source,
            state=_shown(batch),
            items_total=batch.items_total,
            items_accepted=batch.items_total - refused,
            items_refused=refused,
            counts=batch.counts,
            steps_done=batch.steps_done,
            steps_total=batch.steps_total,
            items=[BatchItem.of(request) for request in requests],
            problems=[_row_problem(problem) for problem in batch.problems],
            created_at=batch.created_at,
            updated_at=batch.updated_at,
        )


class BatchSummary(BaseModel):
    """A batch and how far it is in total."""

    batch_id: UUID
    source: Literal["json", "csv"]
    state: ShownState = Field(description=_STATES)
    items_total: int
    items_accepted: int
    items_refused: int
    counts: dict[RequestState, int] = Field(description="How many requests are in each state.")
    steps_done: int
    steps_total: int
    created_at: datetime
    updated_at: datetime

    @classmethod
    def of(cls, batch: Batch) -> "BatchSummary":
        refused = _refused(batch)
        return cls(
            batch_id=batch.batch_id,
            source=batch.source,
            state=_shown(batch),
            items_total=batch.items_total,
            items_accepted=batch.items_total - refused,
            items_refused=refused,
            counts=batch.counts,
            steps_done=batch.steps_done,
            steps_total=batch.steps_total,
            created_at=batch.created_at,
            updated_at=batch.updated_at,
        )


class BatchRowProblemView(View):
    """What is wrong with a row, or with a column of it."""

    column: str = Field(description="Empty where it is about the row as a whole.", examples=["networks"])
    code: str
    detail: str


class BatchRowView(BaseModel):
    """One row of a batch and what became of it."""

    row: int = Field(description="The item's number from 1; in CSV the row, the header being row 1.", ge=1)
    state: RowState = Field(description="Of its request; refused where none was made.", examples=["planned"])
    request_id: UUID | None
    post_id: UUID | None = Field(description="The post that was made from it.")
    topic: str | None
    progress: Progress
    problems: list[BatchRowProblemView] = Field(description="Why it was refused, failed or needs attention.")

    @classmethod
    def of(cls, row: BatchRow) -> "BatchRowView":
        return cls(
            row=row.number,
            state=row.state,
            request_id=row.request_id,
            post_id=row.post_id,
            topic=row.topic,
            progress=Progress(steps_done=row.steps_done, steps_total=row.steps_total, last_step=None),
            problems=[BatchRowProblemView.model_validate(problem) for problem in row.problems],
        )


def _row_problem(problem: RowProblem) -> RowProblemView:
    return RowProblemView.model_validate(problem)


def _refused(batch: Batch) -> int:
    return len({problem.row for problem in batch.problems})


def _shown(batch: Batch) -> ShownState:
    if batch.state != "running":
        return batch.state
    return "settled" if batch.settled else "running"
