from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import Client
from ...errors import refusal
from ...models.redelivered import Redelivered
from ...models.redelivery import Redelivery
from ...types import Response


def _get_kwargs(
    webhook_id: UUID,
    *,
    body: Redelivery,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/webhooks/{webhook_id}/redeliver".format(
            webhook_id=quote(str(webhook_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(response: httpx.Response) -> Redelivered:
    if response.status_code == 202:
        response_202 = Redelivered.from_dict(response.json())

        return response_202

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[Redelivered]:
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
    body: Redelivery,
) -> Response[Redelivered]:
    """Send what happened since then once more

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
    body: Redelivery,
) -> Redelivered:
    """Send what happened since then once more

    In order and under the same `webhook-id`s, so that a receiver that has one already knows it. What is
    kept reaches some
    weeks back; one call takes ten thousand.

    Args:
        webhook_id (UUID):
        body (Redelivery): What is to be sent once more.

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
    body: Redelivery,
) -> Response[Redelivered]:
    """Send what happened since then once more

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
    body: Redelivery,
) -> Redelivered:
    """Send what happened since then once more

    In order and under the same `webhook-id`s, so that a receiver that has one already knows it. What is
    kept reaches some
    weeks back; one call takes ten thousand.

    Args:
        webhook_id (UUID):
        body (Redelivery): What is to be sent once more.

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
