from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import Client
from ...errors import refusal
from ...models.template_version_view import TemplateVersionView
from ...types import Response


def _get_kwargs(
    template_id: UUID,
    number: int,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/templates/{template_id}/versions/{number}".format(
            template_id=quote(str(template_id), safe=""),
            number=quote(str(number), safe=""),
        ),
    }

    return _kwargs


def _parse_response(response: httpx.Response) -> TemplateVersionView:
    if response.status_code == 200:
        response_200 = TemplateVersionView.from_dict(response.json())

        return response_200

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[TemplateVersionView]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    template_id: UUID,
    number: int,
    *,
    client: Client,
) -> Response[TemplateVersionView]:
    """Get a version of a template

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            template_id=template_id,
            number=number,
        )
    )
    return _build_response(response)


def sync(
    template_id: UUID,
    number: int,
    *,
    client: Client,
) -> TemplateVersionView:
    """Get a version of a template

    As it was; versions never change.

    Args:
        template_id (UUID):
        number (int): Of the version.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        template_id=template_id,
        number=number,
        client=client,
    ).parsed


async def asyncio_detailed(
    template_id: UUID,
    number: int,
    *,
    client: Client,
) -> Response[TemplateVersionView]:
    """Get a version of a template

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            template_id=template_id,
            number=number,
        )
    )
    return _build_response(response)


async def asyncio(
    template_id: UUID,
    number: int,
    *,
    client: Client,
) -> TemplateVersionView:
    """Get a version of a template

    As it was; versions never change.

    Args:
        template_id (UUID):
        number (int): Of the version.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            template_id=template_id,
            number=number,
            client=client,
        )
    ).parsed
