"""Posts: make by hand, read, change, cancel, try again."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from services.gateway.domain.edits import (
    TargetsToldError,
    Wish,
    are_sent_again,
    due_at_instant,
    is_for_retry,
    is_rewritten,
    outlines_of,
    rewrite,
    sent_again,
    with_timing,
    withheld,
)
from services.gateway.domain.flaws import Flaw, FlawedError
from services.gateway.domain.handmade import NewPost, outline
from services.gateway.domain.identity import Caller
from services.gateway.domain.planning import Outline, assemble, limits_broken, require_publishable
from services.gateway.domain.posts import (
    PENDING,
    Post,
    PostState,
    Target,
    combinations_of,
    post_hash,
    standing,
)
from services.gateway.domain.revisions import RevisionCondition
from services.gateway.domain.schedules import PostSchedule, Timing, timing_of
from services.gateway.domain.timeline import Entry, moment, scheduled
from services.gateway.errors import NotFoundError, NothingToRetryError, PostAlreadyDueError
from services.gateway.repository import campaigns, timeline
from services.gateway.repository import posts as rows
from services.gateway.usecases import quotas
from services.gateway.usecases.admission import no_such_campaign
from services.gateway.usecases.library import library_for, require_kept
from services.gateway.usecases.planning import Change, tell_changes
from services.gateway.usecases.preparing import prepared_posts, prepared_targets
from services.gateway.usecases.reviewing import void
from services.gateway.usecases.withholding import awaiting, review_anew, review_of_post
from shared.capabilities import Registry
from shared.clock import Clock
from shared.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Posts:
    registry: Registry
    clock: Clock

    async def create(self, work: UnitOfWork, caller: Caller, wanted: NewPost) -> Post:
        """Plan a post with texts of one's own; the scheduler is told at commit.

        Raises:
            FlawedError: It can't be planned as asked; all that is wrong is named.
        """
        now = self.clock.now()
        outlines, flaws = await self._outlined(work, caller, wanted)
        timing = Timing("now")
        try:
            timing = timing_of(wanted.schedule, now)
        except FlawedError as error:
            flaws += error.flaws
        if flaws:
            raise FlawedError(flaws)
        post = assemble(
            outlines,
            timing,
            organization_id=caller.organization_id,
            request_id=None,
            campaign_id=wanted.campaign_id,
            language=wanted.language,
            created_by=caller.user_id,
            now=now,
        )
        post = replace(post, content_hash=post_hash(post.language, post.targets))
        review = await review_of_post(work, post)
        if review is not None:
            post = awaiting(post)
        (post,) = await prepared_posts(work, self.registry, [post])
        await rows.insert(work.connection, [post])
        if review is not None:
            await review_anew(work, post, review, by=caller.user_id, now=now)
        await tell_changes(work, [Change(post, "post.scheduled", scheduled(post))])
        await quotas.take_post(work, post)
        return post

    async def get(self, work: UnitOfWork, post_id: UUID) -> Post:
        """One post.

        Raises:
            NotFoundError: There is none of that id in the caller's organisation.
        """
        return _there(await rows.find(work.connection, post_id), post_id)

    async def page(
        self,
        work: UnitOfWork,
        *,
        after: UUID | None,
        states: Collection[PostState] | None,
        network: str | None,
        campaign_id: UUID | None,
        request_id: UUID | None,
        content_item_id: UUID | None,
        due_from: datetime | None,
        due_before: datetime | None,
        limit: int,
    ) -> list[Post]:
        """Posts, newest first."""
        return await rows.page(
            work.connection,
            after=after,
            combinations=combinations_of(states) if states else None,
            network=network,
            campaign_id=campaign_id,
            request_id=request_id,
            content_item_id=content_item_id,
            due_from=due_from,
            due_before=due_before,
            rows=limit,
        )

    async def edit(
        self,
        work: UnitOfWork,
        post_id: UUID,
        condition: RevisionCondition,
        *,
        by: UUID,
        schedule: PostSchedule | None,
        wishes: Sequence[Wish],
    ) -> Post:
        """Change when a post goes out, or what; targets that are due stay as they are.

        Where somebody has to approve it, another content leaves the plan until they have; another time does not.

        Raises:
            NotFoundError: There is none of that id.
            StaleRevisionError: Somebody changed it since the client looked.
            PostAlreadyDueError: Nothing of what is to change is within reach any more.
            FlawedError: The change is wrong.
        """
        now = self.clock.now()
        post = _there(await rows.lock(work.connection, post_id), post_id)
        condition.check(post.revision)
        if not any(target.is_open(now) for target in post.targets):
            raise PostAlreadyDueError.of(standing(post.targets))
        try:
            media = await library_for(work, wishes)
            after = rewrite(post.targets, wishes, media, lambda target: target.is_open(now))
        except TargetsToldError as error:
            raise PostAlreadyDueError.of(standing(error.targets)) from None
        require_publishable(outlines_of(post.targets, after, wishes), post.organization_id, self.registry)
        changed, kind, explanation = post, "post.edited", "What goes out was changed."
        if schedule is not None:
            changed = with_timing(post, timing_of(schedule, now), now)
            after = [
                due_at_instant(target, changed.due_at, now) if target.is_open(now) else target
                for target in after
            ]
            kind, explanation = "post.rescheduled", f"Moved from {moment(post.due_at)}. {scheduled(changed)}"
        return await self._keep_content(
            work, post, replace(changed, targets=tuple(after)), kind, explanation, by=by
        )

    async def cancel(self, work: UnitOfWork, post_id: UUID) -> Post:
        """Take back what has not gone out, also what is due and held up. Again changes nothing.

        The publisher asks for the newest plan at the last moment; what it began before it heard of this one goes on,
        and is shown as what comes of it.

        Raises:
            NotFoundError: There is none of that id.
            PostAlreadyDueError: All of it is due and under way, or past that.
        """
        now = self.clock.now()
        post = _there(await rows.lock(work.connection, post_id), post_id)
        within = [target for target in post.targets if target.is_open(now) or target.is_held]
        if post.cancelled_at is not None and not any(t.state in PENDING or t.is_held for t in post.targets):
            return post
        if not within:
            raise PostAlreadyDueError.of(standing(post.targets))
        after = tuple(
            replace(target, state="cancelled", state_at=now, problem=None) if target in within else target
            for target in post.targets
        )
        count = sum(target.state == "cancelled" for target in after)
        explanation = f"Cancelled for {count} of {len(after)} accounts; what is due already goes on."
        if count == len(after):
            explanation = "Cancelled before anything of it went out."
        cancelled = replace(post, targets=after, cancelled_at=now)
        await void(work, [post_id], reason="The post was cancelled.", now=now)
        return await self._keep(work, post, cancelled, "post.cancelled", explanation)

    async def retry(
        self,
        work: UnitOfWork,
        post_id: UUID,
        *,
        by: UUID,
        account_ids: Collection[UUID] | None,
        wishes: Sequence[Wish],
    ) -> Post:
        """Send targets that failed or were missed once more, now; never one whose outcome is unknown.

        Raises:
            NotFoundError: There is none of that id.
            NothingToRetryError: No target failed or was missed.
            FlawedError: A new text is wrong, or a file that it shows was removed.
        """
        now = self.clock.now()
        post = _there(await rows.lock(work.connection, post_id), post_id)

        def is_meant(target: Target) -> bool:
            return is_for_retry(target, account_ids)

        if not any(is_meant(target) for target in post.targets):
            raise NothingToRetryError.of(standing(post.targets))
        try:
            media = await library_for(work, wishes)
            rewritten = rewrite(post.targets, wishes, media, is_meant)
        except TargetsToldError as error:
            raise NothingToRetryError.of(standing(error.targets)) from None
        require_publishable(outlines_of(post.targets, rewritten, wishes), post.organization_id, self.registry)
        await require_kept(work, [target for target in rewritten if is_meant(target)])
        after = tuple(sent_again(rewritten, account_ids, now))
        count = sum(is_meant(target) for target in post.targets)
        explanation = f"Sent again to {count} of {len(after)} accounts."
        return await self._keep_content(
            work, post, replace(post, targets=after), "post.retried", explanation, by=by
        )

    async def life(self, work: UnitOfWork, post_id: UUID) -> tuple[Post, list[tuple[Entry, str | None]]]:
        """Everything that happened in the life of a post, in the order of time, each with its account's handle.

        Raises:
            NotFoundError: There is none of that id.
        """
        post = _there(await rows.find(work.connection, post_id), post_id)
        return post, await timeline.of_post(work.connection, post_id, post.request_id)

    async def _keep_content(
        self, work: UnitOfWork, before: Post, after: Post, kind: str, explanation: str, *, by: UUID
    ) -> Post:
        """As `_keep`; where another content has to be approved, what is open waits for that."""
        now = self.clock.now()
        is_new = is_rewritten(before.targets, after.targets)
        review = None
        if is_new or (before.approval == "awaited" and are_sent_again(before.targets, after.targets)):
            review = await review_of_post(work, before)
        if review is not None:
            held = withheld(before.targets, after.targets, now)
            after = replace(after, targets=held, approval="awaited")
        if is_new:
            after = replace(after, content_hash=post_hash(after.language, after.targets))
        targets = await self._prepared(work, before.targets, after.targets)
        kept = await self._keep(work, before, replace(after, targets=tuple(targets)), kind, explanation)
        if review is not None:
            await review_anew(work, kept, review, by=by, now=now)
        return kept

    async def _keep(self, work: UnitOfWork, before: Post, after: Post, kind: str, explanation: str) -> Post:
        kept = replace(after, revision=before.revision + 1, updated_at=self.clock.now())
        changed = [new for old, new in zip(before.targets, kept.targets, strict=True) if old != new]
        await rows.update(work.connection, kept, changed)
        await tell_changes(work, [Change(kept, kind, explanation)])
        return kept

    async def _outlined(
        self, work: UnitOfWork, caller: Caller, wanted: NewPost
    ) -> tuple[list[Outline], list[Flaw]]:
        """What each account gets, and all that is wrong with it."""
        flaws = []
        if wanted.campaign_id is not None:
            known = await campaigns.open_ones(work.connection, [wanted.campaign_id])
            if wanted.campaign_id not in known:
                flaws.append(no_such_campaign(wanted.campaign_id))
        accounts = await rows.accounts(work.connection, [caller.organization_id])
        media = await library_for(work, wanted.targets)
        outlines, missing = outline(wanted.targets, accounts[caller.organization_id], media)
        broken = limits_broken(outlines, caller.organization_id, self.registry)
        return outlines, flaws + missing + broken

    async def _prepared(
        self, work: UnitOfWork, before: Sequence[Target], after: Sequence[Target]
    ) -> list[Target]:
        """The targets, those that changed with what has to be made of their media."""
        changed = [new for old, new in zip(before, after, strict=True) if old != new]
        prepared = {
            target.account_id: target for target in await prepared_targets(work, self.registry, changed)
        }
        return [prepared.get(target.account_id, target) for target in after]


def _there(post: Post | None, post_id: UUID) -> Post:
    if post is None:
        raise NotFoundError.of("post", post_id)
    return post
