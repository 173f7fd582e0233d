from http import HTTPStatus
from typing import Any

import httpx

from ...client import Client
from ...errors import refusal
from ...models.account_view import AccountView
from ...models.new_account import NewAccount
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: NewAccount,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/accounts",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(response: httpx.Response) -> AccountView:
    if response.status_code == 202:
        response_202 = AccountView.from_dict(response.json())

        return response_202

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[AccountView]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    *,
    client: Client,
    body: NewAccount,
    idempotency_key: str | Unset = UNSET,
) -> Response[AccountView]:
    """Connect an account

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            body=body,
            idempotency_key=idempotency_key,
        )
    )
    return _build_response(response)


def sync(
    *,
    client: Client,
    body: NewAccount,
    idempotency_key: str | Unset = UNSET,
) -> AccountView:
    """Connect an account

    Hand over the credentials of an account on a network; `POST /v1/connections` does without any.

    Which fields that are, `GET /v1/networks` says under `connecting.credentials`. They are sealed for
    the publisher at
    once and not stored here. The account is `connecting` until the publisher has
    asked the network whose credentials they are; `account.connected` or `account.degraded` tells. One
    that the
    organisation has already stays what it is: the new one is `disconnected` then, and its `problem`
    names the other.

    Args:
        idempotency_key (str | Unset): Any text of your own, unique to this request: sent again
            with the same key and body within 24 hours, it makes nothing new and gets the first
            answer.
        body (NewAccount): An account of one of the networks, with the credentials that the
            network asks for.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    *,
    client: Client,
    body: NewAccount,
    idempotency_key: str | Unset = UNSET,
) -> Response[AccountView]:
    """Connect an account

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            body=body,
            idempotency_key=idempotency_key,
        )
    )
    return _build_response(response)


async def asyncio(
    *,
    client: Client,
    body: NewAccount,
    idempotency_key: str | Unset = UNSET,
) -> AccountView:
    """Connect an account

    Hand over the credentials of an account on a network; `POST /v1/connections` does without any.

    Which fields that are, `GET /v1/networks` says under `connecting.credentials`. They are sealed for
    the publisher at
    once and not stored here. The account is `connecting` until the publisher has
    asked the network whose credentials they are; `account.connected` or `account.degraded` tells. One
    that the
    organisation has already stays what it is: the new one is `disconnected` then, and its `problem`
    names the other.

    Args:
        idempotency_key (str | Unset): Any text of your own, unique to this request: sent again
            with the same key and body within 24 hours, it makes nothing new and gets the first
            answer.
        body (NewAccount): An account of one of the networks, with the credentials that the
            network asks for.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
