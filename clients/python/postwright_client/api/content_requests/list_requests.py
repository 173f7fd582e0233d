from http import HTTPStatus
from typing import Any
from uuid import UUID

import httpx

from ...client import Client
from ...errors import refusal
from ...models.list_requests_network import ListRequestsNetwork
from ...models.list_requests_state_item import ListRequestsStateItem
from ...models.page_content_request_view import PageContentRequestView
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    state: list[ListRequestsStateItem] | Unset = UNSET,
    campaign_id: UUID | Unset = UNSET,
    batch_id: UUID | Unset = UNSET,
    brand_kit_id: UUID | Unset = UNSET,
    network: ListRequestsNetwork | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_state: list[str] | Unset = UNSET
    if not isinstance(state, Unset):
        json_state = []
        for state_item_data in state:
            state_item: str = state_item_data
            json_state.append(state_item)

    params["state"] = json_state

    json_campaign_id: str | Unset = UNSET
    if not isinstance(campaign_id, Unset):
        json_campaign_id = str(campaign_id)
    params["campaign_id"] = json_campaign_id

    json_batch_id: str | Unset = UNSET
    if not isinstance(batch_id, Unset):
        json_batch_id = str(batch_id)
    params["batch_id"] = json_batch_id

    json_brand_kit_id: str | Unset = UNSET
    if not isinstance(brand_kit_id, Unset):
        json_brand_kit_id = str(brand_kit_id)
    params["brand_kit_id"] = json_brand_kit_id

    json_network: str | Unset = UNSET
    if not isinstance(network, Unset):
        json_network = network

    params["network"] = json_network

    params["limit"] = limit

    params["cursor"] = cursor

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/content-requests",
        "params": params,
    }

    return _kwargs


def _parse_response(response: httpx.Response) -> PageContentRequestView:
    if response.status_code == 200:
        response_200 = PageContentRequestView.from_dict(response.json())

        return response_200

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[PageContentRequestView]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    *,
    client: Client,
    state: list[ListRequestsStateItem] | Unset = UNSET,
    campaign_id: UUID | Unset = UNSET,
    batch_id: UUID | Unset = UNSET,
    brand_kit_id: UUID | Unset = UNSET,
    network: ListRequestsNetwork | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
) -> Response[PageContentRequestView]:
    """List content requests

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            state=state,
            campaign_id=campaign_id,
            batch_id=batch_id,
            brand_kit_id=brand_kit_id,
            network=network,
            limit=limit,
            cursor=cursor,
        )
    )
    return _build_response(response)


def sync(
    *,
    client: Client,
    state: list[ListRequestsStateItem] | Unset = UNSET,
    campaign_id: UUID | Unset = UNSET,
    batch_id: UUID | Unset = UNSET,
    brand_kit_id: UUID | Unset = UNSET,
    network: ListRequestsNetwork | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
) -> PageContentRequestView:
    """List content requests

    Newest first.

    Args:
        state (list[ListRequestsStateItem] | Unset): Only those in one of these states.
        campaign_id (UUID | Unset): Only those of this campaign.
        batch_id (UUID | Unset): Only those of this batch.
        brand_kit_id (UUID | Unset): Only those for which this brand kit's rules hold.
        network (ListRequestsNetwork | Unset): Only those that name it.
        limit (int | Unset): Most items on a page. Default: 50.
        cursor (str | Unset): `next_cursor` of the page before.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        client=client,
        state=state,
        campaign_id=campaign_id,
        batch_id=batch_id,
        brand_kit_id=brand_kit_id,
        network=network,
        limit=limit,
        cursor=cursor,
    ).parsed


async def asyncio_detailed(
    *,
    client: Client,
    state: list[ListRequestsStateItem] | Unset = UNSET,
    campaign_id: UUID | Unset = UNSET,
    batch_id: UUID | Unset = UNSET,
    brand_kit_id: UUID | Unset = UNSET,
    network: ListRequestsNetwork | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
) -> Response[PageContentRequestView]:
    """List content requests

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            state=state,
            campaign_id=campaign_id,
            batch_id=batch_id,
            brand_kit_id=brand_kit_id,
            network=network,
            limit=limit,
            cursor=cursor,
        )
    )
    return _build_response(response)


async def asyncio(
    *,
    client: Client,
    state: list[ListRequestsStateItem] | Unset = UNSET,
    campaign_id: UUID | Unset = UNSET,
    batch_id: UUID | Unset = UNSET,
    brand_kit_id: UUID | Unset = UNSET,
    network: ListRequestsNetwork | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
) -> PageContentRequestView:
    """List content requests

    Newest first.

    Args:
        state (list[ListRequestsStateItem] | Unset): Only those in one of these states.
        campaign_id (UUID | Unset): Only those of this campaign.
        batch_id (UUID | Unset): Only those of this batch.
        brand_kit_id (UUID | Unset): Only those for which this brand kit's rules hold.
        network (ListRequestsNetwork | Unset): Only those that name it.
        limit (int | Unset): Most items on a page. Default: 50.
        cursor (str | Unset): `next_cursor` of the page before.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            client=client,
            state=state,
            campaign_id=campaign_id,
            batch_id=batch_id,
            brand_kit_id=brand_kit_id,
            network=network,
            limit=limit,
            cursor=cursor,
        )
    ).parsed
