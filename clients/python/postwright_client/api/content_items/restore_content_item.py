from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import Client
from ...errors import refusal
from ...models.content_item_view import ContentItemView
from ...types import Response


def _get_kwargs(
    item_id: UUID,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/content-items/{item_id}/restore".format(
            item_id=quote(str(item_id), safe=""),
        ),
    }

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
) -> Response[ContentItemView]:
    """Restore an archived content item

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            item_id=item_id,
        )
    )
    return _build_response(response)


def sync(
    item_id: UUID,
    *,
    client: Client,
) -> ContentItemView:
    """Restore an archived content item

    It is back in the list. Restoring again changes nothing.

    Args:
        item_id (UUID):

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        item_id=item_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    item_id: UUID,
    *,
    client: Client,
) -> Response[ContentItemView]:
    """Restore an archived content item

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            item_id=item_id,
        )
    )
    return _build_response(response)


async def asyncio(
    item_id: UUID,
    *,
    client: Client,
) -> ContentItemView:
    """Restore an archived content item

    It is back in the list. Restoring again changes nothing.

    Args:
        item_id (UUID):

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            item_id=item_id,
            client=client,
        )
    ).parsed
