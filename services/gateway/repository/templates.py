"""Templates in the database."""

from dataclasses import fields
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg

from services.gateway.domain.templates import (
    StoredTemplate,
    TemplateDefinition,
    TemplateKind,
    TemplateVersion,
)
from shared.postgres import Connection
from shared.sql import load_queries

QUERIES = load_queries(Path(__file__).parents[1] / "queries" / "templates.sql")
_FIELDS = tuple(field.name for field in fields(StoredTemplate))


async def insert(connection: Connection, template: StoredTemplate) -> None:
    definition = template.definition
    await connection.execute(
        QUERIES["insert_template"],
        template.template_id,
        template.organization_id,
        definition.name,
        definition.kind,
        definition.language,
        definition.tags,
        definition.model_dump(mode="json"),
        template.library_key,
        template.created_by,
        template.created_at,
    )


async def insert_version(connection: Connection, template: StoredTemplate, author: UUID) -> None:
    """Keep the present definition as the version that it is."""
    await connection.execute(
        QUERIES["insert_version"],
        template.template_id,
        template.version,
        template.organization_id,
        template.definition.model_dump(mode="json"),
        author,
        template.updated_at,
    )


async def page(
    connection: Connection,
    *,
    after: UUID | None,
    kind: TemplateKind | None,
    archived: bool,
    name: str | None,
    tag: str | None,
    language: str | None,
    rows: int,
) -> list[StoredTemplate]:
    """Templates, newest first."""
    found = await connection.fetch(
        QUERIES["list_templates"], after, kind, archived, name, tag, language, rows
    )
    return [_template(row) for row in found]


async def find(connection: Connection, template_id: UUID) -> StoredTemplate | None:
    row = await connection.fetchrow(QUERIES["get_template"], template_id)
    return None if row is None else _template(row)


async def lock(connection: Connection, template_id: UUID) -> StoredTemplate | None:
    """As `find`, and nobody else changes it until the transaction ends."""
    row = await connection.fetchrow(QUERIES["lock_template"], template_id)
    return None if row is None else _template(row)


async def update(connection: Connection, template: StoredTemplate) -> StoredTemplate:
    """Keep what may change of a template; gives it with its new revision."""
    definition = template.definition
    row = await connection.fetchrow(
        QUERIES["update_template"],
        template.template_id,
        definition.name,
        definition.kind,
        definition.language,
        definition.tags,
        definition.model_dump(mode="json"),
        template.version,
        template.archived_at,
        template.updated_at,
    )
    assert row is not None
    return _template(row)


async def versions(
    connection: Connection, template_id: UUID, *, before: int, rows: int
) -> list[TemplateVersion]:
    """Versions, newest first, from before that number on; 0 begins with the newest."""
    found = await connection.fetch(QUERIES["list_versions"], template_id, before, rows)
    return [_version(row) for row in found]


async def find_version(connection: Connection, template_id: UUID, number: int) -> TemplateVersion | None:
    row = await connection.fetchrow(QUERIES["get_version"], template_id, number)
    return None if row is None else _version(row)


def _template(row: asyncpg.Record) -> StoredTemplate:
    values: dict[str, Any] = {name: row[name] for name in _FIELDS}
    values["definition"] = TemplateDefinition.model_validate(values["definition"])
    return StoredTemplate(**values)


def _version(row: asyncpg.Record) -> TemplateVersion:
    return TemplateVersion(**{**row, "definition": TemplateDefinition.model_validate(row["definition"])})
