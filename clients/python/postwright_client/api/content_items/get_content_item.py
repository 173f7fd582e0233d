from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import Client
from ...errors import refusal
from ...models.content_item_view import ContentItemView
from ...types import UNSET, Response, Unset


def _get_kwargs(
    item_id: UUID,
    *,
    if_none_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_none_match, Unset):
        headers["If-None-Match"] = if_none_match

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/content-items/{item_id}".format(
            item_id=quote(str(item_id), safe=""),
        ),
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(response: httpx.Response) -> ContentItemView:
    if response.status_code == 200:
        response_200 = ContentItemView.from_dict(response.json())

        return response_200

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
    if_none_match: str | Unset = UNSET,
) -> Response[ContentItemView]:
    """Get a content item

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            item_id=item_id,
            if_none_match=if_none_match,
        )
    )
    return _build_response(response)


def sync(
    item_id: UUID,
    *,
    client: Client,
    if_none_match: str | Unset = UNSET,
) -> ContentItemView:
    """Get a content item

    With its present version. Its ETag is what a change must show, its `content_hash` what an approval
    must.

    Args:
        item_id (UUID):
        if_none_match (str | Unset): ETag you already have: 304 if nothing changed.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        item_id=item_id,
        client=client,
        if_none_match=if_none_match,
    ).parsed


async def asyncio_detailed(
    item_id: UUID,
    *,
    client: Client,
    if_none_match: str | Unset = UNSET,
) -> Response[ContentItemView]:
    """Get a content item

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            item_id=item_id,
            if_none_match=if_none_match,
        )
    )
    return _build_response(response)


async def asyncio(
    item_id: UUID,
    *,
    client: Client,
    if_none_match: str | Unset = UNSET,
) -> ContentItemView:
    """Get a content item

    With its present version. Its ETag is what a change must show, its `content_hash` what an approval
    must.

    Args:
        item_id (UUID):
        if_none_match (str | Unset): ETag you already have: 304 if nothing changed.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            item_id=item_id,
            client=client,
            if_none_match=if_none_match,
        )
    ).parsed
