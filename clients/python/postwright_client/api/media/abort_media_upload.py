from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import Client
from ...errors import refusal
from ...models.upload_view import UploadView
from ...types import Response


def _get_kwargs(
    upload_id: UUID,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "delete",
        "url": "/v1/media/uploads/{upload_id}".format(
            upload_id=quote(str(upload_id), safe=""),
        ),
    }

    return _kwargs


def _parse_response(response: httpx.Response) -> UploadView:
    if response.status_code == 200:
        response_200 = UploadView.from_dict(response.json())

        return response_200

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[UploadView]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    upload_id: UUID,
    *,
    client: Client,
) -> Response[UploadView]:
    """Call off a file that comes in parts

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            upload_id=upload_id,
        )
    )
    return _build_response(response)


def sync(
    upload_id: UUID,
    *,
    client: Client,
) -> UploadView:
    """Call off a file that comes in parts

    Its parts are taken away. Calling it off again changes nothing.

    Args:
        upload_id (UUID):

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        upload_id=upload_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    upload_id: UUID,
    *,
    client: Client,
) -> Response[UploadView]:
    """Call off a file that comes in parts

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            upload_id=upload_id,
        )
    )
    return _build_response(response)


async def asyncio(
    upload_id: UUID,
    *,
    client: Client,
) -> UploadView:
    """Call off a file that comes in parts

    Its parts are taken away. Calling it off again changes nothing.

    Args:
        upload_id (UUID):

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            upload_id=upload_id,
            client=client,
        )
    ).parsed
