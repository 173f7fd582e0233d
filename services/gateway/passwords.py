"""Passwords: Argon2id, off the event loop, a bounded number at once."""

import asyncio
import unicodedata

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher


class Passwords:
    """Hashes and checks passwords.

    Args:
        memory_kib: Memory for one hash.
        passes: Argon2id time cost.
        lanes: Argon2id parallelism.
        concurrency: Hashes at once; the others wait, so that memory stays bounded.
    """

    def __init__(self, *, memory_kib: int, passes: int, lanes: int, concurrency: int) -> None:
        self._hash = PasswordHash(
            (Argon2Hasher(time_cost=passes, memory_cost=memory_kib, parallelism=lanes),)
        )
        self._turns = asyncio.Semaphore(concurrency)
        self._nobodys_hash: str | None = None

    async def hash(self, password: str) -> str:
        """The text to keep in place of the password."""
        async with self._turns:
            return await asyncio.to_thread(self._hash.hash, _composed(password))

    async def check(self, password: str, kept: str | None) -> tuple[bool, str | None]:
        """Whether the password is right, and a new hash where the kept one was made with other parameters.

        Args:
            password: What was typed.
            kept: The hash; none for a user that does not exist, which takes just as long and is never right.
        """
        if kept is None:
            if self._nobodys_hash is None:
                self._nobodys_hash = await self.hash("nobody")
            async with self._turns:
                await asyncio.to_thread(self._hash.verify, password, self._nobodys_hash)
            return False, None
        async with self._turns:
            return await asyncio.to_thread(self._hash.verify_and_update, _composed(password), kept)


def _composed(password: str) -> str:
    """The password with its letters composed: keyboards differ in how they send an accent (RFC 8265 §4.2.2)."""
    return unicodedata.normalize("NFC", password)
