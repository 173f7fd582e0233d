from http import HTTPStatus
from typing import Any
from uuid import UUID

import httpx

from ...client import Client
from ...errors import refusal
from ...models.page_live_event_view import PageLiveEventView
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    types: list[str] | Unset = UNSET,
    about: list[UUID] | Unset = UNSET,
    mine: bool | Unset = False,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
    after: str | Unset = UNSET,
    last_event_id: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(last_event_id, Unset):
        headers["Last-Event-ID"] = last_event_id

    params: dict[str, Any] = {}

    json_types: list[str] | Unset = UNSET
    if not isinstance(types, Unset):
        json_types = types

    params["types"] = json_types

    json_about: list[str] | Unset = UNSET
    if not isinstance(about, Unset):
        json_about = []
        for about_item_data in about:
            about_item = str(about_item_data)
            json_about.append(about_item)

    params["about"] = json_about

    params["mine"] = mine

    params["limit"] = limit

    params["cursor"] = cursor

    params["after"] = after

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/events/history",
        "params": params,
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(response: httpx.Response) -> PageLiveEventView:
    if response.status_code == 200:
        response_200 = PageLiveEventView.from_dict(response.json())

        return response_200

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[PageLiveEventView]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    *,
    client: Client,
    types: list[str] | Unset = UNSET,
    about: list[UUID] | Unset = UNSET,
    mine: bool | Unset = False,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
    after: str | Unset = UNSET,
    last_event_id: str | Unset = UNSET,
) -> Response[PageLiveEventView]:
    """Look back

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            types=types,
            about=about,
            mine=mine,
            limit=limit,
            cursor=cursor,
            after=after,
            last_event_id=last_event_id,
        )
    )
    return _build_response(response)


def sync(
    *,
    client: Client,
    types: list[str] | Unset = UNSET,
    about: list[UUID] | Unset = UNSET,
    mine: bool | Unset = False,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
    after: str | Unset = UNSET,
    last_event_id: str | Unset = UNSET,
) -> PageLiveEventView:
    """Look back

    What was told within the last day, oldest first, for clients that ask from time to time instead of
    watching.

    Args:
        types (list[str] | Unset): Only events of these types, or of these families, such as
            `post.*`.
        about (list[UUID] | Unset): Only events that name one of these ids: of posts, campaigns,
            accounts, requests, publications, batches.
        mine (bool | Unset): Only events that name you. Default: False.
        limit (int | Unset): Most items on a page. Default: 50.
        cursor (str | Unset): `next_cursor` of the page before.
        after (str | Unset): As Last-Event-ID, for clients that can't send it. The header counts
            where both are sent.
        last_event_id (str | Unset): `id` of the last event you have; the stream goes on behind
            it.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        client=client,
        types=types,
        about=about,
        mine=mine,
        limit=limit,
        cursor=cursor,
        after=after,
        last_event_id=last_event_id,
    ).parsed


async def asyncio_detailed(
    *,
    client: Client,
    types: list[str] | Unset = UNSET,
    about: list[UUID] | Unset = UNSET,
    mine: bool | Unset = False,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
    after: str | Unset = UNSET,
    last_event_id: str | Unset = UNSET,
) -> Response[PageLiveEventView]:
    """Look back

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            types=types,
            about=about,
            mine=mine,
            limit=limit,
            cursor=cursor,
            after=after,
            last_event_id=last_event_id,
        )
    )
    return _build_response(response)


async def asyncio(
    *,
    client: Client,
    types: list[str] | Unset = UNSET,
    about: list[UUID] | Unset = UNSET,
    mine: bool | Unset = False,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
    after: str | Unset = UNSET,
    last_event_id: str | Unset = UNSET,
) -> PageLiveEventView:
    """Look back

    What was told within the last day, oldest first, for clients that ask from time to time instead of
    watching.

    Args:
        types (list[str] | Unset): Only events of these types, or of these families, such as
            `post.*`.
        about (list[UUID] | Unset): Only events that name one of these ids: of posts, campaigns,
            accounts, requests, publications, batches.
        mine (bool | Unset): Only events that name you. Default: False.
        limit (int | Unset): Most items on a page. Default: 50.
        cursor (str | Unset): `next_cursor` of the page before.
        after (str | Unset): As Last-Event-ID, for clients that can't send it. The header counts
            where both are sent.
        last_event_id (str | Unset): `id` of the last event you have; the stream goes on behind
            it.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            client=client,
            types=types,
            about=about,
            mine=mine,
            limit=limit,
            cursor=cursor,
            after=after,
            last_event_id=last_event_id,
        )
    ).parsed
