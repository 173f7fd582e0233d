from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import Client
from ...errors import refusal
from ...models.account_view import AccountView
from ...types import UNSET, Response, Unset


def _get_kwargs(
    account_id: UUID,
    *,
    if_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_match, Unset):
        headers["If-Match"] = if_match

    _kwargs: dict[str, Any] = {
        "method": "delete",
        "url": "/v1/accounts/{account_id}".format(
            account_id=quote(str(account_id), safe=""),
        ),
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(response: httpx.Response) -> AccountView:
    if response.status_code == 200:
        response_200 = AccountView.from_dict(response.json())

        return response_200

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[AccountView]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    account_id: UUID,
    *,
    client: Client,
    if_match: str | Unset = UNSET,
) -> Response[AccountView]:
    """Disconnect an account

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            account_id=account_id,
            if_match=if_match,
        )
    )
    return _build_response(response)


def sync(
    account_id: UUID,
    *,
    client: Client,
    if_match: str | Unset = UNSET,
) -> AccountView:
    """Disconnect an account

    Take an account away: nothing goes out on it any more, and its credentials are erased.

    It can be connected again with new credentials under the same id.

    Args:
        account_id (UUID):
        if_match (str | Unset): ETag of the revision you saw; `*` for any.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        account_id=account_id,
        client=client,
        if_match=if_match,
    ).parsed


async def asyncio_detailed(
    account_id: UUID,
    *,
    client: Client,
    if_match: str | Unset = UNSET,
) -> Response[AccountView]:
    """Disconnect an account

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            account_id=account_id,
            if_match=if_match,
        )
    )
    return _build_response(response)


async def asyncio(
    account_id: UUID,
    *,
    client: Client,
    if_match: str | Unset = UNSET,
) -> AccountView:
    """Disconnect an account

    Take an account away: nothing goes out on it any more, and its credentials are erased.

    It can be connected again with new credentials under the same id.

    Args:
        account_id (UUID):
        if_match (str | Unset): ETag of the revision you saw; `*` for any.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            account_id=account_id,
            client=client,
            if_match=if_match,
        )
    ).parsed
