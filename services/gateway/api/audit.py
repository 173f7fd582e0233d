"""The audit trail: /v1/audit."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from fastapi.responses import StreamingResponse
from pydantic import Field

from services.gateway.api.dependencies import SignedIn, Transactions, provided
from services.gateway.api.models import View
from services.gateway.api.pagination import Page, PageQuery
from services.gateway.domain.audit import (
    AuditAction,
    AuditEntry,
    AuditFilter,
    csv_header,
    csv_rows,
    json_lines,
)
from services.gateway.domain.identity import Caller
from services.gateway.domain.schedules import Instant
from services.gateway.domain.texts import Text
from services.gateway.usecases.audit import AuditTrail

router = APIRouter(prefix="/v1/audit", tags=["Audit trail"])

Trail = Annotated[AuditTrail, Depends(provided(AuditTrail))]
ExportFormat = Literal["csv", "jsonl"]

_CSV_EXAMPLE = (
    "audit_id,at,user_id,credential,operation,request_id,address,user_agent,action,kind,subject_id,before,after\r\n"
    "0199d2a1-7c3e-7b5f-8a2d-3f1c9e5b7a10,2026-11-24T09:00:00+00:00,0199d2a1-7c3e-7b5f-8a2d-3f1c9e5b7a11,"
    "session:0199d2a1-7c3e-7b5f-8a2d-3f1c9e5b7a12,update_campaign,req-7,192.0.2.7,curl/8.9,update,campaigns,"
    '0199d2a1-7c3e-7b5f-8a2d-3f1c9e5b7a13,"{""name"": ""Monsoon""}","{""name"": ""Winter""}"\r\n'
)
_LINE_EXAMPLE = (
    '{"audit_id": "0199d2a1-7c3e-7b5f-8a2d-3f1c9e5b7a10", "at": "2026-11-24T09:00:00+00:00", "operation":'
    ' "update_campaign", "action": "update", "before": {"name": "Monsoon"}, "after": {"name": "Winter"}}\n'
)
_FILES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The entries, newest first.",
        "content": {
            "text/csv": {"schema": {"type": "string"}, "example": _CSV_EXAMPLE},
            "application/jsonl": {"schema": {"type": "string"}, "example": _LINE_EXAMPLE},
        },
    }
}


class AuditEntryView(View):
    """One change of one thing."""

    audit_id: UUID
    at: datetime
    user_id: UUID | None = Field(
        description="Who; of an API key who made it; null where a rule of the system acted."
    )
    credential: str = Field(
        description="Through what: `session:<id>`, `api_key:<id>` or `system`.",
        examples=["session:0199d2a1-7c3e-7b5f-8a2d-3f1c9e5b7a12"],
    )
    operation: str = Field(description="The operation's id in this document.", examples=["update_campaign"])
    request_id: str = Field(examples=["0199d2a1-7c3e-7b5f-8a2d-3f1c9e5b7a11"])
    address: str = Field(examples=["192.0.2.7"])
    user_agent: str = Field(examples=["curl/8.9"])
    action: AuditAction = Field(examples=["update"])
    kind: str = Field(description="Of what kind the thing is.", examples=["campaigns"])
    subject_id: str = Field(examples=["0199d2a1-7c3e-7b5f-8a2d-3f1c9e5b7a13"])
    before: dict[str, Any] | None = Field(
        description="Of an update the fields that changed.", examples=[{"name": "Monsoon"}]
    )
    after: dict[str, Any] | None = Field(examples=[{"name": "Winter"}])


async def audit_filter(
    user_id: Annotated[UUID | None, Query(description="Only changes of this person.")] = None,
    credential: Annotated[
        str | None, Text(80), Query(description="Only through this session or API key.")
    ] = None,
    operation: Annotated[str | None, Text(80), Query(description="Only by this operation.")] = None,
    kind: Annotated[str | None, Text(80), Query(description="Only of this kind of thing.")] = None,
    subject_id: Annotated[str | None, Text(200), Query(description="Only of this thing.")] = None,
    action: Annotated[AuditAction | None, Query(description="Only what was done in this way.")] = None,
    since: Annotated[Instant | None, Query(description="Only then or later.")] = None,
    until: Annotated[Instant | None, Query(description="Only earlier.")] = None,
    text: Annotated[
        str | None, Text(200), Query(description="Only where this stands before or after the change.")
    ] = None,
) -> AuditFilter:
    return AuditFilter(user_id, credential, operation, kind, subject_id, action, since, until, text)


Wanted = Annotated[AuditFilter, Depends(audit_filter)]


@router.get("", summary="List the audit trail")
async def list_audit(
    caller: SignedIn, trail: Trail, transactions: Transactions, page: PageQuery, wanted: Wanted
) -> Page[AuditEntryView]:
    """Newest first: who changed what, through what, from where, before and after."""
    filters = wanted.as_mapping()
    async with transactions.work(caller.organization_id) as work:
        found = await trail.page(work, wanted, after=page.after_id(filters), limit=page.fetch)
    return page.answer(found, view=_view, key=lambda entry: (str(entry.audit_id),), filters=filters)


@router.get("/export", summary="Export the audit trail", response_class=StreamingResponse, responses=_FILES)
async def export_audit(
    caller: SignedIn,
    trail: Trail,
    wanted: Wanted,
    file_format: Annotated[
        ExportFormat, Query(alias="format", description="CSV with a header, or one JSON object a line.")
    ] = "csv",
) -> StreamingResponse:
    """All entries under the filters, in one file that is sent while it is read."""
    kind = "text/csv; charset=utf-8; header=present" if file_format == "csv" else "application/jsonl"
    headers = {"Content-Disposition": f'attachment; filename="audit.{file_format}"'}
    return StreamingResponse(_file(trail, caller, wanted, file_format), media_type=kind, headers=headers)


@router.get("/{audit_id}", summary="Get an entry of the audit trail")
async def get_audit(
    audit_id: UUID, caller: SignedIn, trail: Trail, transactions: Transactions
) -> AuditEntryView:
    """One change."""
    async with transactions.work(caller.organization_id) as work:
        return _view(await trail.get(work, audit_id))


async def _file(
    trail: AuditTrail, caller: Caller, wanted: AuditFilter, file_format: ExportFormat
) -> AsyncIterator[bytes]:
    if file_format == "csv":
        yield csv_header()
    write = csv_rows if file_format == "csv" else json_lines
    async for entries in trail.export(caller.organization_id, wanted):
        yield write(entries)


def _view(entry: AuditEntry) -> AuditEntryView:
    return AuditEntryView.model_validate(entry)
