"""Batches: /v1/content-requests/batches."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import TypeAdapter, ValidationError
from pydantic_core import to_jsonable_python

from services.gateway.api.dependencies import Identified, SignedIn, Transactions, provided
from services.gateway.api.idempotency import Creation, Made
from services.gateway.api.pagination import Page, PageQuery
from services.gateway.api.views.batches import BatchRowView, BatchSummary, BatchView, NewBatch
from services.gateway.api.waiting import Wait
from services.gateway.domain.batches import COLUMNS, MOST_ITEMS, Items, read_csv, read_json, schedule_of
from services.gateway.domain.briefs import Approval
from services.gateway.domain.controls import BatchState, RowState, csv_header, csv_rows
from services.gateway.domain.flaws import Flaw, FlawedError, flaws_of
from services.gateway.domain.identity import Caller
from services.gateway.domain.schedules import Schedule
from services.gateway.errors import MalformedRequestError, UnsupportedMediaTypeError
from services.gateway.tenancy import Tenancy
from services.gateway.usecases.content_requests import ContentRequests
from services.gateway.usecases.controls import ContentControls
from shared.unit_of_work import UnitOfWork

router = APIRouter(prefix="/v1/content-requests/batches", tags=["Batches"])

UseCases = Annotated[ContentRequests, Depends(provided(ContentRequests))]
Controls = Annotated[ContentControls, Depends(provided(ContentControls))]
RowStates = Annotated[
    list[RowState] | None, Query(description="Only those in one of these states.", max_length=10)
]

_SCHEDULE: TypeAdapter[Any] = TypeAdapter(Schedule)
_CSV_EXAMPLE = (
    "brand,topic,tone,audience,brief,language,networks,picture,brand_colors\r\n"
    'Chai & Co.,Monsoon sale,friendly,tea lovers,"20 % off every tea, until Sunday.",en,mastodon;bluesky;x,yes,'
    "#0A7B5E;#F4C95D\r\n"
)
_ROWS_CSV = {
    "schema": {"type": "string"},
    "example": "row,state,request_id,post_id,topic,networks,column,code,detail\r\n"
    "2,planned,0199d2a1-7c3e-7b5f-8a2d-3f1c9e5b7a10,0199d2a1-7c3e-7b5f-8a2d-3f1c9e5b7a11,Monsoon sale,mastodon;x,,,\r\n"
    "3,refused,,,,,networks,invalid,'myspace' is not a network\r\n",
}
_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "description": "Many briefs. What is said beside them holds for every item, whatever the item says.",
                    "required": ["items"],
                    "additionalProperties": False,
                    "properties": {
                        "items": {
                            "type": "array",
                            "items": {"$ref": "#/components/schemas/Brief"},
                            "minItems": 1,
                            "maxItems": MOST_ITEMS,
                        },
                        "schedule": {
                            "oneOf": [
                                {"$ref": f"#/components/schemas/{kind}Schedule"}
                                for kind in ("No", "Now", "Local", "Instant")
                            ]
                        },
                        "approval": {"enum": ["auto", "required"]},
                        "campaign_id": {"type": "string", "format": "uuid"},
                    },
                }
            },
            "text/csv": {
                "schema": {
                    "type": "string",
                    "description": f"UTF-8 with a header row; columns {', '.join(COLUMNS)}; several values in a cell"
                    " are separated by semicolons. Cells are separated by commas, or by semicolons or tabs where those"
                    " separate the names in the header row; a cell that holds that character stands in quotes.",
                },
                "example": _CSV_EXAMPLE,
            },
        },
    }
}


@dataclass(frozen=True)
class Override:
    """What is said once in the address and holds for every item, whatever the item says."""

    fields: dict[str, Any]


async def override_of(
    schedule: Annotated[
        str | None, Query(description="none, now, local or instant.", examples=["local"])
    ] = None,
    local_time: Annotated[
        str | None,
        Query(description="With time_zone: the wall-clock time.", examples=["2026-11-24T09:00"]),
    ] = None,
    time_zone: Annotated[str | None, Query(description="IANA name.", examples=["Asia/Kolkata"])] = None,
    at: Annotated[str | None, Query(description="An instant with offset.")] = None,
    approval: Annotated[Approval | None, Query(description="auto or required.")] = None,
    campaign_id: Annotated[UUID | None, Query(description="The campaign of every item.")] = None,
) -> Override:
    fields: dict[str, Any] = {}
    wanted = schedule_of({"schedule": schedule, "local_time": local_time, "time_zone": time_zone, "at": at})
    if wanted is not None:
        fields["schedule"] = _checked_schedule(wanted)
    if approval is not None:
        fields["approval"] = approval
    if campaign_id is not None:
        fields["campaign_id"] = campaign_id
    return Override(fields)


def _checked_schedule(fields: dict[str, Any]) -> dict[str, Any]:
    try:
        _SCHEDULE.validate_python(fields)
    except ValidationError as error:
        flaws = [Flaw(f"query/{flaw.pointer.rpartition('/')[2]}", flaw.detail) for flaw in flaws_of(error)]
        raise FlawedError(flaws) from None
    return fields


@router.post(
    "",
    status_code=202,
    response_model=BatchView,
    openapi_extra=_BODY,
    summary="Ask for content from many briefs",
)
async def request_batch(
    request: Request,
    caller: SignedIn,
    requests: UseCases,
    transactions: Transactions,
    create: Creation,
    wait: Wait,
    override: Annotated[Override, Depends(override_of)],
) -> Response:
    """As JSON or CSV. Each row that can't be taken is named with its column, what is wrong and how to mend it; the good
    ones go on. 422 only when there is no good one. What the address or the batch itself says (schedule, approval,
    campaign) holds for every item, whatever the item says. Look at Location for how far it is.
    """
    source, items = _read(request.headers.get("content-type", ""), await request.body(), override.fields)

    async def effect(work: UnitOfWork) -> Made:
        batch, made = await requests.request_batch(work, caller, source, items)
        headers = {"Location": f"/v1/content-requests/batches/{batch.batch_id}", "Retry-After": "1"}
        return Made(202, BatchView.of(batch, made), headers)

    async def look(batch_id: UUID) -> BatchView | None:
        async with transactions.work(caller.organization_id) as work:
            return _unless_running(BatchView.of(*await requests.get_batch(work, batch_id)))

    return await wait.created(await create(effect), look)


@router.get("", summary="List batches")
async def list_batches(
    caller: SignedIn,
    controls: Controls,
    transactions: Transactions,
    page: PageQuery,
    state: Annotated[
        list[BatchState] | None, Query(description="Only those that people want so.", max_length=3)
    ] = None,
) -> Page[BatchSummary]:
    """Newest first, each with how far it is in total; its rows are at `/rows`."""
    filters = {"state": None if state is None else sorted(state)}
    async with transactions.work(caller.organization_id) as work:
        rows = await controls.page(work, after=page.after_id(filters), states=state, limit=page.fetch)
    return page.answer(rows, view=BatchSummary.of, key=lambda batch: (str(batch.batch_id),), filters=filters)


@router.get("/{batch_id}", summary="Get a batch")
async def get_batch(
    batch_id: UUID,
    caller: SignedIn,
    requests: UseCases,
    transactions: Transactions,
    wait: Wait,
    response: Response,
) -> BatchView:
    """How far it is, item by item and in total."""

    async def read() -> BatchView:
        async with transactions.work(caller.organization_id) as work:
            return BatchView.of(*await requests.get_batch(work, batch_id))

    async def look() -> BatchView | None:
        return _unless_running(await read())

    return await wait.settled(batch_id, look, response) or await read()


def _unless_running(batch: BatchView) -> BatchView | None:
    return None if batch.state == "running" else batch


@router.get("/{batch_id}/rows", summary="List the rows of a batch")
async def list_batch_rows(
    batch_id: UUID,
    caller: SignedIn,
    controls: Controls,
    transactions: Transactions,
    page: PageQuery,
    state: RowStates = None,
) -> Page[BatchRowView]:
    """What became of each row, in the rows' order: its request and post, or why it was refused or failed."""
    filters = {"state": None if state is None else sorted(state)}
    async with transactions.work(caller.organization_id) as work:
        rows = await controls.rows_of(
            work, batch_id, after=page.after_number(filters), states=state, limit=page.fetch
        )
    return page.answer(rows, view=BatchRowView.of, key=lambda row: (str(row.number),), filters=filters)


@router.get(
    "/{batch_id}/rows.csv",
    summary="Download the rows of a batch",
    response_class=StreamingResponse,
    responses={200: {"description": "All rows.", "content": {"text/csv": _ROWS_CSV}}},
)
async def export_batch_rows(
    batch_id: UUID,
    caller: SignedIn,
    controls: Controls,
    transactions: Transactions,
    state: RowStates = None,
) -> StreamingResponse:
    """As CSV, a line for each problem of a row and one for a row that has none."""
    async with transactions.work(caller.organization_id) as work:
        await controls.rows_of(work, batch_id, after=0, states=state, limit=1)
    return StreamingResponse(
        _rows_file(controls, caller, batch_id, state),
        media_type="text/csv; charset=utf-8; header=present",
        headers={"Content-Disposition": f'attachment; filename="batch-{batch_id}.csv"'},
    )


@router.post("/{batch_id}/pause", summary="Hold a batch back")
async def pause_batch(
    batch_id: UUID, caller: SignedIn, controls: Controls, requests: UseCases, transactions: Transactions
) -> BatchView:
    """No further call of a provider is begun for it; what is under way ends as it would have. Again changes nothing."""
    return await _controlled(batch_id, "paused", caller, controls, requests, transactions)


@router.post("/{batch_id}/resume", summary="Let a batch go on")
async def resume_batch(
    batch_id: UUID, caller: SignedIn, controls: Controls, requests: UseCases, transactions: Transactions
) -> BatchView:
    """From where it was held back. Again changes nothing."""
    return await _controlled(batch_id, "running", caller, controls, requests, transactions)


@router.post("/{batch_id}/cancel", summary="Cancel a batch")
async def cancel_batch(
    batch_id: UUID, caller: SignedIn, controls: Controls, requests: UseCases, transactions: Transactions
) -> BatchView:
    """For good. What is not finished makes no post, also when its content arrives later; what is planned stays planned,
    what is ready or failed stays as it is. Again changes nothing.
    """
    return await _controlled(batch_id, "cancelled", caller, controls, requests, transactions)


@router.post(
    "/{batch_id}/retry",
    status_code=202,
    response_model=BatchView,
    dependencies=[Identified],
    summary="Retry what failed of a batch",
)
async def retry_batch(batch_id: UUID, controls: Controls, requests: UseCases, create: Creation) -> Response:
    """The requests that failed are made once more, and no other; of each, what was done already is not done again."""

    async def effect(work: UnitOfWork) -> Made:
        await controls.retry_batch(work, batch_id)
        batch, made = await requests.get_batch(work, batch_id)
        return Made(202, BatchView.of(batch, made), {"Retry-After": "1"})

    return await create(effect)


async def _controlled(
    batch_id: UUID,
    state: BatchState,
    caller: Caller,
    controls: ContentControls,
    requests: ContentRequests,
    transactions: Tenancy,
) -> BatchView:
    async with transactions.work(caller.organization_id) as work:
        await controls.set_batch(work, batch_id, state)
        batch, made = await requests.get_batch(work, batch_id)
    return BatchView.of(batch, made)


async def _rows_file(
    controls: ContentControls, caller: Caller, batch_id: UUID, states: list[RowState] | None
) -> AsyncIterator[bytes]:
    yield csv_header()
    async for rows in controls.export(caller.organization_id, batch_id, states):
        yield csv_rows(rows)


def _read(content_type: str, body: bytes, override: dict[str, Any]) -> tuple[Literal["json", "csv"], Items]:
    kind = content_type.partition(";")[0].strip().lower()
    if kind == "text/csv":
        return "csv", read_csv(body, override)
    if kind != "application/json":
        raise UnsupportedMediaTypeError("Send the batch as application/json or text/csv.")
    batch = _decode(body)
    own = {
        name: to_jsonable_python(value)
        for name, value in (
            ("schedule", batch.schedule),
            ("approval", batch.approval),
            ("campaign_id", batch.campaign_id),
        )
        if value is not None
    }
    return "json", read_json(batch.items, {**own, **override})


def _decode(body: bytes) -> NewBatch:
    try:
        return NewBatch.model_validate(json.loads(body))
    except json.JSONDecodeError as error:
        raise MalformedRequestError(
            f"The body is not JSON: {error.msg} at line {error.lineno}, column {error.colno}."
        ) from None
    except UnicodeDecodeError as error:
        raise MalformedRequestError(f"The body is not UTF-8 (byte {error.start + 1}).") from None
    except RecursionError:
        raise MalformedRequestError("The body is nested too deeply.") from None
    except ValidationError as error:
        raise FlawedError(flaws_of(error)) from None
    except ValueError:
        raise MalformedRequestError("The body holds a number with thousands of digits.") from None
