from http import HTTPStatus
from typing import Any
from uuid import UUID

import httpx

from ...client import Client
from ...errors import refusal
from ...models.list_workflows_state_item import ListWorkflowsStateItem
from ...models.page_workflow_view import PageWorkflowView
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    state: list[ListWorkflowsStateItem] | Unset = UNSET,
    item_id: UUID | Unset = UNSET,
    post_id: UUID | Unset = UNSET,
    campaign_id: UUID | Unset = UNSET,
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

    json_item_id: str | Unset = UNSET
    if not isinstance(item_id, Unset):
        json_item_id = str(item_id)
    params["item_id"] = json_item_id

    json_post_id: str | Unset = UNSET
    if not isinstance(post_id, Unset):
        json_post_id = str(post_id)
    params["post_id"] = json_post_id

    json_campaign_id: str | Unset = UNSET
    if not isinstance(campaign_id, Unset):
        json_campaign_id = str(campaign_id)
    params["campaign_id"] = json_campaign_id

    params["limit"] = limit

    params["cursor"] = cursor

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/workflows",
        "params": params,
    }

    return _kwargs


def _parse_response(response: httpx.Response) -> PageWorkflowView:
    if response.status_code == 200:
        response_200 = PageWorkflowView.from_dict(response.json())

        return response_200

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[PageWorkflowView]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    *,
    client: Client,
    state: list[ListWorkflowsStateItem] | Unset = UNSET,
    item_id: UUID | Unset = UNSET,
    post_id: UUID | Unset = UNSET,
    campaign_id: UUID | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
) -> Response[PageWorkflowView]:
    """List reviews

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            state=state,
            item_id=item_id,
            post_id=post_id,
            campaign_id=campaign_id,
            limit=limit,
            cursor=cursor,
        )
    )
    return _build_response(response)


def sync(
    *,
    client: Client,
    state: list[ListWorkflowsStateItem] | Unset = UNSET,
    item_id: UUID | Unset = UNSET,
    post_id: UUID | Unset = UNSET,
    campaign_id: UUID | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
) -> PageWorkflowView:
    """List reviews

    Newest first.

    Args:
        state (list[ListWorkflowsStateItem] | Unset): Only those in one of these states.
        item_id (UUID | Unset): Only those of this content item.
        post_id (UUID | Unset): Only those of this post.
        campaign_id (UUID | Unset): Only those of this campaign.
        limit (int | Unset): Most items on a page. Default: 50.
        cursor (str | Unset): `next_cursor` of the page before.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        client=client,
        state=state,
        item_id=item_id,
        post_id=post_id,
        campaign_id=campaign_id,
        limit=limit,
        cursor=cursor,
    ).parsed


async def asyncio_detailed(
    *,
    client: Client,
    state: list[ListWorkflowsStateItem] | Unset = UNSET,
    item_id: UUID | Unset = UNSET,
    post_id: UUID | Unset = UNSET,
    campaign_id: UUID | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
) -> Response[PageWorkflowView]:
    """List reviews

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            state=state,
            item_id=item_id,
            post_id=post_id,
            campaign_id=campaign_id,
            limit=limit,
            cursor=cursor,
        )
    )
    return _build_response(response)


async def asyncio(
    *,
    client: Client,
    state: list[ListWorkflowsStateItem] | Unset = UNSET,
    item_id: UUID | Unset = UNSET,
    post_id: UUID | Unset = UNSET,
    campaign_id: UUID | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
) -> PageWorkflowView:
    """List reviews

    Newest first.

    Args:
        state (list[ListWorkflowsStateItem] | Unset): Only those in one of these states.
        item_id (UUID | Unset): Only those of this content item.
        post_id (UUID | Unset): Only those of this post.
        campaign_id (UUID | Unset): Only those of this campaign.
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
            item_id=item_id,
            post_id=post_id,
            campaign_id=campaign_id,
            limit=limit,
            cursor=cursor,
        )
    ).parsed
