from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import Client
from ...errors import refusal
from ...models.draft_view import DraftView
from ...models.new_draft import NewDraft
from ...types import UNSET, Response, Unset


def _get_kwargs(
    item_id: UUID,
    *,
    body: NewDraft,
    if_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_match, Unset):
        headers["If-Match"] = if_match

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/v1/content-items/{item_id}/draft".format(
            item_id=quote(str(item_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(response: httpx.Response) -> DraftView:
    if response.status_code == 200:
        response_200 = DraftView.from_dict(response.json())

        return response_200

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[DraftView]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    item_id: UUID,
    *,
    client: Client,
    body: NewDraft,
    if_match: str | Unset = UNSET,
) -> Response[DraftView]:
    """Save the working copy of a content item

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            item_id=item_id,
            body=body,
            if_match=if_match,
        )
    )
    return _build_response(response)


def sync(
    item_id: UUID,
    *,
    client: Client,
    body: NewDraft,
    if_match: str | Unset = UNSET,
) -> DraftView:
    """Save the working copy of a content item

    Made to be called while somebody writes: it makes no version, and touches no review. 412 says who
    else wrote since
    you read it.

    Args:
        item_id (UUID):
        if_match (str | Unset): ETag of the revision you saw; `*` for any.
        body (NewDraft): The working copy as it is now.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        item_id=item_id,
        client=client,
        body=body,
        if_match=if_match,
    ).parsed


async def asyncio_detailed(
    item_id: UUID,
    *,
    client: Client,
    body: NewDraft,
    if_match: str | Unset = UNSET,
) -> Response[DraftView]:
    """Save the working copy of a content item

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            item_id=item_id,
            body=body,
            if_match=if_match,
        )
    )
    return _build_response(response)


async def asyncio(
    item_id: UUID,
    *,
    client: Client,
    body: NewDraft,
    if_match: str | Unset = UNSET,
) -> DraftView:
    """Save the working copy of a content item

    Made to be called while somebody writes: it makes no version, and touches no review. 412 says who
    else wrote since
    you read it.

    Args:
        item_id (UUID):
        if_match (str | Unset): ETag of the revision you saw; `*` for any.
        body (NewDraft): The working copy as it is now.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            item_id=item_id,
            client=client,
            body=body,
            if_match=if_match,
        )
    ).parsed
