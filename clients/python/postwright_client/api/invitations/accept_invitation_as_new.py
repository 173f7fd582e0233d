from http import HTTPStatus
from typing import Any

import httpx

from ...client import Client
from ...errors import refusal
from ...models.newcomer_body import NewcomerBody
from ...models.signed_in_user import SignedInUser
from ...types import Response


def _get_kwargs(
    *,
    body: NewcomerBody,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/invitations/accept-as-new",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(response: httpx.Response) -> SignedInUser:
    if response.status_code == 201:
        response_201 = SignedInUser.from_dict(response.json())

        return response_201

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[SignedInUser]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    *,
    client: Client,
    body: NewcomerBody,
) -> Response[SignedInUser]:
    """Accept an invitation as a new user

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
    body: NewcomerBody,
) -> SignedInUser:
    """Accept an invitation as a new user

    Make a user of the invited address, verified, and sign in.

    Args:
        body (NewcomerBody): Somebody who accepts and was never here; their address is the invited
            one.

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
    body: NewcomerBody,
) -> Response[SignedInUser]:
    """Accept an invitation as a new user

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
    body: NewcomerBody,
) -> SignedInUser:
    """Accept an invitation as a new user

    Make a user of the invited address, verified, and sign in.

    Args:
        body (NewcomerBody): Somebody who accepts and was never here; their address is the invited
            one.

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
