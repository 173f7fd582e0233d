from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import Client
from ...errors import refusal
from ...models.workflow_view import WorkflowView
from ...types import Response


def _get_kwargs(
    workflow_id: UUID,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/workflows/{workflow_id}".format(
            workflow_id=quote(str(workflow_id), safe=""),
        ),
    }

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
) -> Response[WorkflowView]:
    """Get a review

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            workflow_id=workflow_id,
        )
    )
    return _build_response(response)


def sync(
    workflow_id: UUID,
    *,
    client: Client,
) -> WorkflowView:
    """Get a review

    With its steps, what was decided in them, and when it ends by itself.

    Args:
        workflow_id (UUID):

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        workflow_id=workflow_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    workflow_id: UUID,
    *,
    client: Client,
) -> Response[WorkflowView]:
    """Get a review

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            workflow_id=workflow_id,
        )
    )
    return _build_response(response)


async def asyncio(
    workflow_id: UUID,
    *,
    client: Client,
) -> WorkflowView:
    """Get a review

    With its steps, what was decided in them, and when it ends by itself.

    Args:
        workflow_id (UUID):

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            workflow_id=workflow_id,
            client=client,
        )
    ).parsed
