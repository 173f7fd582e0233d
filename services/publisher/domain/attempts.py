"""One entry of the ledger."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.publisher.domain.content import Part, Prepared
from services.publisher.domain.failures import Failure
from shared.events import AttemptAnswer, AttemptKind

Kind = AttemptKind
Answer = AttemptAnswer


@dataclass(frozen=True, slots=True)
class Attempt:
    """A call that could publish, or a look afterwards."""

    attempt_id: UUID
    kind: Kind
    part: int
    request_hash: bytes
    trace_id: str | None
    started_at: datetime


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a call, or a look, ended."""

    ended_at: datetime
    answer: Answer
    latency_ms: float | None
    failure: Failure | None = None


@dataclass(frozen=True, slots=True)
class Ended:
    """An attempt that is over."""

    attempt: Attempt
    outcome: Outcome


def request_hash(part: Part, prepared: Prepared) -> bytes:
    """Of what is sent: two attempts with the same one asked for the same post."""
    parts = [
        part.index,
        part.recipient,
        part.text,
        part.language,
        [item.sha256 for item in part.media],
        part.details.model_dump(mode="json"),
        dict(prepared.document),
    ]
    return hashlib.sha256(json.dumps(parts, sort_keys=True, ensure_ascii=False).encode()).digest()
