from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import Client
from ...errors import refusal
from ...models.new_decision import NewDecision
from ...models.workflow_view import WorkflowView
from ...types import UNSET, Response, Unset


def _get_kwargs(
    workflow_id: UUID,
    *,
    body: NewDecision,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/workflows/{workflow_id}/decisions".format(
            workflow_id=quote(str(workflow_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(response: httpx.Response) -> WorkflowView:
    if response.status_code == 200:
        response_200 = WorkflowView.from_dict(response.json())

        return response_200

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[WorkflowView]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    workflow_id: UUID,
    *,
    client: Client,
    body: NewDecision,
    idempotency_key: str | Unset = UNSET,
) -> Response[WorkflowView]:
    """Decide in a review

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            workflow_id=workflow_id,
            body=body,
            idempotency_key=idempotency_key,
        )
    )
    return _build_response(response)


def sync(
    workflow_id: UUID,
    *,
    client: Client,
    body: NewDecision,
    idempotency_key: str | Unset = UNSET,
) -> WorkflowView:
    """Decide in a review

    Approve or reject what you saw, or skip the step. `content_hash` says what you saw; where the
    content was changed
    meanwhile, the answer is 409 `approval.content_changed` with the present hash. The last approval
    plans the post that
    was asked for, or lets a changed post go out.

    Args:
        workflow_id (UUID):
        idempotency_key (str | Unset): Any text of your own, unique to this request: sent again
            with the same key and body within 24 hours, it makes nothing new and gets the first
            answer.
        body (NewDecision): Yes, no, or on without.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        workflow_id=workflow_id,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    workflow_id: UUID,
    *,
    client: Client,
    body: NewDecision,
    idempotency_key: str | Unset = UNSET,
) -> Response[WorkflowView]:
    """Decide in a review

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            workflow_id=workflow_id,
            body=body,
            idempotency_key=idempotency_key,
        )
    )
    return _build_response(response)


async def asyncio(
    workflow_id: UUID,
    *,
    client: Client,
    body: NewDecision,
    idempotency_key: str | Unset = UNSET,
) -> WorkflowView:
    """Decide in a review

    Approve or reject what you saw, or skip the step. `content_hash` says what you saw; where the
    content was changed
    meanwhile, the answer is 409 `approval.content_changed` with the present hash. The last approval
    plans the post that
    was asked for, or lets a changed post go out.

    Args:
        workflow_id (UUID):
        idempotency_key (str | Unset): Any text of your own, unique to this request: sent again
            with the same key and body within 24 hours, it makes nothing new and gets the first
            answer.
        body (NewDecision): Yes, no, or on without.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            workflow_id=workflow_id,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
