from http import HTTPStatus
from typing import Any

import httpx

from ...client import Client
from ...errors import refusal
from ...models.items import Items
from ...models.results import Results
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: Items,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/posts/bulk",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(response: httpx.Response) -> Results:
    if response.status_code == 200:
        response_200 = Results.from_dict(response.json())

        return response_200

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[Results]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    *,
    client: Client,
    body: Items,
    idempotency_key: str | Unset = UNSET,
) -> Response[Results]:
    """Create, cancel and move many posts

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            body=body,
            idempotency_key=idempotency_key,
        )
    )
    return _build_response(response)


def sync(
    *,
    client: Client,
    body: Items,
    idempotency_key: str | Unset = UNSET,
) -> Results:
    """Create, cancel and move many posts

    Up to 100 items, each done by itself: one that is refused keeps no other from being done. The answer
    is 200 as soon as
    the items could be read; the result of each has the status that it would have got alone. If the
    connection breaks on
    the way, send the same call again: items with a `key` that were done are not done twice. An
    Idempotency-Key of the whole
    call stands for the key of each item that has none.

    Args:
        idempotency_key (str | Unset): Any text of your own, unique to this request: sent again
            with the same key and body within 24 hours, it makes nothing new and gets the first
            answer.
        body (Items): What is to be done, in this order.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    *,
    client: Client,
    body: Items,
    idempotency_key: str | Unset = UNSET,
) -> Response[Results]:
    """Create, cancel and move many posts

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            body=body,
            idempotency_key=idempotency_key,
        )
    )
    return _build_response(response)


async def asyncio(
    *,
    client: Client,
    body: Items,
    idempotency_key: str | Unset = UNSET,
) -> Results:
    """Create, cancel and move many posts

    Up to 100 items, each done by itself: one that is refused keeps no other from being done. The answer
    is 200 as soon as
    the items could be read; the result of each has the status that it would have got alone. If the
    connection breaks on
    the way, send the same call again: items with a `key` that were done are not done twice. An
    Idempotency-Key of the whole
    call stands for the key of each item that has none.

    Args:
        idempotency_key (str | Unset): Any text of your own, unique to this request: sent again
            with the same key and body within 24 hours, it makes nothing new and gets the first
            answer.
        body (Items): What is to be done, in this order.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
