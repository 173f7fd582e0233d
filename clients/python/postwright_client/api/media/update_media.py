from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import Client
from ...errors import refusal
from ...models.media_changes import MediaChanges
from ...models.media_view import MediaView
from ...types import UNSET, Response, Unset


def _get_kwargs(
    media_id: UUID,
    *,
    body: MediaChanges,
    if_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_match, Unset):
        headers["If-Match"] = if_match

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/v1/media/{media_id}".format(
            media_id=quote(str(media_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(response: httpx.Response) -> MediaView:
    if response.status_code == 200:
        response_200 = MediaView.from_dict(response.json())

        return response_200

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[MediaView]:
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
    body: MediaChanges,
    if_match: str | Unset = UNSET,
) -> Response[MediaView]:
    """Change what is said of media

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            media_id=media_id,
            body=body,
            if_match=if_match,
        )
    )
    return _build_response(response)


def sync(
    media_id: UUID,
    *,
    client: Client,
    body: MediaChanges,
    if_match: str | Unset = UNSET,
) -> MediaView:
    """Change what is said of media

    Fields left out stay as they are. The file itself never changes.

    Args:
        media_id (UUID):
        if_match (str | Unset): ETag of the revision you saw; `*` for any.
        body (MediaChanges): What is said of a file; what is left out stays as it is.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        media_id=media_id,
        client=client,
        body=body,
        if_match=if_match,
    ).parsed


async def asyncio_detailed(
    media_id: UUID,
    *,
    client: Client,
    body: MediaChanges,
    if_match: str | Unset = UNSET,
) -> Response[MediaView]:
    """Change what is said of media

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            media_id=media_id,
            body=body,
            if_match=if_match,
        )
    )
    return _build_response(response)


async def asyncio(
    media_id: UUID,
    *,
    client: Client,
    body: MediaChanges,
    if_match: str | Unset = UNSET,
) -> MediaView:
    """Change what is said of media

    Fields left out stay as they are. The file itself never changes.

    Args:
        media_id (UUID):
        if_match (str | Unset): ETag of the revision you saw; `*` for any.
        body (MediaChanges): What is said of a file; what is left out stays as it is.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            media_id=media_id,
            client=client,
            body=body,
            if_match=if_match,
        )
    ).parsed
