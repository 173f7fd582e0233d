from http import HTTPStatus
from typing import Any

import httpx

from ...client import Client
from ...errors import refusal
from ...models.key_set_response_key_set import KeySetResponseKeySet
from ...types import Response


def _get_kwargs() -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/.well-known/jwks.json",
    }

    return _kwargs


def _parse_response(response: httpx.Response) -> KeySetResponseKeySet:
    if response.status_code == 200:
        response_200 = KeySetResponseKeySet.from_dict(response.json())

        return response_200

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[KeySetResponseKeySet]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    *,
    client: Client,
) -> Response[KeySetResponseKeySet]:
    """Public keys

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(**_get_kwargs())
    return _build_response(response)


def sync(
    *,
    client: Client,
) -> KeySetResponseKeySet:
    """Public keys

    The keys that access tokens are verified with, as a JSON Web Key Set (RFC 7517).

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
) -> Response[KeySetResponseKeySet]:
    """Public keys

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(**_get_kwargs())
    return _build_response(response)


async def asyncio(
    *,
    client: Client,
) -> KeySetResponseKeySet:
    """Public keys

    The keys that access tokens are verified with, as a JSON Web Key Set (RFC 7517).

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            client=client,
        )
    ).parsed
