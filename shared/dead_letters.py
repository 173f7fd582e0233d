"""Dead letters: what can't be applied goes aside with its reason, and too many of them stop the consumer."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from aiokafka import ConsumerRecord

from shared.kafka import MAX_RECORD_BYTES, dead_letter_topic
from shared.outbox import OutboxRecord, encode_headers

_MESSAGE_CHARACTERS = 500
# A record with its reason must not be larger than Kafka takes, or the relay could tell nothing after it. Compressed, a
# record that Kafka took may be much larger than that.
_VALUE_BYTES = MAX_RECORD_BYTES // 2
_HEADER_BYTES = MAX_RECORD_BYTES // 4
_KEY_BYTES = 1024


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A record that is put aside, and why."""

    record: "ConsumerRecord[bytes | None, bytes | None]"
    topic: str
    error_type: str
    message: str
    attempts: int = 1

    @property
    def id(self) -> UUID:
        """The same for each delivery of the record, so that a repeat is not put aside twice."""
        record = self.record
        place = f"{self.topic}/{record.partition}/{record.offset}/{record.timestamp}"
        return uuid5(NAMESPACE_URL, place)

    def to_outbox(self, service: str, now: datetime) -> OutboxRecord:
        """The record as it goes to the dead-letter topic: key, value and headers, cut where too large, and the reason."""
        value = self.record.value if self.record.value is not None else b""
        key = self.record.key
        headers = self._headers_that_fit()
        reason = {
            "dlq_topic": self.topic,
            "dlq_partition": str(self.record.partition),
            "dlq_offset": str(self.record.offset),
            "dlq_group": service,
            "dlq_attempts": str(self.attempts),
            "dlq_error_type": self.error_type,
            "dlq_error_message": self.message[:_MESSAGE_CHARACTERS],
            "dlq_failed_at": now.astimezone(UTC).isoformat().replace("+00:00", "Z"),
        }
        if len(value) > _VALUE_BYTES:
            reason["dlq_value_bytes"] = str(len(value))
        if len(headers) < len(self.record.headers):
            reason["dlq_headers_left_out"] = str(len(self.record.headers) - len(headers))
        return OutboxRecord(
            dead_letter_topic(self.topic, service),
            key[:_KEY_BYTES].decode(errors="replace").replace("\x00", "\ufffd") if key is not None else None,
            encode_headers([*headers, *((name, text.encode()) for name, text in reason.items())]),
            value[:_VALUE_BYTES],
        )

    def _headers_that_fit(self) -> list[tuple[str, bytes | None]]:
        fitting: list[tuple[str, bytes | None]] = []
        left = _HEADER_BYTES
        for name, value in self.record.headers:
            size = len(name.encode()) + len(value or b"")
            if size <= left:
                left -= size
                fitting.append((name, value))
        return fitting


class DeadLetterLimitReachedError(RuntimeError):
    """So much would be put aside that the fault is likely ours: the consumer stops instead."""


class DeadLetterLimit:
    """Stops a consumer before a bad release pours a topic away.

    Args:
        run_length: That many dead records one after another are too many.
        share: That share of the last `window` records is too many, once `minimum` of them are dead.
        minimum: Fewer dead records than this never count as a share.
        window: How many records the share is taken over.
    """

    def __init__(
        self, *, run_length: int = 100, share: float = 0.5, minimum: int = 100, window: int = 1_000
    ) -> None:
        self._run_length = run_length
        self._share = share
        self._minimum = minimum
        self._run = 0
        self._recent: deque[bool] = deque(maxlen=window)

    def check(self, outcomes: Sequence[bool]) -> None:
        """Judge a batch before it is committed; call `note` once it is.

        Args:
            outcomes: True for each record that would be put aside, in order.

        Raises:
            DeadLetterLimitReachedError: The limit would be passed.
        """
        run = self._run
        recent = self._recent.copy()
        for dead in outcomes:
            run = run + 1 if dead else 0
            recent.append(dead)
            if run >= self._run_length:
                raise DeadLetterLimitReachedError(
                    f"{run} records in a row can't be applied; the consumer has stopped at its limit"
                )
        count = sum(recent)
        if count >= self._minimum and count / len(recent) > self._share:
            raise DeadLetterLimitReachedError(
                f"{count} of the last {len(recent)} records can't be applied; the consumer has stopped at its limit"
            )

    def note(self, outcomes: Sequence[bool]) -> None:
        """Remember a batch that was committed."""
        for dead in outcomes:
            self._run = self._run + 1 if dead else 0
            self._recent.append(dead)
