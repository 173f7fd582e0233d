from http import HTTPStatus
from typing import Any

import httpx

from ...client import Client
from ...errors import refusal
from ...models.folder_move import FolderMove
from ...models.moved_folder import MovedFolder
from ...types import Response


def _get_kwargs(
    *,
    body: FolderMove,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/media/folders/move",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(response: httpx.Response) -> MovedFolder:
    if response.status_code == 200:
        response_200 = MovedFolder.from_dict(response.json())

        return response_200

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[MovedFolder]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    *,
    client: Client,
    body: FolderMove,
) -> Response[MovedFolder]:
    """Move or rename a folder

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            body=body,
        )
    )
    return _build_response(response)


def sync(
    *,
    client: Client,
    body: FolderMove,
) -> MovedFolder:
    """Move or rename a folder

    With all that lies in it and below it, also what is archived. Where the new one is there already,
    the two become
    one.

    Args:
        body (FolderMove): A folder's new path.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: Client,
    body: FolderMove,
) -> Response[MovedFolder]:
    """Move or rename a folder

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            body=body,
        )
    )
    return _build_response(response)


async def asyncio(
    *,
    client: Client,
    body: FolderMove,
) -> MovedFolder:
    """Move or rename a folder

    With all that lies in it and below it, also what is archived. Where the new one is there already,
    the two become
    one.

    Args:
        body (FolderMove): A folder's new path.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
