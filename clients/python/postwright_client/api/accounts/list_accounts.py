from http import HTTPStatus
from typing import Any

import httpx

from ...client import Client
from ...errors import refusal
from ...models.list_accounts_network import ListAccountsNetwork
from ...models.list_accounts_state import ListAccountsState
from ...models.page_account_view import PageAccountView
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    network: ListAccountsNetwork | Unset = UNSET,
    state: ListAccountsState | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_network: str | Unset = UNSET
    if not isinstance(network, Unset):
        json_network = network

    params["network"] = json_network

    json_state: str | Unset = UNSET
    if not isinstance(state, Unset):
        json_state = state

    params["state"] = json_state

    params["limit"] = limit

    params["cursor"] = cursor

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/accounts",
        "params": params,
    }

    return _kwargs


def _parse_response(response: httpx.Response) -> PageAccountView:
    if response.status_code == 200:
        response_200 = PageAccountView.from_dict(response.json())

        return response_200

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[PageAccountView]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    *,
    client: Client,
    network: ListAccountsNetwork | Unset = UNSET,
    state: ListAccountsState | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
) -> Response[PageAccountView]:
    """List accounts

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            network=network,
            state=state,
            limit=limit,
            cursor=cursor,
        )
    )
    return _build_response(response)


def sync(
    *,
    client: Client,
    network: ListAccountsNetwork | Unset = UNSET,
    state: ListAccountsState | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
) -> PageAccountView:
    """List accounts

    The organisation's accounts, newest first.

    Args:
        network (ListAccountsNetwork | Unset): Only this network.
        state (ListAccountsState | Unset): Only this state; all but `disconnected` if left out.
        limit (int | Unset): Most items on a page. Default: 50.
        cursor (str | Unset): `next_cursor` of the page before.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        client=client,
        network=network,
        state=state,
        limit=limit,
        cursor=cursor,
    ).parsed


async def asyncio_detailed(
    *,
    client: Client,
    network: ListAccountsNetwork | Unset = UNSET,
    state: ListAccountsState | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
) -> Response[PageAccountView]:
    """List accounts

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            network=network,
            state=state,
            limit=limit,
            cursor=cursor,
        )
    )
    return _build_response(response)


async def asyncio(
    *,
    client: Client,
    network: ListAccountsNetwork | Unset = UNSET,
    state: ListAccountsState | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
) -> PageAccountView:
    """List accounts

    The organisation's accounts, newest first.

    Args:
        network (ListAccountsNetwork | Unset): Only this network.
        state (ListAccountsState | Unset): Only this state; all but `disconnected` if left out.
        limit (int | Unset): Most items on a page. Default: 50.
        cursor (str | Unset): `next_cursor` of the page before.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            client=client,
            network=network,
            state=state,
            limit=limit,
            cursor=cursor,
        )
    ).parsed
