from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import Client
from ...errors import refusal
from ...types import Response


def _get_kwargs(
    identity_id: UUID,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "delete",
        "url": "/v1/me/identities/{identity_id}".format(
            identity_id=quote(str(identity_id), safe=""),
        ),
    }

    return _kwargs


def _parse_response(response: httpx.Response) -> None:
    if response.status_code == 204:
        return None

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[None]:
    _parse_response(response)
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=None,
    )


def sync_detailed(
    identity_id: UUID,
    *,
    client: Client,
) -> Response[None]:
    """Remove a way to sign in

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            identity_id=identity_id,
        )
    )
    return _build_response(response)


def sync(
    identity_id: UUID,
    *,
    client: Client,
) -> None:
    """Remove a way to sign in

    The last one stays as long as you have no password.

    Args:
        identity_id (UUID):

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        identity_id=identity_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    identity_id: UUID,
    *,
    client: Client,
) -> Response[None]:
    """Remove a way to sign in

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            identity_id=identity_id,
        )
    )
    return _build_response(response)


async def asyncio(
    identity_id: UUID,
    *,
    client: Client,
) -> None:
    """Remove a way to sign in

    The last one stays as long as you have no password.

    Args:
        identity_id (UUID):

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            identity_id=identity_id,
            client=client,
        )
    ).parsed
