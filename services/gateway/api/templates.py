"""Templates: /v1/templates and /v1/template-library."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Response

from services.gateway.api.dependencies import SignedIn, Transactions, provided
from services.gateway.api.idempotency import Creation, Made
from services.gateway.api.pagination import Page, PageQuery
from services.gateway.api.preconditions import IfMatch, IfNoneMatch, entity_tag, not_modified
from services.gateway.api.sparse import Fields, fields_of
from services.gateway.api.views.batches import BatchView
from services.gateway.api.views.content import ContentRequestView
from services.gateway.api.views.posts import PostView
from services.gateway.api.views.templates import (
    LibraryTemplateView,
    NewRendering,
    NewTemplate,
    RenderingView,
    TemplateBatchBody,
    TemplateChanges,
    TemplatePostBody,
    TemplateRequestBody,
    TemplateVersionView,
    TemplateView,
)
from services.gateway.domain.flaws import FlawedError
from services.gateway.domain.templates import TemplateKind, library
from services.gateway.domain.texts import Language, Text
from services.gateway.usecases.from_templates import FromTemplates
from services.gateway.usecases.templates import Templates, in_library
from shared.unit_of_work import UnitOfWork

router = APIRouter(prefix="/v1/templates", tags=["Templates"])
library_router = APIRouter(prefix="/v1/template-library", tags=["Templates"])

UseCases = Annotated[Templates, Depends(provided(Templates))]
Makers = Annotated[FromTemplates, Depends(provided(FromTemplates))]
Number = Annotated[int, Path(ge=1, le=10**9, description="Of the version.")]
Key = Annotated[str, Path(max_length=60, description="As the library lists it.", examples=["festival_offer"])]


@router.post("", status_code=201, response_model=TemplateView, summary="Create a template")
async def create_template(
    body: NewTemplate, caller: SignedIn, templates: UseCases, create: Creation
) -> Response:
    """Texts in Liquid, a poster, and the variables in them. It is read before it is kept: what can't be read or is not
    declared is named.
    """

    async def effect(work: UnitOfWork) -> Made:
        template = await templates.create(work, caller, body)
        headers = {"Location": f"/v1/templates/{template.template_id}", "ETag": entity_tag(template.revision)}
        return Made(201, TemplateView.of(template), headers)

    return await create(effect)


@router.get("", response_model=Page[TemplateView], summary="List templates")
async def list_templates(
    caller: SignedIn,
    templates: UseCases,
    transactions: Transactions,
    page: PageQuery,
    fields: Annotated[Fields, Depends(fields_of(TemplateView))],
    kind: Annotated[TemplateKind | None, Query(description="Only those of this kind.")] = None,
    archived: Annotated[bool, Query(description="Archived ones instead of the others.")] = False,  # noqa: FBT002  a query parameter
    name: Annotated[
        str | None, Text(200), Query(description="Only those whose name holds this text.")
    ] = None,
    tag: Annotated[str | None, Text(50), Query(description="Only those with this tag.")] = None,
    language: Annotated[Language | None, Query(description="Only those in this language.")] = None,
) -> Page[TemplateView] | Response:
    """Newest first."""
    filters = {"kind": kind, "archived": archived, "name": name, "tag": tag, "language": language}
    async with transactions.work(caller.organization_id) as work:
        rows = await templates.page(
            work,
            after=page.after_id(filters),
            kind=kind,
            archived=archived,
            name=name,
            tag=tag,
            language=language,
            limit=page.fetch,
        )
    answer = page.answer(
        rows, view=TemplateView.of, key=lambda template: (str(template.template_id),), filters=filters
    )
    return fields.of(answer, page)


@router.get("/{template_id}", response_model=TemplateView, summary="Get a template")
async def get_template(
    template_id: UUID,
    caller: SignedIn,
    templates: UseCases,
    transactions: Transactions,
    response: Response,
    known: IfNoneMatch = None,
) -> Response | TemplateView:
    """Its ETag is what a change must show."""
    async with transactions.work(caller.organization_id) as work:
        template = await templates.get(work, template_id)
    return not_modified(known, response, template.revision) or TemplateView.of(template)


@router.patch("/{template_id}", summary="Change a template")
async def update_template(
    template_id: UUID,
    body: TemplateChanges,
    caller: SignedIn,
    templates: UseCases,
    transactions: Transactions,
    condition: IfMatch,
    response: Response,
) -> TemplateView:
    """Fields left out stay as they are; the former version is kept."""
    async with transactions.work(caller.organization_id) as work:
        template = await templates.update(work, caller, template_id, condition, body.changes)
    return _shown(response, TemplateView.of(template))


@router.post("/{template_id}/archive", summary="Archive a template")
async def archive_template(
    template_id: UUID,
    caller: SignedIn,
    templates: UseCases,
    transactions: Transactions,
    response: Response,
) -> TemplateView:
    """It leaves the list and nothing more is made of it. Archiving again changes nothing."""
    async with transactions.work(caller.organization_id) as work:
        template = await templates.archive(work, template_id)
    return _shown(response, TemplateView.of(template))


@router.post("/{template_id}/restore", summary="Restore an archived template")
async def restore_template(
    template_id: UUID,
    caller: SignedIn,
    templates: UseCases,
    transactions: Transactions,
    response: Response,
) -> TemplateView:
    """It is back in the list. Restoring again changes nothing."""
    async with transactions.work(caller.organization_id) as work:
        template = await templates.restore(work, template_id)
    return _shown(response, TemplateView.of(template))


@router.get("/{template_id}/versions", summary="List the versions of a template")
async def list_template_versions(
    template_id: UUID, caller: SignedIn, templates: UseCases, transactions: Transactions, page: PageQuery
) -> Page[TemplateVersionView]:
    """Newest first."""
    async with transactions.work(caller.organization_id) as work:
        rows = await templates.versions(work, template_id, before=page.after_number(), limit=page.fetch)
    return page.answer(rows, view=TemplateVersionView.of, key=lambda version: (str(version.number),))


@router.get("/{template_id}/versions/{number}", summary="Get a version of a template")
async def get_template_version(
    template_id: UUID, number: Number, caller: SignedIn, templates: UseCases, transactions: Transactions
) -> TemplateVersionView:
    """As it was; versions never change."""
    async with transactions.work(caller.organization_id) as work:
        return TemplateVersionView.of(await templates.version(work, template_id, number))


@router.post("/{template_id}/versions/{number}/restore", summary="Restore a version of a template")
async def restore_template_version(
    template_id: UUID,
    number: Number,
    caller: SignedIn,
    templates: UseCases,
    transactions: Transactions,
    condition: IfMatch,
    response: Response,
) -> TemplateView:
    """It becomes the newest version once more; those between are kept."""
    async with transactions.work(caller.organization_id) as work:
        template = await templates.restore_version(work, caller, template_id, number, condition)
    return _shown(response, TemplateView.of(template))


@router.post("/{template_id}/renderings", summary="Fill in a template")
async def render_template(
    template_id: UUID, body: NewRendering, caller: SignedIn, makers: Makers, transactions: Transactions
) -> RenderingView:
    """A preview: what each network would get and what the poster would say, or what is wrong with which value. Nothing
    is kept.
    """
    async with transactions.work(caller.organization_id) as work:
        try:
            made, counted = await makers.preview(work, template_id, body.values, body.networks)
        except FlawedError as error:
            if not all(flaw.pointer.startswith("/values/") for flaw in error.flaws):
                raise
            return RenderingView.of_flaws(list(error.flaws))
    return RenderingView.of(made, counted)


@router.post(
    "/{template_id}/content-requests",
    status_code=202,
    response_model=ContentRequestView,
    summary="Ask for content of a template",
)
async def request_content_of_template(
    template_id: UUID, body: TemplateRequestBody, caller: SignedIn, makers: Makers, create: Creation
) -> Response:
    """Its texts are published as they are; its poster is drawn. It goes its way as any other content request (approval,
    schedule, compliance). Look at Location for how far it is.
    """

    async def effect(work: UnitOfWork) -> Made:
        request = await makers.request(work, caller, template_id, body.values, body.brief_fields)
        headers = {"Location": f"/v1/content-requests/{request.request_id}", "Retry-After": "1"}
        return Made(202, ContentRequestView.of(request), headers)

    return await create(effect)


@router.post(
    "/{template_id}/batches",
    status_code=202,
    response_model=BatchView,
    summary="Ask for content of a template many times",
)
async def request_batch_of_template(
    template_id: UUID,
    body: TemplateBatchBody,
    caller: SignedIn,
    makers: Makers,
    create: Creation,
) -> Response:
    """Once for each row of values, as a batch. A row that can't be taken is named with its variable; the good ones go on.
    422 only when there is no good one. Look at Location for how far it is.
    """

    async def effect(work: UnitOfWork) -> Made:
        batch, made = await makers.batch(work, caller, template_id, body.rows, body.brief_fields)
        headers = {"Location": f"/v1/content-requests/batches/{batch.batch_id}", "Retry-After": "1"}
        return Made(202, BatchView.of(batch, made), headers)

    return await create(effect)


@router.post(
    "/{template_id}/posts", status_code=201, response_model=PostView, summary="Plan a post of a template"
)
async def create_post_of_template(
    template_id: UUID, body: TemplatePostBody, caller: SignedIn, makers: Makers, create: Creation
) -> Response:
    """With its texts, and the media that are given for it, to every connected account of each network."""

    async def effect(work: UnitOfWork) -> Made:
        post = await makers.post(work, caller, template_id, body.to_domain())
        headers = {"Location": f"/v1/posts/{post.post_id}", "ETag": entity_tag(post.revision)}
        return Made(201, PostView.of(post), headers)

    return await create(effect)


@library_router.get("", summary="List the library of templates")
async def list_template_library(
    caller: SignedIn,  # noqa: ARG001  those who signed in may read it
    page: PageQuery,
) -> Page[LibraryTemplateView]:
    """Templates that come with the product, by their keys."""
    return page.answer_of_all(
        list(library().values()), view=LibraryTemplateView.of, key=lambda template: template.key
    )


@library_router.get("/{key}", summary="Get a template of the library")
async def get_library_template(
    key: Key,
    caller: SignedIn,  # noqa: ARG001  those who signed in may read it
) -> LibraryTemplateView:
    """With values to try it with."""
    return LibraryTemplateView.of(in_library(key))


@library_router.post(
    "/{key}/copies", status_code=201, response_model=TemplateView, summary="Copy a template of the library"
)
async def copy_library_template(
    key: Key, caller: SignedIn, templates: UseCases, create: Creation
) -> Response:
    """It becomes a template of the organisation, to be changed and filled in."""

    async def effect(work: UnitOfWork) -> Made:
        template = await templates.copy(work, caller, key)
        headers = {"Location": f"/v1/templates/{template.template_id}", "ETag": entity_tag(template.revision)}
        return Made(201, TemplateView.of(template), headers)

    return await create(effect)


def _shown(response: Response, view: TemplateView) -> TemplateView:
    response.headers["ETag"] = entity_tag(view.revision)
    return view
