"""What has to be made of the media of targets is ordered with the plan itself."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from services.gateway.domain.posts import PENDING, Post, Target
from services.gateway.domain.renditions import WantedRendition, wanted_renditions
from services.gateway.repository import renditions
from shared.capabilities import Registry
from shared.events import MediaObject
from shared.unit_of_work import UnitOfWork

CHANNEL = "media_renditions"


async def prepared_posts(work: UnitOfWork, registry: Registry, posts: Sequence[Post]) -> list[Post]:
    """New posts, what has to be made of their media ordered; as `prepared_targets`."""
    targets = iter(
        await prepared_targets(work, registry, [target for post in posts for target in post.targets])
    )
    return [replace(post, targets=tuple(next(targets) for _ in post.targets)) for post in posts]


async def prepared_targets(work: UnitOfWork, registry: Registry, targets: Sequence[Target]) -> list[Target]:
    """Targets that have still to go out, each with what has to be made of its media, and that ordered.

    One whose media are not all made is `converting`: it is told once they are. One that waits for a person's
    yes goes on waiting. Others stay as they are.
    """
    wanted = [_wanted(registry, target) for target in targets]
    every = {one.rendition_id: one for some in wanted for one in some.values()}
    made: dict[UUID, MediaObject] = {}
    if every:
        made = await renditions.order(work.connection, [every[one] for one in sorted(every)])
        work.notify(CHANNEL)
    return [_prepared(target, some, made) for target, some in zip(targets, wanted, strict=True)]


def _wanted(registry: Registry, target: Target) -> dict[str, WantedRendition]:
    if target.state not in PENDING:
        return {}
    return wanted_renditions(registry[target.network], target.organization_id, target.media, target.details)


def _prepared(target: Target, wanted: dict[str, WantedRendition], made: dict[UUID, MediaObject]) -> Target:
    if target.state not in PENDING:
        return target
    ids = {key: one.rendition_id for key, one in wanted.items()}
    rendered = {key: made[one] for key, one in ids.items() if one in made}
    ready = replace(target, rendition_ids=ids, rendered=rendered)
    if target.state == "awaiting_approval":
        return ready
    return replace(ready, state="scheduled" if ready.is_ready else "converting")
