from http import HTTPStatus
from typing import Any

import httpx

from ...client import Client
from ...errors import refusal
from ...models.brief import Brief
from ...models.content_request_view import ContentRequestView
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: Brief,
    idempotency_key: str | Unset = UNSET,
    prefer: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    if not isinstance(prefer, Unset):
        headers["prefer"] = prefer

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/content-requests",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(response: httpx.Response) -> ContentRequestView:
    if response.status_code == 202:
        response_202 = ContentRequestView.from_dict(response.json())

        return response_202

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[ContentRequestView]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    *,
    client: Client,
    body: Brief,
    idempotency_key: str | Unset = UNSET,
    prefer: str | Unset = UNSET,
) -> Response[ContentRequestView]:
    """Ask for content from a brief

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            body=body,
            idempotency_key=idempotency_key,
            prefer=prefer,
        )
    )
    return _build_response(response)


def sync(
    *,
    client: Client,
    body: Brief,
    idempotency_key: str | Unset = UNSET,
    prefer: str | Unset = UNSET,
) -> ContentRequestView:
    """Ask for content from a brief

    Texts for each network, fitted to its limits, and a picture if wanted. With a schedule and
    `approval: auto` it
    becomes a post by itself as soon as the content is ready. With a schedule, every listed network
    needs a connected
    account now; which accounts the post goes to is settled when it is made. Look at Location for how
    far it is.

    Args:
        idempotency_key (str | Unset): Any text of your own, unique to this request: sent again
            with the same key and body within 24 hours, it makes nothing new and gets the first
            answer.
        prefer (str | Unset): `wait=n`: answer when it is settled, or after n seconds (at most
            60).
        body (Brief): What is asked for: copy for each network, a picture or not, and what happens
            with it then.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        client=client,
        body=body,
        idempotency_key=idempotency_key,
        prefer=prefer,
    ).parsed


async def asyncio_detailed(
    *,
    client: Client,
    body: Brief,
    idempotency_key: str | Unset = UNSET,
    prefer: str | Unset = UNSET,
) -> Response[ContentRequestView]:
    """Ask for content from a brief

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            body=body,
            idempotency_key=idempotency_key,
            prefer=prefer,
        )
    )
    return _build_response(response)


async def asyncio(
    *,
    client: Client,
    body: Brief,
    idempotency_key: str | Unset = UNSET,
    prefer: str | Unset = UNSET,
) -> ContentRequestView:
    """Ask for content from a brief

    Texts for each network, fitted to its limits, and a picture if wanted. With a schedule and
    `approval: auto` it
    becomes a post by itself as soon as the content is ready. With a schedule, every listed network
    needs a connected
    account now; which accounts the post goes to is settled when it is made. Look at Location for how
    far it is.

    Args:
        idempotency_key (str | Unset): Any text of your own, unique to this request: sent again
            with the same key and body within 24 hours, it makes nothing new and gets the first
            answer.
        prefer (str | Unset): `wait=n`: answer when it is settled, or after n seconds (at most
            60).
        body (Brief): What is asked for: copy for each network, a picture or not, and what happens
            with it then.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            idempotency_key=idempotency_key,
            prefer=prefer,
        )
    ).parsed
