from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import Client
from ...errors import refusal
from ...models.content_request_view import ContentRequestView
from ...models.template_request_body import TemplateRequestBody
from ...types import UNSET, Response, Unset


def _get_kwargs(
    template_id: UUID,
    *,
    body: TemplateRequestBody,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/templates/{template_id}/content-requests".format(
            template_id=quote(str(template_id), safe=""),
        ),
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
    template_id: UUID,
    *,
    client: Client,
    body: TemplateRequestBody,
    idempotency_key: str | Unset = UNSET,
) -> Response[ContentRequestView]:
    """Ask for content of a template

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
    body: TemplateRequestBody,
    idempotency_key: str | Unset = UNSET,
) -> ContentRequestView:
    """Ask for content of a template

    Its texts are published as they are; its poster is drawn. It goes its way as any other content
    request (approval,
    schedule, compliance). Look at Location for how far it is.

    Args:
        template_id (UUID):
        idempotency_key (str | Unset): Any text of your own, unique to this request: sent again
            with the same key and body within 24 hours, it makes nothing new and gets the first
            answer.
        body (TemplateRequestBody): Content to be made of a template; what the template says
            itself may be left out.

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
    body: TemplateRequestBody,
    idempotency_key: str | Unset = UNSET,
) -> Response[ContentRequestView]:
    """Ask for content of a template

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
    body: TemplateRequestBody,
    idempotency_key: str | Unset = UNSET,
) -> ContentRequestView:
    """Ask for content of a template

    Its texts are published as they are; its poster is drawn. It goes its way as any other content
    request (approval,
    schedule, compliance). Look at Location for how far it is.

    Args:
        template_id (UUID):
        idempotency_key (str | Unset): Any text of your own, unique to this request: sent again
            with the same key and body within 24 hours, it makes nothing new and gets the first
            answer.
        body (TemplateRequestBody): Content to be made of a template; what the template says
            itself may be left out.

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
