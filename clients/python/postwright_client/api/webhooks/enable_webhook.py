from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import Client
from ...errors import refusal
from ...models.webhook_enabling import WebhookEnabling
from ...models.webhook_view import WebhookView
from ...types import UNSET, Response, Unset


def _get_kwargs(
    webhook_id: UUID,
    *,
    body: None | Unset | WebhookEnabling = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/webhooks/{webhook_id}/enable".format(
            webhook_id=quote(str(webhook_id), safe=""),
        ),
    }

    if isinstance(body, WebhookEnabling):
        _kwargs["json"] = body.to_dict()
    else:
        _kwargs["json"] = body

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(response: httpx.Response) -> WebhookView:
    if response.status_code == 200:
        response_200 = WebhookView.from_dict(response.json())

        return response_200

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[WebhookView]:
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
    body: None | Unset | WebhookEnabling = UNSET,
) -> Response[WebhookView]:
    """Enable a webhook

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            webhook_id=webhook_id,
            body=body,
        )
    )
    return _build_response(response)


def sync(
    webhook_id: UUID,
    *,
    client: Client,
    body: None | Unset | WebhookEnabling = UNSET,
) -> WebhookView:
    """Enable a webhook

    What was kept is sent first, in order, unless it is discarded. Again changes nothing.

    Args:
        webhook_id (UUID):
        body (None | Unset | WebhookEnabling):

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        webhook_id=webhook_id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    webhook_id: UUID,
    *,
    client: Client,
    body: None | Unset | WebhookEnabling = UNSET,
) -> Response[WebhookView]:
    """Enable a webhook

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            webhook_id=webhook_id,
            body=body,
        )
    )
    return _build_response(response)


async def asyncio(
    webhook_id: UUID,
    *,
    client: Client,
    body: None | Unset | WebhookEnabling = UNSET,
) -> WebhookView:
    """Enable a webhook

    What was kept is sent first, in order, unless it is discarded. Again changes nothing.

    Args:
        webhook_id (UUID):
        body (None | Unset | WebhookEnabling):

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            webhook_id=webhook_id,
            client=client,
            body=body,
        )
    ).parsed
