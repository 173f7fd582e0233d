from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import Client
from ...errors import refusal
from ...models.attempt_list import AttemptList
from ...types import Response


def _get_kwargs(
    publication_id: UUID,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/publications/{publication_id}/attempts".format(
            publication_id=quote(str(publication_id), safe=""),
        ),
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
) -> Response[AttemptList]:
    """List a publication's attempts

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            publication_id=publication_id,
        )
    )
    return _build_response(response)


def sync(
    publication_id: UUID,
    *,
    client: Client,
) -> AttemptList:
    """List a publication's attempts

    The evidence: every call that could have published it and every look afterwards, oldest first.

    Args:
        publication_id (UUID):

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        publication_id=publication_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    publication_id: UUID,
    *,
    client: Client,
) -> Response[AttemptList]:
    """List a publication's attempts

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            publication_id=publication_id,
        )
    )
    return _build_response(response)


async def asyncio(
    publication_id: UUID,
    *,
    client: Client,
) -> AttemptList:
    """List a publication's attempts

    The evidence: every call that could have published it and every look afterwards, oldest first.

    Args:
        publication_id (UUID):

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            publication_id=publication_id,
            client=client,
        )
    ).parsed
