from http import HTTPStatus
from typing import Any

import httpx

from ...client import Client
from ...errors import refusal
from ...models.retention_rule import RetentionRule
from ...models.retention_view import RetentionView
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: RetentionRule,
    if_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_match, Unset):
        headers["If-Match"] = if_match

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/v1/media/retention",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(response: httpx.Response) -> RetentionView:
    if response.status_code == 200:
        response_200 = RetentionView.from_dict(response.json())

        return response_200

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[RetentionView]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    *,
    client: Client,
    body: RetentionRule,
    if_match: str | Unset = UNSET,
) -> Response[RetentionView]:
    """Set how long unused media are kept

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            body=body,
            if_match=if_match,
        )
    )
    return _build_response(response)


def sync(
    *,
    client: Client,
    body: RetentionRule,
    if_match: str | Unset = UNSET,
) -> RetentionView:
    """Set how long unused media are kept

    What posts, content, brand kits or templates need is never deleted by it.

    Args:
        if_match (str | Unset): ETag of the revision you saw; `*` for any.
        body (RetentionRule): When media that nothing uses are deleted.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        client=client,
        body=body,
        if_match=if_match,
    ).parsed


async def asyncio_detailed(
    *,
    client: Client,
    body: RetentionRule,
    if_match: str | Unset = UNSET,
) -> Response[RetentionView]:
    """Set how long unused media are kept

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            body=body,
            if_match=if_match,
        )
    )
    return _build_response(response)


async def asyncio(
    *,
    client: Client,
    body: RetentionRule,
    if_match: str | Unset = UNSET,
) -> RetentionView:
    """Set how long unused media are kept

    What posts, content, brand kits or templates need is never deleted by it.

    Args:
        if_match (str | Unset): ETag of the revision you saw; `*` for any.
        body (RetentionRule): When media that nothing uses are deleted.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            if_match=if_match,
        )
    ).parsed
