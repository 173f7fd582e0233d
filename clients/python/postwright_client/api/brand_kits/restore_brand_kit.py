from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import Client
from ...errors import refusal
from ...models.brand_kit_view import BrandKitView
from ...types import Response


def _get_kwargs(
    brand_kit_id: UUID,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/brand-kits/{brand_kit_id}/restore".format(
            brand_kit_id=quote(str(brand_kit_id), safe=""),
        ),
    }

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
) -> Response[BrandKitView]:
    """Restore an archived brand kit

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            brand_kit_id=brand_kit_id,
        )
    )
    return _build_response(response)


def sync(
    brand_kit_id: UUID,
    *,
    client: Client,
) -> BrandKitView:
    """Restore an archived brand kit

    It is back in the list, and no organisation's default. Restoring again changes nothing.

    Args:
        brand_kit_id (UUID):

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        brand_kit_id=brand_kit_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    brand_kit_id: UUID,
    *,
    client: Client,
) -> Response[BrandKitView]:
    """Restore an archived brand kit

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            brand_kit_id=brand_kit_id,
        )
    )
    return _build_response(response)


async def asyncio(
    brand_kit_id: UUID,
    *,
    client: Client,
) -> BrandKitView:
    """Restore an archived brand kit

    It is back in the list, and no organisation's default. Restoring again changes nothing.

    Args:
        brand_kit_id (UUID):

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            brand_kit_id=brand_kit_id,
            client=client,
        )
    ).parsed
