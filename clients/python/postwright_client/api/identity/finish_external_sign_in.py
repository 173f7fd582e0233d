from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import Client
from ...errors import refusal
from ...models.arrival import Arrival
from ...models.signed_in_user import SignedInUser
from ...types import Response


def _get_kwargs(
    provider_id: str,
    *,
    body: Arrival,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/auth/providers/{provider_id}/finish".format(
            provider_id=quote(str(provider_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(response: httpx.Response) -> SignedInUser:
    if response.status_code == 200:
        response_200 = SignedInUser.from_dict(response.json())

        return response_200

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[SignedInUser]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    provider_id: str,
    *,
    client: Client,
    body: Arrival,
) -> Response[SignedInUser]:
    """Sign in elsewhere

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            provider_id=provider_id,
            body=body,
        )
    )
    return _build_response(response)


def sync(
    provider_id: str,
    *,
    client: Client,
    body: Arrival,
) -> SignedInUser:
    """Sign in elsewhere

    Sign in with what the person came back with. Each state works once; somebody new gets an account.

    Args:
        provider_id (str): Of `GET /v1/auth/providers`.
        body (Arrival): What the provider sent back with the person, and what their browser kept.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        provider_id=provider_id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    provider_id: str,
    *,
    client: Client,
    body: Arrival,
) -> Response[SignedInUser]:
    """Sign in elsewhere

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            provider_id=provider_id,
            body=body,
        )
    )
    return _build_response(response)


async def asyncio(
    provider_id: str,
    *,
    client: Client,
    body: Arrival,
) -> SignedInUser:
    """Sign in elsewhere

    Sign in with what the person came back with. Each state works once; somebody new gets an account.

    Args:
        provider_id (str): Of `GET /v1/auth/providers`.
        body (Arrival): What the provider sent back with the person, and what their browser kept.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            provider_id=provider_id,
            client=client,
            body=body,
        )
    ).parsed
