from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import Client
from ...errors import refusal
from ...models.content_item_view import ContentItemView
from ...models.duplicate import Duplicate
from ...types import UNSET, Response, Unset


def _get_kwargs(
    item_id: UUID,
    *,
    body: Duplicate | None | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/content-items/{item_id}/duplicate".format(
            item_id=quote(str(item_id), safe=""),
        ),
    }

    if isinstance(body, Duplicate):
        _kwargs["json"] = body.to_dict()
    else:
        _kwargs["json"] = body

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(response: httpx.Response) -> ContentItemView:
    if response.status_code == 201:
        response_201 = ContentItemView.from_dict(response.json())

        return response_201

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[ContentItemView]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    item_id: UUID,
    *,
    client: Client,
    body: Duplicate | None | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Response[ContentItemView]:
    """Duplicate a content item

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            item_id=item_id,
            body=body,
            idempotency_key=idempotency_key,
        )
    )
    return _build_response(response)


def sync(
    item_id: UUID,
    *,
    client: Client,
    body: Duplicate | None | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> ContentItemView:
    """Duplicate a content item

    A new draft with its present content.

    Args:
        item_id (UUID):
        idempotency_key (str | Unset): Any text of your own, unique to this request: sent again
            with the same key and body within 24 hours, it makes nothing new and gets the first
            answer.
        body (Duplicate | None | Unset):

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        item_id=item_id,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    item_id: UUID,
    *,
    client: Client,
    body: Duplicate | None | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Response[ContentItemView]:
    """Duplicate a content item

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            item_id=item_id,
            body=body,
            idempotency_key=idempotency_key,
        )
    )
    return _build_response(response)


async def asyncio(
    item_id: UUID,
    *,
    client: Client,
    body: Duplicate | None | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> ContentItemView:
    """Duplicate a content item

    A new draft with its present content.

    Args:
        item_id (UUID):
        idempotency_key (str | Unset): Any text of your own, unique to this request: sent again
            with the same key and body within 24 hours, it makes nothing new and gets the first
            answer.
        body (Duplicate | None | Unset):

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            item_id=item_id,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
