from http import HTTPStatus
from typing import Any

import httpx

from ...client import Client
from ...errors import refusal
from ...models.organization_choice import OrganizationChoice
from ...models.signed_in_user import SignedInUser
from ...types import Response


def _get_kwargs(
    *,
    body: OrganizationChoice,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/auth/organization",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(response: httpx.Response) -> SignedInUser:
    if response.status_code == 200:
        response_200 = SignedInUser.from_dict(response.json())

        return response_200

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[SignedInUser]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    *,
    client: Client,
    body: OrganizationChoice,
) -> Response[SignedInUser]:
    """Act in another organisation

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
    body: OrganizationChoice,
) -> SignedInUser:
    """Act in another organisation

    New tokens for another organisation of yours; the present ones go on for the present one.

    The new session belongs to your sign-in and ends with it.

    Args:
        body (OrganizationChoice):

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
    body: OrganizationChoice,
) -> Response[SignedInUser]:
    """Act in another organisation

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
    body: OrganizationChoice,
) -> SignedInUser:
    """Act in another organisation

    New tokens for another organisation of yours; the present ones go on for the present one.

    The new session belongs to your sign-in and ends with it.

    Args:
        body (OrganizationChoice):

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
