"""Media containers, as Instagram and Threads know them: made, processed, published, or gone after a day."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

from sandbox.accounts import Account
from sandbox.files import Content
from sandbox.graph.dialect import DAY, Graph, missing
from sandbox.media import Media
from sandbox.posts import Post

Status = Literal["IN_PROGRESS", "FINISHED", "PUBLISHED", "ERROR", "EXPIRED"]
NO_FILE = Content("application/octet-stream", 0, "")


class Containers:
    """Those of one network.

    Args:
        network: Whose they are.
        processing_seconds: How long each is at first IN_PROGRESS.
    """

    def __init__(self, network: Graph, processing_seconds: Callable[[], float]) -> None:
        self._network = network
        self._state = network.state
        self._processing_seconds = processing_seconds

    def add(
        self,
        account: Account,
        document: Mapping[str, Any],
        content: Content = NO_FILE,
        *,
        alt: str = "",
        error: str = "",
    ) -> Media:
        """A new one; with an `error` it is found out to be wrong once it has been processed."""
        now = self._state.now()
        return self._state.media.add(
            self._network.name,
            account.id,
            self._network.next_id(),
            content,
            alt=alt,
            ready_at=now + self._processing_seconds(),
            expires_at=now + DAY,
            document={"kind": "container", **document, "error": error},
        )

    def find(self, account: Account, container_id: str) -> Media | None:
        found = self._state.media.find(self._network.name, account.id, container_id)
        return found if found and found.document.get("kind") == "container" else None

    def own(self, account: Account, container_id: str) -> Media:
        found = self.find(account, container_id)
        if found is None:
            raise missing(container_id)
        return found

    def status(self, container: Media) -> Status:
        now = self._state.now()
        if container.document.get("published"):
            return "PUBLISHED"
        if container.expires_at is not None and container.expires_at <= now:
            return "EXPIRED"
        if not self._state.media.is_ready(container):
            return "IN_PROGRESS"
        return "ERROR" if why_failed(container) else "FINISHED"

    def made_since(self, account: Account, seconds: float) -> int:
        row = self._state.store.one(
            "SELECT count(*) AS n FROM media WHERE network = ? AND account_id = ? AND created_at > ?",
            self._network.name,
            account.id,
            self._state.now() - seconds,
        )
        return int(row["n"]) if row else 0

    def publish(
        self,
        account: Account,
        container: Media,
        text: str,
        document: Mapping[str, Any],
        parts: Sequence[Media],
    ) -> Post:
        """A new post. Meta does not say what a second call with the same container does; here it makes a second post,
        which is the worst that it can do.
        """
        post = self._state.posts.add(
            self._network.name,
            account.id,
            self._network.next_id(),
            text=text,
            document=dict(document),
            media=[part.posted() for part in parts],
        )
        self._state.store.execute(
            "UPDATE media SET document = ? WHERE network = ? AND account_id = ? AND media_id = ?",
            json.dumps({**container.document, "published": post.remote_id}),
            self._network.name,
            account.id,
            container.media_id,
        )
        return post


def why_failed(container: Media) -> str:
    """In the network's word; empty where nothing is wrong with it."""
    return str(container.document["error"] or container.document.get("failed", ""))
