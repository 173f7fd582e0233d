from http import HTTPStatus
from typing import Any

import httpx

from ...client import Client
from ...errors import refusal
from ...models.connection_view import ConnectionView
from ...models.new_connection import NewConnection
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: NewConnection,
    idempotency_key: str | Unset = UNSET,
    prefer: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    if not isinstance(prefer, Unset):
        headers["prefer"] = prefer

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/connections",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(response: httpx.Response) -> ConnectionView:
    if response.status_code == 202:
        response_202 = ConnectionView.from_dict(response.json())

        return response_202

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[ConnectionView]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    *,
    client: Client,
    body: NewConnection,
    idempotency_key: str | Unset = UNSET,
    prefer: str | Unset = UNSET,
) -> Response[ConnectionView]:
    """Begin to connect by consent

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            body=body,
            idempotency_key=idempotency_key,
            prefer=prefer,
        )
    )
    return _build_response(response)


def sync(
    *,
    client: Client,
    body: NewConnection,
    idempotency_key: str | Unset = UNSET,
    prefer: str | Unset = UNSET,
) -> ConnectionView:
    """Begin to connect by consent

    Ask for the network's consent page; read the connection until it is `open`, then send the person
    there.

    Within ten minutes they must come back, in the same sign-in: to your front end, which hands the
    parameters over at
    `/callback`, or to us, in the browser that made this request, where a cookie tells that it did. What
    the network
    sends with them is sealed for the publisher and not stored here.

    Args:
        idempotency_key (str | Unset): Any text of your own, unique to this request: sent again
            with the same key and body within 24 hours, it makes nothing new and gets the first
            answer.
        prefer (str | Unset): `wait=n`: answer when it is settled, or after n seconds (at most
            60).
        body (NewConnection):

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        client=client,
        body=body,
        idempotency_key=idempotency_key,
        prefer=prefer,
    ).parsed


async def asyncio_detailed(
    *,
    client: Client,
    body: NewConnection,
    idempotency_key: str | Unset = UNSET,
    prefer: str | Unset = UNSET,
) -> Response[ConnectionView]:
    """Begin to connect by consent

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            body=body,
            idempotency_key=idempotency_key,
            prefer=prefer,
        )
    )
    return _build_response(response)


async def asyncio(
    *,
    client: Client,
    body: NewConnection,
    idempotency_key: str | Unset = UNSET,
    prefer: str | Unset = UNSET,
) -> ConnectionView:
    """Begin to connect by consent

    Ask for the network's consent page; read the connection until it is `open`, then send the person
    there.

    Within ten minutes they must come back, in the same sign-in: to your front end, which hands the
    parameters over at
    `/callback`, or to us, in the browser that made this request, where a cookie tells that it did. What
    the network
    sends with them is sealed for the publisher and not stored here.

    Args:
        idempotency_key (str | Unset): Any text of your own, unique to this request: sent again
            with the same key and body within 24 hours, it makes nothing new and gets the first
            answer.
        prefer (str | Unset): `wait=n`: answer when it is settled, or after n seconds (at most
            60).
        body (NewConnection):

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            idempotency_key=idempotency_key,
            prefer=prefer,
        )
    ).parsed
