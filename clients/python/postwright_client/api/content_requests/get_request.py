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
    prefer: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(prefer, Unset):
        headers["prefer"] = prefer

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/content-requests/{request_id}".format(
            request_id=quote(str(request_id), safe=""),
        ),
    }

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
    prefer: str | Unset = UNSET,
) -> Response[ContentRequestView]:
    """Get a content request

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            request_id=request_id,
            prefer=prefer,
        )
    )
    return _build_response(response)


def sync(
    request_id: UUID,
    *,
    client: Client,
    prefer: str | Unset = UNSET,
) -> ContentRequestView:
    """Get a content request

    How far it is, its content once that is ready, and the post made from it.

    Args:
        request_id (UUID):
        prefer (str | Unset): `wait=n`: answer when it is settled, or after n seconds (at most
            60).

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        request_id=request_id,
        client=client,
        prefer=prefer,
    ).parsed


async def asyncio_detailed(
    request_id: UUID,
    *,
    client: Client,
    prefer: str | Unset = UNSET,
) -> Response[ContentRequestView]:
    """Get a content request

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            request_id=request_id,
            prefer=prefer,
        )
    )
    return _build_response(response)


async def asyncio(
    request_id: UUID,
    *,
    client: Client,
    prefer: str | Unset = UNSET,
) -> ContentRequestView:
    """Get a content request

    How far it is, its content once that is ready, and the post made from it.

    Args:
        request_id (UUID):
        prefer (str | Unset): `wait=n`: answer when it is settled, or after n seconds (at most
            60).

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            request_id=request_id,
            client=client,
            prefer=prefer,
        )
    ).parsed
