"""Media that people uploaded, and how they keep order among them."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from uuid import UUID

from shared.events import MediaObject

MediaState = Literal["active", "archived", "deleted"]
MediaKind = Literal["image", "video", "application"]
MediaSort = Literal["newest", "oldest", "name", "largest"]
DeletionReason = Literal["asked", "unused"]

THUMBNAIL_SIZES = ("small", "medium", "large")
LONGEST_NAME = 200
LONGEST_FOLDER = 300
LONGEST_TAG = 50
MOST_TAGS = 30
_DEEPEST_FOLDER = 10


@dataclass(frozen=True, slots=True)
class Media:
    """A file that was looked into and may be published.

    Attributes:
        upload_sha256: Hash of the bytes as they were sent.
        name: As the client calls it; nothing is ever stored under it.
        folder: A path without slashes around it; empty is the top.
        thumbnails: By size, such as `small`; none of what can't be seen.
        deleted_because: Who wanted it gone: somebody, or the rule for what nothing uses.
        purge_at: When what was deleted is removed for good.
    """

    media_id: UUID
    organization_id: UUID
    upload_sha256: str
    name: str
    object: MediaObject
    created_by: UUID | None
    created_at: datetime
    updated_at: datetime
    tags: tuple[str, ...] = ()
    folder: str = ""
    thumbnails: Mapping[str, MediaObject] = field(default_factory=dict)
    revision: int = 1
    archived_at: datetime | None = None
    deleted_at: datetime | None = None
    deleted_because: DeletionReason | None = None
    purge_at: datetime | None = None

    @property
    def state(self) -> MediaState:
        """Where it stands: in the list, out of it, or about to be removed."""
        if self.deleted_at is not None:
            return "deleted"
        return "active" if self.archived_at is None else "archived"


@dataclass(frozen=True, slots=True)
class MediaLabels:
    """What people say of a file: not by its content."""

    name: str = "untitled"
    alt_text: str = ""
    tags: tuple[str, ...] = ()
    folder: str = ""


@dataclass(frozen=True, slots=True)
class MediaUse:
    """Something that media are used by.

    Attributes:
        kind: Such as `post`.
        is_open: Whether it has still to go out, or to be decided on: it needs the file.
    """

    media_id: UUID
    kind: str
    id: UUID
    is_open: bool
    used_at: datetime


def plain_name(name: str | None) -> str:
    """A file's name without folders and characters that nobody sees."""
    bare = re.split(r"[/\\]", name or "")[-1]
    seen = "".join(character for character in bare if not unicodedata.category(character).startswith("C"))
    return seen.strip()[:LONGEST_NAME] or "untitled"


def plain_folder(path: str) -> str:
    """A folder's path as it is kept.

    Raises:
        ValueError: It leads upwards, is too deep, or holds characters that nobody sees.
    """
    names = [name.strip() for name in path.split("/") if name.strip()]
    if any(name in {".", ".."} for name in names):
        raise ValueError("a folder is named from the top; . and .. are no folders")
    if any(unicodedata.category(character).startswith("C") or character == "\\" for character in path):
        raise ValueError("holds a control character or a backslash; take it out")
    if len(names) > _DEEPEST_FOLDER:
        raise ValueError(f"is deeper than {_DEEPEST_FOLDER} folders")
    return "/".join(names)


def plain_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """Tags in lower case, each once, in their order.

    Raises:
        ValueError: One is empty or too long, or there are too many.
    """
    plain = tuple(dict.fromkeys(" ".join(tag.casefold().split()) for tag in tags))
    for tag in plain:
        if not tag or len(tag) > LONGEST_TAG:
            raise ValueError(f"a tag has 1 to {LONGEST_TAG} characters")
        if any(unicodedata.category(character).startswith("C") or character == "," for character in tag):
            raise ValueError("a tag holds no comma and no control character")
    if len(plain) > MOST_TAGS:
        raise ValueError(f"there are more than {MOST_TAGS} tags")
    return plain


def object_key(organization_id: UUID, sha256: str) -> str:
    """Where a file lies: the same bytes in the same place."""
    return f"organizations/{organization_id}/media/{sha256}"


def is_media_key(key: str) -> bool:
    """Whether a file that somebody sent lies there, and not something that was made."""
    return "/media/" in key


def thumbnails_of(key: str) -> tuple[str, ...]:
    """Where the thumbnails of the file under a key lie, if it is one that has any."""
    folder, middle, sha256 = key.rpartition("/media/")
    return tuple(f"{folder}/thumbnails/{sha256}/{size}.webp" for size in THUMBNAIL_SIZES) if middle else ()


def thumbnail_key(organization_id: UUID, sha256: str, size: str) -> str:
    """Where a thumbnail of the file with that hash lies."""
    return f"organizations/{organization_id}/thumbnails/{sha256}/{size}.webp"
