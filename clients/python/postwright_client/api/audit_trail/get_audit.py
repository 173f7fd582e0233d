from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import Client
from ...errors import refusal
from ...models.audit_entry_view import AuditEntryView
from ...types import Response


def _get_kwargs(
    audit_id: UUID,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/audit/{audit_id}".format(
            audit_id=quote(str(audit_id), safe=""),
        ),
    }

    return _kwargs


def _parse_response(response: httpx.Response) -> AuditEntryView:
    if response.status_code == 200:
        response_200 = AuditEntryView.from_dict(response.json())

        return response_200

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[AuditEntryView]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    audit_id: UUID,
    *,
    client: Client,
) -> Response[AuditEntryView]:
    """Get an entry of the audit trail

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            audit_id=audit_id,
        )
    )
    return _build_response(response)


def sync(
    audit_id: UUID,
    *,
    client: Client,
) -> AuditEntryView:
    """Get an entry of the audit trail

    One change.

    Args:
        audit_id (UUID):

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        audit_id=audit_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    audit_id: UUID,
    *,
    client: Client,
) -> Response[AuditEntryView]:
    """Get an entry of the audit trail

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            audit_id=audit_id,
        )
    )
    return _build_response(response)


async def asyncio(
    audit_id: UUID,
    *,
    client: Client,
) -> AuditEntryView:
    """Get an entry of the audit trail

    One change.

    Args:
        audit_id (UUID):

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            audit_id=audit_id,
            client=client,
        )
    ).parsed
