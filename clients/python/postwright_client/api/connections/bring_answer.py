from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import Client
from ...errors import refusal
from ...models.callback_parameters import CallbackParameters
from ...models.connection_view import ConnectionView
from ...types import UNSET, Response, Unset


def _get_kwargs(
    connection_id: UUID,
    *,
    body: CallbackParameters,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/connections/{connection_id}/callback".format(
            connection_id=quote(str(connection_id), safe=""),
        ),
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
    connection_id: UUID,
    *,
    client: Client,
    body: CallbackParameters,
    idempotency_key: str | Unset = UNSET,
) -> Response[ConnectionView]:
    """Bring what the network sent

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            connection_id=connection_id,
            body=body,
            idempotency_key=idempotency_key,
        )
    )
    return _build_response(response)


def sync(
    connection_id: UUID,
    *,
    client: Client,
    body: CallbackParameters,
    idempotency_key: str | Unset = UNSET,
) -> ConnectionView:
    """Bring what the network sent

    Hand over the parameters that a person came back to your front end with, in the sign-in that began.

    They are taken once: a second time answers 409 `connection.not_awaited`.

    Args:
        connection_id (UUID):
        idempotency_key (str | Unset): Any text of your own, unique to this request: sent again
            with the same key and body within 24 hours, it makes nothing new and gets the first
            answer.
        body (CallbackParameters):

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        connection_id=connection_id,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    connection_id: UUID,
    *,
    client: Client,
    body: CallbackParameters,
    idempotency_key: str | Unset = UNSET,
) -> Response[ConnectionView]:
    """Bring what the network sent

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            connection_id=connection_id,
            body=body,
            idempotency_key=idempotency_key,
        )
    )
    return _build_response(response)


async def asyncio(
    connection_id: UUID,
    *,
    client: Client,
    body: CallbackParameters,
    idempotency_key: str | Unset = UNSET,
) -> ConnectionView:
    """Bring what the network sent

    Hand over the parameters that a person came back to your front end with, in the sign-in that began.

    They are taken once: a second time answers 409 `connection.not_awaited`.

    Args:
        connection_id (UUID):
        idempotency_key (str | Unset): Any text of your own, unique to this request: sent again
            with the same key and body within 24 hours, it makes nothing new and gets the first
            answer.
        body (CallbackParameters):

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            connection_id=connection_id,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
