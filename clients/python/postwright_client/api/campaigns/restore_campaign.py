from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import Client
from ...errors import refusal
from ...models.campaign_view import CampaignView
from ...types import Response


def _get_kwargs(
    campaign_id: UUID,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/campaigns/{campaign_id}/restore".format(
            campaign_id=quote(str(campaign_id), safe=""),
        ),
    }

    return _kwargs


def _parse_response(response: httpx.Response) -> CampaignView:
    if response.status_code == 200:
        response_200 = CampaignView.from_dict(response.json())

        return response_200

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[CampaignView]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    campaign_id: UUID,
    *,
    client: Client,
) -> Response[CampaignView]:
    """Restore an archived campaign

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            campaign_id=campaign_id,
        )
    )
    return _build_response(response)


def sync(
    campaign_id: UUID,
    *,
    client: Client,
) -> CampaignView:
    """Restore an archived campaign

    It is back in the list. Restoring again changes nothing.

    Args:
        campaign_id (UUID):

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        campaign_id=campaign_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    campaign_id: UUID,
    *,
    client: Client,
) -> Response[CampaignView]:
    """Restore an archived campaign

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            campaign_id=campaign_id,
        )
    )
    return _build_response(response)


async def asyncio(
    campaign_id: UUID,
    *,
    client: Client,
) -> CampaignView:
    """Restore an archived campaign

    It is back in the list. Restoring again changes nothing.

    Args:
        campaign_id (UUID):

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            campaign_id=campaign_id,
            client=client,
        )
    ).parsed
