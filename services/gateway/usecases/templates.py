"""Templates: make, read, change with versions, and fill in."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from services.gateway.domain.flaws import FlawedError, flaws_of
from services.gateway.domain.identity import Caller
from services.gateway.domain.revisions import RevisionCondition
from services.gateway.domain.templates import (
    GivenValue,
    LibraryTemplate,
    Rendered,
    StoredTemplate,
    TemplateDefinition,
    TemplateKind,
    TemplateVersion,
    library,
    render,
    require_sound,
)
from services.gateway.errors import NotFoundError
from services.gateway.repository import media
from services.gateway.repository import templates as rows
from shared.clock import Clock
from shared.events import NetworkName
from shared.ids import new_id
from shared.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Templates:
    clock: Clock

    async def create(
        self,
        work: UnitOfWork,
        caller: Caller,
        definition: TemplateDefinition,
        *,
        library_key: str | None = None,
    ) -> StoredTemplate:
        """Make a template.

        Raises:
            FlawedError: It can't be read, or uses what it does not declare.
        """
        await asyncio.to_thread(require_sound, definition)
        now = self.clock.now()
        template = StoredTemplate(
            template_id=new_id(),
            organization_id=caller.organization_id,
            definition=definition,
            library_key=library_key,
            created_by=caller.user_id,
            created_at=now,
            updated_at=now,
        )
        await rows.insert(work.connection, template)
        await rows.insert_version(work.connection, template, caller.user_id)
        return template

    async def copy(self, work: UnitOfWork, caller: Caller, key: str) -> StoredTemplate:
        """Make a template of the organisation's own of one of the library.

        Raises:
            NotFoundError: The library has none under that key.
        """
        return await self.create(work, caller, in_library(key).definition, library_key=key)

    async def page(
        self,
        work: UnitOfWork,
        *,
        after: UUID | None,
        kind: TemplateKind | None,
        archived: bool,
        name: str | None,
        tag: str | None,
        language: str | None,
        limit: int,
    ) -> list[StoredTemplate]:
        """Templates, newest first."""
        return await rows.page(
            work.connection,
            after=after,
            kind=kind,
            archived=archived,
            name=name,
            tag=tag,
            language=language,
            rows=limit,
        )

    async def get(self, work: UnitOfWork, template_id: UUID) -> StoredTemplate:
        """One template.

        Raises:
            NotFoundError: There is none of that id in the caller's organisation.
        """
        return _there(await rows.find(work.connection, template_id), template_id)

    async def update(
        self,
        work: UnitOfWork,
        caller: Caller,
        template_id: UUID,
        condition: RevisionCondition,
        changes: Mapping[str, Any],
    ) -> StoredTemplate:
        """Change some fields, which makes a new version.

        Raises:
            NotFoundError: There is none of that id.
            StaleRevisionError: Somebody changed it since the client looked.
            FlawedError: The template as it would be is not sound.
        """
        template = _there(await rows.lock(work.connection, template_id), template_id)
        condition.check(template.revision)
        fields = {name: getattr(template.definition, name) for name in TemplateDefinition.model_fields}
        try:
            definition = TemplateDefinition.model_validate({**fields, **changes})
        except ValidationError as error:
            raise FlawedError(flaws_of(error)) from None
        return await self._next(work, caller, template, definition)

    async def versions(
        self, work: UnitOfWork, template_id: UUID, *, before: int, limit: int
    ) -> list[TemplateVersion]:
        """A template's versions, newest first.

        Raises:
            NotFoundError: There is no such template in the caller's organisation.
        """
        await self.get(work, template_id)
        return await rows.versions(work.connection, template_id, before=before, rows=limit)

    async def version(self, work: UnitOfWork, template_id: UUID, number: int) -> TemplateVersion:
        """One version.

        Raises:
            NotFoundError: There is none of that number, or no such template in the caller's organisation.
        """
        version = await rows.find_version(work.connection, template_id, number)
        if version is None:
            raise NotFoundError(
                f"There is no version {number} of a template {template_id} in this organisation."
            )
        return version

    async def restore_version(
        self,
        work: UnitOfWork,
        caller: Caller,
        template_id: UUID,
        number: int,
        condition: RevisionCondition,
    ) -> StoredTemplate:
        """Make an older version the newest.

        Raises:
            NotFoundError: There is none of that number, or no such template.
            StaleRevisionError: Somebody changed the template since the client looked.
        """
        template = _there(await rows.lock(work.connection, template_id), template_id)
        condition.check(template.revision)
        older = await self.version(work, template_id, number)
        return await self._next(work, caller, template, older.definition)

    async def archive(self, work: UnitOfWork, template_id: UUID) -> StoredTemplate:
        """Take a template out of the list. Again changes nothing."""
        template = _there(await rows.lock(work.connection, template_id), template_id)
        if template.archived_at is not None:
            return template
        now = self.clock.now()
        return await rows.update(work.connection, replace(template, archived_at=now, updated_at=now))

    async def restore(self, work: UnitOfWork, template_id: UUID) -> StoredTemplate:
        """Bring an archived template back. Again changes nothing."""
        template = _there(await rows.lock(work.connection, template_id), template_id)
        if template.archived_at is None:
            return template
        return await rows.update(
            work.connection, replace(template, archived_at=None, updated_at=self.clock.now())
        )

    async def _next(
        self, work: UnitOfWork, caller: Caller, template: StoredTemplate, definition: TemplateDefinition
    ) -> StoredTemplate:
        if definition == template.definition:
            return template
        await asyncio.to_thread(require_sound, definition)
        changed = replace(
            template, definition=definition, version=template.version + 1, updated_at=self.clock.now()
        )
        kept = await rows.update(work.connection, changed)
        await rows.insert_version(work.connection, kept, caller.user_id)
        return kept


def in_library(key: str) -> LibraryTemplate:
    """A template that comes with the product.

    Raises:
        NotFoundError: There is none under that key.
    """
    template = library().get(key)
    if template is None:
        raise NotFoundError(f"The library has no template {key[:60]!r}; GET /v1/template-library lists them.")
    return template


async def filled_in(
    work: UnitOfWork,
    definition: TemplateDefinition,
    values: Mapping[str, GivenValue],
    networks: Sequence[NetworkName],
) -> Rendered:
    """A template with values, for these networks.

    Raises:
        FlawedError: Values are missing or wrong, or the template takes too much work.
    """
    named = [_uuid(values.get(one.name)) for one in definition.variables if one.type == "media"]
    wanted = [media_id for media_id in named if media_id is not None]
    known = await media.find_all(work.connection, wanted) if wanted else {}
    # Some milliseconds of a processor, which other requests need not wait for.
    return await asyncio.to_thread(render, definition, values, networks, known)


def _uuid(value: GivenValue) -> UUID | None:
    try:
        return UUID(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _there(template: StoredTemplate | None, template_id: UUID) -> StoredTemplate:
    if template is None:
        raise NotFoundError.of("template", template_id)
    return template
