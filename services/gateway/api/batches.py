"""Batches: /v1/content-requests/batches."""

import json
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import TypeAdapter, ValidationError
from pydantic_core import to_jsonable_python

from services.gateway.api.dependencies import SignedIn, Transactions, provided
from services.gateway.api.idempotency import Creation, Made
from services.gateway.api.views.content import BatchView, NewBatch
from services.gateway.domain.batches import COLUMNS, MOST_ITEMS, Items, read_csv, read_json, schedule_of
from services.gateway.domain.briefs import Approval
from services.gateway.domain.flaws import Flaw, FlawedError, flaws_of
from services.gateway.domain.schedules import Schedule
from services.gateway.errors import MalformedRequestError, UnsupportedMediaTypeError
from services.gateway.usecases.content_requests import ContentRequests
from shared.unit_of_work import UnitOfWork

router = APIRouter(prefix="/v1/content-requests/batches", tags=["Batches"])

UseCases = Annotated[ContentRequests, Depends(provided(ContentRequests))]

_SCHEDULE: TypeAdapter[Any] = TypeAdapter(Schedule)
_CSV_EXAMPLE = (
    "brand,topic,tone,audience,brief,language,networks,picture,brand_colors\r\n"
    'Chai & Co.,Monsoon sale,friendly,tea lovers,"20 % off every tea, until Sunday.",en,mastodon;bluesky;x,yes,'
    "#0A7B5E;#F4C95D\r\n"
)
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
                    " are separated by semicolons.",
                },
                "example": _CSV_EXAMPLE,
            },
        },
    }
}


class Override:
    """What is said once in the address and holds for every item, whatever the item says."""

    def __init__(
        self,
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
    ) -> None:
        self.fields: dict[str, Any] = {}
        wanted = schedule_of(
            {"schedule": schedule, "local_time": local_time, "time_zone": time_zone, "at": at}
        )
        if wanted is not None:
            self.fields["schedule"] = _checked_schedule(wanted)
        if approval is not None:
            self.fields["approval"] = approval
        if campaign_id is not None:
            self.fields["campaign_id"] = campaign_id


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
    create: Creation,
    override: Annotated[Override, Depends()],
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

    return await create(effect)


@router.get("/{batch_id}", summary="Get a batch")
async def get_batch(
    batch_id: UUID, caller: SignedIn, requests: UseCases, transactions: Transactions
) -> BatchView:
    """How far it is, item by item and in total."""
    async with transactions.work(caller.organization_id) as work:
        batch, made = await requests.get_batch(work, batch_id)
    return BatchView.of(batch, made)


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
