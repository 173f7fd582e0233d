import datetime
from http import HTTPStatus
from typing import Any
from uuid import UUID

import httpx

from ...client import Client
from ...errors import refusal
from ...models.list_audit_action import ListAuditAction
from ...models.page_audit_entry_view import PageAuditEntryView
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
    user_id: UUID | Unset = UNSET,
    credential: str | Unset = UNSET,
    operation: str | Unset = UNSET,
    kind: str | Unset = UNSET,
    subject_id: str | Unset = UNSET,
    action: ListAuditAction | Unset = UNSET,
    since: datetime.datetime | Unset = UNSET,
    until: datetime.datetime | Unset = UNSET,
    text: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["limit"] = limit

    params["cursor"] = cursor

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
        "url": "/v1/audit",
        "params": params,
    }

    return _kwargs


def _parse_response(response: httpx.Response) -> PageAuditEntryView:
    if response.status_code == 200:
        response_200 = PageAuditEntryView.from_dict(response.json())

        return response_200

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[PageAuditEntryView]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    *,
    client: Client,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
    user_id: UUID | Unset = UNSET,
    credential: str | Unset = UNSET,
    operation: str | Unset = UNSET,
    kind: str | Unset = UNSET,
    subject_id: str | Unset = UNSET,
    action: ListAuditAction | Unset = UNSET,
    since: datetime.datetime | Unset = UNSET,
    until: datetime.datetime | Unset = UNSET,
    text: str | Unset = UNSET,
) -> Response[PageAuditEntryView]:
    """List the audit trail

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            limit=limit,
            cursor=cursor,
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
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
    user_id: UUID | Unset = UNSET,
    credential: str | Unset = UNSET,
    operation: str | Unset = UNSET,
    kind: str | Unset = UNSET,
    subject_id: str | Unset = UNSET,
    action: ListAuditAction | Unset = UNSET,
    since: datetime.datetime | Unset = UNSET,
    until: datetime.datetime | Unset = UNSET,
    text: str | Unset = UNSET,
) -> PageAuditEntryView:
    """List the audit trail

    Newest first: who changed what, through what, from where, before and after.

    Args:
        limit (int | Unset): Most items on a page. Default: 50.
        cursor (str | Unset): `next_cursor` of the page before.
        user_id (UUID | Unset): Only changes of this person.
        credential (str | Unset): Only through this session or API key.
        operation (str | Unset): Only by this operation.
        kind (str | Unset): Only of this kind of thing.
        subject_id (str | Unset): Only of this thing.
        action (ListAuditAction | Unset): Only what was done in this way.
        since (datetime.datetime | Unset): Only then or later.
        until (datetime.datetime | Unset): Only earlier.
        text (str | Unset): Only where this stands before or after the change.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        client=client,
        limit=limit,
        cursor=cursor,
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
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
    user_id: UUID | Unset = UNSET,
    credential: str | Unset = UNSET,
    operation: str | Unset = UNSET,
    kind: str | Unset = UNSET,
    subject_id: str | Unset = UNSET,
    action: ListAuditAction | Unset = UNSET,
    since: datetime.datetime | Unset = UNSET,
    until: datetime.datetime | Unset = UNSET,
    text: str | Unset = UNSET,
) -> Response[PageAuditEntryView]:
    """List the audit trail

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            limit=limit,
            cursor=cursor,
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
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
    user_id: UUID | Unset = UNSET,
    credential: str | Unset = UNSET,
    operation: str | Unset = UNSET,
    kind: str | Unset = UNSET,
    subject_id: str | Unset = UNSET,
    action: ListAuditAction | Unset = UNSET,
    since: datetime.datetime | Unset = UNSET,
    until: datetime.datetime | Unset = UNSET,
    text: str | Unset = UNSET,
) -> PageAuditEntryView:
    """List the audit trail

    Newest first: who changed what, through what, from where, before and after.

    Args:
        limit (int | Unset): Most items on a page. Default: 50.
        cursor (str | Unset): `next_cursor` of the page before.
        user_id (UUID | Unset): Only changes of this person.
        credential (str | Unset): Only through this session or API key.
        operation (str | Unset): Only by this operation.
        kind (str | Unset): Only of this kind of thing.
        subject_id (str | Unset): Only of this thing.
        action (ListAuditAction | Unset): Only what was done in this way.
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
            limit=limit,
            cursor=cursor,
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
