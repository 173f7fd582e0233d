from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import Client
from ...errors import refusal
from ...models.media_links_view import MediaLinksView
from ...types import UNSET, Response, Unset


def _get_kwargs(
    media_id: UUID,
    *,
    expires_in: int | Unset = 3600,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["expires_in"] = expires_in

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/media/{media_id}/links".format(
            media_id=quote(str(media_id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(response: httpx.Response) -> MediaLinksView:
    if response.status_code == 200:
        response_200 = MediaLinksView.from_dict(response.json())

        return response_200

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[MediaLinksView]:
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
    expires_in: int | Unset = 3600,
) -> Response[MediaLinksView]:
    """Get addresses that need no token

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            media_id=media_id,
            expires_in=expires_in,
        )
    )
    return _build_response(response)


def sync(
    media_id: UUID,
    *,
    client: Client,
    expires_in: int | Unset = 3600,
) -> MediaLinksView:
    """Get addresses that need no token

    For a browser or somebody without a sign-in. Whoever has one may fetch the file until it expires or
    the media are
    deleted.

    Args:
        media_id (UUID):
        expires_in (int | Unset): Seconds that they work for. Default: 3600.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        media_id=media_id,
        client=client,
        expires_in=expires_in,
    ).parsed


async def asyncio_detailed(
    media_id: UUID,
    *,
    client: Client,
    expires_in: int | Unset = 3600,
) -> Response[MediaLinksView]:
    """Get addresses that need no token

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            media_id=media_id,
            expires_in=expires_in,
        )
    )
    return _build_response(response)


async def asyncio(
    media_id: UUID,
    *,
    client: Client,
    expires_in: int | Unset = 3600,
) -> MediaLinksView:
    """Get addresses that need no token

    For a browser or somebody without a sign-in. Whoever has one may fetch the file until it expires or
    the media are
    deleted.

    Args:
        media_id (UUID):
        expires_in (int | Unset): Seconds that they work for. Default: 3600.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            media_id=media_id,
            client=client,
            expires_in=expires_in,
        )
    ).parsed
