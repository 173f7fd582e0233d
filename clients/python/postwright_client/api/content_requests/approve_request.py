from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import Client
from ...errors import refusal
from ...models.approved import Approved
from ...models.content_request_view import ContentRequestView
from ...types import UNSET, Response, Unset


def _get_kwargs(
    request_id: UUID,
    *,
    body: Approved | None | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/content-requests/{request_id}/approve".format(
            request_id=quote(str(request_id), safe=""),
        ),
    }

    if isinstance(body, Approved):
        _kwargs["json"] = body.to_dict()
    else:
        _kwargs["json"] = body

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(response: httpx.Response) -> ContentRequestView:
    if response.status_code == 200:
        response_200 = ContentRequestView.from_dict(response.json())

        return response_200

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[ContentRequestView]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    request_id: UUID,
    *,
    client: Client,
    body: Approved | None | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Response[ContentRequestView]:
    """Approve content

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            request_id=request_id,
            body=body,
            idempotency_key=idempotency_key,
        )
    )
    return _build_response(response)


def sync(
    request_id: UUID,
    *,
    client: Client,
    body: Approved | None | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> ContentRequestView:
    """Approve content

    It becomes a post at the time it was asked for, or at the one given here. A time that passed within
    the grace
    period still holds: the post goes out at once; later than that a new schedule is needed. Approving
    again changes
    nothing.

    Args:
        request_id (UUID):
        idempotency_key (str | Unset): Any text of your own, unique to this request: sent again
            with the same key and body within 24 hours, it makes nothing new and gets the first
            answer.
        body (Approved | None | Unset):

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        request_id=request_id,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    request_id: UUID,
    *,
    client: Client,
    body: Approved | None | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Response[ContentRequestView]:
    """Approve content

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            request_id=request_id,
            body=body,
            idempotency_key=idempotency_key,
        )
    )
    return _build_response(response)


async def asyncio(
    request_id: UUID,
    *,
    client: Client,
    body: Approved | None | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> ContentRequestView:
    """Approve content

    It becomes a post at the time it was asked for, or at the one given here. A time that passed within
    the grace
    period still holds: the post goes out at once; later than that a new schedule is needed. Approving
    again changes
    nothing.

    Args:
        request_id (UUID):
        idempotency_key (str | Unset): Any text of your own, unique to this request: sent again
            with the same key and body within 24 hours, it makes nothing new and gets the first
            answer.
        body (Approved | None | Unset):

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            request_id=request_id,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
