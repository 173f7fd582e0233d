"""Batches under people's control, in the database."""

from collections.abc import Collection
from datetime import datetime
from pathlib import Path
from uuid import UUID

from services.gateway.domain.content import Batch, ContentRequest, RequestState
from services.gateway.domain.controls import BatchRow, BatchRowProblem, BatchState, ControlledBatch, RowState
from services.gateway.repository.content import batch_of, request_of_row
from shared.postgres import Connection
from shared.sql import load_queries

QUERIES = load_queries(Path(__file__).parents[1] / "queries" / "batches.sql")


async def page(
    connection: Connection, *, after: UUID | None, states: Collection[BatchState] | None, rows: int
) -> list[Batch]:
    """Batches, newest first."""
    wanted = None if states is None else list(states)
    found = await connection.fetch(QUERIES["list_batches"], after, wanted, rows)
    return [batch_of(row) for row in found]


async def lock(connection: Connection, batch_id: UUID) -> ControlledBatch | None:
    """A batch; nobody else controls it until the transaction ends."""
    row = await connection.fetchrow(QUERIES["lock_batch"], batch_id)
    return None if row is None else ControlledBatch(**row)


async def control(connection: Connection, batch_id: UUID, state: BatchState, at: datetime) -> int:
    """Keep what people want of a batch; gives its new revision."""
    revision: int = await connection.fetchval(QUERIES["control_batch"], batch_id, state, at)
    return revision


async def lock_reviewed(
    connection: Connection, *, batch_id: UUID | None = None, request_id: UUID | None = None
) -> None:
    """Keep others from the items under review of a batch, or of one request; to be asked for before the requests."""
    await connection.execute(QUERIES["lock_reviewed"], batch_id, request_id)


async def reviewed_of(connection: Connection, request_ids: Collection[UUID]) -> list[UUID]:
    """The items under review of requests, also those that came while the requests were waited for; nobody else changes
    them.
    """
    return [row["item_id"] for row in await connection.fetch(QUERIES["reviewed_of"], list(request_ids))]


async def move(
    connection: Connection,
    *,
    batch_id: UUID | None = None,
    request_id: UUID | None = None,
    states: Collection[RequestState],
    to: RequestState,
    at: datetime,
) -> list[ContentRequest]:
    """Bring the requests of a batch, or one request, from some states into another; gives those that moved."""
    rows = await connection.fetch(QUERIES["move_requests"], batch_id, request_id, list(states), to, at)
    return [request_of_row(row) for row in rows]


async def rows_of(
    connection: Connection, batch_id: UUID, *, after: int, states: Collection[RowState] | None, rows: int
) -> list[BatchRow]:
    """Rows of a batch in their order."""
    wanted = None if states is None else list(states)
    found = await connection.fetch(QUERIES["list_rows"], batch_id, after, wanted, rows)
    return [
        BatchRow(
            **{
                **row,
                "networks": tuple(row["networks"] or ()),
                "problems": tuple(BatchRowProblem(**problem) for problem in row["problems"]),
            }
        )
        for row in found
    ]
