from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import Client
from ...errors import refusal
from ...models.comparison_view import ComparisonView
from ...types import UNSET, Response


def _get_kwargs(
    item_id: UUID,
    *,
    before: int,
    after: int,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["before"] = before

    params["after"] = after

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/content-items/{item_id}/comparison".format(
            item_id=quote(str(item_id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(response: httpx.Response) -> ComparisonView:
    if response.status_code == 200:
        response_200 = ComparisonView.from_dict(response.json())

        return response_200

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[ComparisonView]:
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
    before: int,
    after: int,
) -> Response[ComparisonView]:
    """Compare two versions of a content item

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            item_id=item_id,
            before=before,
            after=after,
        )
    )
    return _build_response(response)


def sync(
    item_id: UUID,
    *,
    client: Client,
    before: int,
    after: int,
) -> ComparisonView:
    """Compare two versions of a content item

    Network by network: which words, media and other fields differ.

    Args:
        item_id (UUID):
        before (int): Number of the one version.
        after (int): Number of the other.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        item_id=item_id,
        client=client,
        before=before,
        after=after,
    ).parsed


async def asyncio_detailed(
    item_id: UUID,
    *,
    client: Client,
    before: int,
    after: int,
) -> Response[ComparisonView]:
    """Compare two versions of a content item

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            item_id=item_id,
            before=before,
            after=after,
        )
    )
    return _build_response(response)


async def asyncio(
    item_id: UUID,
    *,
    client: Client,
    before: int,
    after: int,
) -> ComparisonView:
    """Compare two versions of a content item

    Network by network: which words, media and other fields differ.

    Args:
        item_id (UUID):
        before (int): Number of the one version.
        after (int): Number of the other.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            item_id=item_id,
            client=client,
            before=before,
            after=after,
        )
    ).parsed
