from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import Client
from ...errors import refusal
from ...models.batch_view import BatchView
from ...models.template_batch_body import TemplateBatchBody
from ...types import UNSET, Response, Unset


def _get_kwargs(
    template_id: UUID,
    *,
    body: TemplateBatchBody,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/templates/{template_id}/batches".format(
            template_id=quote(str(template_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(response: httpx.Response) -> BatchView:
    if response.status_code == 202:
        response_202 = BatchView.from_dict(response.json())

        return response_202

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[BatchView]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    template_id: UUID,
    *,
    client: Client,
    body: TemplateBatchBody,
    idempotency_key: str | Unset = UNSET,
) -> Response[BatchView]:
    """Ask for content of a template many times

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            template_id=template_id,
            body=body,
            idempotency_key=idempotency_key,
        )
    )
    return _build_response(response)


def sync(
    template_id: UUID,
    *,
    client: Client,
    body: TemplateBatchBody,
    idempotency_key: str | Unset = UNSET,
) -> BatchView:
    """Ask for content of a template many times

    Once for each row of values, as a batch. A row that can't be taken is named with its variable; the
    good ones go on.
    422 only when there is no good one. Look at Location for how far it is.

    Args:
        template_id (UUID):
        idempotency_key (str | Unset): Any text of your own, unique to this request: sent again
            with the same key and body within 24 hours, it makes nothing new and gets the first
            answer.
        body (TemplateBatchBody): Content to be made of a template for each row of values; the
            rest holds for every row.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        template_id=template_id,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    template_id: UUID,
    *,
    client: Client,
    body: TemplateBatchBody,
    idempotency_key: str | Unset = UNSET,
) -> Response[BatchView]:
    """Ask for content of a template many times

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            template_id=template_id,
            body=body,
            idempotency_key=idempotency_key,
        )
    )
    return _build_response(response)


async def asyncio(
    template_id: UUID,
    *,
    client: Client,
    body: TemplateBatchBody,
    idempotency_key: str | Unset = UNSET,
) -> BatchView:
    """Ask for content of a template many times

    Once for each row of values, as a batch. A row that can't be taken is named with its variable; the
    good ones go on.
    422 only when there is no good one. Look at Location for how far it is.

    Args:
        template_id (UUID):
        idempotency_key (str | Unset): Any text of your own, unique to this request: sent again
            with the same key and body within 24 hours, it makes nothing new and gets the first
            answer.
        body (TemplateBatchBody): Content to be made of a template for each row of values; the
            rest holds for every row.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            template_id=template_id,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
