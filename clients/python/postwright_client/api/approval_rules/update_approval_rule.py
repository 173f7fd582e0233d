from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import Client
from ...errors import refusal
from ...models.approval_rule_changes import ApprovalRuleChanges
from ...models.approval_rule_view import ApprovalRuleView
from ...types import UNSET, Response, Unset


def _get_kwargs(
    rule_id: UUID,
    *,
    body: ApprovalRuleChanges,
    if_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_match, Unset):
        headers["If-Match"] = if_match

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/v1/approval-rules/{rule_id}".format(
            rule_id=quote(str(rule_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(response: httpx.Response) -> ApprovalRuleView:
    if response.status_code == 200:
        response_200 = ApprovalRuleView.from_dict(response.json())

        return response_200

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[ApprovalRuleView]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    rule_id: UUID,
    *,
    client: Client,
    body: ApprovalRuleChanges,
    if_match: str | Unset = UNSET,
) -> Response[ApprovalRuleView]:
    """Change an approval rule

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            rule_id=rule_id,
            body=body,
            if_match=if_match,
        )
    )
    return _build_response(response)


def sync(
    rule_id: UUID,
    *,
    client: Client,
    body: ApprovalRuleChanges,
    if_match: str | Unset = UNSET,
) -> ApprovalRuleView:
    """Change an approval rule

    For reviews that begin from now on; those that run keep their steps.

    Args:
        rule_id (UUID):
        if_match (str | Unset): ETag of the revision you saw; `*` for any.
        body (ApprovalRuleChanges): What is left out stays.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        rule_id=rule_id,
        client=client,
        body=body,
        if_match=if_match,
    ).parsed


async def asyncio_detailed(
    rule_id: UUID,
    *,
    client: Client,
    body: ApprovalRuleChanges,
    if_match: str | Unset = UNSET,
) -> Response[ApprovalRuleView]:
    """Change an approval rule

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            rule_id=rule_id,
            body=body,
            if_match=if_match,
        )
    )
    return _build_response(response)


async def asyncio(
    rule_id: UUID,
    *,
    client: Client,
    body: ApprovalRuleChanges,
    if_match: str | Unset = UNSET,
) -> ApprovalRuleView:
    """Change an approval rule

    For reviews that begin from now on; those that run keep their steps.

    Args:
        rule_id (UUID):
        if_match (str | Unset): ETag of the revision you saw; `*` for any.
        body (ApprovalRuleChanges): What is left out stays.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            rule_id=rule_id,
            client=client,
            body=body,
            if_match=if_match,
        )
    ).parsed
