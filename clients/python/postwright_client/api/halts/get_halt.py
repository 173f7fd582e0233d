from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import Client
from ...errors import refusal
from ...models.halt_view import HaltView
from ...types import Response


def _get_kwargs(
    halt_id: UUID,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/halts/{halt_id}".format(
            halt_id=quote(str(halt_id), safe=""),
        ),
    }

    return _kwargs


def _parse_response(response: httpx.Response) -> HaltView:
    if response.status_code == 200:
        response_200 = HaltView.from_dict(response.json())

        return response_200

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[HaltView]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    halt_id: UUID,
    *,
    client: Client,
) -> Response[HaltView]:
    """Get a halt

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            halt_id=halt_id,
        )
    )
    return _build_response(response)


def sync(
    halt_id: UUID,
    *,
    client: Client,
) -> HaltView:
    """Get a halt

    Whether it holds, since when, and what was under way then.

    Args:
        halt_id (UUID):

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        halt_id=halt_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    halt_id: UUID,
    *,
    client: Client,
) -> Response[HaltView]:
    """Get a halt

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            halt_id=halt_id,
        )
    )
    return _build_response(response)


async def asyncio(
    halt_id: UUID,
    *,
    client: Client,
) -> HaltView:
    """Get a halt

    Whether it holds, since when, and what was under way then.

    Args:
        halt_id (UUID):

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            halt_id=halt_id,
            client=client,
        )
    ).parsed
