from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import Client
from ...errors import refusal
from ...models.rehearsal_view import RehearsalView
from ...types import UNSET, Response, Unset


def _get_kwargs(
    post_id: UUID,
    *,
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
        "url": "/v1/posts/{post_id}/rehearsals".format(
            post_id=quote(str(post_id), safe=""),
        ),
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(response: httpx.Response) -> RehearsalView:
    if response.status_code == 202:
        response_202 = RehearsalView.from_dict(response.json())

        return response_202

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[RehearsalView]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    post_id: UUID,
    *,
    client: Client,
    idempotency_key: str | Unset = UNSET,
    prefer: str | Unset = UNSET,
) -> Response[RehearsalView]:
    """Rehearse a post

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            post_id=post_id,
            idempotency_key=idempotency_key,
            prefer=prefer,
        )
    )
    return _build_response(response)


def sync(
    post_id: UUID,
    *,
    client: Client,
    idempotency_key: str | Unset = UNSET,
    prefer: str | Unset = UNSET,
) -> RehearsalView:
    """Rehearse a post

    Publish the post, as it is planned now, to the sandbox by the connectors that would publish it.

    The real accounts are not touched. `rehearsal.ended` in the live updates says when every target has
    its answer.

    Args:
        post_id (UUID):
        idempotency_key (str | Unset): Any text of your own, unique to this request: sent again
            with the same key and body within 24 hours, it makes nothing new and gets the first
            answer.
        prefer (str | Unset): `wait=n`: answer when it is settled, or after n seconds (at most
            60).

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        post_id=post_id,
        client=client,
        idempotency_key=idempotency_key,
        prefer=prefer,
    ).parsed


async def asyncio_detailed(
    post_id: UUID,
    *,
    client: Client,
    idempotency_key: str | Unset = UNSET,
    prefer: str | Unset = UNSET,
) -> Response[RehearsalView]:
    """Rehearse a post

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            post_id=post_id,
            idempotency_key=idempotency_key,
            prefer=prefer,
        )
    )
    return _build_response(response)


async def asyncio(
    post_id: UUID,
    *,
    client: Client,
    idempotency_key: str | Unset = UNSET,
    prefer: str | Unset = UNSET,
) -> RehearsalView:
    """Rehearse a post

    Publish the post, as it is planned now, to the sandbox by the connectors that would publish it.

    The real accounts are not touched. `rehearsal.ended` in the live updates says when every target has
    its answer.

    Args:
        post_id (UUID):
        idempotency_key (str | Unset): Any text of your own, unique to this request: sent again
            with the same key and body within 24 hours, it makes nothing new and gets the first
            answer.
        prefer (str | Unset): `wait=n`: answer when it is settled, or after n seconds (at most
            60).

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            post_id=post_id,
            client=client,
            idempotency_key=idempotency_key,
            prefer=prefer,
        )
    ).parsed
