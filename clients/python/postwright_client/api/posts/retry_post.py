from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import Client
from ...errors import refusal
from ...models.post_view import PostView
from ...models.retry import Retry
from ...types import UNSET, Response, Unset


def _get_kwargs(
    post_id: UUID,
    *,
    body: None | Retry | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/posts/{post_id}/retry".format(
            post_id=quote(str(post_id), safe=""),
        ),
    }

    if isinstance(body, Retry):
        _kwargs["json"] = body.to_dict()
    else:
        _kwargs["json"] = body

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
    body: None | Retry | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Response[PostView]:
    """Send failed targets again

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            post_id=post_id,
            body=body,
            idempotency_key=idempotency_key,
        )
    )
    return _build_response(response)


def sync(
    post_id: UUID,
    *,
    client: Client,
    body: None | Retry | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> PostView:
    """Send failed targets again

    Now, and only those that failed or were missed. One whose outcome is unknown is never repeated: it
    might go out
    twice.

    Args:
        post_id (UUID):
        idempotency_key (str | Unset): Any text of your own, unique to this request: sent again
            with the same key and body within 24 hours, it makes nothing new and gets the first
            answer.
        body (None | Retry | Unset):

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        post_id=post_id,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    post_id: UUID,
    *,
    client: Client,
    body: None | Retry | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Response[PostView]:
    """Send failed targets again

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            post_id=post_id,
            body=body,
            idempotency_key=idempotency_key,
        )
    )
    return _build_response(response)


async def asyncio(
    post_id: UUID,
    *,
    client: Client,
    body: None | Retry | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> PostView:
    """Send failed targets again

    Now, and only those that failed or were missed. One whose outcome is unknown is never repeated: it
    might go out
    twice.

    Args:
        post_id (UUID):
        idempotency_key (str | Unset): Any text of your own, unique to this request: sent again
            with the same key and body within 24 hours, it makes nothing new and gets the first
            answer.
        body (None | Retry | Unset):

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            post_id=post_id,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
