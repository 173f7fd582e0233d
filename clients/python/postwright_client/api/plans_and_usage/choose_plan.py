from http import HTTPStatus
from typing import Any

import httpx

from ...client import Client
from ...errors import refusal
from ...models.plan_choice import PlanChoice
from ...models.plan_view import PlanView
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: PlanChoice,
    if_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_match, Unset):
        headers["If-Match"] = if_match

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/v1/organization/plan",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(response: httpx.Response) -> PlanView:
    if response.status_code == 200:
        response_200 = PlanView.from_dict(response.json())

        return response_200

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[PlanView]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    *,
    client: Client,
    body: PlanChoice,
    if_match: str | Unset = UNSET,
) -> Response[PlanView]:
    """Choose a plan

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            body=body,
            if_match=if_match,
        )
    )
    return _build_response(response)


def sync(
    *,
    client: Client,
    body: PlanChoice,
    if_match: str | Unset = UNSET,
) -> PlanView:
    """Choose a plan

    What is over its limits already stays; nothing is added until there is room. `GET /v1/usage` shows
    by how much.

    Args:
        if_match (str | Unset): ETag of the revision you saw; `*` for any.
        body (PlanChoice):

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        client=client,
        body=body,
        if_match=if_match,
    ).parsed


async def asyncio_detailed(
    *,
    client: Client,
    body: PlanChoice,
    if_match: str | Unset = UNSET,
) -> Response[PlanView]:
    """Choose a plan

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            body=body,
            if_match=if_match,
        )
    )
    return _build_response(response)


async def asyncio(
    *,
    client: Client,
    body: PlanChoice,
    if_match: str | Unset = UNSET,
) -> PlanView:
    """Choose a plan

    What is over its limits already stays; nothing is added until there is room. `GET /v1/usage` shows
    by how much.

    Args:
        if_match (str | Unset): ETag of the revision you saw; `*` for any.
        body (PlanChoice):

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            if_match=if_match,
        )
    ).parsed
