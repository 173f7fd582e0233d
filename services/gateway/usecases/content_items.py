"""Content items: make, read, change, put away, and plan posts from them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from services.gateway.domain.briefs import Approval
from services.gateway.domain.compliance import ComplianceReport
from services.gateway.domain.content_items import (
    Content,
    ContentItem,
    ItemState,
    ListedItem,
    MadeBy,
    Origin,
)
from services.gateway.domain.edits import Wish
from services.gateway.domain.flaws import Flaw, FlawedError
from services.gateway.domain.identity import Caller
from services.gateway.domain.planning import accounts_of, plan_item, problems_of
from services.gateway.domain.posts import Post
from services.gateway.domain.revisions import RevisionCondition
from services.gateway.domain.schedules import PostSchedule, timing_of
from services.gateway.domain.timeline import scheduled
from services.gateway.domain.variants import variants_of
from services.gateway.errors import (
    ApprovalRequiredError,
    ItemArchivedError,
    ItemInUseError,
    NotFoundError,
)
from services.gateway.repository import campaigns, posts, workflows
from services.gateway.repository import content_items as rows
from services.gateway.usecases import quotas
from services.gateway.usecases.admission import no_such_campaign
from services.gateway.usecases.brand_kits import rules_for
from services.gateway.usecases.compliance import report_for
from services.gateway.usecases.library import library_for, require_kept
from services.gateway.usecases.live import append_live_events
from services.gateway.usecases.planning import Change, tell_changes
from services.gateway.usecases.preparing import prepared_posts
from services.gateway.usecases.reviewing import review_of_item, void
from services.gateway.usecases.versioning import Author, compliance_of, first_version, item_told, revised
from services.gateway.usecases.workflows import Workflows
from shared.capabilities import Registry
from shared.clock import Clock
from shared.events import NetworkName
from shared.ids import new_id
from shared.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class NewItem:
    """An item as somebody wants it.

    Attributes:
        approval: `required` where a person must approve it whatever the rules say.
    """

    title: str
    campaign_id: UUID | None = None
    brand_kit_id: UUID | None = None
    approval: Approval = "auto"
    origin: Origin = "edited"
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemChanges:
    """What is to change of an item; what is not named stays.

    Attributes:
        fields: Of title, campaign_id, brand_kit_id, approval.
        language: Of the content.
        wishes: The content for each network, in place of all of the former.
        resume: Whether the review that ran begins anew with what it is then.
    """

    fields: Mapping[str, Any]
    language: str | None = None
    wishes: Sequence[Wish] | None = None
    note: str = ""
    resume: bool = False


@dataclass(frozen=True, slots=True)
class Judged:
    """An item, what its networks would refuse of it, and what its brand's rules find in it."""

    item: ContentItem
    problems: list[Flaw]
    compliance: ComplianceReport | None


@dataclass(frozen=True)
class ContentItems:
    registry: Registry
    clock: Clock
    workflows: Workflows

    async def create(
        self, work: UnitOfWork, caller: Caller, wanted: NewItem, language: str, wishes: Sequence[Wish]
    ) -> ContentItem:
        """Keep something that a person wrote. What its networks would refuse is shown, and stops nothing yet.

        Raises:
            FlawedError: Its campaign or media are not there, or a network is named twice.
        """
        media = await library_for(work, wishes)
        content = Content(language, variants_of(wishes, media))
        return await self.keep(work, caller, wanted, content)

    async def keep(
        self,
        work: UnitOfWork,
        caller: Caller,
        wanted: NewItem,
        content: Content,
        *,
        made_by: MadeBy | None = None,
        written_by: UUID | None = None,
    ) -> ContentItem:
        """A new item with content that is there already, such as one made from a template.

        The words are the caller's unless it is said by whom they were written: nobody approves their own by a copy.

        Raises:
            FlawedError: Its campaign or brand kit is not there.
        """
        await self._require_campaign(work, wanted.campaign_id)
        report = await report_for(
            work,
            content,
            organization_id=caller.organization_id,
            brand_kit_id=wanted.brand_kit_id,
            campaign_id=wanted.campaign_id,
            about=wanted.title,
        )
        now = self.clock.now()
        item_id = new_id()
        author = Author(written_by or caller.user_id, wanted.origin, wanted.note, made_by)
        item = ContentItem(
            item_id=item_id,
            organization_id=caller.organization_id,
            campaign_id=wanted.campaign_id,
            brand_kit_id=wanted.brand_kit_id,
            approval=wanted.approval,
            title=wanted.title,
            current=first_version(item_id, caller.organization_id, content, author, report=report, now=now),
            created_by=caller.user_id,
            created_at=now,
            updated_at=now,
        )
        await rows.insert(work.connection, [item])
        await append_live_events(work, [item_told(item, "content_item.created")])
        return item

    async def get(self, work: UnitOfWork, item_id: UUID) -> ContentItem:
        """One item with its present version.

        Raises:
            NotFoundError: There is none of that id in the caller's organisation.
        """
        return _there(await rows.find(work.connection, item_id), item_id)

    def problems(self, content: Content, organization_id: UUID) -> list[Flaw]:
        """What the networks would refuse."""
        return problems_of(content, organization_id, self.registry)

    async def judged(self, work: UnitOfWork, item: ContentItem) -> Judged:
        """An item with what its networks would refuse, and what its brand's rules find in it now."""
        report = await compliance_of(work, item, item.current.content)
        return Judged(item, self.problems(item.current.content, item.organization_id), report)

    async def page(
        self,
        work: UnitOfWork,
        *,
        after: UUID | None,
        states: Collection[ItemState] | None,
        campaign_id: UUID | None,
        brand_kit_id: UUID | None,
        request_id: UUID | None,
        network: NetworkName | None,
        text: str | None,
        archived: bool,
        limit: int,
    ) -> list[ListedItem]:
        """Items, newest first."""
        return await rows.page(
            work.connection,
            after=after,
            states=states,
            campaign_id=campaign_id,
            brand_kit_id=brand_kit_id,
            request_id=request_id,
            network=network,
            text=text,
            archived=archived,
            rows=limit,
        )

    async def update(
        self,
        work: UnitOfWork,
        caller: Caller,
        item_id: UUID,
        condition: RevisionCondition,
        changes: ItemChanges,
    ) -> ContentItem:
        """Change an item; other content is another version, and whatever was approved of the former is void for it.

        Raises:
            NotFoundError: There is none of that id.
            StaleRevisionError: Somebody changed it since the client looked.
            ItemArchivedError: It is archived.
            FlawedError: Its campaign or media are not there.
        """
        item = await self.locked(work, item_id, condition)
        before = item.current.content
        variants = before.variants
        if changes.wishes is not None:
            variants = variants_of(changes.wishes, await library_for(work, changes.wishes))
        content = Content(changes.language or before.language, variants)
        if changes.fields.get("campaign_id") not in {None, item.campaign_id}:
            await self._require_campaign(work, changes.fields["campaign_id"])
        if changes.fields.get("brand_kit_id") not in {None, item.brand_kit_id}:
            await _require_kit(work, item.organization_id, changes.fields["brand_kit_id"])
        changed = replace(item, **changes.fields)
        author = Author(caller.user_id, "edited", changes.note)
        return await self.revise(work, item, changed, content, author, resume=changes.resume)

    async def revise(
        self,
        work: UnitOfWork,
        before: ContentItem,
        after: ContentItem,
        content: Content,
        author: Author,
        *,
        resume: bool = False,
    ) -> ContentItem:
        """Keep a locked item as it is now, with this content; `resume` has the review begin anew where one ran."""
        now = self.clock.now()
        kept, ended = await revised(work, before, after, content, author, now=now)
        if resume and ended is not None:
            await self.workflows.review(work, kept, by=author.user_id, previous_id=ended.workflow_id)
            kept = _there(await rows.find(work.connection, kept.item_id), kept.item_id)
        return kept

    async def locked(
        self, work: UnitOfWork, item_id: UUID, condition: RevisionCondition | None = None
    ) -> ContentItem:
        """An item that may be changed, nobody else changing it until the transaction ends.

        Raises:
            NotFoundError: There is none of that id.
            StaleRevisionError: Somebody changed it since the client looked.
            ItemArchivedError: It is archived.
        """
        item = _there(await rows.lock(work.connection, item_id), item_id)
        if condition is not None:
            condition.check(item.revision)
        if item.archived_at is not None:
            raise ItemArchivedError("Restore it before it is changed.")
        return item

    async def archive(self, work: UnitOfWork, item_id: UUID) -> ContentItem:
        """Take an item out of the list; its review ends, its posts stay and go out. Again changes nothing."""
        item = _there(await rows.lock(work.connection, item_id), item_id)
        if item.archived_at is not None:
            return item
        now = self.clock.now()
        running = await workflows.running(work.connection, item_id)
        if running is not None:
            await self.workflows.cancel(work, running.workflow_id)
            item = replace(item, state="draft")
        return await self._moved(
            work, replace(item, archived_at=now, updated_at=now), "content_item.archived"
        )

    async def restore(self, work: UnitOfWork, item_id: UUID) -> ContentItem:
        """Bring an archived item back. Again changes nothing."""
        item = _there(await rows.lock(work.connection, item_id), item_id)
        if item.archived_at is None:
            return item
        back = replace(item, archived_at=None, updated_at=self.clock.now())
        return await self._moved(work, back, "content_item.restored")

    async def delete(self, work: UnitOfWork, item_id: UUID, condition: RevisionCondition) -> None:
        """Delete a draft for good, with its versions and comments.

        Raises:
            NotFoundError: There is none of that id.
            StaleRevisionError: Somebody changed it since the client looked.
            ItemInUseError: It is more than a draft, or posts were made of it.
        """
        item = _there(await rows.lock(work.connection, item_id), item_id)
        condition.check(item.revision)
        if (
            item.state != "draft"
            or item.request_id is not None
            or await rows.is_used(work.connection, item_id)
        ):
            raise ItemInUseError(
                "Only a draft that nothing was made of can be deleted; archive this one instead."
            )
        await rows.delete(work.connection, item_id)
        await append_live_events(work, [item_told(item, "content_item.deleted")])

    async def duplicate(
        self, work: UnitOfWork, caller: Caller, item_id: UUID, title: str | None
    ) -> ContentItem:
        """A new draft with the present content of another item.

        Raises:
            NotFoundError: There is none of that id.
        """
        source = _there(await rows.find(work.connection, item_id), item_id)
        wanted = NewItem(
            title=title or source.title,
            campaign_id=source.campaign_id,
            brand_kit_id=source.brand_kit_id,
            approval=source.approval,
            note=f"A copy of {source.item_id}, version {source.version}.",
        )
        return await self.keep(work, caller, wanted, source.current.content, written_by=source.current.author)

    async def plan(
        self,
        work: UnitOfWork,
        caller: Caller,
        item_id: UUID,
        *,
        account_ids: Sequence[UUID] | None,
        schedule: PostSchedule,
    ) -> Post:
        """Plan a post from the present version, exactly as it is; the scheduler is told at commit.

        Raises:
            NotFoundError: There is none of that id.
            ItemArchivedError: It is archived.
            ApprovalRequiredError: It has to be approved first.
            FlawedError: It can't be planned as asked.
        """
        item = await self.locked(work, item_id)
        review = await review_of_item(work, item)
        if not await workflows.is_approved(work.connection, item, review):
            report = await compliance_of(work, item, item.current.content)
            is_refused = review is not None or item.state == "rejected"
            if is_refused or (report is not None and report.blocks):
                raise ApprovalRequiredError.of(item_id, item.version, report.summary if report else "")
        now = self.clock.now()
        await self._require_campaign(work, item.campaign_id)
        accounts = await posts.accounts(work.connection, [item.organization_id])
        post = plan_item(
            item,
            timing_of(schedule, now),
            accounts_of(item, account_ids, accounts[item.organization_id]),
            self.registry,
            request_id=None,
            approval="not_required" if review is None else "approved",
            created_by=caller.user_id,
            now=now,
        )
        await require_kept(work, post.targets)
        (post,) = await prepared_posts(work, self.registry, [post])
        await quotas.take_post(work, post)
        await posts.insert(work.connection, [post])
        if item.state == "in_review":
            # Somebody asked for a look that nobody has to give; what is planned goes out as it is.
            await void(work, [item_id], reason="It was planned without.", now=now)
        await rows.update(work.connection, replace(item, state="planned", updated_at=now))
        await tell_changes(work, [Change(post, "post.scheduled", scheduled(post))])
        return post

    async def _moved(self, work: UnitOfWork, item: ContentItem, kind: str) -> ContentItem:
        revision = await rows.update(work.connection, item)
        moved = replace(item, revision=revision)
        await append_live_events(work, [item_told(moved, kind)])
        return moved

    async def _require_campaign(self, work: UnitOfWork, campaign_id: UUID | None) -> None:
        if campaign_id is None:
            return
        if campaign_id not in await campaigns.open_ones(work.connection, [campaign_id]):
            raise FlawedError([no_such_campaign(campaign_id)])


async def _require_kit(work: UnitOfWork, organization_id: UUID, brand_kit_id: UUID | None) -> None:
    if brand_kit_id is not None:
        await rules_for(work, organization_id, brand_kit_id=brand_kit_id, campaign_id=None)


def _there(item: ContentItem | None, item_id: UUID) -> ContentItem:
    if item is None:
        raise NotFoundError.of("content item", item_id)
    return item
