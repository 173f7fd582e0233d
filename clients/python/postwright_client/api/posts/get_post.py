from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import Client
from ...errors import refusal
from ...models.post_view import PostView
from ...types import UNSET, Response, Unset


def _get_kwargs(
    post_id: UUID,
    *,
    prefer: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(prefer, Unset):
        headers["prefer"] = prefer

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/posts/{post_id}".format(
            post_id=quote(str(post_id), safe=""),
        ),
    }

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
    prefer: str | Unset = UNSET,
) -> Response[PostView]:
    """Get a post

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            post_id=post_id,
            prefer=prefer,
        )
    )
    return _build_response(response)


def sync(
    post_id: UUID,
    *,
    client: Client,
    prefer: str | Unset = UNSET,
) -> PostView:
    """Get a post

    With the state of each target, and how it did when it was last seen. Its ETag is what a change must
    show; it speaks
    of the plan, not of what came of it.

    Args:
        post_id (UUID):
        prefer (str | Unset): `wait=n`: answer when it is settled, or after n seconds (at most
            60).

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        post_id=post_id,
        client=client,
        prefer=prefer,
    ).parsed


async def asyncio_detailed(
    post_id: UUID,
    *,
    client: Client,
    prefer: str | Unset = UNSET,
) -> Response[PostView]:
    """Get a post

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            post_id=post_id,
            prefer=prefer,
        )
    )
    return _build_response(response)


async def asyncio(
    post_id: UUID,
    *,
    client: Client,
    prefer: str | Unset = UNSET,
) -> PostView:
    """Get a post

    With the state of each target, and how it did when it was last seen. Its ETag is what a change must
    show; it speaks
    of the plan, not of what came of it.

    Args:
        post_id (UUID):
        prefer (str | Unset): `wait=n`: answer when it is settled, or after n seconds (at most
            60).

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            post_id=post_id,
            client=client,
            prefer=prefer,
        )
    ).parsed
