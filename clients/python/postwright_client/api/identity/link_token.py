from http import HTTPStatus
from typing import Any

import httpx

from ...client import Client
from ...errors import refusal
from ...models.external_link_token import ExternalLinkToken
from ...types import Response


def _get_kwargs(
    *,
    body: ExternalLinkToken,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/me/identities/token",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
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
    *,
    client: Client,
    body: ExternalLinkToken,
) -> Response[None]:
    """Link a Firebase account

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            body=body,
        )
    )
    return _build_response(response)


def sync(
    *,
    client: Client,
    body: ExternalLinkToken,
) -> None:
    """Link a Firebase account

    By an ID token of Firebase, and your password. You are told by e-mail.

    Args:
        body (ExternalLinkToken):

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: Client,
    body: ExternalLinkToken,
) -> Response[None]:
    """Link a Firebase account

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            body=body,
        )
    )
    return _build_response(response)


async def asyncio(
    *,
    client: Client,
    body: ExternalLinkToken,
) -> None:
    """Link a Firebase account

    By an ID token of Firebase, and your password. You are told by e-mail.

    Args:
        body (ExternalLinkToken):

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
