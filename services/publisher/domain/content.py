"""What is published, in how many calls, and what a network gives back for each."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from shared.events import MediaObject, PartRole, PostDetails

NO_DETAILS = PostDetails()


@dataclass(frozen=True, slots=True)
class Content:
    """One publication as the author meant it."""

    publication_id: UUID
    text: str
    language: str
    media: tuple[MediaObject, ...] = ()
    details: PostDetails = NO_DETAILS


@dataclass(frozen=True, slots=True)
class Prepared:
    """What preparation left at the network: stored before the irreversible call, so that a repeat finds it.

    Attributes:
        document: The connector's own, as JSON: media ids, record key, facets.
        until: When the network forgets it; None if never.
        ready_in: Seconds until preparation should be gone on with, since the network is still at work; 0 when ready.
    """

    document: Mapping[str, Any]
    until: datetime | None = None
    ready_in: float = 0.0

    def forgotten(self, now: datetime) -> "Prepared":
        """What is left when the network does not have it any more: preparation begins anew, under the same key."""
        return replace(self, until=now, ready_in=0.0)


@dataclass(frozen=True, slots=True)
class Receipt:
    """A live post, comment or message.

    Attributes:
        remote_id: The network's own id.
        url: Where people see it.
        created_at: When the network says it was made; None where the answer does not tell.
        document: What the connector needs to answer, edit or delete it, as JSON, beside the id.
    """

    remote_id: str
    url: str
    created_at: datetime | None = None
    document: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pending:
    """The network took it and is still at work: whether it goes live is found out by `prove`.

    Attributes:
        prepared: What `prove` needs, in place of what there was before.
        wait_seconds: Until it is worth asking.
    """

    prepared: Prepared
    wait_seconds: float


@dataclass(frozen=True, slots=True)
class Missing:
    """It is not there.

    Attributes:
        certain: The network itself says that it was not published, as a container that is still unpublished does;
            otherwise it was only not seen, and may yet appear.
        prepared: What a further call needs, where that changed; None keeps what there was.
    """

    certain: bool = False
    prepared: Prepared | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """What one irreversible call publishes: the post, an answer to it in a thread, a comment, one recipient's message.

    Attributes:
        index: Its place in the publication; 0 is the post itself, or the first recipient's message.
        details: What belongs to this part: a reply or comment has none of the post's own.
        earlier: Receipts of the parts before it, in order.
        recipient: Of a message.
    """

    publication_id: UUID
    index: int
    role: PartRole
    text: str
    language: str
    media: tuple[MediaObject, ...] = ()
    details: PostDetails = NO_DETAILS
    earlier: tuple[Receipt, ...] = ()
    recipient: str = ""

    @property
    def attached(self) -> tuple[MediaObject, ...]:
        """Everything that has to be brought to the network: its media, then its link card's picture."""
        card = self.details.link.image if self.details.link else None
        return (*self.media, card) if card else self.media

    @property
    def parent(self) -> Receipt | None:
        """What it answers: the part before it in a thread, the post itself with a comment; None for any other."""
        if not self.earlier or self.role not in {"reply", "comment"}:
            return None
        return self.earlier[-1 if self.role == "reply" else 0]

    @property
    def key(self) -> str:
        """The same for every try of this part, another for every other: for networks that take an idempotency key."""
        return str(self.publication_id) if self.index == 0 else f"{self.publication_id}-{self.index}"


def part_count(content: Content) -> int:
    """How many irreversible calls a publication takes."""
    details = content.details
    return max(1, len(details.recipients)) + len(details.thread) + bool(details.first_comment)


def part_of(content: Content, index: int, earlier: tuple[Receipt, ...] = ()) -> Part:
    """One part: the post or its messages, then the rest of the thread, then the first comment."""
    details, shared = content.details, (content.publication_id, index)
    if details.recipients:
        return Part(
            *shared,
            "message",
            content.text,
            content.language,
            content.media,
            details,
            earlier,
            details.recipients[index],
        )
    if index == 0:
        return Part(*shared, "post", content.text, content.language, content.media, details)
    if index <= len(details.thread):
        answer = details.thread[index - 1]
        visible = PostDetails(visibility=details.visibility, options=details.options)
        return Part(*shared, "reply", answer.text, content.language, answer.media, visible, earlier)
    return Part(*shared, "comment", details.first_comment, content.language, earlier=earlier)
