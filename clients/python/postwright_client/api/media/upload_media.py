from http import HTTPStatus
from typing import Any

import httpx

from ...client import Client
from ...errors import refusal
from ...models.media_view import MediaView
from ...models.upload_media_body import UploadMediaBody
from ...types import Response


def _get_kwargs(
    *,
    body: UploadMediaBody,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/media",
    }

    _kwargs["files"] = body.to_multipart()

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(response: httpx.Response) -> MediaView:
    if response.status_code == 201:
        response_201 = MediaView.from_dict(response.json())

        return response_201

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[MediaView]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    *,
    client: Client,
    body: UploadMediaBody,
) -> Response[MediaView]:
    """Upload a picture, video or document

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            body=body,
        )
    )
    return _build_response(response)


def sync(
    *,
    client: Client,
    body: UploadMediaBody,
) -> MediaView:
    """Upload a picture, video or document

    What it is, is told by its content; place, time and camera are taken out of it. The same file sent
    again is the
    same media and answers 200. Each post makes of it what its networks take.

    Args:
        body (UploadMediaBody):

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: Client,
    body: UploadMediaBody,
) -> Response[MediaView]:
    """Upload a picture, video or document

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            body=body,
        )
    )
    return _build_response(response)


async def asyncio(
    *,
    client: Client,
    body: UploadMediaBody,
) -> MediaView:
    """Upload a picture, video or document

    What it is, is told by its content; place, time and camera are taken out of it. The same file sent
    again is the
    same media and answers 200. Each post makes of it what its networks take.

    Args:
        body (UploadMediaBody):

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
