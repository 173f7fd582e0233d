"""Posts that may go out only as somebody approved them: held until then, and missed where nobody does in time."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from services.gateway.domain.approval_rules import ONE_LOOK, Review
from services.gateway.domain.edits import lapsed_at
from services.gateway.domain.posts import Post
from services.gateway.repository import posts as rows
from services.gateway.usecases.planning import Change, tell_changes
from services.gateway.usecases.reviewing import begin, review_of, subject_of_post, void
from shared.clock import Clock
from shared.unit_of_work import UnitOfWork


async def review_of_post(work: UnitOfWork, post: Post) -> Review | None:
    """What a post's content has to pass when it is new or changed; None where it goes out without."""
    required = post.approval != "not_required"
    review = await review_of(work, post.organization_id, post.campaign_id, required=required)
    return review or (ONE_LOOK if required else None)


def awaiting(post: Post) -> Post:
    """A new post that waits for a person's yes."""
    targets = tuple(replace(target, state="awaiting_approval") for target in post.targets)
    return replace(post, targets=targets, approval="awaited")


async def review_anew(work: UnitOfWork, post: Post, review: Review, *, by: UUID, now: datetime) -> None:
    """Begin the review of a post as it is now; the one of what it was is void."""
    former = await void(work, [post.post_id], reason="The post was changed.", now=now)
    await begin(
        work,
        [(subject_of_post(post, by), review)],
        by=by,
        now=now,
        previous_id=former[0].workflow_id if former else None,
    )


@dataclass(frozen=True)
class Lapses:
    """Ends the waiting of posts whose time and grace period passed while nobody approved them."""

    clock: Clock

    async def lapse(self, work: UnitOfWork, post_id: UUID) -> None:
        """Call them missed, so that nothing waits for ever unseen."""
        post = await rows.lock(work.connection, post_id)
        if post is None or post.schedule_kind == "now":
            return
        now = self.clock.now()
        after = lapsed_at(post, now)
        changed = [new for old, new in zip(post.targets, after, strict=True) if old != new]
        if not changed:
            return
        if not any(target.state == "awaiting_approval" for target in after):
            await void(work, [post_id], reason="Its time passed before it was approved.", now=now)
        kept = replace(post, targets=tuple(after), revision=post.revision + 1, updated_at=now)
        await rows.update(work.connection, kept, changed)
        words = f"Missed for {len(changed)} of {len(after)} accounts: nobody approved it in time."
        await tell_changes(work, [Change(kept, "post.missed", words)])
