from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import Client
from ...errors import refusal
from ...types import UNSET, Response, Unset


def _get_kwargs(
    item_id: UUID,
    comment_id: UUID,
    *,
    if_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_match, Unset):
        headers["If-Match"] = if_match

    _kwargs: dict[str, Any] = {
        "method": "delete",
        "url": "/v1/content-items/{item_id}/comments/{comment_id}".format(
            item_id=quote(str(item_id), safe=""),
            comment_id=quote(str(comment_id), safe=""),
        ),
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(response: httpx.Response) -> None:
    if response.status_code == 204:
        return None

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[None]:
    _parse_response(response)
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=None,
    )


def sync_detailed(
    item_id: UUID,
    comment_id: UUID,
    *,
    client: Client,
    if_match: str | Unset = UNSET,
) -> Response[None]:
    """Delete a comment

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            item_id=item_id,
            comment_id=comment_id,
            if_match=if_match,
        )
    )
    return _build_response(response)


def sync(
    item_id: UUID,
    comment_id: UUID,
    *,
    client: Client,
    if_match: str | Unset = UNSET,
) -> None:
    """Delete a comment

    Your own alone; the answers to it go with it.

    Args:
        item_id (UUID):
        comment_id (UUID):
        if_match (str | Unset): ETag of the revision you saw; `*` for any.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        item_id=item_id,
        comment_id=comment_id,
        client=client,
        if_match=if_match,
    ).parsed


async def asyncio_detailed(
    item_id: UUID,
    comment_id: UUID,
    *,
    client: Client,
    if_match: str | Unset = UNSET,
) -> Response[None]:
    """Delete a comment

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            item_id=item_id,
            comment_id=comment_id,
            if_match=if_match,
        )
    )
    return _build_response(response)


async def asyncio(
    item_id: UUID,
    comment_id: UUID,
    *,
    client: Client,
    if_match: str | Unset = UNSET,
) -> None:
    """Delete a comment

    Your own alone; the answers to it go with it.

    Args:
        item_id (UUID):
        comment_id (UUID):
        if_match (str | Unset): ETag of the revision you saw; `*` for any.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            item_id=item_id,
            comment_id=comment_id,
            client=client,
            if_match=if_match,
        )
    ).parsed
