"""Content requests and batches in the database."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
from pydantic import TypeAdapter
from pydantic_core import to_jsonable_python

from services.gateway.domain.batches import RowProblem
from services.gateway.domain.brand_kits import AppliedRules
from services.gateway.domain.compliance import ComplianceReport
from services.gateway.domain.content import Batch, ContentRequest, RequestState, Trouble
from shared.events import ContentVariant, GivenText, MediaObject, PostDetails, PosterText, Transform
from shared.postgres import Connection
from shared.sql import load_queries

QUERIES = load_queries(Path(__file__).parents[1] / "queries" / "content.sql")
_DOCUMENTS: Mapping[str, Callable[[Any], Any]] = {
    "brand_rules": AppliedRules.model_validate,
    "compliance": TypeAdapter(ComplianceReport).validate_python,
    "poster": PosterText.model_validate,
    "transform": Transform.model_validate,
}
_FIELDS = tuple(field.name for field in fields(ContentRequest))


async def insert(connection: Connection, requests: Sequence[ContentRequest]) -> None:
    await connection.execute(QUERIES["insert_requests"], to_jsonable_python(list(requests)))


async def insert_batch(connection: Connection, batch: Batch) -> None:
    await connection.execute(
        QUERIES["insert_batch"],
        batch.batch_id,
        batch.organization_id,
        batch.source,
        batch.items_total,
        to_jsonable_python(batch.problems),
        batch.created_by,
        batch.created_at,
    )


async def find(connection: Connection, request_id: UUID) -> ContentRequest | None:
    row = await connection.fetchrow(QUERIES["get_request"], request_id)
    return None if row is None else request_of_row(row)


async def lock(connection: Connection, request_id: UUID) -> ContentRequest | None:
    """As `find`, and nobody else changes it until the transaction ends."""
    await connection.execute(QUERIES["lock_request"], request_id)
    return await find(connection, request_id)


async def page(
    connection: Connection,
    *,
    after: UUID | None,
    states: Collection[RequestState] | None,
    campaign_id: UUID | None,
    batch_id: UUID | None,
    brand_kit_id: UUID | None,
    network: str | None,
    rows: int,
) -> list[ContentRequest]:
    """Requests, newest first."""
    wanted = None if states is None else list(states)
    found = await connection.fetch(
        QUERIES["list_requests"], after, wanted, campaign_id, batch_id, brand_kit_id, network, rows
    )
    return [request_of_row(row) for row in found]


async def find_batch(connection: Connection, batch_id: UUID) -> Batch | None:
    row = await connection.fetchrow(QUERIES["get_batch"], batch_id)
    return None if row is None else batch_of(row)


async def of_batch(connection: Connection, batch_id: UUID) -> list[ContentRequest]:
    """The requests of a batch, in the order of its rows."""
    rows = await connection.fetch(QUERIES["batch_requests"], batch_id)
    return [request_of_row(row) for row in rows]


async def review(connection: Connection, request: ContentRequest) -> None:
    """Keep what a person decided."""
    await connection.execute(
        QUERIES["review_request"],
        request.request_id,
        request.state,
        request.reviewed_by,
        request.reviewed_at,
        request.review_comment,
        to_jsonable_python(request.problem),
    )


async def keep_compliance(connection: Connection, judged: Sequence[ContentRequest]) -> None:
    """Keep what content was found to keep of its brand's rules."""
    rows = [
        {
            "request_id": request.request_id,
            "compliance": request.compliance,
            "state": request.state,
            "problem": request.problem,
        }
        for request in judged
    ]
    await connection.execute(QUERIES["keep_compliance"], to_jsonable_python(rows))


async def settle(connection: Connection, settled: Sequence[Mapping[str, Any]]) -> None:
    """Keep what became of requests: rows of request_id, state, problem."""
    await connection.execute(QUERIES["settle_requests"], to_jsonable_python(list(settled)))


async def apply_progress(
    connection: Connection, rows: Sequence[Mapping[str, Any]]
) -> dict[UUID, UUID | None]:
    """Apply how far requests are; gives those that took it, each with its batch."""
    found = await connection.fetch(QUERIES["apply_progress"], to_jsonable_python(list(rows)))
    return {row["request_id"]: row["batch_id"] for row in found}


async def apply_generated(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> list[ContentRequest]:
    """Apply content that is ready; gives the requests that took it."""
    found = await connection.fetch(QUERIES["apply_generated"], to_jsonable_python(list(rows)))
    return [request_of_row(row) for row in found]


async def apply_failed(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> dict[UUID, UUID | None]:
    """Apply failures; gives the requests that took them, each with its batch."""
    found = await connection.fetch(QUERIES["apply_failed"], to_jsonable_python(list(rows)))
    return {row["request_id"]: row["batch_id"] for row in found}


async def pictures(connection: Connection, keys: Collection[str]) -> dict[str, MediaObject]:
    """The pictures under these keys that belong to content of the organisation."""
    rows = await connection.fetch(QUERIES["pictures"], list(keys))
    found = [MediaObject.model_validate(row["picture"]) for row in rows]
    return {picture.key: picture for picture in found}


def batch_of(row: asyncpg.Record) -> Batch:
    """A batch as it was read with how far it is."""
    problems = tuple(RowProblem(**problem) for problem in row["problems"])
    return Batch(**{**row, "problems": problems})


def request_of_row(row: asyncpg.Record) -> ContentRequest:
    """A request as it was read with the post it made."""
    values: dict[str, Any] = {name: row[name] for name in _FIELDS}
    for name in ("networks", "brand_colors", "account_ids"):
        values[name] = None if values[name] is None else tuple(values[name])
    if values["variants"] is not None:
        values["variants"] = tuple(ContentVariant.model_validate(item) for item in values["variants"])
    values["details"] = {
        network: PostDetails.model_validate(item) for network, item in values["details"].items()
    }
    if values["picture"] is not None:
        values["picture"] = MediaObject.model_validate(values["picture"])
    if values["problem"] is not None:
        values["problem"] = Trouble(**values["problem"])
    for name, read in _DOCUMENTS.items():
        values[name] = None if values[name] is None else read(values[name])
    values["given_texts"] = tuple(GivenText.model_validate(text) for text in values["given_texts"] or ())
    return ContentRequest(**values)
