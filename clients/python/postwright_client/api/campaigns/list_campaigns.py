from http import HTTPStatus
from typing import Any
from uuid import UUID

import httpx

from ...client import Client
from ...errors import refusal
from ...models.list_campaigns_status import ListCampaignsStatus
from ...models.page_campaign_view import PageCampaignView
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    status: ListCampaignsStatus | Unset = UNSET,
    archived: bool | Unset = False,
    name: str | Unset = UNSET,
    project_id: UUID | Unset = UNSET,
    brand_kit_id: UUID | Unset = UNSET,
    tag: str | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_status: str | Unset = UNSET
    if not isinstance(status, Unset):
        json_status = status

    params["status"] = json_status

    params["archived"] = archived

    params["name"] = name

    json_project_id: str | Unset = UNSET
    if not isinstance(project_id, Unset):
        json_project_id = str(project_id)
    params["project_id"] = json_project_id

    json_brand_kit_id: str | Unset = UNSET
    if not isinstance(brand_kit_id, Unset):
        json_brand_kit_id = str(brand_kit_id)
    params["brand_kit_id"] = json_brand_kit_id

    params["tag"] = tag

    params["limit"] = limit

    params["cursor"] = cursor

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/campaigns",
        "params": params,
    }

    return _kwargs


def _parse_response(response: httpx.Response) -> PageCampaignView:
    if response.status_code == 200:
        response_200 = PageCampaignView.from_dict(response.json())

        return response_200

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[PageCampaignView]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    *,
    client: Client,
    status: ListCampaignsStatus | Unset = UNSET,
    archived: bool | Unset = False,
    name: str | Unset = UNSET,
    project_id: UUID | Unset = UNSET,
    brand_kit_id: UUID | Unset = UNSET,
    tag: str | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
) -> Response[PageCampaignView]:
    """List campaigns

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            status=status,
            archived=archived,
            name=name,
            project_id=project_id,
            brand_kit_id=brand_kit_id,
            tag=tag,
            limit=limit,
            cursor=cursor,
        )
    )
    return _build_response(response)


def sync(
    *,
    client: Client,
    status: ListCampaignsStatus | Unset = UNSET,
    archived: bool | Unset = False,
    name: str | Unset = UNSET,
    project_id: UUID | Unset = UNSET,
    brand_kit_id: UUID | Unset = UNSET,
    tag: str | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
) -> PageCampaignView:
    """List campaigns

    Newest first.

    Args:
        status (ListCampaignsStatus | Unset): Only those of this status.
        archived (bool | Unset): Archived ones instead of the others. Default: False.
        name (str | Unset): Only those whose name holds this text.
        project_id (UUID | Unset): Only those of this project.
        brand_kit_id (UUID | Unset): Only those that name this brand kit.
        tag (str | Unset): Only those with this tag.
        limit (int | Unset): Most items on a page. Default: 50.
        cursor (str | Unset): `next_cursor` of the page before.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        client=client,
        status=status,
        archived=archived,
        name=name,
        project_id=project_id,
        brand_kit_id=brand_kit_id,
        tag=tag,
        limit=limit,
        cursor=cursor,
    ).parsed


async def asyncio_detailed(
    *,
    client: Client,
    status: ListCampaignsStatus | Unset = UNSET,
    archived: bool | Unset = False,
    name: str | Unset = UNSET,
    project_id: UUID | Unset = UNSET,
    brand_kit_id: UUID | Unset = UNSET,
    tag: str | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
) -> Response[PageCampaignView]:
    """List campaigns

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            status=status,
            archived=archived,
            name=name,
            project_id=project_id,
            brand_kit_id=brand_kit_id,
            tag=tag,
            limit=limit,
            cursor=cursor,
        )
    )
    return _build_response(response)


async def asyncio(
    *,
    client: Client,
    status: ListCampaignsStatus | Unset = UNSET,
    archived: bool | Unset = False,
    name: str | Unset = UNSET,
    project_id: UUID | Unset = UNSET,
    brand_kit_id: UUID | Unset = UNSET,
    tag: str | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
) -> PageCampaignView:
    """List campaigns

    Newest first.

    Args:
        status (ListCampaignsStatus | Unset): Only those of this status.
        archived (bool | Unset): Archived ones instead of the others. Default: False.
        name (str | Unset): Only those whose name holds this text.
        project_id (UUID | Unset): Only those of this project.
        brand_kit_id (UUID | Unset): Only those that name this brand kit.
        tag (str | Unset): Only those with this tag.
        limit (int | Unset): Most items on a page. Default: 50.
        cursor (str | Unset): `next_cursor` of the page before.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            client=client,
            status=status,
            archived=archived,
            name=name,
            project_id=project_id,
            brand_kit_id=brand_kit_id,
            tag=tag,
            limit=limit,
            cursor=cursor,
        )
    ).parsed
