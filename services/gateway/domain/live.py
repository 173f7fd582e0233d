"""Live events: what clients that watch an organisation are told."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from services.gateway.domain.event_types import EVENT_TYPES
from services.gateway.domain.event_types.readers import READ_WITH, READ_WITH_UNKNOWN, permission_to_read
from services.gateway.domain.policy import Permission
from shared.ids import new_id

# A transaction id has 64 bits and a sequence 63.
_LARGEST_TXID = 2**64 - 1
_LARGEST_SEQ = 2**63 - 1
_ID_LENGTH = 36

PING = "stream.ping"
PONG = "stream.pong"
FILTERED = "stream.filtered"
_NOWHERE = frozenset({PING, PONG, FILTERED})
_READ_ALL = frozenset({*READ_WITH.values(), READ_WITH_UNKNOWN})


@dataclass(frozen=True, slots=True)
class LiveEvent:
    """One thing to tell watching clients.

    Attributes:
        type: Such as `post.published`; the `event:` of the stream.
        data: JSON object; instants and ids as text.
        event_id: Stays the same however often it is sent.
        subject: What it is about, such as a post's id: receivers of webhooks get the events of one in their order.
    """

    organization_id: UUID
    type: str
    data: dict[str, Any]
    event_id: UUID = field(default_factory=new_id)
    subject: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in the log of live events: transaction id, then sequence."""

    txid: int
    seq: int

    def __str__(self) -> str:
        return f"{self.txid}-{self.seq}"

    @classmethod
    def start(cls) -> "Position":
        """Before everything."""
        return cls(0, 0)

    @classmethod
    def parse(cls, text: str) -> "Position":
        """Read back what `str` wrote.

        Raises:
            ValueError: It is no position.
        """
        txid, separator, seq = text.partition("-")
        digits = separator and txid.isascii() and txid.isdigit() and seq.isascii() and seq.isdigit()
        if not digits or len(text) > 40 or int(txid) > _LARGEST_TXID or int(seq) > _LARGEST_SEQ:
            raise ValueError(f"{text[:40]!r} is no position in the stream")
        return cls(int(txid), int(seq))


@dataclass(frozen=True)
class StreamedEvent:
    """A live event on its way to clients: its forms are made once, however many they are.

    Attributes:
        data: JSON text.
        event_id: None for what the stream itself tells.
        at: When it was told.
    """

    position: Position
    type: str
    data: str
    event_id: UUID | None = None
    at: datetime | None = None

    @cached_property
    def fields(self) -> dict[str, Any]:
        """The data, read."""
        fields: dict[str, Any] = json.loads(self.data)
        return fields

    @cached_property
    def named_ids(self) -> frozenset[str]:
        """Every id that the data name, wherever it stands."""
        return frozenset(_ids(self.fields))

    @cached_property
    def permission(self) -> Permission:
        """What its reader needs."""
        return permission_to_read(self.type)

    @cached_property
    def people(self) -> frozenset[str]:
        """The people it names as those whom it concerns."""
        event_type = EVENT_TYPES.get(self.type)
        return frozenset(() if event_type is None else event_type.people_of(self.fields))

    @cached_property
    def server_sent(self) -> bytes:
        """As a Server-Sent Event; a mere sign of life is a comment."""
        if self.type == PING:
            return b": ping\n\n"
        return f"event: {self.type}\ndata: {self.data}\nid: {self.position}\n\n".encode()

    @cached_property
    def message(self) -> str:
        """As a WebSocket message."""
        head = {"type": self.type}
        if self.type not in _NOWHERE:
            head = {"id": str(self.position)} | head
        if self.event_id is not None:
            head["event_id"] = str(self.event_id)
        if self.at is not None:
            head["at"] = self.at.isoformat()
        return f'{json.dumps(head)[:-1]}, "data": {self.data}}}'


@dataclass(frozen=True, slots=True)
class Interest:
    """Which events of its organisation a client wants, and may read; all, if it says nothing.

    Attributes:
        permissions: Those of whoever is told; None: it is nobody, who waits for something to happen.
        types: Names, or families such as `post.*`.
        about: Ids: an event that names one of them anywhere is wanted.
        user_id: Only events that name this person.
    """

    types: frozenset[str] = frozenset()
    about: frozenset[str] = frozenset()
    user_id: UUID | None = None
    permissions: frozenset[Permission] | None = None

    @property
    def is_everything(self) -> bool:
        """Whether whatever happens is told."""
        reads_all = self.permissions is None or self.permissions >= _READ_ALL
        return reads_all and not self.types and not self.about and self.user_id is None

    def wants(self, event: StreamedEvent) -> bool:
        """Whether the client is to be told."""
        if self.permissions is not None and event.permission not in self.permissions:
            return False
        if (
            self.types
            and event.type not in self.types
            and f"{event.type.partition('.')[0]}.*" not in self.types
        ):
            return False
        if self.about and self.about.isdisjoint(event.named_ids):
            return False
        return self.user_id is None or str(self.user_id) in event.people


def is_event_type(pattern: str) -> bool:
    """Whether there are events of this type, or of this family."""
    family, star, rest = pattern.partition(".*")
    if star and not rest:
        return any(name.startswith(f"{family}.") for name in EVENT_TYPES)
    return pattern in EVENT_TYPES


def _ids(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if len(value) == _ID_LENGTH and value[8] == value[13] == value[18] == value[23] == "-":
            yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _ids(one)
    elif isinstance(value, list):
        for one in value:
            yield from _ids(one)
