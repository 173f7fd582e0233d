from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import Client
from ...errors import refusal
from ...models.content_request_view import ContentRequestView
from ...types import UNSET, Response, Unset


def _get_kwargs(
    request_id: UUID,
    *,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/content-requests/{request_id}/retry".format(
            request_id=quote(str(request_id), safe=""),
        ),
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(response: httpx.Response) -> ContentRequestView:
    if response.status_code == 202:
        response_202 = ContentRequestView.from_dict(response.json())

        return response_202

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
    idempotency_key: str | Unset = UNSET,
) -> Response[ContentRequestView]:
    """Retry a content request that failed

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            request_id=request_id,
            idempotency_key=idempotency_key,
        )
    )
    return _build_response(response)


def sync(
    request_id: UUID,
    *,
    client: Client,
    idempotency_key: str | Unset = UNSET,
) -> ContentRequestView:
    """Retry a content request that failed

    What was done already is not done again.

    Args:
        request_id (UUID):
        idempotency_key (str | Unset): Any text of your own, unique to this request: sent again
            with the same key and body within 24 hours, it makes nothing new and gets the first
            answer.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        request_id=request_id,
        client=client,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    request_id: UUID,
    *,
    client: Client,
    idempotency_key: str | Unset = UNSET,
) -> Response[ContentRequestView]:
    """Retry a content request that failed

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            request_id=request_id,
            idempotency_key=idempotency_key,
        )
    )
    return _build_response(response)


async def asyncio(
    request_id: UUID,
    *,
    client: Client,
    idempotency_key: str | Unset = UNSET,
) -> ContentRequestView:
    """Retry a content request that failed

    What was done already is not done again.

    Args:
        request_id (UUID):
        idempotency_key (str | Unset): Any text of your own, unique to this request: sent again
            with the same key and body within 24 hours, it makes nothing new and gets the first
            answer.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            request_id=request_id,
            client=client,
            idempotency_key=idempotency_key,
        )
    ).parsed
