from http import HTTPStatus
from typing import Any

import httpx

from ...client import Client
from ...errors import refusal
from ...models.export_view import ExportView
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/exports",
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(response: httpx.Response) -> ExportView:
    if response.status_code == 202:
        response_202 = ExportView.from_dict(response.json())

        return response_202

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[ExportView]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    *,
    client: Client,
    idempotency_key: str | Unset = UNSET,
) -> Response[ExportView]:
    """Export the organisation

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            idempotency_key=idempotency_key,
        )
    )
    return _build_response(response)


def sync(
    *,
    client: Client,
    idempotency_key: str | Unset = UNSET,
) -> ExportView:
    """Export the organisation

    Every service writes down all that it keeps of the organisation but secrets. Ready in a moment or
    some minutes: the
    live event `export.ready` says when. It is there for seven days.

    Args:
        idempotency_key (str | Unset): Any text of your own, unique to this request: sent again
            with the same key and body within 24 hours, it makes nothing new and gets the first
            answer.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        client=client,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    *,
    client: Client,
    idempotency_key: str | Unset = UNSET,
) -> Response[ExportView]:
    """Export the organisation

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            idempotency_key=idempotency_key,
        )
    )
    return _build_response(response)


async def asyncio(
    *,
    client: Client,
    idempotency_key: str | Unset = UNSET,
) -> ExportView:
    """Export the organisation

    Every service writes down all that it keeps of the organisation but secrets. Ready in a moment or
    some minutes: the
    live event `export.ready` says when. It is there for seven days.

    Args:
        idempotency_key (str | Unset): Any text of your own, unique to this request: sent again
            with the same key and body within 24 hours, it makes nothing new and gets the first
            answer.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            client=client,
            idempotency_key=idempotency_key,
        )
    ).parsed
