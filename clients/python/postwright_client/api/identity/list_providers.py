from http import HTTPStatus
from typing import Any

import httpx

from ...client import Client
from ...errors import refusal
from ...models.page_provider_view import PageProviderView
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["limit"] = limit

    params["cursor"] = cursor

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/auth/providers",
        "params": params,
    }

    return _kwargs


def _parse_response(response: httpx.Response) -> PageProviderView:
    if response.status_code == 200:
        response_200 = PageProviderView.from_dict(response.json())

        return response_200

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[PageProviderView]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    *,
    client: Client,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
) -> Response[PageProviderView]:
    """List where else one may sign in

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            limit=limit,
            cursor=cursor,
        )
    )
    return _build_response(response)


def sync(
    *,
    client: Client,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
) -> PageProviderView:
    """List where else one may sign in

    As the operator has set them up; none if there are none.

    Args:
        limit (int | Unset): Most items on a page. Default: 50.
        cursor (str | Unset): `next_cursor` of the page before.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        client=client,
        limit=limit,
        cursor=cursor,
    ).parsed


async def asyncio_detailed(
    *,
    client: Client,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
) -> Response[PageProviderView]:
    """List where else one may sign in

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            limit=limit,
            cursor=cursor,
        )
    )
    return _build_response(response)


async def asyncio(
    *,
    client: Client,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
) -> PageProviderView:
    """List where else one may sign in

    As the operator has set them up; none if there are none.

    Args:
        limit (int | Unset): Most items on a page. Default: 50.
        cursor (str | Unset): `next_cursor` of the page before.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            client=client,
            limit=limit,
            cursor=cursor,
        )
    ).parsed
