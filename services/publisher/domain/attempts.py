"""One entry of the ledger."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from services.publisher.domain.content import Content, Prepared, Receipt
from services.publisher.domain.failures import Failure

Kind = Literal["publish", "repeat", "look_up"]
Answer = Literal["published", "found", "absent", "refused", "not_sent", "unknown"]


@dataclass(frozen=True, slots=True)
class Attempt:
    """A call that could publish, or a look afterwards."""

    attempt_id: UUID
    kind: Kind
    request_hash: bytes
    trace_id: str | None
    started_at: datetime


@dataclass(frozen=True, slots=True)
class Ended:
    """How it ended."""

    attempt: Attempt
    ended_at: datetime
    answer: Answer
    latency_ms: float | None
    failure: Failure | None = None
    receipt: Receipt | None = None


def request_hash(content: Content, prepared: Prepared) -> bytes:
    """Of what is sent: two attempts with the same one asked for the same post."""
    parts = [content.text, content.language, [item.sha256 for item in content.media], dict(prepared.document)]
    return hashlib.sha256(json.dumps(parts, sort_keys=True, ensure_ascii=False).encode()).digest()
