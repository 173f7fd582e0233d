from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import Client
from ...errors import refusal
from ...models.page_media_use_view import PageMediaUseView
from ...types import UNSET, Response, Unset


def _get_kwargs(
    media_id: UUID,
    *,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["limit"] = limit

    params["cursor"] = cursor

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/media/{media_id}/uses".format(
            media_id=quote(str(media_id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(response: httpx.Response) -> PageMediaUseView:
    if response.status_code == 200:
        response_200 = PageMediaUseView.from_dict(response.json())

        return response_200

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[PageMediaUseView]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    media_id: UUID,
    *,
    client: Client,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
) -> Response[PageMediaUseView]:
    """List what uses media

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            media_id=media_id,
            limit=limit,
            cursor=cursor,
        )
    )
    return _build_response(response)


def sync(
    media_id: UUID,
    *,
    client: Client,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
) -> PageMediaUseView:
    """List what uses media

    Posts and content, brand kits and templates, the latest first.

    Args:
        media_id (UUID):
        limit (int | Unset): Most items on a page. Default: 50.
        cursor (str | Unset): `next_cursor` of the page before.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        media_id=media_id,
        client=client,
        limit=limit,
        cursor=cursor,
    ).parsed


async def asyncio_detailed(
    media_id: UUID,
    *,
    client: Client,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
) -> Response[PageMediaUseView]:
    """List what uses media

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            media_id=media_id,
            limit=limit,
            cursor=cursor,
        )
    )
    return _build_response(response)


async def asyncio(
    media_id: UUID,
    *,
    client: Client,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
) -> PageMediaUseView:
    """List what uses media

    Posts and content, brand kits and templates, the latest first.

    Args:
        media_id (UUID):
        limit (int | Unset): Most items on a page. Default: 50.
        cursor (str | Unset): `next_cursor` of the page before.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            media_id=media_id,
            client=client,
            limit=limit,
            cursor=cursor,
        )
    ).parsed
