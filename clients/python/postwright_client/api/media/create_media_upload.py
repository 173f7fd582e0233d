from http import HTTPStatus
from typing import Any

import httpx

from ...client import Client
from ...errors import refusal
from ...models.new_upload import NewUpload
from ...models.upload_view import UploadView
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: NewUpload,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/media/uploads",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(response: httpx.Response) -> UploadView:
    if response.status_code == 201:
        response_201 = UploadView.from_dict(response.json())

        return response_201

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[UploadView]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    *,
    client: Client,
    body: NewUpload,
    idempotency_key: str | Unset = UNSET,
) -> Response[UploadView]:
    """Begin to send a file in parts

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
    body: NewUpload,
    idempotency_key: str | Unset = UNSET,
) -> UploadView:
    """Begin to send a file in parts

    Then PUT each part to `/v1/media/uploads/{upload_id}/parts/{number}`, in any order and again where
    the line
    broke, and complete it. `GET` tells which parts are there, and where they can be sent straight to.
    Its size counts
    as `storage_bytes` of the plan from now on, until it is ready (then its file does), refused, called
    off or expired. Bytes that are here already, by `sha256` or
    seen at the end, are the same media as before and keep their name.

    Args:
        idempotency_key (str | Unset): Any text of your own, unique to this request: sent again
            with the same key and body within 24 hours, it makes nothing new and gets the first
            answer.
        body (NewUpload): A file that will come in parts.

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
    body: NewUpload,
    idempotency_key: str | Unset = UNSET,
) -> Response[UploadView]:
    """Begin to send a file in parts

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
    body: NewUpload,
    idempotency_key: str | Unset = UNSET,
) -> UploadView:
    """Begin to send a file in parts

    Then PUT each part to `/v1/media/uploads/{upload_id}/parts/{number}`, in any order and again where
    the line
    broke, and complete it. `GET` tells which parts are there, and where they can be sent straight to.
    Its size counts
    as `storage_bytes` of the plan from now on, until it is ready (then its file does), refused, called
    off or expired. Bytes that are here already, by `sha256` or
    seen at the end, are the same media as before and keep their name.

    Args:
        idempotency_key (str | Unset): Any text of your own, unique to this request: sent again
            with the same key and body within 24 hours, it makes nothing new and gets the first
            answer.
        body (NewUpload): A file that will come in parts.

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
