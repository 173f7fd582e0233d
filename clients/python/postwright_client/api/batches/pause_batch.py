from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import Client
from ...errors import refusal
from ...models.batch_view import BatchView
from ...types import Response


def _get_kwargs(
    batch_id: UUID,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/content-requests/batches/{batch_id}/pause".format(
            batch_id=quote(str(batch_id), safe=""),
        ),
    }

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
) -> Response[BatchView]:
    """Hold a batch back

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            batch_id=batch_id,
        )
    )
    return _build_response(response)


def sync(
    batch_id: UUID,
    *,
    client: Client,
) -> BatchView:
    """Hold a batch back

    No further call of a provider is begun for it; what is under way ends as it would have. Again
    changes nothing.

    Args:
        batch_id (UUID):

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        batch_id=batch_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    batch_id: UUID,
    *,
    client: Client,
) -> Response[BatchView]:
    """Hold a batch back

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            batch_id=batch_id,
        )
    )
    return _build_response(response)


async def asyncio(
    batch_id: UUID,
    *,
    client: Client,
) -> BatchView:
    """Hold a batch back

    No further call of a provider is begun for it; what is under way ends as it would have. Again
    changes nothing.

    Args:
        batch_id (UUID):

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            batch_id=batch_id,
            client=client,
        )
    ).parsed
