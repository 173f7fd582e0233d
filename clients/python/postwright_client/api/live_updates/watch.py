from http import HTTPStatus
from io import BytesIO
from typing import Any

import httpx

from ...client import Client
from ...errors import refusal
from ...types import UNSET, File, Response, Unset


def _get_kwargs(
    *,
    last_event_id: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(last_event_id, Unset):
        headers["Last-Event-ID"] = last_event_id

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/events",
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
    last_event_id: str | Unset = UNSET,
) -> Response[File]:
    """Watch

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            last_event_id=last_event_id,
        )
    )
    return _build_response(response)


def sync(
    *,
    client: Client,
    last_event_id: str | Unset = UNSET,
) -> File:
    """Watch

    Server-Sent Events of everything that happens in the organisation, as it happens.

    The stream begins with `stream.opened`. Reconnect with `Last-Event-ID` and nothing is missed, for a
    day; if that is too
    long ago, it begins with `stream.reset`: read again what you show. It ends with the session or its
    access token.

    Args:
        last_event_id (str | Unset): `id` of the last event you have; the stream goes on behind
            it.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        client=client,
        last_event_id=last_event_id,
    ).parsed


async def asyncio_detailed(
    *,
    client: Client,
    last_event_id: str | Unset = UNSET,
) -> Response[File]:
    """Watch

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            last_event_id=last_event_id,
        )
    )
    return _build_response(response)


async def asyncio(
    *,
    client: Client,
    last_event_id: str | Unset = UNSET,
) -> File:
    """Watch

    Server-Sent Events of everything that happens in the organisation, as it happens.

    The stream begins with `stream.opened`. Reconnect with `Last-Event-ID` and nothing is missed, for a
    day; if that is too
    long ago, it begins with `stream.reset`: read again what you show. It ends with the session or its
    access token.

    Args:
        last_event_id (str | Unset): `id` of the last event you have; the stream goes on behind
            it.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            client=client,
            last_event_id=last_event_id,
        )
    ).parsed
