from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import Client
from ...errors import refusal
from ...models.batch_view import BatchView
from ...types import UNSET, Response, Unset


def _get_kwargs(
    batch_id: UUID,
    *,
    prefer: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(prefer, Unset):
        headers["prefer"] = prefer

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/content-requests/batches/{batch_id}".format(
            batch_id=quote(str(batch_id), safe=""),
        ),
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(response: httpx.Response) -> BatchView:
    if response.status_code == 200:
        response_200 = BatchView.from_dict(response.json())

        return response_200

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[BatchView]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    batch_id: UUID,
    *,
    client: Client,
    prefer: str | Unset = UNSET,
) -> Response[BatchView]:
    """Get a batch

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            batch_id=batch_id,
            prefer=prefer,
        )
    )
    return _build_response(response)


def sync(
    batch_id: UUID,
    *,
    client: Client,
    prefer: str | Unset = UNSET,
) -> BatchView:
    """Get a batch

    How far it is, item by item and in total.

    Args:
        batch_id (UUID):
        prefer (str | Unset): `wait=n`: answer when it is settled, or after n seconds (at most
            60).

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        batch_id=batch_id,
        client=client,
        prefer=prefer,
    ).parsed


async def asyncio_detailed(
    batch_id: UUID,
    *,
    client: Client,
    prefer: str | Unset = UNSET,
) -> Response[BatchView]:
    """Get a batch

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            batch_id=batch_id,
            prefer=prefer,
        )
    )
    return _build_response(response)


async def asyncio(
    batch_id: UUID,
    *,
    client: Client,
    prefer: str | Unset = UNSET,
) -> BatchView:
    """Get a batch

    How far it is, item by item and in total.

    Args:
        batch_id (UUID):
        prefer (str | Unset): `wait=n`: answer when it is settled, or after n seconds (at most
            60).

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            batch_id=batch_id,
            client=client,
            prefer=prefer,
        )
    ).parsed
