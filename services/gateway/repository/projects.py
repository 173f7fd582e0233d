"""Projects in the database."""

from dataclasses import fields
from pathlib import Path
from uuid import UUID

import asyncpg

from services.gateway.domain.projects import Project
from shared.postgres import Connection
from shared.sql import load_queries

QUERIES = load_queries(Path(__file__).parents[1] / "queries" / "projects.sql")
_FIELDS = tuple(field.name for field in fields(Project))


async def insert(connection: Connection, project: Project) -> None:
    await connection.execute(
        QUERIES["insert_project"],
        project.project_id,
        project.organization_id,
        project.name,
        project.description,
        project.tags,
        project.created_by,
        project.created_at,
    )


async def find(connection: Connection, project_id: UUID) -> Project | None:
    row = await connection.fetchrow(QUERIES["get_project"], project_id)
    return None if row is None else _project(row)


async def lock(connection: Connection, project_id: UUID) -> Project | None:
    """As `find`, and nobody else changes it until the transaction ends."""
    row = await connection.fetchrow(QUERIES["lock_project"], project_id)
    return None if row is None else _project(row)


async def update(connection: Connection, project: Project) -> Project:
    """Keep what may change of a project; gives it with its new revision."""
    row = await connection.fetchrow(
        QUERIES["update_project"],
        project.project_id,
        project.name,
        project.description,
        project.tags,
        project.archived_at,
        project.updated_at,
    )
    assert row is not None
    return _project(row)


async def page(
    connection: Connection,
    *,
    after: UUID | None,
    archived: bool,
    name: str | None,
    tag: str | None,
    rows: int,
) -> list[Project]:
    """Projects, newest first."""
    found = await connection.fetch(QUERIES["list_projects"], after, archived, name, tag, rows)
    return [_project(row) for row in found]


async def is_open(connection: Connection, project_id: UUID) -> bool:
    """Whether it exists and is not archived."""
    return bool(await connection.fetchval(QUERIES["open_project"], project_id))


def _project(row: asyncpg.Record) -> Project:
    return Project(**{**{name: row[name] for name in _FIELDS}, "tags": tuple(row["tags"])})
