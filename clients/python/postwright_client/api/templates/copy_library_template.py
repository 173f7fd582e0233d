from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import Client
from ...errors import refusal
from ...models.template_view import TemplateView
from ...types import UNSET, Response, Unset


def _get_kwargs(
    key: str,
    *,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/template-library/{key}/copies".format(
            key=quote(str(key), safe=""),
        ),
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(response: httpx.Response) -> TemplateView:
    if response.status_code == 201:
        response_201 = TemplateView.from_dict(response.json())

        return response_201

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[TemplateView]:
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
    idempotency_key: str | Unset = UNSET,
) -> Response[TemplateView]:
    """Copy a template of the library

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            key=key,
            idempotency_key=idempotency_key,
        )
    )
    return _build_response(response)


def sync(
    key: str,
    *,
    client: Client,
    idempotency_key: str | Unset = UNSET,
) -> TemplateView:
    """Copy a template of the library

    It becomes a template of the organisation, to be changed and filled in.

    Args:
        key (str): As the library lists it.
        idempotency_key (str | Unset): Any text of your own, unique to this request: sent again
            with the same key and body within 24 hours, it makes nothing new and gets the first
            answer.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        key=key,
        client=client,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    key: str,
    *,
    client: Client,
    idempotency_key: str | Unset = UNSET,
) -> Response[TemplateView]:
    """Copy a template of the library

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            key=key,
            idempotency_key=idempotency_key,
        )
    )
    return _build_response(response)


async def asyncio(
    key: str,
    *,
    client: Client,
    idempotency_key: str | Unset = UNSET,
) -> TemplateView:
    """Copy a template of the library

    It becomes a template of the organisation, to be changed and filled in.

    Args:
        key (str): As the library lists it.
        idempotency_key (str | Unset): Any text of your own, unique to this request: sent again
            with the same key and body within 24 hours, it makes nothing new and gets the first
            answer.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            key=key,
            client=client,
            idempotency_key=idempotency_key,
        )
    ).parsed
