"""Versions come into being: other content is another version, and no approval of the former holds for it."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from services.gateway.domain.compliance import ComplianceReport
from services.gateway.domain.content_items import Content, ContentItem, MadeBy, Origin, Version
from services.gateway.domain.flaws import FlawedError
from services.gateway.domain.live import LiveEvent
from services.gateway.domain.workflows import Workflow
from services.gateway.repository import content_items as rows
from services.gateway.usecases.compliance import report_for
from services.gateway.usecases.live import append_live_events
from services.gateway.usecases.reviewing import void
from shared.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Author:
    """Who made a version, how and why."""

    user_id: UUID
    origin: Origin
    note: str = ""
    made_by: MadeBy | None = None


def first_version(
    item_id: UUID,
    organization_id: UUID,
    content: Content,
    author: Author,
    *,
    report: ComplianceReport | None,
    now: datetime,
) -> Version:
    """What an item begins with."""
    return _version(item_id, 1, organization_id, content, author, report=report, now=now)


async def revised(
    work: UnitOfWork,
    before: ContentItem,
    after: ContentItem,
    content: Content,
    author: Author,
    *,
    now: datetime,
) -> tuple[ContentItem, Workflow | None]:
    """Keep a locked item as it is now, with this content; gives it, and the review that is void since.

    The same content is no version. Other content, or another campaign with other rules, makes it a draft again.
    """
    kept = replace(after, updated_at=now)
    is_new = content.hash != before.current.content_hash
    if is_new:
        report = await compliance_of(work, after, content)
        number = before.version + 1
        version = _version(
            before.item_id, number, before.organization_id, content, author, report=report, now=now
        )
        await rows.insert_version(work.connection, version)
        kept = replace(kept, current=version)
    ended = None
    if is_new or (after.campaign_id, after.approval) != (before.campaign_id, before.approval):
        reason = "The content was changed." if is_new else "Other rules hold for it now."
        ended = next(iter(await void(work, [before.item_id], reason=reason, now=now)), None)
        kept = replace(kept, state="draft")
    kept = replace(kept, revision=await rows.update(work.connection, kept))
    await append_live_events(work, [item_told(kept, "content_item.changed")])
    return kept, ended


async def compliance_of(work: UnitOfWork, item: ContentItem, content: Content) -> ComplianceReport | None:
    """What the rules of an item's brand find in content; None where none hold, as of a kit that was put away."""
    try:
        return await report_for(
            work,
            content,
            organization_id=item.organization_id,
            brand_kit_id=item.brand_kit_id,
            campaign_id=item.campaign_id,
            about=item.about or item.title,
        )
    except FlawedError:
        return None


def item_told(item: ContentItem, kind: str) -> LiveEvent:
    """What watching clients are told of an item."""
    data = {
        "item_id": str(item.item_id),
        "request_id": None if item.request_id is None else str(item.request_id),
        "campaign_id": None if item.campaign_id is None else str(item.campaign_id),
        "title": item.title,
        "state": item.state,
        "version": item.version,
        "content_hash": item.current.content_hash,
        "origin": item.current.origin,
        "author": str(item.current.author),
        "revision": item.revision,
        "at": item.updated_at.isoformat(),
    }
    return LiveEvent(item.organization_id, kind, data)


def _version(
    item_id: UUID,
    number: int,
    organization_id: UUID,
    content: Content,
    author: Author,
    *,
    report: ComplianceReport | None,
    now: datetime,
) -> Version:
    return Version(
        item_id=item_id,
        number=number,
        organization_id=organization_id,
        content=content,
        content_hash=content.hash,
        origin=author.origin,
        made_by=author.made_by,
        compliance=report,
        author=author.user_id,
        note=author.note,
        created_at=now,
    )
