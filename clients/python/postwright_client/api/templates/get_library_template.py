from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import Client
from ...errors import refusal
from ...models.library_template_view import LibraryTemplateView
from ...types import Response


def _get_kwargs(
    key: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/template-library/{key}".format(
            key=quote(str(key), safe=""),
        ),
    }

    return _kwargs


def _parse_response(response: httpx.Response) -> LibraryTemplateView:
    if response.status_code == 200:
        response_200 = LibraryTemplateView.from_dict(response.json())

        return response_200

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[LibraryTemplateView]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    key: str,
    *,
    client: Client,
) -> Response[LibraryTemplateView]:
    """Get a template of the library

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            key=key,
        )
    )
    return _build_response(response)


def sync(
    key: str,
    *,
    client: Client,
) -> LibraryTemplateView:
    """Get a template of the library

    With values to try it with.

    Args:
        key (str): As the library lists it.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        key=key,
        client=client,
    ).parsed


async def asyncio_detailed(
    key: str,
    *,
    client: Client,
) -> Response[LibraryTemplateView]:
    """Get a template of the library

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            key=key,
        )
    )
    return _build_response(response)


async def asyncio(
    key: str,
    *,
    client: Client,
) -> LibraryTemplateView:
    """Get a template of the library

    With values to try it with.

    Args:
        key (str): As the library lists it.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            key=key,
            client=client,
        )
    ).parsed
