from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import Client
from ...errors import refusal
from ...models.timeline_view import TimelineView
from ...types import Response


def _get_kwargs(
    post_id: UUID,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/posts/{post_id}/timeline".format(
            post_id=quote(str(post_id), safe=""),
        ),
    }

    return _kwargs


def _parse_response(response: httpx.Response) -> TimelineView:
    if response.status_code == 200:
        response_200 = TimelineView.from_dict(response.json())

        return response_200

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[TimelineView]:
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
) -> Response[TimelineView]:
    """Get the life of a post

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            post_id=post_id,
        )
    )
    return _build_response(response)


def sync(
    post_id: UUID,
    *,
    client: Client,
) -> TimelineView:
    """Get the life of a post

    From the request to the publication: when each thing happened, to which account, how late, and what
    it means.
    Every entry of a life has the same correlation id, which the logs and the events of all services
    carry too.

    Args:
        post_id (UUID):

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        post_id=post_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    post_id: UUID,
    *,
    client: Client,
) -> Response[TimelineView]:
    """Get the life of a post

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            post_id=post_id,
        )
    )
    return _build_response(response)


async def asyncio(
    post_id: UUID,
    *,
    client: Client,
) -> TimelineView:
    """Get the life of a post

    From the request to the publication: when each thing happened, to which account, how late, and what
    it means.
    Every entry of a life has the same correlation id, which the logs and the events of all services
    carry too.

    Args:
        post_id (UUID):

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            post_id=post_id,
            client=client,
        )
    ).parsed
