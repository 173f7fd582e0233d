from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import Client
from ...errors import refusal
from ...models.invitation_view import InvitationView
from ...types import Response


def _get_kwargs(
    invitation_id: UUID,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/invitations/{invitation_id}/resend".format(
            invitation_id=quote(str(invitation_id), safe=""),
        ),
    }

    return _kwargs


def _parse_response(response: httpx.Response) -> InvitationView:
    if response.status_code == 200:
        response_200 = InvitationView.from_dict(response.json())

        return response_200

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[InvitationView]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    invitation_id: UUID,
    *,
    client: Client,
) -> Response[InvitationView]:
    """Send an invitation again

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            invitation_id=invitation_id,
        )
    )
    return _build_response(response)


def sync(
    invitation_id: UUID,
    *,
    client: Client,
) -> InvitationView:
    """Send an invitation again

    With a new link and all its days; the link before stops working. Not again within a few minutes.

    Args:
        invitation_id (UUID):

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        invitation_id=invitation_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    invitation_id: UUID,
    *,
    client: Client,
) -> Response[InvitationView]:
    """Send an invitation again

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            invitation_id=invitation_id,
        )
    )
    return _build_response(response)


async def asyncio(
    invitation_id: UUID,
    *,
    client: Client,
) -> InvitationView:
    """Send an invitation again

    With a new link and all its days; the link before stops working. Not again within a few minutes.

    Args:
        invitation_id (UUID):

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            invitation_id=invitation_id,
            client=client,
        )
    ).parsed
