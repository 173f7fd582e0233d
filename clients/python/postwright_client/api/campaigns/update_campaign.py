from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import Client
from ...errors import refusal
from ...models.campaign_changes import CampaignChanges
from ...models.campaign_view import CampaignView
from ...types import UNSET, Response, Unset


def _get_kwargs(
    campaign_id: UUID,
    *,
    body: CampaignChanges,
    if_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_match, Unset):
        headers["If-Match"] = if_match

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/v1/campaigns/{campaign_id}".format(
            campaign_id=quote(str(campaign_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
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
    body: CampaignChanges,
    if_match: str | Unset = UNSET,
) -> Response[CampaignView]:
    """Change a campaign

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            campaign_id=campaign_id,
            body=body,
            if_match=if_match,
        )
    )
    return _build_response(response)


def sync(
    campaign_id: UUID,
    *,
    client: Client,
    body: CampaignChanges,
    if_match: str | Unset = UNSET,
) -> CampaignView:
    """Change a campaign

    Fields left out stay as they are.

    Args:
        campaign_id (UUID):
        if_match (str | Unset): ETag of the revision you saw; `*` for any.
        body (CampaignChanges): Fields to change; those left out stay as they are.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        campaign_id=campaign_id,
        client=client,
        body=body,
        if_match=if_match,
    ).parsed


async def asyncio_detailed(
    campaign_id: UUID,
    *,
    client: Client,
    body: CampaignChanges,
    if_match: str | Unset = UNSET,
) -> Response[CampaignView]:
    """Change a campaign

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            campaign_id=campaign_id,
            body=body,
            if_match=if_match,
        )
    )
    return _build_response(response)


async def asyncio(
    campaign_id: UUID,
    *,
    client: Client,
    body: CampaignChanges,
    if_match: str | Unset = UNSET,
) -> CampaignView:
    """Change a campaign

    Fields left out stay as they are.

    Args:
        campaign_id (UUID):
        if_match (str | Unset): ETag of the revision you saw; `*` for any.
        body (CampaignChanges): Fields to change; those left out stay as they are.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            campaign_id=campaign_id,
            client=client,
            body=body,
            if_match=if_match,
        )
    ).parsed
