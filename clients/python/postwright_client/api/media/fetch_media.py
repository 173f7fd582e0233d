from http import HTTPStatus
from io import BytesIO
from typing import Any
from urllib.parse import quote

import httpx

from ...client import Client
from ...errors import refusal
from ...types import File, Response


def _get_kwargs(
    token: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/media/{token}".format(
            token=quote(str(token), safe=""),
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
    token: str,
    *,
    client: Client,
) -> Response[File]:
    """Fetch media by a signed address

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            token=token,
        )
    )
    return _build_response(response)


def sync(
    token: str,
    *,
    client: Client,
) -> File:
    """Fetch media by a signed address

    For networks that fetch media themselves, and for whoever was given an address. It expires; one from
    `/v1/media/{media_id}/links` shows nothing either once the media are deleted.

    Args:
        token (str):

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        token=token,
        client=client,
    ).parsed


async def asyncio_detailed(
    token: str,
    *,
    client: Client,
) -> Response[File]:
    """Fetch media by a signed address

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            token=token,
        )
    )
    return _build_response(response)


async def asyncio(
    token: str,
    *,
    client: Client,
) -> File:
    """Fetch media by a signed address

    For networks that fetch media themselves, and for whoever was given an address. It expires; one from
    `/v1/media/{media_id}/links` shows nothing either once the media are deleted.

    Args:
        token (str):

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            token=token,
            client=client,
        )
    ).parsed
