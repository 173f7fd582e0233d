from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import Client
from ...errors import refusal
from ...models.template_view import TemplateView
from ...types import Response


def _get_kwargs(
    template_id: UUID,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/templates/{template_id}/restore".format(
            template_id=quote(str(template_id), safe=""),
        ),
    }

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
) -> Response[TemplateView]:
    """Restore an archived template

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            template_id=template_id,
        )
    )
    return _build_response(response)


def sync(
    template_id: UUID,
    *,
    client: Client,
) -> TemplateView:
    """Restore an archived template

    It is back in the list. Restoring again changes nothing.

    Args:
        template_id (UUID):

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        template_id=template_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    template_id: UUID,
    *,
    client: Client,
) -> Response[TemplateView]:
    """Restore an archived template

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            template_id=template_id,
        )
    )
    return _build_response(response)


async def asyncio(
    template_id: UUID,
    *,
    client: Client,
) -> TemplateView:
    """Restore an archived template

    It is back in the list. Restoring again changes nothing.

    Args:
        template_id (UUID):

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            template_id=template_id,
            client=client,
        )
    ).parsed
