"""What is published, and what a network gives back for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from shared.events import MediaObject


@dataclass(frozen=True, slots=True)
class Content:
    """One publication as the author meant it."""

    publication_id: UUID
    text: str
    language: str
    media: tuple[MediaObject, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """The bytes of one attachment, in a form that the network takes."""

    data: bytes = field(repr=False)
    media_type: str
    alt_text: str
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True, slots=True)
class Prepared:
    """What preparation left at the network: stored before the irreversible call, so that a repeat finds it.

    Attributes:
        document: The connector's own, as JSON: media ids, record key, facets.
        until: When the network forgets it; None if never.
    """

    document: Mapping[str, Any]
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """A live post.

    Attributes:
        remote_id: The network's own id.
        url: Where people see it.
        created_at: When the network says it was made; None where the answer does not tell.
    """

    remote_id: str
    url: str
    created_at: datetime | None = None
