from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import Client
from ...errors import refusal
from ...models.upload_part_view import UploadPartView
from ...types import UNSET, File, Response, Unset


def _get_kwargs(
    upload_id: UUID,
    number: int,
    *,
    body: File,
    content_digest: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(content_digest, Unset):
        headers["Content-Digest"] = content_digest

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/v1/media/uploads/{upload_id}/parts/{number}".format(
            upload_id=quote(str(upload_id), safe=""),
            number=quote(str(number), safe=""),
        ),
    }

    _kwargs["content"] = body.payload

    headers["Content-Type"] = "application/octet-stream"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(response: httpx.Response) -> UploadPartView:
    if response.status_code == 200:
        response_200 = UploadPartView.from_dict(response.json())

        return response_200

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[UploadPartView]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    upload_id: UUID,
    number: int,
    *,
    client: Client,
    body: File,
    content_digest: str | Unset = UNSET,
) -> Response[UploadPartView]:
    """Send a part of a file

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            upload_id=upload_id,
            number=number,
            body=body,
            content_digest=content_digest,
        )
    )
    return _build_response(response)


def sync(
    upload_id: UUID,
    number: int,
    *,
    client: Client,
    body: File,
    content_digest: str | Unset = UNSET,
) -> UploadPartView:
    """Send a part of a file

    In any order; the same part again replaces the former.

    Args:
        upload_id (UUID):
        number (int):
        content_digest (str | Unset): SHA-256 of the part (RFC 9530), which is checked.
        body (File):

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        upload_id=upload_id,
        number=number,
        client=client,
        body=body,
        content_digest=content_digest,
    ).parsed


async def asyncio_detailed(
    upload_id: UUID,
    number: int,
    *,
    client: Client,
    body: File,
    content_digest: str | Unset = UNSET,
) -> Response[UploadPartView]:
    """Send a part of a file

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            upload_id=upload_id,
            number=number,
            body=body,
            content_digest=content_digest,
        )
    )
    return _build_response(response)


async def asyncio(
    upload_id: UUID,
    number: int,
    *,
    client: Client,
    body: File,
    content_digest: str | Unset = UNSET,
) -> UploadPartView:
    """Send a part of a file

    In any order; the same part again replaces the former.

    Args:
        upload_id (UUID):
        number (int):
        content_digest (str | Unset): SHA-256 of the part (RFC 9530), which is checked.
        body (File):

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            upload_id=upload_id,
            number=number,
            client=client,
            body=body,
            content_digest=content_digest,
        )
    ).parsed
