from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import Client
from ...errors import refusal
from ...models.post_changes import PostChanges
from ...models.post_view import PostView
from ...types import UNSET, Response, Unset


def _get_kwargs(
    post_id: UUID,
    *,
    body: PostChanges,
    if_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_match, Unset):
        headers["If-Match"] = if_match

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/v1/posts/{post_id}".format(
            post_id=quote(str(post_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(response: httpx.Response) -> PostView:
    if response.status_code == 200:
        response_200 = PostView.from_dict(response.json())

        return response_200

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[PostView]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    post_id: UUID,
    *,
    client: Client,
    body: PostChanges,
    if_match: str | Unset = UNSET,
) -> Response[PostView]:
    """Change a post

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            post_id=post_id,
            body=body,
            if_match=if_match,
        )
    )
    return _build_response(response)


def sync(
    post_id: UUID,
    *,
    client: Client,
    body: PostChanges,
    if_match: str | Unset = UNSET,
) -> PostView:
    """Change a post

    Reschedule it or change texts, as long as it is not due. Targets that are due already stay as they
    are; 409 when
    nothing of what is to change is within reach any more, which is from one second before the instant
    on.

    Args:
        post_id (UUID):
        if_match (str | Unset): ETag of the revision you saw; `*` for any.
        body (PostChanges): Another time, other texts, or both; what is left out stays.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        post_id=post_id,
        client=client,
        body=body,
        if_match=if_match,
    ).parsed


async def asyncio_detailed(
    post_id: UUID,
    *,
    client: Client,
    body: PostChanges,
    if_match: str | Unset = UNSET,
) -> Response[PostView]:
    """Change a post

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            post_id=post_id,
            body=body,
            if_match=if_match,
        )
    )
    return _build_response(response)


async def asyncio(
    post_id: UUID,
    *,
    client: Client,
    body: PostChanges,
    if_match: str | Unset = UNSET,
) -> PostView:
    """Change a post

    Reschedule it or change texts, as long as it is not due. Targets that are due already stay as they
    are; 409 when
    nothing of what is to change is within reach any more, which is from one second before the instant
    on.

    Args:
        post_id (UUID):
        if_match (str | Unset): ETag of the revision you saw; `*` for any.
        body (PostChanges): Another time, other texts, or both; what is left out stays.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            post_id=post_id,
            client=client,
            body=body,
            if_match=if_match,
        )
    ).parsed
