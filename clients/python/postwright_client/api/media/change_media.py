from http import HTTPStatus
from typing import Any

import httpx

from ...client import Client
from ...errors import refusal
from ...models.bulk_change import BulkChange
from ...models.bulk_results import BulkResults
from ...types import Response


def _get_kwargs(
    *,
    body: BulkChange,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/media/bulk",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(response: httpx.Response) -> BulkResults:
    if response.status_code == 200:
        response_200 = BulkResults.from_dict(response.json())

        return response_200

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[BulkResults]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    *,
    client: Client,
    body: BulkChange,
) -> Response[BulkResults]:
    """Change many media at once

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            body=body,
        )
    )
    return _build_response(response)


def sync(
    *,
    client: Client,
    body: BulkChange,
) -> BulkResults:
    """Change many media at once

    Tag, move, archive, restore or delete up to 200. Each is done or refused for itself, and `items`
    says which.

    Args:
        body (BulkChange): One change of many files.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: Client,
    body: BulkChange,
) -> Response[BulkResults]:
    """Change many media at once

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            body=body,
        )
    )
    return _build_response(response)


async def asyncio(
    *,
    client: Client,
    body: BulkChange,
) -> BulkResults:
    """Change many media at once

    Tag, move, archive, restore or delete up to 200. Each is done or refused for itself, and `items`
    says which.

    Args:
        body (BulkChange): One change of many files.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
