from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import Client
from ...errors import refusal
from ...types import UNSET, Response, Unset


def _get_kwargs(
    rule_id: UUID,
    *,
    if_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_match, Unset):
        headers["If-Match"] = if_match

    _kwargs: dict[str, Any] = {
        "method": "delete",
        "url": "/v1/approval-rules/{rule_id}".format(
            rule_id=quote(str(rule_id), safe=""),
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
    rule_id: UUID,
    *,
    client: Client,
    if_match: str | Unset = UNSET,
) -> Response[None]:
    """Delete an approval rule

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            rule_id=rule_id,
            if_match=if_match,
        )
    )
    return _build_response(response)


def sync(
    rule_id: UUID,
    *,
    client: Client,
    if_match: str | Unset = UNSET,
) -> None:
    """Delete an approval rule

    Reviews that run under it go on.

    Args:
        rule_id (UUID):
        if_match (str | Unset): ETag of the revision you saw; `*` for any.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        rule_id=rule_id,
        client=client,
        if_match=if_match,
    ).parsed


async def asyncio_detailed(
    rule_id: UUID,
    *,
    client: Client,
    if_match: str | Unset = UNSET,
) -> Response[None]:
    """Delete an approval rule

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            rule_id=rule_id,
            if_match=if_match,
        )
    )
    return _build_response(response)


async def asyncio(
    rule_id: UUID,
    *,
    client: Client,
    if_match: str | Unset = UNSET,
) -> None:
    """Delete an approval rule

    Reviews that run under it go on.

    Args:
        rule_id (UUID):
        if_match (str | Unset): ETag of the revision you saw; `*` for any.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            rule_id=rule_id,
            client=client,
            if_match=if_match,
        )
    ).parsed
