"""Comments: say something of an item, answer, settle it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from services.gateway.domain.comments import Comment
from services.gateway.domain.flaws import Flaw, FlawedError
from services.gateway.domain.identity import Caller
from services.gateway.domain.policy import ROLES, Permission, roles_with
from services.gateway.domain.revisions import RevisionCondition
from services.gateway.errors import NotFoundError, NotYourCommentError
from services.gateway.repository import comments as rows
from services.gateway.repository import content_items
from services.gateway.usecases.live import LiveEvent, append_live_events
from shared.clock import Clock
from shared.ids import new_id
from shared.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Comments:
    clock: Clock

    async def say(
        self,
        work: UnitOfWork,
        caller: Caller,
        item_id: UUID,
        *,
        text: str,
        reply_to: UUID | None,
        mentions: Sequence[UUID],
    ) -> Comment:
        """Begin a thread about the present version, or answer in one.

        Raises:
            NotFoundError: There is no such item here.
            FlawedError: There is no such comment to answer, or somebody mentioned is no member.
        """
        # Locked, so that neither it nor the thread goes away before this is kept.
        item = await content_items.lock(work.connection, item_id)
        if item is None:
            raise NotFoundError.of("content item", item_id)
        if reply_to is not None:
            first = await rows.find(work.connection, item_id, reply_to)
            if first is None:
                detail = f"{reply_to} is not a comment on this content item"
                raise FlawedError([Flaw("/reply_to", detail, "comment.unknown")])
            reply_to = first.reply_to or first.comment_id
        await require_members(work, {"/mentions": mentions})
        comment = Comment(
            comment_id=new_id(),
            organization_id=caller.organization_id,
            item_id=item_id,
            reply_to=reply_to,
            version=item.version,
            text=text,
            mentions=tuple(mentions),
            author=caller.user_id,
            created_at=self.clock.now(),
        )
        await rows.insert(work.connection, comment)
        await append_live_events(work, [_told(comment, "comment.created")])
        return comment

    async def page(
        self, work: UnitOfWork, item_id: UUID, *, after: UUID | None, resolved: bool | None, limit: int
    ) -> list[Comment]:
        """Comments, oldest first.

        Raises:
            NotFoundError: There is no such item here.
        """
        if await content_items.find(work.connection, item_id) is None:
            raise NotFoundError.of("content item", item_id)
        return await rows.page(work.connection, item_id, after=after, resolved=resolved, rows=limit)

    async def get(self, work: UnitOfWork, item_id: UUID, comment_id: UUID) -> Comment:
        """One comment.

        Raises:
            NotFoundError: There is none of that id on this item.
        """
        return _there(await rows.find(work.connection, item_id, comment_id), comment_id)

    async def edit(
        self,
        work: UnitOfWork,
        caller: Caller,
        item_id: UUID,
        comment_id: UUID,
        condition: RevisionCondition,
        *,
        text: str | None,
        mentions: Sequence[UUID] | None,
    ) -> Comment:
        """Change what one said oneself.

        Raises:
            NotFoundError: There is no such comment on this item.
            StaleRevisionError: It was changed since the client looked.
            NotYourCommentError: Somebody else said it.
            FlawedError: Somebody mentioned is no member.
        """
        comment = await self._own(work, caller, item_id, comment_id, condition)
        if mentions is not None:
            await require_members(work, {"/mentions": mentions})
        changed = replace(
            comment,
            text=comment.text if text is None else text,
            mentions=comment.mentions if mentions is None else tuple(mentions),
            edited_at=self.clock.now(),
        )
        return await self._keep(work, changed, "comment.changed")

    async def delete(
        self, work: UnitOfWork, caller: Caller, item_id: UUID, comment_id: UUID, condition: RevisionCondition
    ) -> None:
        """Take back what one said oneself, with the answers to it.

        Raises:
            NotFoundError: There is no such comment on this item.
            StaleRevisionError: It was changed since the client looked.
            NotYourCommentError: Somebody else said it.
        """
        await content_items.lock(work.connection, item_id)
        comment = await self._own(work, caller, item_id, comment_id, condition)
        await rows.delete(work.connection, comment_id)
        await append_live_events(work, [_told(comment, "comment.deleted")])

    async def resolve(
        self, work: UnitOfWork, caller: Caller, item_id: UUID, comment_id: UUID, *, resolved: bool
    ) -> Comment:
        """Say that a thread is settled, or that it is not. Again changes nothing; an answer stands for its thread.

        Raises:
            NotFoundError: There is no such comment on this item.
        """
        comment = _there(await rows.find(work.connection, item_id, comment_id), comment_id)
        first_id = comment.reply_to or comment.comment_id
        first = _there(await rows.find(work.connection, item_id, first_id, lock=True), first_id)
        if (first.resolved_at is not None) == resolved:
            return first
        changed = replace(
            first,
            resolved_by=caller.user_id if resolved else None,
            resolved_at=self.clock.now() if resolved else None,
        )
        return await self._keep(work, changed, "comment.resolved" if resolved else "comment.reopened")

    async def _own(
        self, work: UnitOfWork, caller: Caller, item_id: UUID, comment_id: UUID, condition: RevisionCondition
    ) -> Comment:
        comment = _there(await rows.find(work.connection, item_id, comment_id, lock=True), comment_id)
        condition.check(comment.revision)
        if comment.author != caller.user_id:
            raise NotYourCommentError("Only who wrote a comment changes or deletes it; answer it instead.")
        return comment

    async def _keep(self, work: UnitOfWork, comment: Comment, kind: str) -> Comment:
        kept = await rows.update(work.connection, comment)
        await append_live_events(work, [_told(kept, kind)])
        return kept


async def require_members(
    work: UnitOfWork, named: Mapping[str, Sequence[UUID]], permission: Permission | None = None
) -> None:
    """Hold people who are named against the organisation's members.

    Args:
        work: The caller's unit of work.
        named: By the pointer to where they are.
        permission: What they have to be allowed, as far as their roles say.

    Raises:
        FlawedError: Some are no members, or may not.
    """
    people = {user_id for user_ids in named.values() for user_id in user_ids}
    known = await rows.members_among(work.connection, people) if people else {}
    flaws = []
    for pointer, user_ids in named.items():
        for position, user_id in enumerate(user_ids):
            place = f"{pointer}/{position}"
            if user_id not in known:
                detail = f"{user_id} is not a member of this organisation"
                flaws.append(Flaw(place, detail, "member.unknown"))
            elif permission is not None and permission not in ROLES[known[user_id]]:
                may = ", ".join(roles_with(permission))
                detail = (
                    f"{user_id} is {known[user_id]} here and lacks {permission}; roles that have it: {may}"
                )
                flaws.append(Flaw(place, detail, "member.not_allowed"))
    if flaws:
        raise FlawedError(flaws)


def _told(comment: Comment, kind: str) -> LiveEvent:
    data = {
        "comment_id": str(comment.comment_id),
        "item_id": str(comment.item_id),
        "reply_to": None if comment.reply_to is None else str(comment.reply_to),
        "version": comment.version,
        "author": str(comment.author),
        "mentions": [str(user_id) for user_id in comment.mentions],
        "resolved": comment.resolved_at is not None,
    }
    return LiveEvent(comment.organization_id, kind, data)


def _there(comment: Comment | None, comment_id: UUID) -> Comment:
    if comment is None:
        raise NotFoundError.of("comment", comment_id)
    return comment
