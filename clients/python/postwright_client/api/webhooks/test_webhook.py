from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import Client
from ...errors import refusal
from ...models.delivery_view import DeliveryView
from ...types import UNSET, Response, Unset


def _get_kwargs(
    webhook_id: UUID,
    *,
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
        "url": "/v1/webhooks/{webhook_id}/test".format(
            webhook_id=quote(str(webhook_id), safe=""),
        ),
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(response: httpx.Response) -> DeliveryView:
    if response.status_code == 202:
        response_202 = DeliveryView.from_dict(response.json())

        return response_202

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[DeliveryView]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    webhook_id: UUID,
    *,
    client: Client,
    idempotency_key: str | Unset = UNSET,
    prefer: str | Unset = UNSET,
) -> Response[DeliveryView]:
    """Test a webhook

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            webhook_id=webhook_id,
            idempotency_key=idempotency_key,
            prefer=prefer,
        )
    )
    return _build_response(response)


def sync(
    webhook_id: UUID,
    *,
    client: Client,
    idempotency_key: str | Unset = UNSET,
    prefer: str | Unset = UNSET,
) -> DeliveryView:
    """Test a webhook

    Sends `webhook.test` once, signed like everything else, even while the webhook is disabled.

    With `Prefer: wait=10` the answer says what came of it; else look at `Location`.

    Args:
        webhook_id (UUID):
        idempotency_key (str | Unset): Any text of your own, unique to this request: sent again
            with the same key and body within 24 hours, it makes nothing new and gets the first
            answer.
        prefer (str | Unset): `wait=n`: answer when it is settled, or after n seconds (at most
            60).

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        webhook_id=webhook_id,
        client=client,
        idempotency_key=idempotency_key,
        prefer=prefer,
    ).parsed


async def asyncio_detailed(
    webhook_id: UUID,
    *,
    client: Client,
    idempotency_key: str | Unset = UNSET,
    prefer: str | Unset = UNSET,
) -> Response[DeliveryView]:
    """Test a webhook

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            webhook_id=webhook_id,
            idempotency_key=idempotency_key,
            prefer=prefer,
        )
    )
    return _build_response(response)


async def asyncio(
    webhook_id: UUID,
    *,
    client: Client,
    idempotency_key: str | Unset = UNSET,
    prefer: str | Unset = UNSET,
) -> DeliveryView:
    """Test a webhook

    Sends `webhook.test` once, signed like everything else, even while the webhook is disabled.

    With `Prefer: wait=10` the answer says what came of it; else look at `Location`.

    Args:
        webhook_id (UUID):
        idempotency_key (str | Unset): Any text of your own, unique to this request: sent again
            with the same key and body within 24 hours, it makes nothing new and gets the first
            answer.
        prefer (str | Unset): `wait=n`: answer when it is settled, or after n seconds (at most
            60).

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            webhook_id=webhook_id,
            client=client,
            idempotency_key=idempotency_key,
            prefer=prefer,
        )
    ).parsed
