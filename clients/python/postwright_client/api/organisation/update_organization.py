from http import HTTPStatus
from typing import Any

import httpx

from ...client import Client
from ...errors import refusal
from ...models.organization_changes import OrganizationChanges
from ...models.organization_view import OrganizationView
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: OrganizationChanges,
    if_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_match, Unset):
        headers["If-Match"] = if_match

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/v1/organization",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(response: httpx.Response) -> OrganizationView:
    if response.status_code == 200:
        response_200 = OrganizationView.from_dict(response.json())

        return response_200

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[OrganizationView]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    *,
    client: Client,
    body: OrganizationChanges,
    if_match: str | Unset = UNSET,
) -> Response[OrganizationView]:
    """Change your organisation

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
    body: OrganizationChanges,
    if_match: str | Unset = UNSET,
) -> OrganizationView:
    """Change your organisation

    Fields left out stay as they are.

    Args:
        if_match (str | Unset): ETag of the revision you saw; `*` for any.
        body (OrganizationChanges): Fields left out stay as they are.

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
    body: OrganizationChanges,
    if_match: str | Unset = UNSET,
) -> Response[OrganizationView]:
    """Change your organisation

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
    body: OrganizationChanges,
    if_match: str | Unset = UNSET,
) -> OrganizationView:
    """Change your organisation

    Fields left out stay as they are.

    Args:
        if_match (str | Unset): ETag of the revision you saw; `*` for any.
        body (OrganizationChanges): Fields left out stay as they are.

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
