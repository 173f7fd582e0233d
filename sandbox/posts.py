import json
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox.store import Store

FIGURES = "figures"
"""Under this name a post's document holds the numbers that a test has set."""


@dataclass(frozen=True)
class PostedMedia:
    media_id: str
    mime: str
    size: int
    sha256: str
    width: int | None
    height: int | None
    alt: str


@dataclass(frozen=True)
class Post:
    """What stands (or stood) on a network. `document` holds what only that network knows about it."""

    seq: int
    network: str
    account_id: int
    remote_id: str
    text: str
    document: dict[str, Any]
    media: tuple[PostedMedia, ...]
    created_at: float
    updated_at: float | None
    deleted_at: float | None
    revision: int
    accepted: int


class Posts:
    def __init__(self, store: Store, now: Callable[[], float]) -> None:
        self._store = store
        self._now = now

    def add(
        self,
        network: str,
        account_id: int,
        remote_id: str,
        *,
        text: str,
        document: dict[str, Any],
        media: list[PostedMedia],
    ) -> Post:
        cursor = self._store.execute(
            "INSERT INTO posts (network, account_id, remote_id, text, document, media, created_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            network,
            account_id,
            remote_id,
            text,
            json.dumps(document),
            _media_text(media),
            self._now(),
        )
        self._store.execute(
            f"UPDATE media SET post_seq = ? WHERE network = ? AND account_id = ? AND media_id IN ({','.join('?' * len(media))})",  # noqa: S608  # question marks only
            cursor.lastrowid,
            network,
            account_id,
            *(item.media_id for item in media),
        )
        added = self.find(network, account_id, remote_id)
        assert added is not None
        return added

    def replace(self, post: Post, *, text: str, document: dict[str, Any], media: list[PostedMedia]) -> None:
        """The post gets new content; a deleted one is live again."""
        self._store.execute(
            "UPDATE posts SET text = ?, document = ?, media = ?, updated_at = ?, deleted_at = NULL,"
            " revision = revision + 1, accepted = accepted + 1 WHERE seq = ?",
            text,
            json.dumps(document),
            _media_text(media),
            self._now(),
            post.seq,
        )

    def illustrate(self, post: Post, media: list[PostedMedia]) -> None:
        """The post gets other attachments and stays what it says."""
        self._store.execute("UPDATE posts SET media = ? WHERE seq = ?", _media_text(media), post.seq)

    def redescribe(self, post: Post, document: dict[str, Any]) -> None:
        """What the network knows about it changed, and not what it says."""
        self._store.execute("UPDATE posts SET document = ? WHERE seq = ?", json.dumps(document), post.seq)

    def accept_again(self, post: Post) -> None:
        """One more request was answered with this post."""
        self._store.execute("UPDATE posts SET accepted = accepted + 1 WHERE seq = ?", post.seq)

    def delete(self, post: Post) -> None:
        self._store.execute("UPDATE posts SET deleted_at = ? WHERE seq = ?", self._now(), post.seq)

    def set_figures(self, post: Post, figures: dict[str, int]) -> None:
        """How it does from now on, in place of what grows by itself."""
        document = {**post.document, FIGURES: {**post.document.get(FIGURES, {}), **figures}}
        self._store.execute("UPDATE posts SET document = ? WHERE seq = ?", json.dumps(document), post.seq)

    def find(self, network: str, account_id: int | None, remote_id: str) -> Post | None:
        """The post with this id, deleted or not; without an account, of whoever it is."""
        row = self._store.one(
            "SELECT * FROM posts WHERE network = ? AND remote_id = ? AND account_id = coalesce(?, account_id)",
            network,
            remote_id,
            account_id,
        )
        return _post(row) if row else None

    def live(self, network: str, account_id: int, *, limit: int, newest_first: bool = True) -> list[Post]:
        order = "DESC" if newest_first else "ASC"
        rows = self._store.all(
            f"SELECT * FROM posts WHERE network = ? AND account_id = ? AND deleted_at IS NULL ORDER BY seq {order} LIMIT ?",  # noqa: S608  # one of two words
            network,
            account_id,
            limit,
        )
        return [_post(row) for row in rows]

    def listed(
        self,
        *,
        network: str | None = None,
        account_id: int | None = None,
        deleted: bool = True,
        before: int | None = None,
        limit: int = -1,
    ) -> list[Post]:
        """Newest first, for the wall and for those who check; `before` is the seq to go on from."""
        rows = self._store.all(
            "SELECT * FROM posts WHERE network = coalesce(?, network) AND account_id = coalesce(?, account_id)"
            " AND (? OR deleted_at IS NULL) AND seq < coalesce(?, seq + 1) ORDER BY seq DESC LIMIT ?",
            network,
            account_id,
            deleted,
            before,
            limit,
        )
        return [_post(row) for row in rows]

    def recall(self, network: str, account_id: int, key: str) -> Post | None:
        """The post that this idempotency key made, while the key is kept."""
        row = self._store.one(
            "SELECT remote_id FROM idempotency WHERE network = ? AND account_id = ? AND key = ? AND expires_at > ?",
            network,
            account_id,
            key,
            self._now(),
        )
        return self.find(network, account_id, row["remote_id"]) if row else None

    def remember(self, post: Post, key: str, seconds: float) -> None:
        self._store.execute(
            "INSERT OR REPLACE INTO idempotency (network, account_id, key, remote_id, expires_at) VALUES (?, ?, ?, ?, ?)",
            post.network,
            post.account_id,
            key,
            post.remote_id,
            self._now() + seconds,
        )


def _media_text(media: list[PostedMedia]) -> str:
    return json.dumps([vars(item) for item in media])


def _post(row: sqlite3.Row) -> Post:
    fields = dict(row)
    fields["document"] = json.loads(fields["document"])
    fields["media"] = tuple(PostedMedia(**item) for item in json.loads(fields["media"]))
    return Post(**fields)
