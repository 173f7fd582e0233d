from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import Client
from ...errors import refusal
from ...types import UNSET, Response, Unset


def _get_kwargs(
    item_id: UUID,
    *,
    if_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_match, Unset):
        headers["If-Match"] = if_match

    _kwargs: dict[str, Any] = {
        "method": "delete",
        "url": "/v1/content-items/{item_id}".format(
            item_id=quote(str(item_id), safe=""),
        ),
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(response: httpx.Response) -> None:
    if response.status_code == 204:
        return None

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[None]:
    _parse_response(response)
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=None,
    )


def sync_detailed(
    item_id: UUID,
    *,
    client: Client,
    if_match: str | Unset = UNSET,
) -> Response[None]:
    """Delete a draft

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            item_id=item_id,
            if_match=if_match,
        )
    )
    return _build_response(response)


def sync(
    item_id: UUID,
    *,
    client: Client,
    if_match: str | Unset = UNSET,
) -> None:
    """Delete a draft

    For good, with its versions and comments. Only a draft of your own that no post was made of; archive
    others.

    Args:
        item_id (UUID):
        if_match (str | Unset): ETag of the revision you saw; `*` for any.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        item_id=item_id,
        client=client,
        if_match=if_match,
    ).parsed


async def asyncio_detailed(
    item_id: UUID,
    *,
    client: Client,
    if_match: str | Unset = UNSET,
) -> Response[None]:
    """Delete a draft

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            item_id=item_id,
            if_match=if_match,
        )
    )
    return _build_response(response)


async def asyncio(
    item_id: UUID,
    *,
    client: Client,
    if_match: str | Unset = UNSET,
) -> None:
    """Delete a draft

    For good, with its versions and comments. Only a draft of your own that no post was made of; archive
    others.

    Args:
        item_id (UUID):
        if_match (str | Unset): ETag of the revision you saw; `*` for any.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            item_id=item_id,
            client=client,
            if_match=if_match,
        )
    ).parsed
