from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import Client
from ...errors import refusal
from ...models.export_view import ExportView
from ...types import Response


def _get_kwargs(
    export_id: UUID,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/exports/{export_id}".format(
            export_id=quote(str(export_id), safe=""),
        ),
    }

    return _kwargs


def _parse_response(response: httpx.Response) -> ExportView:
    if response.status_code == 200:
        response_200 = ExportView.from_dict(response.json())

        return response_200

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[ExportView]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    export_id: UUID,
    *,
    client: Client,
) -> Response[ExportView]:
    """Get an export

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            export_id=export_id,
        )
    )
    return _build_response(response)


def sync(
    export_id: UUID,
    *,
    client: Client,
) -> ExportView:
    """Get an export

    How far it is, and its files.

    Args:
        export_id (UUID):

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        export_id=export_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    export_id: UUID,
    *,
    client: Client,
) -> Response[ExportView]:
    """Get an export

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            export_id=export_id,
        )
    )
    return _build_response(response)


async def asyncio(
    export_id: UUID,
    *,
    client: Client,
) -> ExportView:
    """Get an export

    How far it is, and its files.

    Args:
        export_id (UUID):

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            export_id=export_id,
            client=client,
        )
    ).parsed
