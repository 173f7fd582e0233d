from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import Client
from ...errors import refusal
from ...models.new_text import NewText
from ...models.wish_view import WishView
from ...types import UNSET, Response, Unset


def _get_kwargs(
    publication_id: UUID,
    *,
    body: NewText,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/publications/{publication_id}/text".format(
            publication_id=quote(str(publication_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(response: httpx.Response) -> WishView:
    if response.status_code == 202:
        response_202 = WishView.from_dict(response.json())

        return response_202

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[WishView]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    publication_id: UUID,
    *,
    client: Client,
    body: NewText,
    idempotency_key: str | Unset = UNSET,
) -> Response[WishView]:
    """Edit a live post's text

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            publication_id=publication_id,
            body=body,
            idempotency_key=idempotency_key,
        )
    )
    return _build_response(response)


def sync(
    publication_id: UUID,
    *,
    client: Client,
    body: NewText,
    idempotency_key: str | Unset = UNSET,
) -> WishView:
    """Edit a live post's text

    Where the network lets a live post be edited; `supports` of `/v1/networks` says where. While a halt
    covers it, that
    needs `publishing:halt` too (403 `publishing.halted`).

    Args:
        publication_id (UUID):
        idempotency_key (str | Unset): Any text of your own, unique to this request: sent again
            with the same key and body within 24 hours, it makes nothing new and gets the first
            answer.
        body (NewText):

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        publication_id=publication_id,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    publication_id: UUID,
    *,
    client: Client,
    body: NewText,
    idempotency_key: str | Unset = UNSET,
) -> Response[WishView]:
    """Edit a live post's text

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            publication_id=publication_id,
            body=body,
            idempotency_key=idempotency_key,
        )
    )
    return _build_response(response)


async def asyncio(
    publication_id: UUID,
    *,
    client: Client,
    body: NewText,
    idempotency_key: str | Unset = UNSET,
) -> WishView:
    """Edit a live post's text

    Where the network lets a live post be edited; `supports` of `/v1/networks` says where. While a halt
    covers it, that
    needs `publishing:halt` too (403 `publishing.halted`).

    Args:
        publication_id (UUID):
        idempotency_key (str | Unset): Any text of your own, unique to this request: sent again
            with the same key and body within 24 hours, it makes nothing new and gets the first
            answer.
        body (NewText):

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            publication_id=publication_id,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
