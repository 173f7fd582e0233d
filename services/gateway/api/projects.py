"""Projects: /v1/projects."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from services.gateway.api.dependencies import SignedIn, Transactions, provided
from services.gateway.api.idempotency import Creation, Made
from services.gateway.api.pagination import Page, PageQuery
from services.gateway.api.preconditions import IfMatch, IfNoneMatch, entity_tag, not_modified
from services.gateway.api.views.projects import NewProject, ProjectChanges, ProjectView
from services.gateway.domain.texts import Text
from services.gateway.usecases.projects import Projects
from shared.unit_of_work import UnitOfWork

router = APIRouter(prefix="/v1/projects", tags=["Projects"])

UseCases = Annotated[Projects, Depends(provided(Projects))]


@router.post("", status_code=201, response_model=ProjectView, summary="Create a project")
async def create_project(
    body: NewProject, caller: SignedIn, projects: UseCases, create: Creation
) -> Response:
    """Campaigns may name it."""

    async def effect(work: UnitOfWork) -> Made:
        project = await projects.create(work, caller, body.model_dump())
        headers = {"Location": f"/v1/projects/{project.project_id}", "ETag": entity_tag(project.revision)}
        return Made(201, ProjectView.of(project), headers)

    return await create(effect)


@router.get("", summary="List projects")
async def list_projects(
    caller: SignedIn,
    projects: UseCases,
    transactions: Transactions,
    page: PageQuery,
    archived: Annotated[bool, Query(description="Archived ones instead of the others.")] = False,  # noqa: FBT002  a query parameter
    name: Annotated[
        str | None, Text(200), Query(description="Only those whose name holds this text.")
    ] = None,
    tag: Annotated[str | None, Text(50), Query(description="Only those with this tag.")] = None,
) -> Page[ProjectView]:
    """Newest first."""
    filters = {"archived": archived, "name": name, "tag": tag}
    async with transactions.work(caller.organization_id) as work:
        rows = await projects.page(
            work, after=page.after_id(filters), archived=archived, name=name, tag=tag, limit=page.fetch
        )
    return page.answer(
        rows, view=ProjectView.of, key=lambda project: (str(project.project_id),), filters=filters
    )


@router.get("/{project_id}", response_model=ProjectView, summary="Get a project")
async def get_project(
    project_id: UUID,
    caller: SignedIn,
    projects: UseCases,
    transactions: Transactions,
    response: Response,
    known: IfNoneMatch = None,
) -> Response | ProjectView:
    """Its ETag is what a change must show."""
    async with transactions.work(caller.organization_id) as work:
        project = await projects.get(work, project_id)
    return not_modified(known, response, project.revision) or ProjectView.of(project)


@router.patch("/{project_id}", summary="Change a project")
async def update_project(
    project_id: UUID,
    body: ProjectChanges,
    caller: SignedIn,
    projects: UseCases,
    transactions: Transactions,
    condition: IfMatch,
    response: Response,
) -> ProjectView:
    """Fields left out stay as they are."""
    async with transactions.work(caller.organization_id) as work:
        project = await projects.update(work, project_id, condition, body.changes)
    return _shown(response, ProjectView.of(project))


@router.post("/{project_id}/archive", summary="Archive a project")
async def archive_project(
    project_id: UUID, caller: SignedIn, projects: UseCases, transactions: Transactions, response: Response
) -> ProjectView:
    """It leaves the list and takes no new campaign; those it has go on. Archiving again changes nothing."""
    async with transactions.work(caller.organization_id) as work:
        project = await projects.archive(work, project_id)
    return _shown(response, ProjectView.of(project))


@router.post("/{project_id}/restore", summary="Restore an archived project")
async def restore_project(
    project_id: UUID, caller: SignedIn, projects: UseCases, transactions: Transactions, response: Response
) -> ProjectView:
    """It is back in the list. Restoring again changes nothing."""
    async with transactions.work(caller.organization_id) as work:
        project = await projects.restore(work, project_id)
    return _shown(response, ProjectView.of(project))


def _shown(response: Response, view: ProjectView) -> ProjectView:
    response.headers["ETag"] = entity_tag(view.revision)
    return view
