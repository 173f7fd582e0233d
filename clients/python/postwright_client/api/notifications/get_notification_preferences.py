from http import HTTPStatus
from typing import Any

import httpx

from ...client import Client
from ...errors import refusal
from ...models.preferences_view import PreferencesView
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    if_none_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_none_match, Unset):
        headers["If-None-Match"] = if_none_match

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/notification-preferences",
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(response: httpx.Response) -> PreferencesView:
    if response.status_code == 200:
        response_200 = PreferencesView.from_dict(response.json())

        return response_200

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[PreferencesView]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    *,
    client: Client,
    if_none_match: str | Unset = UNSET,
) -> Response[PreferencesView]:
    """Get preferences

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            if_none_match=if_none_match,
        )
    )
    return _build_response(response)


def sync(
    *,
    client: Client,
    if_none_match: str | Unset = UNSET,
) -> PreferencesView:
    """Get preferences

    Every type that people are told of, and where the caller is. Each organisation has its own.

    Args:
        if_none_match (str | Unset): ETag you already have: 304 if nothing changed.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        client=client,
        if_none_match=if_none_match,
    ).parsed


async def asyncio_detailed(
    *,
    client: Client,
    if_none_match: str | Unset = UNSET,
) -> Response[PreferencesView]:
    """Get preferences

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            if_none_match=if_none_match,
        )
    )
    return _build_response(response)


async def asyncio(
    *,
    client: Client,
    if_none_match: str | Unset = UNSET,
) -> PreferencesView:
    """Get preferences

    Every type that people are told of, and where the caller is. Each organisation has its own.

    Args:
        if_none_match (str | Unset): ETag you already have: 304 if nothing changed.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            client=client,
            if_none_match=if_none_match,
        )
    ).parsed
