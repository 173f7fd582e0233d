from http import HTTPStatus
from typing import Any

import httpx

from ...client import Client
from ...errors import refusal
from ...models.page_notification_view import PageNotificationView
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    unread: bool | Unset = UNSET,
    archived: bool | Unset = False,
    types: list[str] | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["unread"] = unread

    params["archived"] = archived

    json_types: list[str] | Unset = UNSET
    if not isinstance(types, Unset):
        json_types = types

    params["types"] = json_types

    params["limit"] = limit

    params["cursor"] = cursor

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/notifications",
        "params": params,
    }

    return _kwargs


def _parse_response(response: httpx.Response) -> PageNotificationView:
    if response.status_code == 200:
        response_200 = PageNotificationView.from_dict(response.json())

        return response_200

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[PageNotificationView]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    *,
    client: Client,
    unread: bool | Unset = UNSET,
    archived: bool | Unset = False,
    types: list[str] | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
) -> Response[PageNotificationView]:
    """List notifications

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            unread=unread,
            archived=archived,
            types=types,
            limit=limit,
            cursor=cursor,
        )
    )
    return _build_response(response)


def sync(
    *,
    client: Client,
    unread: bool | Unset = UNSET,
    archived: bool | Unset = False,
    types: list[str] | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
) -> PageNotificationView:
    """List notifications

    One's own in this organisation, newest first; they are kept for 90 days.

    Args:
        unread (bool | Unset): Only unread ones, or only read ones.
        archived (bool | Unset): Archived ones instead. Default: False.
        types (list[str] | Unset): Only of these types.
        limit (int | Unset): Most items on a page. Default: 50.
        cursor (str | Unset): `next_cursor` of the page before.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        client=client,
        unread=unread,
        archived=archived,
        types=types,
        limit=limit,
        cursor=cursor,
    ).parsed


async def asyncio_detailed(
    *,
    client: Client,
    unread: bool | Unset = UNSET,
    archived: bool | Unset = False,
    types: list[str] | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
) -> Response[PageNotificationView]:
    """List notifications

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            unread=unread,
            archived=archived,
            types=types,
            limit=limit,
            cursor=cursor,
        )
    )
    return _build_response(response)


async def asyncio(
    *,
    client: Client,
    unread: bool | Unset = UNSET,
    archived: bool | Unset = False,
    types: list[str] | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
) -> PageNotificationView:
    """List notifications

    One's own in this organisation, newest first; they are kept for 90 days.

    Args:
        unread (bool | Unset): Only unread ones, or only read ones.
        archived (bool | Unset): Archived ones instead. Default: False.
        types (list[str] | Unset): Only of these types.
        limit (int | Unset): Most items on a page. Default: 50.
        cursor (str | Unset): `next_cursor` of the page before.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            client=client,
            unread=unread,
            archived=archived,
            types=types,
            limit=limit,
            cursor=cursor,
        )
    ).parsed
