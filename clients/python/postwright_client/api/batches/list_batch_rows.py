from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import Client
from ...errors import refusal
from ...models.list_batch_rows_state_item import ListBatchRowsStateItem
from ...models.page_batch_row_view import PageBatchRowView
from ...types import UNSET, Response, Unset


def _get_kwargs(
    batch_id: UUID,
    *,
    state: list[ListBatchRowsStateItem] | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_state: list[str] | Unset = UNSET
    if not isinstance(state, Unset):
        json_state = []
        for state_item_data in state:
            state_item: str = state_item_data
            json_state.append(state_item)

    params["state"] = json_state

    params["limit"] = limit

    params["cursor"] = cursor

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/content-requests/batches/{batch_id}/rows".format(
            batch_id=quote(str(batch_id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(response: httpx.Response) -> PageBatchRowView:
    if response.status_code == 200:
        response_200 = PageBatchRowView.from_dict(response.json())

        return response_200

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[PageBatchRowView]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    batch_id: UUID,
    *,
    client: Client,
    state: list[ListBatchRowsStateItem] | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
) -> Response[PageBatchRowView]:
    """List the rows of a batch

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            batch_id=batch_id,
            state=state,
            limit=limit,
            cursor=cursor,
        )
    )
    return _build_response(response)


def sync(
    batch_id: UUID,
    *,
    client: Client,
    state: list[ListBatchRowsStateItem] | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
) -> PageBatchRowView:
    """List the rows of a batch

    What became of each row, in the rows' order: its request and post, or why it was refused or failed.

    Args:
        batch_id (UUID):
        state (list[ListBatchRowsStateItem] | Unset): Only those in one of these states.
        limit (int | Unset): Most items on a page. Default: 50.
        cursor (str | Unset): `next_cursor` of the page before.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        batch_id=batch_id,
        client=client,
        state=state,
        limit=limit,
        cursor=cursor,
    ).parsed


async def asyncio_detailed(
    batch_id: UUID,
    *,
    client: Client,
    state: list[ListBatchRowsStateItem] | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
) -> Response[PageBatchRowView]:
    """List the rows of a batch

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            batch_id=batch_id,
            state=state,
            limit=limit,
            cursor=cursor,
        )
    )
    return _build_response(response)


async def asyncio(
    batch_id: UUID,
    *,
    client: Client,
    state: list[ListBatchRowsStateItem] | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
) -> PageBatchRowView:
    """List the rows of a batch

    What became of each row, in the rows' order: its request and post, or why it was refused or failed.

    Args:
        batch_id (UUID):
        state (list[ListBatchRowsStateItem] | Unset): Only those in one of these states.
        limit (int | Unset): Most items on a page. Default: 50.
        cursor (str | Unset): `next_cursor` of the page before.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            batch_id=batch_id,
            client=client,
            state=state,
            limit=limit,
            cursor=cursor,
        )
    ).parsed
