"""Pictures and other large things, in an S3-compatible store or a local folder."""

from pathlib import Path
from urllib.parse import urlsplit

import obstore
from obstore.store import LocalStore, MemoryStore, S3Store
from obstore.store import ObjectStore as Store

from shared.settings import ObjectSettings


class ObjectMissingError(LookupError):
    """Nothing lies under that key."""

    def __init__(self, key: str) -> None:
        super().__init__(f"no object under the key {key!r}")
        self.key = key


class ObjectStore:
    """Bytes under keys. Writing the same key again replaces what was there."""

    def __init__(self, settings: ObjectSettings) -> None:
        self._store = _open(settings.url)

    async def put(self, key: str, data: bytes, media_type: str) -> None:
        """Store bytes; whoever reads them sees all of them or the former ones, never half."""
        attributes = {"Content-Type": media_type} if isinstance(self._store, S3Store) else None
        await obstore.put_async(self._store, key, data, attributes=attributes)

    async def get(self, key: str) -> bytes:
        """The bytes under a key.

        Raises:
            ObjectMissingError: There are none.
        """
        try:
            result = await obstore.get_async(self._store, key)
        except FileNotFoundError:
            raise ObjectMissingError(key) from None
        return bytes(await result.bytes_async())


def _open(url: str) -> Store:
    parts = urlsplit(url)
    if parts.scheme == "file":
        folder = Path(parts.path)
        folder.mkdir(parents=True, exist_ok=True)
        return LocalStore(folder, mkdir=True)
    if parts.scheme == "memory":
        return MemoryStore()
    return S3Store(parts.netloc, prefix=parts.path.strip("/") or None)
