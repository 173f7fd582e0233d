import datetime
from http import HTTPStatus
from io import BytesIO
from typing import Any
from uuid import UUID

import httpx

from ...client import Client
from ...errors import refusal
from ...models.export_audit_action import ExportAuditAction
from ...models.export_audit_format import ExportAuditFormat
from ...types import UNSET, File, Response, Unset


def _get_kwargs(
    *,
    format_: ExportAuditFormat | Unset = "csv",
    user_id: UUID | Unset = UNSET,
    credential: str | Unset = UNSET,
    operation: str | Unset = UNSET,
    kind: str | Unset = UNSET,
    subject_id: str | Unset = UNSET,
    action: ExportAuditAction | Unset = UNSET,
    since: datetime.datetime | Unset = UNSET,
    until: datetime.datetime | Unset = UNSET,
    text: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_format_: str | Unset = UNSET
    if not isinstance(format_, Unset):
        json_format_ = format_

    params["format"] = json_format_

    json_user_id: str | Unset = UNSET
    if not isinstance(user_id, Unset):
        json_user_id = str(user_id)
    params["user_id"] = json_user_id

    params["credential"] = credential

    params["operation"] = operation

    params["kind"] = kind

    params["subject_id"] = subject_id

    json_action: str | Unset = UNSET
    if not isinstance(action, Unset):
        json_action = action

    params["action"] = json_action

    json_since: str | Unset = UNSET
    if not isinstance(since, Unset):
        json_since = since.isoformat()
    params["since"] = json_since

    json_until: str | Unset = UNSET
    if not isinstance(until, Unset):
        json_until = until.isoformat()
    params["until"] = json_until

    params["text"] = text

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/audit/export",
        "params": params,
    }

    return _kwargs


def _parse_response(response: httpx.Response) -> File:
    if response.status_code == 200:
        response_200 = File(payload=BytesIO(response.content))

        return response_200

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[File]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    *,
    client: Client,
    format_: ExportAuditFormat | Unset = "csv",
    user_id: UUID | Unset = UNSET,
    credential: str | Unset = UNSET,
    operation: str | Unset = UNSET,
    kind: str | Unset = UNSET,
    subject_id: str | Unset = UNSET,
    action: ExportAuditAction | Unset = UNSET,
    since: datetime.datetime | Unset = UNSET,
    until: datetime.datetime | Unset = UNSET,
    text: str | Unset = UNSET,
) -> Response[File]:
    """Export the audit trail

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            format_=format_,
            user_id=user_id,
            credential=credential,
            operation=operation,
            kind=kind,
            subject_id=subject_id,
            action=action,
            since=since,
            until=until,
            text=text,
        )
    )
    return _build_response(response)


def sync(
    *,
    client: Client,
    format_: ExportAuditFormat | Unset = "csv",
    user_id: UUID | Unset = UNSET,
    credential: str | Unset = UNSET,
    operation: str | Unset = UNSET,
    kind: str | Unset = UNSET,
    subject_id: str | Unset = UNSET,
    action: ExportAuditAction | Unset = UNSET,
    since: datetime.datetime | Unset = UNSET,
    until: datetime.datetime | Unset = UNSET,
    text: str | Unset = UNSET,
) -> File:
    """Export the audit trail

    All entries under the filters, in one file that is sent while it is read.

    Args:
        format_ (ExportAuditFormat | Unset): CSV with a header, or one JSON object a line.
            Default: 'csv'.
        user_id (UUID | Unset): Only changes of this person.
        credential (str | Unset): Only through this session or API key.
        operation (str | Unset): Only by this operation.
        kind (str | Unset): Only of this kind of thing.
        subject_id (str | Unset): Only of this thing.
        action (ExportAuditAction | Unset): Only what was done in this way.
        since (datetime.datetime | Unset): Only then or later.
        until (datetime.datetime | Unset): Only earlier.
        text (str | Unset): Only where this stands before or after the change.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        client=client,
        format_=format_,
        user_id=user_id,
        credential=credential,
        operation=operation,
        kind=kind,
        subject_id=subject_id,
        action=action,
        since=since,
        until=until,
        text=text,
    ).parsed


async def asyncio_detailed(
    *,
    client: Client,
    format_: ExportAuditFormat | Unset = "csv",
    user_id: UUID | Unset = UNSET,
    credential: str | Unset = UNSET,
    operation: str | Unset = UNSET,
    kind: str | Unset = UNSET,
    subject_id: str | Unset = UNSET,
    action: ExportAuditAction | Unset = UNSET,
    since: datetime.datetime | Unset = UNSET,
    until: datetime.datetime | Unset = UNSET,
    text: str | Unset = UNSET,
) -> Response[File]:
    """Export the audit trail

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            format_=format_,
            user_id=user_id,
            credential=credential,
            operation=operation,
            kind=kind,
            subject_id=subject_id,
            action=action,
            since=since,
            until=until,
            text=text,
        )
    )
    return _build_response(response)


async def asyncio(
    *,
    client: Client,
    format_: ExportAuditFormat | Unset = "csv",
    user_id: UUID | Unset = UNSET,
    credential: str | Unset = UNSET,
    operation: str | Unset = UNSET,
    kind: str | Unset = UNSET,
    subject_id: str | Unset = UNSET,
    action: ExportAuditAction | Unset = UNSET,
    since: datetime.datetime | Unset = UNSET,
    until: datetime.datetime | Unset = UNSET,
    text: str | Unset = UNSET,
) -> File:
    """Export the audit trail

    All entries under the filters, in one file that is sent while it is read.

    Args:
        format_ (ExportAuditFormat | Unset): CSV with a header, or one JSON object a line.
            Default: 'csv'.
        user_id (UUID | Unset): Only changes of this person.
        credential (str | Unset): Only through this session or API key.
        operation (str | Unset): Only by this operation.
        kind (str | Unset): Only of this kind of thing.
        subject_id (str | Unset): Only of this thing.
        action (ExportAuditAction | Unset): Only what was done in this way.
        since (datetime.datetime | Unset): Only then or later.
        until (datetime.datetime | Unset): Only earlier.
        text (str | Unset): Only where this stands before or after the change.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            client=client,
            format_=format_,
            user_id=user_id,
            credential=credential,
            operation=operation,
            kind=kind,
            subject_id=subject_id,
            action=action,
            since=since,
            until=until,
            text=text,
        )
    ).parsed
