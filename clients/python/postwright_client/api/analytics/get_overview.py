import datetime
from http import HTTPStatus
from typing import Any

import httpx

from ...client import Client
from ...errors import refusal
from ...models.overview_view import OverviewView
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    from_: datetime.date | Unset = UNSET,
    to: datetime.date | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_from_: str | Unset = UNSET
    if not isinstance(from_, Unset):
        json_from_ = from_.isoformat()
    params["from"] = json_from_

    json_to: str | Unset = UNSET
    if not isinstance(to, Unset):
        json_to = to.isoformat()
    params["to"] = json_to

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/analytics/overview",
        "params": params,
    }

    return _kwargs


def _parse_response(response: httpx.Response) -> OverviewView:
    if response.status_code == 200:
        response_200 = OverviewView.from_dict(response.json())

        return response_200

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[OverviewView]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    *,
    client: Client,
    from_: datetime.date | Unset = UNSET,
    to: datetime.date | Unset = UNSET,
) -> Response[OverviewView]:
    """Get the figures of some days

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            from_=from_,
            to=to,
        )
    )
    return _build_response(response)


def sync(
    *,
    client: Client,
    from_: datetime.date | Unset = UNSET,
    to: datetime.date | Unset = UNSET,
) -> OverviewView:
    """Get the figures of some days

    As analytics last told them; a publication counts on the UTC day it was due.

    Args:
        from_ (datetime.date | Unset): First UTC day; thirty days before the last if left out.
        to (datetime.date | Unset): Last UTC day; today if left out.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        client=client,
        from_=from_,
        to=to,
    ).parsed


async def asyncio_detailed(
    *,
    client: Client,
    from_: datetime.date | Unset = UNSET,
    to: datetime.date | Unset = UNSET,
) -> Response[OverviewView]:
    """Get the figures of some days

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            from_=from_,
            to=to,
        )
    )
    return _build_response(response)


async def asyncio(
    *,
    client: Client,
    from_: datetime.date | Unset = UNSET,
    to: datetime.date | Unset = UNSET,
) -> OverviewView:
    """Get the figures of some days

    As analytics last told them; a publication counts on the UTC day it was due.

    Args:
        from_ (datetime.date | Unset): First UTC day; thirty days before the last if left out.
        to (datetime.date | Unset): Last UTC day; today if left out.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            client=client,
            from_=from_,
            to=to,
        )
    ).parsed
