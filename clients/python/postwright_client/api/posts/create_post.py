from http import HTTPStatus
from typing import Any

import httpx

from ...client import Client
from ...errors import refusal
from ...models.new_post_body import NewPostBody
from ...models.post_view import PostView
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: NewPostBody,
    idempotency_key: str | Unset = UNSET,
    prefer: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    if not isinstance(prefer, Unset):
        headers["prefer"] = prefer

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/posts",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(response: httpx.Response) -> PostView:
    if response.status_code == 201:
        response_201 = PostView.from_dict(response.json())

        return response_201

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[PostView]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    *,
    client: Client,
    body: NewPostBody,
    idempotency_key: str | Unset = UNSET,
    prefer: str | Unset = UNSET,
) -> Response[PostView]:
    """Plan a post by hand

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            body=body,
            idempotency_key=idempotency_key,
            prefer=prefer,
        )
    )
    return _build_response(response)


def sync(
    *,
    client: Client,
    body: NewPostBody,
    idempotency_key: str | Unset = UNSET,
    prefer: str | Unset = UNSET,
) -> PostView:
    """Plan a post by hand

    With texts of your own for each network or account, held against the networks' limits before it is
    taken.

    Args:
        idempotency_key (str | Unset): Any text of your own, unique to this request: sent again
            with the same key and body within 24 hours, it makes nothing new and gets the first
            answer.
        prefer (str | Unset): `wait=n`: answer when it is settled, or after n seconds (at most
            60).
        body (NewPostBody): A post with texts of one's own.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        client=client,
        body=body,
        idempotency_key=idempotency_key,
        prefer=prefer,
    ).parsed


async def asyncio_detailed(
    *,
    client: Client,
    body: NewPostBody,
    idempotency_key: str | Unset = UNSET,
    prefer: str | Unset = UNSET,
) -> Response[PostView]:
    """Plan a post by hand

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            body=body,
            idempotency_key=idempotency_key,
            prefer=prefer,
        )
    )
    return _build_response(response)


async def asyncio(
    *,
    client: Client,
    body: NewPostBody,
    idempotency_key: str | Unset = UNSET,
    prefer: str | Unset = UNSET,
) -> PostView:
    """Plan a post by hand

    With texts of your own for each network or account, held against the networks' limits before it is
    taken.

    Args:
        idempotency_key (str | Unset): Any text of your own, unique to this request: sent again
            with the same key and body within 24 hours, it makes nothing new and gets the first
            answer.
        prefer (str | Unset): `wait=n`: answer when it is settled, or after n seconds (at most
            60).
        body (NewPostBody): A post with texts of one's own.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            idempotency_key=idempotency_key,
            prefer=prefer,
        )
    ).parsed
