from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import Client
from ...errors import refusal
from ...models.post_metrics_series import PostMetricsSeries
from ...types import Response


def _get_kwargs(
    post_id: UUID,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/posts/{post_id}/metrics".format(
            post_id=quote(str(post_id), safe=""),
        ),
    }

    return _kwargs


def _parse_response(response: httpx.Response) -> PostMetricsSeries:
    if response.status_code == 200:
        response_200 = PostMetricsSeries.from_dict(response.json())

        return response_200

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[PostMetricsSeries]:
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
) -> Response[PostMetricsSeries]:
    """Get how a post did as it aged

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
) -> PostMetricsSeries:
    """Get how a post did as it aged

    Each target is measured 5 minutes, 1 and 6 hours, 1, 3, 7 and 30 days after it went out, where its
    network tells
    figures; what was missed is measured once. What a network does not tell is not there, which is not
    0.

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
) -> Response[PostMetricsSeries]:
    """Get how a post did as it aged

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
) -> PostMetricsSeries:
    """Get how a post did as it aged

    Each target is measured 5 minutes, 1 and 6 hours, 1, 3, 7 and 30 days after it went out, where its
    network tells
    figures; what was missed is measured once. What a network does not tell is not there, which is not
    0.

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
