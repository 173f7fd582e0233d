from http import HTTPStatus
from typing import Any

import httpx

from ...client import Client
from ...errors import refusal
from ...models.content_request_view import ContentRequestView
from ...models.new_transform import NewTransform
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: NewTransform,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/transforms",
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
    body: NewTransform,
    idempotency_key: str | Unset = UNSET,
) -> Response[ContentRequestView]:
    """Make a text over

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            body=body,
            idempotency_key=idempotency_key,
        )
    )
    return _build_response(response)


def sync(
    *,
    client: Client,
    body: NewTransform,
    idempotency_key: str | Unset = UNSET,
) -> ContentRequestView:
    """Make a text over

    For another network, shorter, in another tone or language. It becomes the content of a new content
    request
    (`origin: transformed`), which then goes its way as any other. Look at Location for how far it is.

    Args:
        idempotency_key (str | Unset): Any text of your own, unique to this request: sent again
            with the same key and body within 24 hours, it makes nothing new and gets the first
            answer.
        body (NewTransform): What is to become of a text.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    *,
    client: Client,
    body: NewTransform,
    idempotency_key: str | Unset = UNSET,
) -> Response[ContentRequestView]:
    """Make a text over

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            body=body,
            idempotency_key=idempotency_key,
        )
    )
    return _build_response(response)


async def asyncio(
    *,
    client: Client,
    body: NewTransform,
    idempotency_key: str | Unset = UNSET,
) -> ContentRequestView:
    """Make a text over

    For another network, shorter, in another tone or language. It becomes the content of a new content
    request
    (`origin: transformed`), which then goes its way as any other. Look at Location for how far it is.

    Args:
        idempotency_key (str | Unset): Any text of your own, unique to this request: sent again
            with the same key and body within 24 hours, it makes nothing new and gets the first
            answer.
        body (NewTransform): What is to become of a text.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
