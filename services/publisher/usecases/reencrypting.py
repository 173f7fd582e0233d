"""Rotation of encryption keys: what is under an older key is brought under the first, some at a time."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

import structlog

from services.publisher.repository.secrets import SecretRepository, Stored
from shared.clock import Clock
from shared.encryption import UnreadableSecretError, Vault
from shared.postgres import Connection
from shared.unit_of_work import UnitOfWorkFactory

logger = structlog.get_logger(__name__)

_BATCH = 100

Find = Callable[[Connection, Sequence[bytes], int], Awaitable[list[Stored]]]
Replace = Callable[[Connection, Sequence[Stored]], Awaitable[None]]


class Reencrypting:
    """Brings everything under the key that encrypts now. Nothing waits for it: older keys still decrypt.

    Args:
        secrets: Rows.
        units: One transaction a batch; the rows are locked in it, so that no newer credentials are overwritten.
        vault: Knows the keys.
        clock: Time.
    """

    def __init__(
        self, *, secrets: SecretRepository, units: UnitOfWorkFactory, vault: Vault, clock: Clock
    ) -> None:
        self._secrets = secrets
        self._units = units
        self._vault = vault
        self._clock = clock
        self._is_known = False

    async def run_once(self) -> int:
        """All there is to bring over now; how many accounts and consents that were. Several replicas share it.

        While replicas are replaced one by one, those that still have another first key leave everything as it is.
        """
        await self._secrets.forget_former(self._clock.now())
        if not self._is_known:
            await self._secrets.put_first(self._vault.current_key)
            self._is_known = True
        keys = self._vault.older_keys
        if not keys or await self._secrets.newest_key() != self._vault.current_key:
            return 0
        moved = 0
        for find, replaced in (
            (self._secrets.accounts_under, self._secrets.replace_accounts),
            (self._secrets.connections_under, self._secrets.replace_connections),
        ):
            while batch := await self._batch(keys, find, replaced):
                moved += batch
        if moved:
            logger.info("secrets brought under the present key", count=moved)
        return moved

    async def _batch(self, keys: Sequence[bytes], find: Find, replaced: Replace) -> int:
        async with self._units() as work:
            found = await find(work.connection, keys, _BATCH)
            moved = [one for one in map(self._moved, found) if one is not None]
            await replaced(work.connection, moved)
        # What can't be read is left as it is, and must not be found again and again.
        return len(moved) if len(moved) == len(found) else 0

    def _moved(self, stored: Stored) -> Stored | None:
        try:
            return replace(stored, secrets=tuple(self._anew(stored, secret) for secret in stored.secrets))
        except UnreadableSecretError as error:
            logger.warning(
                "can't be brought under the present key", id=str(stored.owner_id), reason=str(error)
            )
            return None

    def _anew(self, stored: Stored, secret: bytes | None) -> bytes | None:
        if secret is None:
            return None
        names = {"organization_id": stored.organization_id, "owner_id": stored.owner_id}
        return self._vault.encrypt(self._vault.decrypt(secret, **names), **names)
