import datetime
from http import HTTPStatus
from typing import Any
from uuid import UUID

import httpx

from ...client import Client
from ...errors import refusal
from ...models.list_posts_network import ListPostsNetwork
from ...models.list_posts_state_item import ListPostsStateItem
from ...models.page_post_view import PagePostView
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    state: list[ListPostsStateItem] | Unset = UNSET,
    network: ListPostsNetwork | Unset = UNSET,
    campaign_id: UUID | Unset = UNSET,
    request_id: UUID | Unset = UNSET,
    content_item_id: UUID | Unset = UNSET,
    due_from: datetime.datetime | Unset = UNSET,
    due_before: datetime.datetime | Unset = UNSET,
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

    json_network: str | Unset = UNSET
    if not isinstance(network, Unset):
        json_network = network

    params["network"] = json_network

    json_campaign_id: str | Unset = UNSET
    if not isinstance(campaign_id, Unset):
        json_campaign_id = str(campaign_id)
    params["campaign_id"] = json_campaign_id

    json_request_id: str | Unset = UNSET
    if not isinstance(request_id, Unset):
        json_request_id = str(request_id)
    params["request_id"] = json_request_id

    json_content_item_id: str | Unset = UNSET
    if not isinstance(content_item_id, Unset):
        json_content_item_id = str(content_item_id)
    params["content_item_id"] = json_content_item_id

    json_due_from: str | Unset = UNSET
    if not isinstance(due_from, Unset):
        json_due_from = due_from.isoformat()
    params["due_from"] = json_due_from

    json_due_before: str | Unset = UNSET
    if not isinstance(due_before, Unset):
        json_due_before = due_before.isoformat()
    params["due_before"] = json_due_before

    params["limit"] = limit

    params["cursor"] = cursor

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/posts",
        "params": params,
    }

    return _kwargs


def _parse_response(response: httpx.Response) -> PagePostView:
    if response.status_code == 200:
        response_200 = PagePostView.from_dict(response.json())

        return response_200

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[PagePostView]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    *,
    client: Client,
    state: list[ListPostsStateItem] | Unset = UNSET,
    network: ListPostsNetwork | Unset = UNSET,
    campaign_id: UUID | Unset = UNSET,
    request_id: UUID | Unset = UNSET,
    content_item_id: UUID | Unset = UNSET,
    due_from: datetime.datetime | Unset = UNSET,
    due_before: datetime.datetime | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
) -> Response[PagePostView]:
    """List posts

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            state=state,
            network=network,
            campaign_id=campaign_id,
            request_id=request_id,
            content_item_id=content_item_id,
            due_from=due_from,
            due_before=due_before,
            limit=limit,
            cursor=cursor,
        )
    )
    return _build_response(response)


def sync(
    *,
    client: Client,
    state: list[ListPostsStateItem] | Unset = UNSET,
    network: ListPostsNetwork | Unset = UNSET,
    campaign_id: UUID | Unset = UNSET,
    request_id: UUID | Unset = UNSET,
    content_item_id: UUID | Unset = UNSET,
    due_from: datetime.datetime | Unset = UNSET,
    due_before: datetime.datetime | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
) -> PagePostView:
    """List posts

    Newest first.

    Args:
        state (list[ListPostsStateItem] | Unset): Only those in one of these states.
        network (ListPostsNetwork | Unset): Only those with a target on it.
        campaign_id (UUID | Unset): Only those of this campaign.
        request_id (UUID | Unset): Only the one made from this request.
        content_item_id (UUID | Unset): Only those made from this content item.
        due_from (datetime.datetime | Unset): Only those due then or later.
        due_before (datetime.datetime | Unset): Only those due earlier.
        limit (int | Unset): Most items on a page. Default: 50.
        cursor (str | Unset): `next_cursor` of the page before.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        client=client,
        state=state,
        network=network,
        campaign_id=campaign_id,
        request_id=request_id,
        content_item_id=content_item_id,
        due_from=due_from,
        due_before=due_before,
        limit=limit,
        cursor=cursor,
    ).parsed


async def asyncio_detailed(
    *,
    client: Client,
    state: list[ListPostsStateItem] | Unset = UNSET,
    network: ListPostsNetwork | Unset = UNSET,
    campaign_id: UUID | Unset = UNSET,
    request_id: UUID | Unset = UNSET,
    content_item_id: UUID | Unset = UNSET,
    due_from: datetime.datetime | Unset = UNSET,
    due_before: datetime.datetime | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
) -> Response[PagePostView]:
    """List posts

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            state=state,
            network=network,
            campaign_id=campaign_id,
            request_id=request_id,
            content_item_id=content_item_id,
            due_from=due_from,
            due_before=due_before,
            limit=limit,
            cursor=cursor,
        )
    )
    return _build_response(response)


async def asyncio(
    *,
    client: Client,
    state: list[ListPostsStateItem] | Unset = UNSET,
    network: ListPostsNetwork | Unset = UNSET,
    campaign_id: UUID | Unset = UNSET,
    request_id: UUID | Unset = UNSET,
    content_item_id: UUID | Unset = UNSET,
    due_from: datetime.datetime | Unset = UNSET,
    due_before: datetime.datetime | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
) -> PagePostView:
    """List posts

    Newest first.

    Args:
        state (list[ListPostsStateItem] | Unset): Only those in one of these states.
        network (ListPostsNetwork | Unset): Only those with a target on it.
        campaign_id (UUID | Unset): Only those of this campaign.
        request_id (UUID | Unset): Only the one made from this request.
        content_item_id (UUID | Unset): Only those made from this content item.
        due_from (datetime.datetime | Unset): Only those due then or later.
        due_before (datetime.datetime | Unset): Only those due earlier.
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
            network=network,
            campaign_id=campaign_id,
            request_id=request_id,
            content_item_id=content_item_id,
            due_from=due_from,
            due_before=due_before,
            limit=limit,
            cursor=cursor,
        )
    ).parsed
