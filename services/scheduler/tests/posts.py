"""Posts as the gateway tells them."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

from shared.events import PostScheduled, PostTarget
from shared.ids import new_id, publication_id


def soon(seconds: float = 0.0) -> datetime:
    """An instant that many seconds from now."""
    return datetime.now(UTC) + timedelta(seconds=seconds)


def target(at: datetime, *, account_id: UUID | None = None, text: str = "Good morning") -> PostTarget:
    return PostTarget(account_id=account_id or new_id(), network="mastodon", occurrence_at=at, text=text)


def post(
    *targets: PostTarget,
    post_id: UUID | None = None,
    organization_id: UUID | None = None,
    revision: int = 1,
    grace_seconds: int = 3600,
) -> PostScheduled:
    return PostScheduled(
        organization_id=organization_id or new_id(),
        post_id=post_id or new_id(),
        revision=revision,
        targets=targets,
        grace_seconds=grace_seconds,
        scheduled_at=datetime.now(UTC),
    )


def revised(former: PostScheduled, *targets: PostTarget, revision: int | None = None) -> PostScheduled:
    """The same post with other targets; without targets it is cancelled."""
    return former.model_copy(
        update={
            "revision": revision or former.revision + 1,
            "state": "active" if targets else "cancelled",
            "targets": targets or former.targets,
        }
    )


def publications(*posts: PostScheduled) -> set[UUID]:
    return {
        publication_id(post.post_id, target.account_id, target.occurrence_at)
        for post in posts
        for target in post.targets
    }


def moved(targets: Sequence[PostTarget], at: datetime) -> list[PostTarget]:
    """The same targets at another instant."""
    return [target.model_copy(update={"occurrence_at": at}) for target in targets]
