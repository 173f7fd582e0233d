"""Live events: what clients that watch an organisation are told."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from shared.ids import new_id

# A transaction id has 64 bits and a sequence 63.
_LARGEST_TXID = 2**64 - 1
_LARGEST_SEQ = 2**63 - 1


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


@dataclass(frozen=True, slots=True)
class StreamedEvent:
    """A live event on its way to a client; `data` is JSON text."""

    position: Position
    type: str
    data: str
