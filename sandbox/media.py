import json
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox.files import Content
from sandbox.posts import PostedMedia
from sandbox.store import Store


@dataclass(frozen=True)
class Media:
    """An uploaded picture or video; without `ready_at` its upload is not finished."""

    network: str
    media_id: str
    account_id: int
    mime: str
    size: int
    sha256: str | None
    width: int | None
    height: int | None
    alt: str
    created_at: float
    ready_at: float | None
    expires_at: float | None
    post_seq: int | None
    document: dict[str, Any]

    def posted(self, alt: str | None = None) -> PostedMedia:
        return PostedMedia(
            self.media_id,
            self.mime,
            self.size,
            self.sha256 or "",
            self.width,
            self.height,
            self.alt if alt is None else alt,
        )


class MediaShelf:
    """What was uploaded and waits for a post, or is in one."""

    def __init__(self, store: Store, now: Callable[[], float]) -> None:
        self._store = store
        self._now = now

    def add(
        self,
        network: str,
        account_id: int,
        media_id: str,
        content: Content,
        *,
        alt: str = "",
        ready_at: float | None,
        expires_at: float | None = None,
        document: dict[str, Any] | None = None,
    ) -> Media:
        """Put it on the shelf; the same id again (a blob is named by its content) replaces it."""
        self._store.execute(
            "INSERT OR REPLACE INTO media (network, media_id, account_id, mime, size, sha256, width, height, alt,"
            " created_at, ready_at, expires_at, document) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            network,
            media_id,
            account_id,
            content.mime,
            content.size,
            content.sha256,
            content.width,
            content.height,
            alt,
            self._now(),
            ready_at,
            expires_at,
            json.dumps(document or {}),
        )
        added = self.find(network, account_id, media_id)
        assert added is not None
        return added

    def find(self, network: str, account_id: int, media_id: str) -> Media | None:
        row = self._store.one(
            "SELECT * FROM media WHERE network = ? AND account_id = ? AND media_id = ?",
            network,
            account_id,
            media_id,
        )
        return _media(row) if row else None

    def retype(self, network: str, account_id: int, media_id: str, mime: str) -> None:
        self._store.execute(
            "UPDATE media SET mime = ? WHERE network = ? AND account_id = ? AND media_id = ?",
            mime,
            network,
            account_id,
            media_id,
        )

    def is_ready(self, media: Media) -> bool:
        return media.ready_at is not None and media.ready_at <= self._now()

    def fail_newest(self, network: str, account_id: int, words: str) -> None:
        """The account's newest upload can't be worked on; why stands under `failed` in its document."""
        self._store.execute(
            "UPDATE media SET document = json_set(document, '$.failed', ?) WHERE rowid = (SELECT rowid FROM media"
            " WHERE network = ? AND account_id = ? ORDER BY created_at DESC LIMIT 1)",
            words,
            network,
            account_id,
        )

    def describe(self, media: Media, alt: str) -> None:
        self._store.execute(
            "UPDATE media SET alt = ? WHERE network = ? AND account_id = ? AND media_id = ?",
            alt,
            media.network,
            media.account_id,
            media.media_id,
        )


def _media(row: sqlite3.Row) -> Media:
    fields = dict(row)
    fields["document"] = json.loads(fields["document"])
    return Media(**fields)
