from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import Client
from ...errors import refusal
from ...models.connection_view import ConnectionView
from ...types import UNSET, Response, Unset


def _get_kwargs(
    connection_id: UUID,
    *,
    prefer: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(prefer, Unset):
        headers["prefer"] = prefer

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/connections/{connection_id}".format(
            connection_id=quote(str(connection_id), safe=""),
        ),
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(response: httpx.Response) -> ConnectionView:
    if response.status_code == 200:
        response_200 = ConnectionView.from_dict(response.json())

        return response_200

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[ConnectionView]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    connection_id: UUID,
    *,
    client: Client,
    prefer: str | Unset = UNSET,
) -> Response[ConnectionView]:
    """Read a connection

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            connection_id=connection_id,
            prefer=prefer,
        )
    )
    return _build_response(response)


def sync(
    connection_id: UUID,
    *,
    client: Client,
    prefer: str | Unset = UNSET,
) -> ConnectionView:
    """Read a connection

    Where it stands, and what to do next; `GET /v1/events` tells of each step.

    Args:
        connection_id (UUID):
        prefer (str | Unset): `wait=n`: answer when it is settled, or after n seconds (at most
            60).

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        connection_id=connection_id,
        client=client,
        prefer=prefer,
    ).parsed


async def asyncio_detailed(
    connection_id: UUID,
    *,
    client: Client,
    prefer: str | Unset = UNSET,
) -> Response[ConnectionView]:
    """Read a connection

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            connection_id=connection_id,
            prefer=prefer,
        )
    )
    return _build_response(response)


async def asyncio(
    connection_id: UUID,
    *,
    client: Client,
    prefer: str | Unset = UNSET,
) -> ConnectionView:
    """Read a connection

    Where it stands, and what to do next; `GET /v1/events` tells of each step.

    Args:
        connection_id (UUID):
        prefer (str | Unset): `wait=n`: answer when it is settled, or after n seconds (at most
            60).

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            connection_id=connection_id,
            client=client,
            prefer=prefer,
        )
    ).parsed
