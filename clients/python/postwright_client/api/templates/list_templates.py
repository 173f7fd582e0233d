from http import HTTPStatus
from typing import Any

import httpx

from ...client import Client
from ...errors import refusal
from ...models.list_templates_kind import ListTemplatesKind
from ...models.page_template_view import PageTemplateView
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    kind: ListTemplatesKind | Unset = UNSET,
    archived: bool | Unset = False,
    name: str | Unset = UNSET,
    tag: str | Unset = UNSET,
    language: str | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_kind: str | Unset = UNSET
    if not isinstance(kind, Unset):
        json_kind = kind

    params["kind"] = json_kind

    params["archived"] = archived

    params["name"] = name

    params["tag"] = tag

    params["language"] = language

    params["limit"] = limit

    params["cursor"] = cursor

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/templates",
        "params": params,
    }

    return _kwargs


def _parse_response(response: httpx.Response) -> PageTemplateView:
    if response.status_code == 200:
        response_200 = PageTemplateView.from_dict(response.json())

        return response_200

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[PageTemplateView]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    *,
    client: Client,
    kind: ListTemplatesKind | Unset = UNSET,
    archived: bool | Unset = False,
    name: str | Unset = UNSET,
    tag: str | Unset = UNSET,
    language: str | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
) -> Response[PageTemplateView]:
    """List templates

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            kind=kind,
            archived=archived,
            name=name,
            tag=tag,
            language=language,
            limit=limit,
            cursor=cursor,
        )
    )
    return _build_response(response)


def sync(
    *,
    client: Client,
    kind: ListTemplatesKind | Unset = UNSET,
    archived: bool | Unset = False,
    name: str | Unset = UNSET,
    tag: str | Unset = UNSET,
    language: str | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
) -> PageTemplateView:
    """List templates

    Newest first.

    Args:
        kind (ListTemplatesKind | Unset): Only those of this kind.
        archived (bool | Unset): Archived ones instead of the others. Default: False.
        name (str | Unset): Only those whose name holds this text.
        tag (str | Unset): Only those with this tag.
        language (str | Unset): Only those in this language.
        limit (int | Unset): Most items on a page. Default: 50.
        cursor (str | Unset): `next_cursor` of the page before.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        client=client,
        kind=kind,
        archived=archived,
        name=name,
        tag=tag,
        language=language,
        limit=limit,
        cursor=cursor,
    ).parsed


async def asyncio_detailed(
    *,
    client: Client,
    kind: ListTemplatesKind | Unset = UNSET,
    archived: bool | Unset = False,
    name: str | Unset = UNSET,
    tag: str | Unset = UNSET,
    language: str | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
) -> Response[PageTemplateView]:
    """List templates

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            kind=kind,
            archived=archived,
            name=name,
            tag=tag,
            language=language,
            limit=limit,
            cursor=cursor,
        )
    )
    return _build_response(response)


async def asyncio(
    *,
    client: Client,
    kind: ListTemplatesKind | Unset = UNSET,
    archived: bool | Unset = False,
    name: str | Unset = UNSET,
    tag: str | Unset = UNSET,
    language: str | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
) -> PageTemplateView:
    """List templates

    Newest first.

    Args:
        kind (ListTemplatesKind | Unset): Only those of this kind.
        archived (bool | Unset): Archived ones instead of the others. Default: False.
        name (str | Unset): Only those whose name holds this text.
        tag (str | Unset): Only those with this tag.
        language (str | Unset): Only those in this language.
        limit (int | Unset): Most items on a page. Default: 50.
        cursor (str | Unset): `next_cursor` of the page before.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            client=client,
            kind=kind,
            archived=archived,
            name=name,
            tag=tag,
            language=language,
            limit=limit,
            cursor=cursor,
        )
    ).parsed
