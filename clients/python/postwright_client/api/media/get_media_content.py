from http import HTTPStatus
from io import BytesIO
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import Client
from ...errors import refusal
from ...types import File, Response


def _get_kwargs(
    media_id: UUID,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/media/{media_id}/content".format(
            media_id=quote(str(media_id), safe=""),
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
    *,
    client: Client,
) -> Response[File]:
    """Get the bytes of media

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            media_id=media_id,
        )
    )
    return _build_response(response)


def sync(
    media_id: UUID,
    *,
    client: Client,
) -> File:
    """Get the bytes of media

    They never change. A range may be asked for. Deleted media answer 404 until they are restored.

    Args:
        media_id (UUID):

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        media_id=media_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    media_id: UUID,
    *,
    client: Client,
) -> Response[File]:
    """Get the bytes of media

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            media_id=media_id,
        )
    )
    return _build_response(response)


async def asyncio(
    media_id: UUID,
    *,
    client: Client,
) -> File:
    """Get the bytes of media

    They never change. A range may be asked for. Deleted media answer 404 until they are restored.

    Args:
        media_id (UUID):

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            media_id=media_id,
            client=client,
        )
    ).parsed
