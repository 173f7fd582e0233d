"""Pictures and other large things, in an S3-compatible store or a local folder."""

import contextlib
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import obstore
from obstore.store import LocalStore, MemoryStore, S3Store
from obstore.store import ObjectStore as Store

from shared.settings import ObjectSettings

if TYPE_CHECKING:
    from obstore import GetResult

_CHUNK_BYTES = 512 * 1024
# A large file goes in piece by piece, so many of them at once in memory; S3 takes no smaller ones.
_FOLDER_PIECE_BYTES = 1024 * 1024
_S3_PIECE_BYTES = 5 * 1024 * 1024
_PIECES_AT_ONCE = 2
_LISTED_AT_ONCE = 500


class ObjectMissingError(LookupError):
    """Nothing lies under that key."""

    def __init__(self, key: str) -> None:
        super().__init__(f"no object under the key {key!r}")
        self.key = key


@dataclass(frozen=True, slots=True)
class StoredObject:
    """Something that lies in the store."""

    key: str
    size: int
    stored_at: datetime


class ObjectStore:
    """Bytes under keys. Writing the same key again replaces what was there."""

    def __init__(self, settings: ObjectSettings) -> None:
        self._settings = settings

    @cached_property
    def _store(self) -> Store:
        # At first use: a service that is not asked for an export needs no folder.
        return _open(self._settings.url)

    async def put(self, key: str, data: bytes, media_type: str) -> None:
        """Store bytes; whoever reads them sees all of them or the former ones, never half."""
        await self._put(key, data, media_type)

    async def get(self, key: str) -> bytes:
        """The bytes under a key.

        Raises:
            ObjectMissingError: There are none.
        """
        result = await self._result(key)
        return bytes(await result.bytes_async())

    async def put_file(self, key: str, path: Path, media_type: str) -> None:
        """As `put`, from a file that need not fit into memory."""
        await self._put(key, path, media_type)

    async def put_stream(self, key: str, chunks: AsyncIterator[bytes]) -> None:
        """Store bytes as they come; there is nothing under the key unless all of them came."""
        await obstore.put_async(self._store, key, chunks)

    async def _put(self, key: str, content: bytes | Path, media_type: str) -> None:
        is_s3 = isinstance(self._store, S3Store)
        await obstore.put_async(
            self._store,
            key,
            content,
            attributes={"Content-Type": media_type} if is_s3 else None,
            chunk_size=_S3_PIECE_BYTES if is_s3 else _FOLDER_PIECE_BYTES,
            max_concurrency=_PIECES_AT_ONCE,
        )

    async def get_file(self, key: str, path: Path) -> None:
        """Write the bytes under a key into a file, some at a time.

        Raises:
            ObjectMissingError: There are none.
        """
        result = await self._result(key)
        with path.open("wb") as file:
            async for chunk in result.stream(_CHUNK_BYTES):
                file.write(chunk)

    async def size(self, key: str) -> int:
        """How many bytes lie under a key.

        Raises:
            ObjectMissingError: None at all.
        """
        try:
            return int((await obstore.head_async(self._store, key))["size"])
        except FileNotFoundError:
            raise ObjectMissingError(key) from None

    async def get_range(self, key: str, start: int, length: int) -> bytes:
        """Some of the bytes under a key; fewer where it ends before, none from its end on.

        Raises:
            ObjectMissingError: There is nothing under it.
        """
        return await self._range(key, start, min(start + length, await self.size(key)))

    async def stream(self, key: str, start: int, end: int) -> AsyncIterator[bytes]:
        """The bytes from `start` up to and without `end`, some at a time.

        Raises:
            ObjectMissingError: There is nothing under that key.
        """
        end = min(end, await self.size(key))
        for first in range(start, end, _CHUNK_BYTES):
            yield await self._range(key, first, min(first + _CHUNK_BYTES, end))

    async def delete_under(self, folder: str) -> int:
        """Delete everything under a folder; how much there was."""
        deleted = 0
        async for listed in obstore.list(self._store, prefix=folder, chunk_size=_LISTED_AT_ONCE):
            paths = [item["path"] for item in listed]
            await obstore.delete_async(self._store, paths)
            deleted += len(paths)
        return deleted

    async def delete(self, key: str) -> None:
        """Take away what lies under a key; nothing there is as good."""
        with contextlib.suppress(FileNotFoundError):
            await obstore.delete_async(self._store, key)

    async def objects_under(self, prefix: str) -> list[StoredObject]:
        """What lies under keys that begin with these names, by key; for prefixes that hold few."""
        found = [
            StoredObject(one["path"], one["size"], one["last_modified"])
            async for chunk in obstore.list(self._store, prefix)
            for one in chunk
        ]
        return sorted(found, key=lambda one: one.key)

    async def upload_addresses(self, keys: Sequence[str], expires_in: timedelta) -> list[str]:
        """Addresses that anybody who has one may put bytes to with PUT, straight into the store, until they expire.

        None where the store makes none, as a folder does not.
        """
        if not (keys and self._settings.presigns and isinstance(self._store, S3Store)):
            return []
        return list(await obstore.sign_async(self._store, "PUT", list(keys), expires_in))

    async def _range(self, key: str, start: int, end: int) -> bytes:
        if start >= end:
            return b""
        try:
            return bytes(await obstore.get_range_async(self._store, key, start=start, end=end))
        except FileNotFoundError:
            raise ObjectMissingError(key) from None

    async def _result(self, key: str) -> "GetResult":
        try:
            return await obstore.get_async(self._store, key)
        except FileNotFoundError:
            raise ObjectMissingError(key) from None


def _open(url: str) -> Store:
    parts = urlsplit(url)
    if parts.scheme == "file":
        folder = Path(parts.path)
        folder.mkdir(parents=True, exist_ok=True)
        return LocalStore(folder, mkdir=True)
    if parts.scheme == "memory":
        return MemoryStore()
    return S3Store(parts.netloc, prefix=parts.path.strip("/") or None)
