from http import HTTPStatus
from typing import Any

import httpx

from ...client import Client
from ...errors import refusal
from ...models.departure_view import DepartureView
from ...models.link_going import LinkGoing
from ...types import Response


def _get_kwargs(
    *,
    body: LinkGoing,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/me/identities",
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
    *,
    client: Client,
    body: LinkGoing,
) -> Response[DepartureView]:
    """Go to link a way to sign in

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
    body: LinkGoing,
) -> DepartureView:
    """Go to link a way to sign in

    As signing in, for somebody who is signed in: from then on they can sign in that way too.

    Asks for your password, so that a stolen session does not become another way in.

    Args:
        body (LinkGoing):

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
    body: LinkGoing,
) -> Response[DepartureView]:
    """Go to link a way to sign in

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
    body: LinkGoing,
) -> DepartureView:
    """Go to link a way to sign in

    As signing in, for somebody who is signed in: from then on they can sign in that way too.

    Asks for your password, so that a stolen session does not become another way in.

    Args:
        body (LinkGoing):

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
