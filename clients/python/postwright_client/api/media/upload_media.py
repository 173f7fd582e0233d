from http import HTTPStatus
from typing import Any

import httpx

from ...client import Client
from ...errors import refusal
from ...models.media_view import MediaView
from ...models.upload_media_files_body import UploadMediaFilesBody
from ...types import UNSET, File, Response, Unset


def _get_kwargs(
    *,
    body: UploadMediaFilesBody | File | Unset = UNSET,
    name: str | Unset = UNSET,
    alt_text: str | Unset = UNSET,
    tags: str | Unset = UNSET,
    folder: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    params: dict[str, Any] = {}

    params["name"] = name

    params["alt_text"] = alt_text

    params["tags"] = tags

    params["folder"] = folder

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/media",
        "params": params,
    }

    if isinstance(body, UploadMediaFilesBody):
        _kwargs["files"] = body.to_multipart()

    if isinstance(body, File):
        _kwargs["content"] = body.payload

        headers["Content-Type"] = "application/octet-stream"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(response: httpx.Response) -> MediaView:
    if response.status_code == 200:
        response_200 = MediaView.from_dict(response.json())

        return response_200

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
    body: UploadMediaFilesBody | File | Unset = UNSET,
    name: str | Unset = UNSET,
    alt_text: str | Unset = UNSET,
    tags: str | Unset = UNSET,
    folder: str | Unset = UNSET,
) -> Response[MediaView]:
    """Upload a picture, video or document

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            body=body,
            name=name,
            alt_text=alt_text,
            tags=tags,
            folder=folder,
        )
    )
    return _build_response(response)


def sync(
    *,
    client: Client,
    body: UploadMediaFilesBody | File | Unset = UNSET,
    name: str | Unset = UNSET,
    alt_text: str | Unset = UNSET,
    tags: str | Unset = UNSET,
    folder: str | Unset = UNSET,
) -> MediaView:
    """Upload a picture, video or document

    As a form, or the file alone as the body with `name`, `alt_text`, `tags` and `folder` in the query.
    What it is,
    is told by its content; place, time and camera are taken out of it. The same bytes sent again are
    the same media and
    answer 200 instead of 201: they keep their name whatever they are called now, `alt_text` and
    `folder` are those that
    come now if any do, tags are added up to 30, and what was archived or deleted is back. To rename
    them there is PATCH.
    Each post makes of the file what its networks take. For large files over bad lines there is `POST
    /v1/media/uploads`.

    Args:
        name (str | Unset):
        alt_text (str | Unset):
        tags (str | Unset):
        folder (str | Unset):
        body (UploadMediaFilesBody):
        body (File):

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        client=client,
        body=body,
        name=name,
        alt_text=alt_text,
        tags=tags,
        folder=folder,
    ).parsed


async def asyncio_detailed(
    *,
    client: Client,
    body: UploadMediaFilesBody | File | Unset = UNSET,
    name: str | Unset = UNSET,
    alt_text: str | Unset = UNSET,
    tags: str | Unset = UNSET,
    folder: str | Unset = UNSET,
) -> Response[MediaView]:
    """Upload a picture, video or document

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            body=body,
            name=name,
            alt_text=alt_text,
            tags=tags,
            folder=folder,
        )
    )
    return _build_response(response)


async def asyncio(
    *,
    client: Client,
    body: UploadMediaFilesBody | File | Unset = UNSET,
    name: str | Unset = UNSET,
    alt_text: str | Unset = UNSET,
    tags: str | Unset = UNSET,
    folder: str | Unset = UNSET,
) -> MediaView:
    """Upload a picture, video or document

    As a form, or the file alone as the body with `name`, `alt_text`, `tags` and `folder` in the query.
    What it is,
    is told by its content; place, time and camera are taken out of it. The same bytes sent again are
    the same media and
    answer 200 instead of 201: they keep their name whatever they are called now, `alt_text` and
    `folder` are those that
    come now if any do, tags are added up to 30, and what was archived or deleted is back. To rename
    them there is PATCH.
    Each post makes of the file what its networks take. For large files over bad lines there is `POST
    /v1/media/uploads`.

    Args:
        name (str | Unset):
        alt_text (str | Unset):
        tags (str | Unset):
        folder (str | Unset):
        body (UploadMediaFilesBody):
        body (File):

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            name=name,
            alt_text=alt_text,
            tags=tags,
            folder=folder,
        )
    ).parsed
