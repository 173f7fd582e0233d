from http import HTTPStatus
from io import BytesIO
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import Client
from ...errors import refusal
from ...models.get_media_thumbnail_size import GetMediaThumbnailSize
from ...types import File, Response


def _get_kwargs(
    media_id: UUID,
    size: GetMediaThumbnailSize,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/media/{media_id}/thumbnails/{size}".format(
            media_id=quote(str(media_id), safe=""),
            size=quote(str(size), safe=""),
        ),
    }

    return _kwargs


def _parse_response(response: httpx.Response) -> File:
    if response.status_code == 200:
        response_200 = File(payload=BytesIO(response.content))

        return response_200

    if response.status_code == 206:
        response_206 = File(payload=BytesIO(response.content))

        return response_206

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[File]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    media_id: UUID,
    size: GetMediaThumbnailSize,
    *,
    client: Client,
) -> Response[File]:
    """Get a small picture of media

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            media_id=media_id,
            size=size,
        )
    )
    return _build_response(response)


def sync(
    media_id: UUID,
    size: GetMediaThumbnailSize,
    *,
    client: Client,
) -> File:
    """Get a small picture of media

    WebP, at most 160, 480 or 1080 pixels on the longest side; of a video one of its pictures. Documents
    have none.

    Args:
        media_id (UUID):
        size (GetMediaThumbnailSize):

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        media_id=media_id,
        size=size,
        client=client,
    ).parsed


async def asyncio_detailed(
    media_id: UUID,
    size: GetMediaThumbnailSize,
    *,
    client: Client,
) -> Response[File]:
    """Get a small picture of media

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            media_id=media_id,
            size=size,
        )
    )
    return _build_response(response)


async def asyncio(
    media_id: UUID,
    size: GetMediaThumbnailSize,
    *,
    client: Client,
) -> File:
    """Get a small picture of media

    WebP, at most 160, 480 or 1080 pixels on the longest side; of a video one of its pictures. Documents
    have none.

    Args:
        media_id (UUID):
        size (GetMediaThumbnailSize):

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            media_id=media_id,
            size=size,
            client=client,
        )
    ).parsed
