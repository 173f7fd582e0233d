import datetime
from http import HTTPStatus
from typing import Any

import httpx

from ...client import Client
from ...errors import refusal
from ...models.usage_view import UsageView
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    month: datetime.date | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_month: str | Unset = UNSET
    if not isinstance(month, Unset):
        json_month = month.isoformat()
    params["month"] = json_month

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/usage",
        "params": params,
    }

    return _kwargs


def _parse_response(response: httpx.Response) -> UsageView:
    if response.status_code == 200:
        response_200 = UsageView.from_dict(response.json())

        return response_200

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[UsageView]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    *,
    client: Client,
    month: datetime.date | Unset = UNSET,
) -> Response[UsageView]:
    """Get what is used

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            month=month,
        )
    )
    return _build_response(response)


def sync(
    *,
    client: Client,
    month: datetime.date | Unset = UNSET,
) -> UsageView:
    """Get what is used

    Of every limit: how much is used and left, by whom and where, and when it begins anew.

    Args:
        month (datetime.date | Unset): Any day of another month than the present one, for what is
            counted by month.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        client=client,
        month=month,
    ).parsed


async def asyncio_detailed(
    *,
    client: Client,
    month: datetime.date | Unset = UNSET,
) -> Response[UsageView]:
    """Get what is used

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            month=month,
        )
    )
    return _build_response(response)


async def asyncio(
    *,
    client: Client,
    month: datetime.date | Unset = UNSET,
) -> UsageView:
    """Get what is used

    Of every limit: how much is used and left, by whom and where, and when it begins anew.

    Args:
        month (datetime.date | Unset): Any day of another month than the present one, for what is
            counted by month.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            client=client,
            month=month,
        )
    ).parsed
