"""Objects of media: noted before they are written, and taken away once nothing names them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from services.gateway.domain.media import thumbnails_of
from services.gateway.errors import MediaServiceBusyError
from services.gateway.repository import media_objects as rows
from services.gateway.tenancy import Tenancy
from shared.clock import Clock
from shared.objects import ObjectStore
from shared.postgres import Database
from shared.working import Lease

_HELD = timedelta(hours=6)
_TRIES = 40
_WAIT_SECONDS = 0.25
_LEAVING = "The same file is being removed at this moment; send it again in a minute."


@dataclass(frozen=True)
class StoredMedia:
    """Notes what is about to be written."""

    tenancy: Tenancy
    clock: Clock

    async def hold(self, organization_id: UUID, key: str) -> None:
        """Call before writing an object: for six hours it is not taken away, and then only if nothing names it.

        Raises:
            MediaServiceBusyError: It is being taken away and does not get gone.
        """
        for _ in range(_TRIES):
            async with self.tenancy.work(organization_id) as work:
                until = self.clock.now() + _HELD
                if await rows.hold(work.connection, key, organization_id, until):
                    return
            await self.clock.sleep(_WAIT_SECONDS)
        raise MediaServiceBusyError(_LEAVING, headers={"Retry-After": "60"})


@dataclass(frozen=True)
class MediaRemoval:
    """Takes away objects that nothing names: of media that were removed, and of files whose taking in did not end.

    First it is noted that an object leaves, then it is deleted, then forgotten: a crash anywhere goes on from there, and
    meanwhile nobody can name it anew.
    """

    database: Database
    objects: ObjectStore
    clock: Clock
    lease: Lease

    async def claim(self, limit: int, lease: Lease) -> list[str]:
        async with self.database.acquire() as connection:
            return await rows.claim(connection, limit, lease.owner, lease.seconds, self.clock.now())

    async def renew(self, keys: Sequence[str], lease: Lease) -> None:
        async with self.database.acquire() as connection:
            await rows.renew(connection, keys, lease.owner, lease.seconds)

    async def release(self, keys: Sequence[str], lease: Lease) -> None:
        async with self.database.acquire() as connection:
            await rows.release(connection, keys, lease.owner)

    async def handle(self, key: str) -> None:
        """Look whether anything names an object; if not, take it away with its thumbnails."""
        async with self.database.acquire() as connection:
            leaves = await rows.judge(connection, key, self.lease.owner, self.clock.now())
        if not leaves:
            await self.release([key], self.lease)
            return
        for one in (key, *thumbnails_of(key)):
            await self.objects.delete(one)
        async with self.database.acquire() as connection:
            await rows.forget(connection, key)
