from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import Client
from ...errors import refusal
from ...models.new_api_key_view import NewApiKeyView
from ...models.rotation import Rotation
from ...types import UNSET, Response, Unset


def _get_kwargs(
    api_key_id: UUID,
    *,
    body: Rotation,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/api-keys/{api_key_id}/rotate".format(
            api_key_id=quote(str(api_key_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(response: httpx.Response) -> NewApiKeyView:
    if response.status_code == 200:
        response_200 = NewApiKeyView.from_dict(response.json())

        return response_200

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[NewApiKeyView]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    api_key_id: UUID,
    *,
    client: Client,
    body: Rotation,
    idempotency_key: str | Unset = UNSET,
) -> Response[NewApiKeyView]:
    """Replace an API key's text

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            api_key_id=api_key_id,
            body=body,
            idempotency_key=idempotency_key,
        )
    )
    return _build_response(response)


def sync(
    api_key_id: UUID,
    *,
    client: Client,
    body: Rotation,
    idempotency_key: str | Unset = UNSET,
) -> NewApiKeyView:
    """Replace an API key's text

    The new text works at once, the present one for the overlap yet. From now on it is your key.

    Args:
        api_key_id (UUID):
        idempotency_key (str | Unset): Any text of your own, unique to this request: sent again
            with the same key and body within 24 hours, it makes nothing new and gets the first
            answer.
        body (Rotation): How a key is replaced.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        api_key_id=api_key_id,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    api_key_id: UUID,
    *,
    client: Client,
    body: Rotation,
    idempotency_key: str | Unset = UNSET,
) -> Response[NewApiKeyView]:
    """Replace an API key's text

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            api_key_id=api_key_id,
            body=body,
            idempotency_key=idempotency_key,
        )
    )
    return _build_response(response)


async def asyncio(
    api_key_id: UUID,
    *,
    client: Client,
    body: Rotation,
    idempotency_key: str | Unset = UNSET,
) -> NewApiKeyView:
    """Replace an API key's text

    The new text works at once, the present one for the overlap yet. From now on it is your key.

    Args:
        api_key_id (UUID):
        idempotency_key (str | Unset): Any text of your own, unique to this request: sent again
            with the same key and body within 24 hours, it makes nothing new and gets the first
            answer.
        body (Rotation): How a key is replaced.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            api_key_id=api_key_id,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
