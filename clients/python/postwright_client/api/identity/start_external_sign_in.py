from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import Client
from ...errors import refusal
from ...models.departure_view import DepartureView
from ...models.going import Going
from ...types import Response


def _get_kwargs(
    provider_id: str,
    *,
    body: Going,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/auth/providers/{provider_id}/start".format(
            provider_id=quote(str(provider_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(response: httpx.Response) -> DepartureView:
    if response.status_code == 201:
        response_201 = DepartureView.from_dict(response.json())

        return response_201

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[DepartureView]:
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
    body: Going,
) -> Response[DepartureView]:
    """Go to sign in elsewhere

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
    body: Going,
) -> DepartureView:
    """Go to sign in elsewhere

    Send the person to `authorize_url`, keep `binding` in their browser, and bring what they come back
    with.

    Args:
        provider_id (str): Of `GET /v1/auth/providers`.
        body (Going): Where somebody wants to come back to.

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
    body: Going,
) -> Response[DepartureView]:
    """Go to sign in elsewhere

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
    body: Going,
) -> DepartureView:
    """Go to sign in elsewhere

    Send the person to `authorize_url`, keep `binding` in their browser, and bring what they come back
    with.

    Args:
        provider_id (str): Of `GET /v1/auth/providers`.
        body (Going): Where somebody wants to come back to.

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
