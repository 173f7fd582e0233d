from http import HTTPStatus
from typing import Any
from uuid import UUID

import httpx

from ...client import Client
from ...errors import refusal
from ...models.batch_view import BatchView
from ...models.request_batch_approval import RequestBatchApproval
from ...models.request_batch_json_body import RequestBatchJsonBody
from ...types import UNSET, File, Response, Unset


def _get_kwargs(
    *,
    body: RequestBatchJsonBody | File | Unset = UNSET,
    schedule: str | Unset = UNSET,
    local_time: str | Unset = UNSET,
    time_zone: str | Unset = UNSET,
    at: str | Unset = UNSET,
    approval: RequestBatchApproval | Unset = UNSET,
    campaign_id: UUID | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
    prefer: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    if not isinstance(prefer, Unset):
        headers["prefer"] = prefer

    params: dict[str, Any] = {}

    params["schedule"] = schedule

    params["local_time"] = local_time

    params["time_zone"] = time_zone

    params["at"] = at

    json_approval: str | Unset = UNSET
    if not isinstance(approval, Unset):
        json_approval = approval

    params["approval"] = json_approval

    json_campaign_id: str | Unset = UNSET
    if not isinstance(campaign_id, Unset):
        json_campaign_id = str(campaign_id)
    params["campaign_id"] = json_campaign_id

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/content-requests/batches",
        "params": params,
    }

    if isinstance(body, RequestBatchJsonBody):
        _kwargs["json"] = body.to_dict()

        headers["Content-Type"] = "application/json"
    if isinstance(body, File):
        _kwargs["content"] = body.payload

        headers["Content-Type"] = "text/csv"

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
    *,
    client: Client,
    body: RequestBatchJsonBody | File | Unset = UNSET,
    schedule: str | Unset = UNSET,
    local_time: str | Unset = UNSET,
    time_zone: str | Unset = UNSET,
    at: str | Unset = UNSET,
    approval: RequestBatchApproval | Unset = UNSET,
    campaign_id: UUID | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
    prefer: str | Unset = UNSET,
) -> Response[BatchView]:
    """Ask for content from many briefs

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            body=body,
            schedule=schedule,
            local_time=local_time,
            time_zone=time_zone,
            at=at,
            approval=approval,
            campaign_id=campaign_id,
            idempotency_key=idempotency_key,
            prefer=prefer,
        )
    )
    return _build_response(response)


def sync(
    *,
    client: Client,
    body: RequestBatchJsonBody | File | Unset = UNSET,
    schedule: str | Unset = UNSET,
    local_time: str | Unset = UNSET,
    time_zone: str | Unset = UNSET,
    at: str | Unset = UNSET,
    approval: RequestBatchApproval | Unset = UNSET,
    campaign_id: UUID | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
    prefer: str | Unset = UNSET,
) -> BatchView:
    """Ask for content from many briefs

    As JSON or CSV. Each row that can't be taken is named with its column, what is wrong and how to mend
    it; the good
    ones go on. 422 only when there is no good one. What the address or the batch itself says (schedule,
    approval,
    campaign) holds for every item, whatever the item says. Look at Location for how far it is.

    Args:
        schedule (str | Unset): none, now, local or instant.
        local_time (str | Unset): With time_zone: the wall-clock time.
        time_zone (str | Unset): IANA name.
        at (str | Unset): An instant with offset.
        approval (RequestBatchApproval | Unset): auto or required.
        campaign_id (UUID | Unset): The campaign of every item.
        idempotency_key (str | Unset): Any text of your own, unique to this request: sent again
            with the same key and body within 24 hours, it makes nothing new and gets the first
            answer.
        prefer (str | Unset): `wait=n`: answer when it is settled, or after n seconds (at most
            60).
        body (RequestBatchJsonBody): Many briefs. What is said beside them holds for every item,
            whatever the item says.
        body (File):

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        client=client,
        body=body,
        schedule=schedule,
        local_time=local_time,
        time_zone=time_zone,
        at=at,
        approval=approval,
        campaign_id=campaign_id,
        idempotency_key=idempotency_key,
        prefer=prefer,
    ).parsed


async def asyncio_detailed(
    *,
    client: Client,
    body: RequestBatchJsonBody | File | Unset = UNSET,
    schedule: str | Unset = UNSET,
    local_time: str | Unset = UNSET,
    time_zone: str | Unset = UNSET,
    at: str | Unset = UNSET,
    approval: RequestBatchApproval | Unset = UNSET,
    campaign_id: UUID | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
    prefer: str | Unset = UNSET,
) -> Response[BatchView]:
    """Ask for content from many briefs

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            body=body,
            schedule=schedule,
            local_time=local_time,
            time_zone=time_zone,
            at=at,
            approval=approval,
            campaign_id=campaign_id,
            idempotency_key=idempotency_key,
            prefer=prefer,
        )
    )
    return _build_response(response)


async def asyncio(
    *,
    client: Client,
    body: RequestBatchJsonBody | File | Unset = UNSET,
    schedule: str | Unset = UNSET,
    local_time: str | Unset = UNSET,
    time_zone: str | Unset = UNSET,
    at: str | Unset = UNSET,
    approval: RequestBatchApproval | Unset = UNSET,
    campaign_id: UUID | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
    prefer: str | Unset = UNSET,
) -> BatchView:
    """Ask for content from many briefs

    As JSON or CSV. Each row that can't be taken is named with its column, what is wrong and how to mend
    it; the good
    ones go on. 422 only when there is no good one. What the address or the batch itself says (schedule,
    approval,
    campaign) holds for every item, whatever the item says. Look at Location for how far it is.

    Args:
        schedule (str | Unset): none, now, local or instant.
        local_time (str | Unset): With time_zone: the wall-clock time.
        time_zone (str | Unset): IANA name.
        at (str | Unset): An instant with offset.
        approval (RequestBatchApproval | Unset): auto or required.
        campaign_id (UUID | Unset): The campaign of every item.
        idempotency_key (str | Unset): Any text of your own, unique to this request: sent again
            with the same key and body within 24 hours, it makes nothing new and gets the first
            answer.
        prefer (str | Unset): `wait=n`: answer when it is settled, or after n seconds (at most
            60).
        body (RequestBatchJsonBody): Many briefs. What is said beside them holds for every item,
            whatever the item says.
        body (File):

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            schedule=schedule,
            local_time=local_time,
            time_zone=time_zone,
            at=at,
            approval=approval,
            campaign_id=campaign_id,
            idempotency_key=idempotency_key,
            prefer=prefer,
        )
    ).parsed
