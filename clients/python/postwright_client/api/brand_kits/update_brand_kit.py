from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import Client
from ...errors import refusal
from ...models.brand_kit_changes import BrandKitChanges
from ...models.brand_kit_view import BrandKitView
from ...types import UNSET, Response, Unset


def _get_kwargs(
    brand_kit_id: UUID,
    *,
    body: BrandKitChanges,
    if_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_match, Unset):
        headers["If-Match"] = if_match

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/v1/brand-kits/{brand_kit_id}".format(
            brand_kit_id=quote(str(brand_kit_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(response: httpx.Response) -> BrandKitView:
    if response.status_code == 200:
        response_200 = BrandKitView.from_dict(response.json())

        return response_200

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[BrandKitView]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    brand_kit_id: UUID,
    *,
    client: Client,
    body: BrandKitChanges,
    if_match: str | Unset = UNSET,
) -> Response[BrandKitView]:
    """Change a brand kit

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            brand_kit_id=brand_kit_id,
            body=body,
            if_match=if_match,
        )
    )
    return _build_response(response)


def sync(
    brand_kit_id: UUID,
    *,
    client: Client,
    body: BrandKitChanges,
    if_match: str | Unset = UNSET,
) -> BrandKitView:
    """Change a brand kit

    Fields left out stay as they are. What was asked for before keeps the rules of then.

    Args:
        brand_kit_id (UUID):
        if_match (str | Unset): ETag of the revision you saw; `*` for any.
        body (BrandKitChanges): Fields to change; those left out stay as they are.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        brand_kit_id=brand_kit_id,
        client=client,
        body=body,
        if_match=if_match,
    ).parsed


async def asyncio_detailed(
    brand_kit_id: UUID,
    *,
    client: Client,
    body: BrandKitChanges,
    if_match: str | Unset = UNSET,
) -> Response[BrandKitView]:
    """Change a brand kit

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            brand_kit_id=brand_kit_id,
            body=body,
            if_match=if_match,
        )
    )
    return _build_response(response)


async def asyncio(
    brand_kit_id: UUID,
    *,
    client: Client,
    body: BrandKitChanges,
    if_match: str | Unset = UNSET,
) -> BrandKitView:
    """Change a brand kit

    Fields left out stay as they are. What was asked for before keeps the rules of then.

    Args:
        brand_kit_id (UUID):
        if_match (str | Unset): ETag of the revision you saw; `*` for any.
        body (BrandKitChanges): Fields to change; those left out stay as they are.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            brand_kit_id=brand_kit_id,
            client=client,
            body=body,
            if_match=if_match,
        )
    ).parsed
