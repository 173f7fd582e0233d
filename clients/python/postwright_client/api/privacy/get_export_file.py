from http import HTTPStatus
from io import BytesIO
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import Client
from ...errors import refusal
from ...types import File, Response


def _get_kwargs(
    export_id: UUID,
    service: str,
    table: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/exports/{export_id}/files/{service}/{table}".format(
            export_id=quote(str(export_id), safe=""),
            service=quote(str(service), safe=""),
            table=quote(str(table), safe=""),
        ),
    }

    return _kwargs


def _parse_response(response: httpx.Response) -> File:
    if response.status_code == 200:
        response_200 = File(payload=BytesIO(response.content))

        return response_200

    if response.status_code == 206:
        response_206 = File(payload=BytesIO(response.content))

        return response_206

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[File]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    export_id: UUID,
    service: str,
    table: str,
    *,
    client: Client,
) -> Response[File]:
    """Get a file of an export

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            export_id=export_id,
            service=service,
            table=table,
        )
    )
    return _build_response(response)


def sync(
    export_id: UUID,
    service: str,
    table: str,
    *,
    client: Client,
) -> File:
    """Get a file of an export

    JSON Lines, a row a line. A range may be asked for.

    Args:
        export_id (UUID):
        service (str):
        table (str):

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        export_id=export_id,
        service=service,
        table=table,
        client=client,
    ).parsed


async def asyncio_detailed(
    export_id: UUID,
    service: str,
    table: str,
    *,
    client: Client,
) -> Response[File]:
    """Get a file of an export

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            export_id=export_id,
            service=service,
            table=table,
        )
    )
    return _build_response(response)


async def asyncio(
    export_id: UUID,
    service: str,
    table: str,
    *,
    client: Client,
) -> File:
    """Get a file of an export

    JSON Lines, a row a line. A range may be asked for.

    Args:
        export_id (UUID):
        service (str):
        table (str):

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            export_id=export_id,
            service=service,
            table=table,
            client=client,
        )
    ).parsed
