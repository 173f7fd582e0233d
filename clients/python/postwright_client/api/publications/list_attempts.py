from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import Client
from ...errors import refusal
from ...models.attempt_list import AttemptList
from ...types import UNSET, Response, Unset


def _get_kwargs(
    publication_id: UUID,
    *,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["limit"] = limit

    params["cursor"] = cursor

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/publications/{publication_id}/attempts".format(
            publication_id=quote(str(publication_id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(response: httpx.Response) -> AttemptList:
    if response.status_code == 200:
        response_200 = AttemptList.from_dict(response.json())

        return response_200

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[AttemptList]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    publication_id: UUID,
    *,
    client: Client,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
) -> Response[AttemptList]:
    """List a publication's attempts

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            publication_id=publication_id,
            limit=limit,
            cursor=cursor,
        )
    )
    return _build_response(response)


def sync(
    publication_id: UUID,
    *,
    client: Client,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
) -> AttemptList:
    """List a publication's attempts

    The evidence: every call that could have published it and every look afterwards, oldest first.

    Args:
        publication_id (UUID):
        limit (int | Unset): Most items on a page. Default: 50.
        cursor (str | Unset): `next_cursor` of the page before.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        publication_id=publication_id,
        client=client,
        limit=limit,
        cursor=cursor,
    ).parsed


async def asyncio_detailed(
    publication_id: UUID,
    *,
    client: Client,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
) -> Response[AttemptList]:
    """List a publication's attempts

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            publication_id=publication_id,
            limit=limit,
            cursor=cursor,
        )
    )
    return _build_response(response)


async def asyncio(
    publication_id: UUID,
    *,
    client: Client,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
) -> AttemptList:
    """List a publication's attempts

    The evidence: every call that could have published it and every look afterwards, oldest first.

    Args:
        publication_id (UUID):
        limit (int | Unset): Most items on a page. Default: 50.
        cursor (str | Unset): `next_cursor` of the page before.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            publication_id=publication_id,
            client=client,
            limit=limit,
            cursor=cursor,
        )
    ).parsed
