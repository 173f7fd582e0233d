from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import Client
from ...errors import refusal
from ...models.notification_view import NotificationView
from ...types import Response


def _get_kwargs(
    notification_id: UUID,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/notifications/{notification_id}".format(
            notification_id=quote(str(notification_id), safe=""),
        ),
    }

    return _kwargs


def _parse_response(response: httpx.Response) -> NotificationView:
    if response.status_code == 200:
        response_200 = NotificationView.from_dict(response.json())

        return response_200

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[NotificationView]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    notification_id: UUID,
    *,
    client: Client,
) -> Response[NotificationView]:
    """Get a notification

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            notification_id=notification_id,
        )
    )
    return _build_response(response)


def sync(
    notification_id: UUID,
    *,
    client: Client,
) -> NotificationView:
    """Get a notification

    One of one's own.

    Args:
        notification_id (UUID):

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        notification_id=notification_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    notification_id: UUID,
    *,
    client: Client,
) -> Response[NotificationView]:
    """Get a notification

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            notification_id=notification_id,
        )
    )
    return _build_response(response)


async def asyncio(
    notification_id: UUID,
    *,
    client: Client,
) -> NotificationView:
    """Get a notification

    One of one's own.

    Args:
        notification_id (UUID):

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            notification_id=notification_id,
            client=client,
        )
    ).parsed
