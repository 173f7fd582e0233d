from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import Client
from ...errors import refusal
from ...models.comment_changes import CommentChanges
from ...models.comment_view import CommentView
from ...types import UNSET, Response, Unset


def _get_kwargs(
    item_id: UUID,
    comment_id: UUID,
    *,
    body: CommentChanges,
    if_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_match, Unset):
        headers["If-Match"] = if_match

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/v1/content-items/{item_id}/comments/{comment_id}".format(
            item_id=quote(str(item_id), safe=""),
            comment_id=quote(str(comment_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(response: httpx.Response) -> CommentView:
    if response.status_code == 200:
        response_200 = CommentView.from_dict(response.json())

        return response_200

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[CommentView]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    item_id: UUID,
    comment_id: UUID,
    *,
    client: Client,
    body: CommentChanges,
    if_match: str | Unset = UNSET,
) -> Response[CommentView]:
    """Change a comment

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            item_id=item_id,
            comment_id=comment_id,
            body=body,
            if_match=if_match,
        )
    )
    return _build_response(response)


def sync(
    item_id: UUID,
    comment_id: UUID,
    *,
    client: Client,
    body: CommentChanges,
    if_match: str | Unset = UNSET,
) -> CommentView:
    """Change a comment

    Your own alone.

    Args:
        item_id (UUID):
        comment_id (UUID):
        if_match (str | Unset): ETag of the revision you saw; `*` for any.
        body (CommentChanges): What is left out stays.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        item_id=item_id,
        comment_id=comment_id,
        client=client,
        body=body,
        if_match=if_match,
    ).parsed


async def asyncio_detailed(
    item_id: UUID,
    comment_id: UUID,
    *,
    client: Client,
    body: CommentChanges,
    if_match: str | Unset = UNSET,
) -> Response[CommentView]:
    """Change a comment

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            item_id=item_id,
            comment_id=comment_id,
            body=body,
            if_match=if_match,
        )
    )
    return _build_response(response)


async def asyncio(
    item_id: UUID,
    comment_id: UUID,
    *,
    client: Client,
    body: CommentChanges,
    if_match: str | Unset = UNSET,
) -> CommentView:
    """Change a comment

    Your own alone.

    Args:
        item_id (UUID):
        comment_id (UUID):
        if_match (str | Unset): ETag of the revision you saw; `*` for any.
        body (CommentChanges): What is left out stays.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            item_id=item_id,
            comment_id=comment_id,
            client=client,
            body=body,
            if_match=if_match,
        )
    ).parsed
