from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import Client
from ...errors import refusal
from ...models.content_item_view import ContentItemView
from ...models.item_changes_body import ItemChangesBody
from ...types import UNSET, Response, Unset


def _get_kwargs(
    item_id: UUID,
    *,
    body: ItemChangesBody,
    if_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_match, Unset):
        headers["If-Match"] = if_match

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/v1/content-items/{item_id}".format(
            item_id=quote(str(item_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(response: httpx.Response) -> ContentItemView:
    if response.status_code == 200:
        response_200 = ContentItemView.from_dict(response.json())

        return response_200

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[ContentItemView]:
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
    body: ItemChangesBody,
    if_match: str | Unset = UNSET,
) -> Response[ContentItemView]:
    """Change a content item

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
    body: ItemChangesBody,
    if_match: str | Unset = UNSET,
) -> ContentItemView:
    """Change a content item

    Other content makes another version at once, and voids what was approved or is under review of the
    former: the item
    is a draft again. With `resume` the review that ran begins anew, with the new version. Posts that
    were planned before
    stay as they are.

    Args:
        item_id (UUID):
        if_match (str | Unset): ETag of the revision you saw; `*` for any.
        body (ItemChangesBody): What is left out stays. Other variants or another language make
            another version.

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
    body: ItemChangesBody,
    if_match: str | Unset = UNSET,
) -> Response[ContentItemView]:
    """Change a content item

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
    body: ItemChangesBody,
    if_match: str | Unset = UNSET,
) -> ContentItemView:
    """Change a content item

    Other content makes another version at once, and voids what was approved or is under review of the
    former: the item
    is a draft again. With `resume` the review that ran begins anew, with the new version. Posts that
    were planned before
    stay as they are.

    Args:
        item_id (UUID):
        if_match (str | Unset): ETag of the revision you saw; `*` for any.
        body (ItemChangesBody): What is left out stays. Other variants or another language make
            another version.

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
