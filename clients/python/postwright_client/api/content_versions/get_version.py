from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import Client
from ...errors import refusal
from ...models.version_view import VersionView
from ...types import Response


def _get_kwargs(
    item_id: UUID,
    number: int,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/content-items/{item_id}/versions/{number}".format(
            item_id=quote(str(item_id), safe=""),
            number=quote(str(number), safe=""),
        ),
    }

    return _kwargs


def _parse_response(response: httpx.Response) -> VersionView:
    if response.status_code == 200:
        response_200 = VersionView.from_dict(response.json())

        return response_200

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[VersionView]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    item_id: UUID,
    number: int,
    *,
    client: Client,
) -> Response[VersionView]:
    """Get a version of a content item

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            item_id=item_id,
            number=number,
        )
    )
    return _build_response(response)


def sync(
    item_id: UUID,
    number: int,
    *,
    client: Client,
) -> VersionView:
    """Get a version of a content item

    It never changes.

    Args:
        item_id (UUID):
        number (int):

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        item_id=item_id,
        number=number,
        client=client,
    ).parsed


async def asyncio_detailed(
    item_id: UUID,
    number: int,
    *,
    client: Client,
) -> Response[VersionView]:
    """Get a version of a content item

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            item_id=item_id,
            number=number,
        )
    )
    return _build_response(response)


async def asyncio(
    item_id: UUID,
    number: int,
    *,
    client: Client,
) -> VersionView:
    """Get a version of a content item

    It never changes.

    Args:
        item_id (UUID):
        number (int):

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            item_id=item_id,
            number=number,
            client=client,
        )
    ).parsed
