from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import Client
from ...errors import refusal
from ...models.publication_view import PublicationView
from ...types import Response


def _get_kwargs(
    publication_id: UUID,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/publications/{publication_id}".format(
            publication_id=quote(str(publication_id), safe=""),
        ),
    }

    return _kwargs


def _parse_response(response: httpx.Response) -> PublicationView:
    if response.status_code == 200:
        response_200 = PublicationView.from_dict(response.json())

        return response_200

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[PublicationView]:
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
) -> Response[PublicationView]:
    """Get a publication

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
) -> PublicationView:
    """Get a publication

    What became of it, as far as anybody knows.

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
) -> Response[PublicationView]:
    """Get a publication

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
) -> PublicationView:
    """Get a publication

    What became of it, as far as anybody knows.

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
