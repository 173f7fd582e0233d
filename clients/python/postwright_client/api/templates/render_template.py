from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import Client
from ...errors import refusal
from ...models.new_rendering import NewRendering
from ...models.rendering_view import RenderingView
from ...types import Response


def _get_kwargs(
    template_id: UUID,
    *,
    body: NewRendering,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/templates/{template_id}/renderings".format(
            template_id=quote(str(template_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(response: httpx.Response) -> RenderingView:
    if response.status_code == 200:
        response_200 = RenderingView.from_dict(response.json())

        return response_200

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[RenderingView]:
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
    body: NewRendering,
) -> Response[RenderingView]:
    """Fill in a template

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            template_id=template_id,
            body=body,
        )
    )
    return _build_response(response)


def sync(
    template_id: UUID,
    *,
    client: Client,
    body: NewRendering,
) -> RenderingView:
    """Fill in a template

    A preview: what each network would get and what the poster would say, or what is wrong with which
    value. Nothing
    is kept.

    Args:
        template_id (UUID):
        body (NewRendering): Values to fill in.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        template_id=template_id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    template_id: UUID,
    *,
    client: Client,
    body: NewRendering,
) -> Response[RenderingView]:
    """Fill in a template

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            template_id=template_id,
            body=body,
        )
    )
    return _build_response(response)


async def asyncio(
    template_id: UUID,
    *,
    client: Client,
    body: NewRendering,
) -> RenderingView:
    """Fill in a template

    A preview: what each network would get and what the poster would say, or what is wrong with which
    value. Nothing
    is kept.

    Args:
        template_id (UUID):
        body (NewRendering): Values to fill in.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            template_id=template_id,
            client=client,
            body=body,
        )
    ).parsed
