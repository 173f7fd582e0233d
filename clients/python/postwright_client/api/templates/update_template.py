from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import Client
from ...errors import refusal
from ...models.template_changes import TemplateChanges
from ...models.template_view import TemplateView
from ...types import UNSET, Response, Unset


def _get_kwargs(
    template_id: UUID,
    *,
    body: TemplateChanges,
    if_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_match, Unset):
        headers["If-Match"] = if_match

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/v1/templates/{template_id}".format(
            template_id=quote(str(template_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(response: httpx.Response) -> TemplateView:
    if response.status_code == 200:
        response_200 = TemplateView.from_dict(response.json())

        return response_200

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[TemplateView]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    template_id: UUID,
    *,
    client: Client,
    body: TemplateChanges,
    if_match: str | Unset = UNSET,
) -> Response[TemplateView]:
    """Change a template

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            template_id=template_id,
            body=body,
            if_match=if_match,
        )
    )
    return _build_response(response)


def sync(
    template_id: UUID,
    *,
    client: Client,
    body: TemplateChanges,
    if_match: str | Unset = UNSET,
) -> TemplateView:
    """Change a template

    Fields left out stay as they are; the former version is kept.

    Args:
        template_id (UUID):
        if_match (str | Unset): ETag of the revision you saw; `*` for any.
        body (TemplateChanges): Fields to change, which makes a new version; those left out stay
            as they are.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        template_id=template_id,
        client=client,
        body=body,
        if_match=if_match,
    ).parsed


async def asyncio_detailed(
    template_id: UUID,
    *,
    client: Client,
    body: TemplateChanges,
    if_match: str | Unset = UNSET,
) -> Response[TemplateView]:
    """Change a template

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            template_id=template_id,
            body=body,
            if_match=if_match,
        )
    )
    return _build_response(response)


async def asyncio(
    template_id: UUID,
    *,
    client: Client,
    body: TemplateChanges,
    if_match: str | Unset = UNSET,
) -> TemplateView:
    """Change a template

    Fields left out stay as they are; the former version is kept.

    Args:
        template_id (UUID):
        if_match (str | Unset): ETag of the revision you saw; `*` for any.
        body (TemplateChanges): Fields to change, which makes a new version; those left out stay
            as they are.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            template_id=template_id,
            client=client,
            body=body,
            if_match=if_match,
        )
    ).parsed
