from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import Client
from ...errors import refusal
from ...models.erasure_view import ErasureView
from ...types import Response


def _get_kwargs(
    receipt: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/erasures/{receipt}".format(
            receipt=quote(str(receipt), safe=""),
        ),
    }

    return _kwargs


def _parse_response(response: httpx.Response) -> ErasureView:
    if response.status_code == 200:
        response_200 = ErasureView.from_dict(response.json())

        return response_200

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[ErasureView]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    receipt: str,
    *,
    client: Client,
) -> Response[ErasureView]:
    """Get the report of an erasure

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            receipt=receipt,
        )
    )
    return _build_response(response)


def sync(
    receipt: str,
    *,
    client: Client,
) -> ErasureView:
    """Get the report of an erasure

    What each service has forgotten. The receipt is all that is needed: who asked may be forgotten too.

    Args:
        receipt (str):

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        receipt=receipt,
        client=client,
    ).parsed


async def asyncio_detailed(
    receipt: str,
    *,
    client: Client,
) -> Response[ErasureView]:
    """Get the report of an erasure

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            receipt=receipt,
        )
    )
    return _build_response(response)


async def asyncio(
    receipt: str,
    *,
    client: Client,
) -> ErasureView:
    """Get the report of an erasure

    What each service has forgotten. The receipt is all that is needed: who asked may be forgotten too.

    Args:
        receipt (str):

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            receipt=receipt,
            client=client,
        )
    ).parsed
