"""Projects: make, read, change, archive, restore."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from services.gateway.domain.identity import Caller
from services.gateway.domain.projects import Project
from services.gateway.domain.revisions import RevisionCondition
from services.gateway.errors import NotFoundError
from services.gateway.repository import projects as rows
from shared.clock import Clock
from shared.ids import new_id
from shared.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Projects:
    clock: Clock

    async def create(self, work: UnitOfWork, caller: Caller, wanted: Mapping[str, Any]) -> Project:
        """Make a project of its fields as the client gives them."""
        now = self.clock.now()
        project = Project(
            project_id=new_id(),
            organization_id=caller.organization_id,
            revision=1,
            created_by=caller.user_id,
            created_at=now,
            updated_at=now,
            **wanted,
        )
        await rows.insert(work.connection, project)
        return project

    async def page(
        self,
        work: UnitOfWork,
        *,
        after: UUID | None,
        archived: bool,
        name: str | None,
        tag: str | None,
        limit: int,
    ) -> list[Project]:
        """Projects, newest first."""
        return await rows.page(
            work.connection, after=after, archived=archived, name=name, tag=tag, rows=limit
        )

    async def get(self, work: UnitOfWork, project_id: UUID) -> Project:
        """One project.

        Raises:
            NotFoundError: There is none of that id in the caller's organisation.
        """
        return _there(await rows.find(work.connection, project_id), project_id)

    async def update(
        self, work: UnitOfWork, project_id: UUID, condition: RevisionCondition, changes: Mapping[str, Any]
    ) -> Project:
        """Change some fields.

        Raises:
            NotFoundError: There is none of that id.
            StaleRevisionError: Somebody changed it since the client looked.
        """
        project = _there(await rows.lock(work.connection, project_id), project_id)
        condition.check(project.revision)
        changed = replace(project, updated_at=self.clock.now(), **changes)
        return await rows.update(work.connection, changed)

    async def archive(self, work: UnitOfWork, project_id: UUID) -> Project:
        """Take a project out of the list; its campaigns stay. Again changes nothing."""
        project = _there(await rows.lock(work.connection, project_id), project_id)
        if project.archived_at is not None:
            return project
        now = self.clock.now()
        return await rows.update(work.connection, replace(project, archived_at=now, updated_at=now))

    async def restore(self, work: UnitOfWork, project_id: UUID) -> Project:
        """Bring an archived project back. Again changes nothing."""
        project = _there(await rows.lock(work.connection, project_id), project_id)
        if project.archived_at is None:
            return project
        return await rows.update(
            work.connection, replace(project, archived_at=None, updated_at=self.clock.now())
        )


def _there(project: Project | None, project_id: UUID) -> Project:
    if project is None:
        raise NotFoundError.of("project", project_id)
    return project
