from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import Client
from ...errors import refusal
from ...models.account_metrics_series import AccountMetricsSeries
from ...types import Response


def _get_kwargs(
    account_id: UUID,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/accounts/{account_id}/metrics".format(
            account_id=quote(str(account_id), safe=""),
        ),
    }

    return _kwargs


def _parse_response(response: httpx.Response) -> AccountMetricsSeries:
    if response.status_code == 200:
        response_200 = AccountMetricsSeries.from_dict(response.json())

        return response_200

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[AccountMetricsSeries]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    account_id: UUID,
    *,
    client: Client,
) -> Response[AccountMetricsSeries]:
    """Get how an account did day by day

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            account_id=account_id,
        )
    )
    return _build_response(response)


def sync(
    account_id: UUID,
    *,
    client: Client,
) -> AccountMetricsSeries:
    """Get how an account did day by day

    As its network told it once a day: followers and the like, at most 400 days.

    Args:
        account_id (UUID):

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        account_id=account_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    account_id: UUID,
    *,
    client: Client,
) -> Response[AccountMetricsSeries]:
    """Get how an account did day by day

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            account_id=account_id,
        )
    )
    return _build_response(response)


async def asyncio(
    account_id: UUID,
    *,
    client: Client,
) -> AccountMetricsSeries:
    """Get how an account did day by day

    As its network told it once a day: followers and the like, at most 400 days.

    Args:
        account_id (UUID):

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            account_id=account_id,
            client=client,
        )
    ).parsed
