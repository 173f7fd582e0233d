import datetime
from http import HTTPStatus
from typing import Any

import httpx

from ...client import Client
from ...errors import refusal
from ...models.list_media_kind import ListMediaKind
from ...models.list_media_sort import ListMediaSort
from ...models.list_media_state import ListMediaState
from ...models.page_media_view import PageMediaView
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    kind: ListMediaKind | Unset = UNSET,
    text: str | Unset = UNSET,
    tag: list[str] | Unset = UNSET,
    folder: str | Unset = UNSET,
    subfolders: bool | Unset = False,
    state: ListMediaState | Unset = "active",
    min_size: int | Unset = UNSET,
    max_size: int | Unset = UNSET,
    created_from: datetime.datetime | Unset = UNSET,
    created_before: datetime.datetime | Unset = UNSET,
    sort: ListMediaSort | Unset = "newest",
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_kind: str | Unset = UNSET
    if not isinstance(kind, Unset):
        json_kind = kind

    params["kind"] = json_kind

    params["text"] = text

    json_tag: list[str] | Unset = UNSET
    if not isinstance(tag, Unset):
        json_tag = tag

    params["tag"] = json_tag

    params["folder"] = folder

    params["subfolders"] = subfolders

    json_state: str | Unset = UNSET
    if not isinstance(state, Unset):
        json_state = state

    params["state"] = json_state

    params["min_size"] = min_size

    params["max_size"] = max_size

    json_created_from: str | Unset = UNSET
    if not isinstance(created_from, Unset):
        json_created_from = created_from.isoformat()
    params["created_from"] = json_created_from

    json_created_before: str | Unset = UNSET
    if not isinstance(created_before, Unset):
        json_created_before = created_before.isoformat()
    params["created_before"] = json_created_before

    json_sort: str | Unset = UNSET
    if not isinstance(sort, Unset):
        json_sort = sort

    params["sort"] = json_sort

    params["limit"] = limit

    params["cursor"] = cursor

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/media",
        "params": params,
    }

    return _kwargs


def _parse_response(response: httpx.Response) -> PageMediaView:
    if response.status_code == 200:
        response_200 = PageMediaView.from_dict(response.json())

        return response_200

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[PageMediaView]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    *,
    client: Client,
    kind: ListMediaKind | Unset = UNSET,
    text: str | Unset = UNSET,
    tag: list[str] | Unset = UNSET,
    folder: str | Unset = UNSET,
    subfolders: bool | Unset = False,
    state: ListMediaState | Unset = "active",
    min_size: int | Unset = UNSET,
    max_size: int | Unset = UNSET,
    created_from: datetime.datetime | Unset = UNSET,
    created_before: datetime.datetime | Unset = UNSET,
    sort: ListMediaSort | Unset = "newest",
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
) -> Response[PageMediaView]:
    """List media

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            kind=kind,
            text=text,
            tag=tag,
            folder=folder,
            subfolders=subfolders,
            state=state,
            min_size=min_size,
            max_size=max_size,
            created_from=created_from,
            created_before=created_before,
            sort=sort,
            limit=limit,
            cursor=cursor,
        )
    )
    return _build_response(response)


def sync(
    *,
    client: Client,
    kind: ListMediaKind | Unset = UNSET,
    text: str | Unset = UNSET,
    tag: list[str] | Unset = UNSET,
    folder: str | Unset = UNSET,
    subfolders: bool | Unset = False,
    state: ListMediaState | Unset = "active",
    min_size: int | Unset = UNSET,
    max_size: int | Unset = UNSET,
    created_from: datetime.datetime | Unset = UNSET,
    created_before: datetime.datetime | Unset = UNSET,
    sort: ListMediaSort | Unset = "newest",
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
) -> PageMediaView:
    """List media

    Newest first, or as `sort` says.

    Args:
        kind (ListMediaKind | Unset): Only these.
        text (str | Unset): Only those whose name, description or tags hold this text.
        tag (list[str] | Unset): Only those that have all of these tags.
        folder (str | Unset): Only those right in this folder; empty is the top.
        subfolders (bool | Unset): And those in the folders below it. Default: False.
        state (ListMediaState | Unset): Only those. Default: 'active'.
        min_size (int | Unset): Bytes at least.
        max_size (int | Unset): Bytes at most.
        created_from (datetime.datetime | Unset): Only those sent then or later.
        created_before (datetime.datetime | Unset): Only those sent earlier.
        sort (ListMediaSort | Unset): In which order. Default: 'newest'.
        limit (int | Unset): Most items on a page. Default: 50.
        cursor (str | Unset): `next_cursor` of the page before.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        client=client,
        kind=kind,
        text=text,
        tag=tag,
        folder=folder,
        subfolders=subfolders,
        state=state,
        min_size=min_size,
        max_size=max_size,
        created_from=created_from,
        created_before=created_before,
        sort=sort,
        limit=limit,
        cursor=cursor,
    ).parsed


async def asyncio_detailed(
    *,
    client: Client,
    kind: ListMediaKind | Unset = UNSET,
    text: str | Unset = UNSET,
    tag: list[str] | Unset = UNSET,
    folder: str | Unset = UNSET,
    subfolders: bool | Unset = False,
    state: ListMediaState | Unset = "active",
    min_size: int | Unset = UNSET,
    max_size: int | Unset = UNSET,
    created_from: datetime.datetime | Unset = UNSET,
    created_before: datetime.datetime | Unset = UNSET,
    sort: ListMediaSort | Unset = "newest",
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
) -> Response[PageMediaView]:
    """List media

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            kind=kind,
            text=text,
            tag=tag,
            folder=folder,
            subfolders=subfolders,
            state=state,
            min_size=min_size,
            max_size=max_size,
            created_from=created_from,
            created_before=created_before,
            sort=sort,
            limit=limit,
            cursor=cursor,
        )
    )
    return _build_response(response)


async def asyncio(
    *,
    client: Client,
    kind: ListMediaKind | Unset = UNSET,
    text: str | Unset = UNSET,
    tag: list[str] | Unset = UNSET,
    folder: str | Unset = UNSET,
    subfolders: bool | Unset = False,
    state: ListMediaState | Unset = "active",
    min_size: int | Unset = UNSET,
    max_size: int | Unset = UNSET,
    created_from: datetime.datetime | Unset = UNSET,
    created_before: datetime.datetime | Unset = UNSET,
    sort: ListMediaSort | Unset = "newest",
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
) -> PageMediaView:
    """List media

    Newest first, or as `sort` says.

    Args:
        kind (ListMediaKind | Unset): Only these.
        text (str | Unset): Only those whose name, description or tags hold this text.
        tag (list[str] | Unset): Only those that have all of these tags.
        folder (str | Unset): Only those right in this folder; empty is the top.
        subfolders (bool | Unset): And those in the folders below it. Default: False.
        state (ListMediaState | Unset): Only those. Default: 'active'.
        min_size (int | Unset): Bytes at least.
        max_size (int | Unset): Bytes at most.
        created_from (datetime.datetime | Unset): Only those sent then or later.
        created_before (datetime.datetime | Unset): Only those sent earlier.
        sort (ListMediaSort | Unset): In which order. Default: 'newest'.
        limit (int | Unset): Most items on a page. Default: 50.
        cursor (str | Unset): `next_cursor` of the page before.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            client=client,
            kind=kind,
            text=text,
            tag=tag,
            folder=folder,
            subfolders=subfolders,
            state=state,
            min_size=min_size,
            max_size=max_size,
            created_from=created_from,
            created_before=created_before,
            sort=sort,
            limit=limit,
            cursor=cursor,
        )
    ).parsed
