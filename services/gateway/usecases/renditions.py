"""Media are made over for the networks they go to, and the posts that wait for them are told then."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

import structlog
from pydantic import TypeAdapter

from services.gateway.domain.posts import WITHHELD, Post, Target, TargetProblem
from services.gateway.domain.renditions import RenditionJob
from services.gateway.repository import posts, renditions
from services.gateway.tenancy import Tenancy
from services.gateway.usecases.planning import Change, tell_changes
from services.gateway.usecases.scratch import scratch_folder
from services.gateway.usecases.stored_media import StoredMedia
from shared.clock import Clock
from shared.events import MediaObject
from shared.media import MediaBusyError, MediaProcessor, MediaRefusedError
from shared.media.renditions import PicturePlan, VideoPlan
from shared.objects import ObjectMissingError, ObjectStore
from shared.postgres import Database
from shared.unit_of_work import UnitOfWork
from shared.working import Lease

logger = structlog.get_logger(__name__)

_MOST_ATTEMPTS = 8
_FIRST_WAIT_SECONDS = 2.0
_LONGEST_WAIT_SECONDS = 600.0
_PLAN: TypeAdapter[PicturePlan | VideoPlan] = TypeAdapter(PicturePlan | VideoPlan)


@dataclass(frozen=True)
class Renditions:
    """Makes what was ordered, and tells the posts that wait for it.

    Making takes long and is safe to repeat: the same object under the same key. Then every post is told in a
    transaction of its own, and at last the rendition is settled; a crash anywhere goes on from there.
    """

    database: Database
    tenancy: Tenancy
    objects: ObjectStore
    processor: MediaProcessor
    clock: Clock
    lease: Lease
    stored: StoredMedia

    async def claim(self, limit: int, lease: Lease) -> list[RenditionJob]:
        async with self.database.acquire() as connection:
            return await renditions.claim(connection, limit, lease.owner, lease.seconds)

    async def renew(self, jobs: Sequence[RenditionJob], lease: Lease) -> None:
        async with self.database.acquire() as connection:
            await renditions.renew(connection, [job.rendition_id for job in jobs], lease.owner, lease.seconds)

    async def release(self, jobs: Sequence[RenditionJob], lease: Lease) -> None:
        async with self.database.acquire() as connection:
            await renditions.release(connection, [job.rendition_id for job in jobs], lease.owner)

    async def handle(self, job: RenditionJob) -> None:
        """Make one if it is not made yet, then tell who waits for it."""
        if job.state == "waiting":
            finished = await self._made(job)
            if finished is None:
                return
            job = finished
        async with self.database.acquire() as connection:
            waiting = await renditions.waiting_posts(connection, job.organization_id, job.rendition_id)
        for post_id in waiting:
            async with self.tenancy.work(job.organization_id) as work:
                await self._tell(work, post_id, job)
        async with self.database.acquire() as connection:
            await renditions.settle(connection, job.rendition_id, self.lease.owner)

    async def _made(self, job: RenditionJob) -> RenditionJob | None:
        """The job with what came of it; None where it is tried again later, or is somebody else's."""
        made, problem = None, None
        try:
            made = await self._convert(job)
        except MediaRefusedError as error:
            problem = (error.code, error.detail)
        except ObjectMissingError:
            problem = ("media.missing", "The file is not in the object store any more. Upload it again.")
        except Exception as error:  # noqa: BLE001  whatever the store or the process says may pass
            if not isinstance(error, MediaBusyError):
                logger.warning("rendition not made", rendition_id=str(job.rendition_id), reason=str(error))
            if job.attempts + 1 < _MOST_ATTEMPTS:
                await self._postpone(job)
                return None
            problem = (
                "media.conversion_failed",
                f"The file could not be made over: {error}. Try it again later.",
            )
        async with self.database.acquire() as connection:
            is_ours = await renditions.finish(
                connection, job.rendition_id, self.lease.owner, made=made, problem=problem
            )
        return replace(job, object=made, problem=problem) if is_ours else None

    async def _postpone(self, job: RenditionJob) -> None:
        seconds = min(_FIRST_WAIT_SECONDS * 2.0**job.attempts, _LONGEST_WAIT_SECONDS)
        async with self.database.acquire() as connection:
            await renditions.postpone(connection, job.rendition_id, self.lease.owner, seconds)

    async def _convert(self, job: RenditionJob) -> MediaObject:
        with scratch_folder() as folder:
            source, output = folder / "source", folder / "output"
            await self.objects.get_file(job.source.key, source)
            answer = await self.processor.convert(source, output, _PLAN.validate_python(job.plan))
            assert answer.facts is not None
            await self.stored.hold(job.organization_id, job.key)
            await self.objects.put_file(job.key, output, answer.facts.media_type)
            return answer.facts.stored(job.key, job.source.alt_text)

    async def _tell(self, work: UnitOfWork, post_id: UUID, job: RenditionJob) -> None:
        post = await posts.lock(work.connection, post_id)
        if post is None:
            return
        now = self.clock.now()
        after = [_settled(target, job) for target in post.targets]
        changed = [
            replace(new, state_at=now) for old, new in zip(post.targets, after, strict=True) if old != new
        ]
        if not changed:
            return
        by_account = {target.account_id: target for target in changed}
        targets = tuple(by_account.get(target.account_id, target) for target in post.targets)
        kept = replace(post, targets=targets, revision=post.revision + 1, updated_at=now)
        await posts.update(work.connection, kept, changed)
        if any(target.state not in WITHHELD for target in changed):
            await tell_changes(work, [Change(kept, "post.converted", _explanation(kept, job))])


def _settled(target: Target, job: RenditionJob) -> Target:
    """A target that has what it waited for, or fails since it can't have it."""
    keys = [key for key, rendition_id in target.rendition_ids.items() if rendition_id == job.rendition_id]
    if target.state not in WITHHELD or not keys:
        return target
    if job.object is None:
        code, detail = job.problem or ("media.conversion_failed", "The file could not be made over.")
        can_pass = code == "media.conversion_failed"
        problem = TargetProblem(code, detail, "transient" if can_pass else "invalid", "author", can_pass)
        return replace(target, state="failed", problem=problem)
    ready = replace(target, rendered={**target.rendered, **dict.fromkeys(keys, job.object)})
    return replace(ready, state="scheduled") if ready.is_ready and ready.state == "converting" else ready


def _explanation(post: Post, job: RenditionJob) -> str:
    if job.problem is not None:
        return f"Media could not be made into what the network takes: {job.problem[1]}"
    waiting = sum(target.state == "converting" for target in post.targets)
    return "Its media are made for their networks." + (
        f" {waiting} of {len(post.targets)} accounts still wait for theirs." if waiting else ""
    )
