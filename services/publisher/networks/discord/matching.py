"""Finding our own message among a channel's.

https://docs.discord.com/developers/reference#snowflakes
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.publisher.domain.content import Part
from services.publisher.networks.discord.composing import nonce
from services.publisher.networks.recognising import same

_EPOCH_MS = 1_420_070_400_000


def first_id(instant: datetime) -> int:
    """The smallest id of that instant: the time stands above the low 22 bits."""
    return max(0, int(instant.timestamp() * 1000) - _EPOCH_MS) << 22


@dataclass(frozen=True)
class Wanted:
    """What a message must be to be the part's.

    Attributes:
        author_id: The bot's.
        attached: How many files it has.
        taken: Ids of messages that are other parts.
    """

    part: Part
    author_id: str
    attached: int
    taken: frozenset[str]

    def is_met_by(self, message: Mapping[str, Any]) -> bool:
        """Discord shows a nonce for a short while only; then what the message says must tell."""
        if str(message["author"]["id"]) != self.author_id or str(message["id"]) in self.taken:
            return False
        if message.get("nonce"):
            return str(message["nonce"]) == nonce(self.part)
        question = (message.get("poll") or {}).get("question", {}).get("text")
        if (question is not None) != (self.part.details.poll is not None):
            return False
        shown = message["content"] if question is None else question
        return same(shown, self.part.text) and len(message["attachments"]) == self.attached
