from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import Client
from ...errors import refusal
from ...models.api_key_view import ApiKeyView
from ...types import UNSET, Response, Unset


def _get_kwargs(
    api_key_id: UUID,
    *,
    if_none_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_none_match, Unset):
        headers["If-None-Match"] = if_none_match

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/api-keys/{api_key_id}".format(
            api_key_id=quote(str(api_key_id), safe=""),
        ),
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(response: httpx.Response) -> ApiKeyView:
    if response.status_code == 200:
        response_200 = ApiKeyView.from_dict(response.json())

        return response_200

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[ApiKeyView]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    api_key_id: UUID,
    *,
    client: Client,
    if_none_match: str | Unset = UNSET,
) -> Response[ApiKeyView]:
    """Get an API key

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            api_key_id=api_key_id,
            if_none_match=if_none_match,
        )
    )
    return _build_response(response)


def sync(
    api_key_id: UUID,
    *,
    client: Client,
    if_none_match: str | Unset = UNSET,
) -> ApiKeyView:
    """Get an API key

    All of it but its text.

    Args:
        api_key_id (UUID):
        if_none_match (str | Unset): ETag you already have: 304 if nothing changed.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        api_key_id=api_key_id,
        client=client,
        if_none_match=if_none_match,
    ).parsed


async def asyncio_detailed(
    api_key_id: UUID,
    *,
    client: Client,
    if_none_match: str | Unset = UNSET,
) -> Response[ApiKeyView]:
    """Get an API key

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            api_key_id=api_key_id,
            if_none_match=if_none_match,
        )
    )
    return _build_response(response)


async def asyncio(
    api_key_id: UUID,
    *,
    client: Client,
    if_none_match: str | Unset = UNSET,
) -> ApiKeyView:
    """Get an API key

    All of it but its text.

    Args:
        api_key_id (UUID):
        if_none_match (str | Unset): ETag you already have: 304 if nothing changed.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            api_key_id=api_key_id,
            client=client,
            if_none_match=if_none_match,
        )
    ).parsed
