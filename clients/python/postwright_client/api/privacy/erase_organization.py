from http import HTTPStatus
from typing import Any

import httpx

from ...client import Client
from ...errors import refusal
from ...models.organization_erasure import OrganizationErasure
from ...models.receipt import Receipt
from ...types import Response


def _get_kwargs(
    *,
    body: OrganizationErasure,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/organization/erasure",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(response: httpx.Response) -> Receipt:
    if response.status_code == 202:
        response_202 = Receipt.from_dict(response.json())

        return response_202

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[Receipt]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    *,
    client: Client,
    body: OrganizationErasure,
) -> Response[Receipt]:
    """Erase the organisation

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
    body: OrganizationErasure,
) -> Receipt:
    """Erase the organisation

    Every service forgets it, at once and for good: posts that are planned do not go out, and what was
    published stays
    on the networks. Nobody is signed in to it any more. The receipt finds the report.

    Args:
        body (OrganizationErasure): A confirmation that can't be given by a slip.

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
    body: OrganizationErasure,
) -> Response[Receipt]:
    """Erase the organisation

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
    body: OrganizationErasure,
) -> Receipt:
    """Erase the organisation

    Every service forgets it, at once and for good: posts that are planned do not go out, and what was
    published stays
    on the networks. Nobody is signed in to it any more. The receipt finds the report.

    Args:
        body (OrganizationErasure): A confirmation that can't be given by a slip.

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
