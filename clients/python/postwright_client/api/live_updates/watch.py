from http import HTTPStatus
from io import BytesIO
from typing import Any
from uuid import UUID

import httpx

from ...client import Client
from ...errors import refusal
from ...types import UNSET, File, Response, Unset


def _get_kwargs(
    *,
    ticket: str | Unset = UNSET,
    after: str | Unset = UNSET,
    types: list[str] | Unset = UNSET,
    about: list[UUID] | Unset = UNSET,
    mine: bool | Unset = False,
    last_event_id: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(last_event_id, Unset):
        headers["Last-Event-ID"] = last_event_id

    params: dict[str, Any] = {}

    params["ticket"] = ticket

    params["after"] = after

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

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/events",
        "params": params,
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(response: httpx.Response) -> File:
    if response.status_code == 200:
        response_200 = File(payload=BytesIO(response.content))

        return response_200

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[File]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    *,
    client: Client,
    ticket: str | Unset = UNSET,
    after: str | Unset = UNSET,
    types: list[str] | Unset = UNSET,
    about: list[UUID] | Unset = UNSET,
    mine: bool | Unset = False,
    last_event_id: str | Unset = UNSET,
) -> Response[File]:
    """Watch

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            ticket=ticket,
            after=after,
            types=types,
            about=about,
            mine=mine,
            last_event_id=last_event_id,
        )
    )
    return _build_response(response)


def sync(
    *,
    client: Client,
    ticket: str | Unset = UNSET,
    after: str | Unset = UNSET,
    types: list[str] | Unset = UNSET,
    about: list[UUID] | Unset = UNSET,
    mine: bool | Unset = False,
    last_event_id: str | Unset = UNSET,
) -> File:
    """Watch

    Server-Sent Events of everything that happens in the organisation, as it happens.

    The stream begins with `stream.opened`. Reconnect with `Last-Event-ID` and nothing is missed, for a
    day; if that is too
    long ago, it begins with `stream.reset`: read again what you show. With a filter `stream.position`
    brings from time to
    time an id to resume from, though nothing that you want has happened. It ends with the session or
    its access token.

    Args:
        ticket (str | Unset): From `POST /v1/events/tickets`, instead of an access token in a
            header.
        after (str | Unset): As Last-Event-ID, for clients that can't send it. The header counts
            where both are sent.
        types (list[str] | Unset): Only events of these types, or of these families, such as
            `post.*`.
        about (list[UUID] | Unset): Only events that name one of these ids: of posts, campaigns,
            accounts, requests, publications, batches.
        mine (bool | Unset): Only events that name you. Default: False.
        last_event_id (str | Unset): `id` of the last event you have; the stream goes on behind
            it.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        client=client,
        ticket=ticket,
        after=after,
        types=types,
        about=about,
        mine=mine,
        last_event_id=last_event_id,
    ).parsed


async def asyncio_detailed(
    *,
    client: Client,
    ticket: str | Unset = UNSET,
    after: str | Unset = UNSET,
    types: list[str] | Unset = UNSET,
    about: list[UUID] | Unset = UNSET,
    mine: bool | Unset = False,
    last_event_id: str | Unset = UNSET,
) -> Response[File]:
    """Watch

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            ticket=ticket,
            after=after,
            types=types,
            about=about,
            mine=mine,
            last_event_id=last_event_id,
        )
    )
    return _build_response(response)


async def asyncio(
    *,
    client: Client,
    ticket: str | Unset = UNSET,
    after: str | Unset = UNSET,
    types: list[str] | Unset = UNSET,
    about: list[UUID] | Unset = UNSET,
    mine: bool | Unset = False,
    last_event_id: str | Unset = UNSET,
) -> File:
    """Watch

    Server-Sent Events of everything that happens in the organisation, as it happens.

    The stream begins with `stream.opened`. Reconnect with `Last-Event-ID` and nothing is missed, for a
    day; if that is too
    long ago, it begins with `stream.reset`: read again what you show. With a filter `stream.position`
    brings from time to
    time an id to resume from, though nothing that you want has happened. It ends with the session or
    its access token.

    Args:
        ticket (str | Unset): From `POST /v1/events/tickets`, instead of an access token in a
            header.
        after (str | Unset): As Last-Event-ID, for clients that can't send it. The header counts
            where both are sent.
        types (list[str] | Unset): Only events of these types, or of these families, such as
            `post.*`.
        about (list[UUID] | Unset): Only events that name one of these ids: of posts, campaigns,
            accounts, requests, publications, batches.
        mine (bool | Unset): Only events that name you. Default: False.
        last_event_id (str | Unset): `id` of the last event you have; the stream goes on behind
            it.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            client=client,
            ticket=ticket,
            after=after,
            types=types,
            about=about,
            mine=mine,
            last_event_id=last_event_id,
        )
    ).parsed
