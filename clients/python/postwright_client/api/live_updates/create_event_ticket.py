from http import HTTPStatus
from typing import Any

import httpx

from ...client import Client
from ...errors import refusal
from ...models.ticket_view import TicketView
from ...types import Response


def _get_kwargs() -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/events/tickets",
    }

    return _kwargs


def _parse_response(response: httpx.Response) -> TicketView:
    if response.status_code == 201:
        response_201 = TicketView.from_dict(response.json())

        return response_201

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[TicketView]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    *,
    client: Client,
) -> Response[TicketView]:
    """Get a ticket

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(**_get_kwargs())
    return _build_response(response)


def sync(
    *,
    client: Client,
) -> TicketView:
    """Get a ticket

    For a browser's `EventSource` and `WebSocket`, which can't send an access token: open one within 30
    seconds.

    The stream is the caller's own, and ends with their session.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        client=client,
    ).parsed


async def asyncio_detailed(
    *,
    client: Client,
) -> Response[TicketView]:
    """Get a ticket

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(**_get_kwargs())
    return _build_response(response)


async def asyncio(
    *,
    client: Client,
) -> TicketView:
    """Get a ticket

    For a browser's `EventSource` and `WebSocket`, which can't send an access token: open one within 30
    seconds.

    The stream is the caller's own, and ends with their session.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            client=client,
        )
    ).parsed
