from http import HTTPStatus
from typing import Any

import httpx

from ...client import Client
from ...errors import refusal
from ...models.person_erasure import PersonErasure
from ...models.receipt import Receipt
from ...types import Response


def _get_kwargs(
    *,
    body: PersonErasure,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/me/erasure",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(response: httpx.Response) -> Receipt:
    if response.status_code == 202:
        response_202 = Receipt.from_dict(response.json())

        return response_202

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[Receipt]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    *,
    client: Client,
    body: PersonErasure,
) -> Response[Receipt]:
    """Erase yourself

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
    body: PersonErasure,
) -> Receipt:
    """Erase yourself

    You are forgotten, with the organisations in which nobody else is; what you did in others stays
    theirs, without
    your name. An organisation that would be left without an owner has to get another one first.

    Args:
        body (PersonErasure): A confirmation that can't be given by a slip, nor by whoever finds
            an open screen.

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
    body: PersonErasure,
) -> Response[Receipt]:
    """Erase yourself

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
    body: PersonErasure,
) -> Receipt:
    """Erase yourself

    You are forgotten, with the organisations in which nobody else is; what you did in others stays
    theirs, without
    your name. An organisation that would be left without an owner has to get another one first.

    Args:
        body (PersonErasure): A confirmation that can't be given by a slip, nor by whoever finds
            an open screen.

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
