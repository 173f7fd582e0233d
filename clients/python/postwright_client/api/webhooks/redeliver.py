from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import Client
from ...errors import refusal
from ...models.delivery_view import DeliveryView
from ...types import Response


def _get_kwargs(
    webhook_id: UUID,
    delivery_id: UUID,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/webhooks/{webhook_id}/deliveries/{delivery_id}/redeliver".format(
            webhook_id=quote(str(webhook_id), safe=""),
            delivery_id=quote(str(delivery_id), safe=""),
        ),
    }

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
    delivery_id: UUID,
    *,
    client: Client,
) -> Response[DeliveryView]:
    """Send a delivery once more

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            webhook_id=webhook_id,
            delivery_id=delivery_id,
        )
    )
    return _build_response(response)


def sync(
    webhook_id: UUID,
    delivery_id: UUID,
    *,
    client: Client,
) -> DeliveryView:
    """Send a delivery once more

    At once, under the same `webhook-id`; its attempts are counted anew.

    Args:
        webhook_id (UUID):
        delivery_id (UUID):

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        webhook_id=webhook_id,
        delivery_id=delivery_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    webhook_id: UUID,
    delivery_id: UUID,
    *,
    client: Client,
) -> Response[DeliveryView]:
    """Send a delivery once more

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            webhook_id=webhook_id,
            delivery_id=delivery_id,
        )
    )
    return _build_response(response)


async def asyncio(
    webhook_id: UUID,
    delivery_id: UUID,
    *,
    client: Client,
) -> DeliveryView:
    """Send a delivery once more

    At once, under the same `webhook-id`; its attempts are counted anew.

    Args:
        webhook_id (UUID):
        delivery_id (UUID):

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            webhook_id=webhook_id,
            delivery_id=delivery_id,
            client=client,
        )
    ).parsed
