"""An event's envelope: CloudEvents 1.0, binary content mode of its Kafka binding.

https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

Headers = list[tuple[str, bytes]]

SCHEMA_BASE = "https://postwright.dev/schemas/"


class InvalidEnvelopeError(ValueError):
    """A record's headers are not those of an event; the message says which one and why."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """The attributes of one event, apart from its data."""

    id: UUID
    source: str
    type: str
    time: datetime
    subject: str
    organization_id: UUID
    correlation_id: str
    causation_id: str | None = None
    traceparent: str | None = None
    tracestate: str | None = None

    def to_headers(self) -> Headers:
        """The Kafka headers that carry this envelope."""
        name = self.type.removeprefix("postwright.")
        pairs: list[tuple[str, str | None]] = [
            ("ce_specversion", "1.0"),
            ("ce_id", str(self.id)),
            ("ce_source", self.source),
            ("ce_type", self.type),
            ("ce_time", self.time.astimezone(UTC).isoformat().replace("+00:00", "Z")),
            ("ce_subject", self.subject),
            ("ce_dataschema", f"{SCHEMA_BASE}{name}.json"),
            ("ce_orgid", str(self.organization_id)),
            ("ce_correlationid", self.correlation_id),
            ("ce_causationid", self.causation_id),
            ("content-type", "application/json"),
            ("traceparent", self.traceparent),
            ("tracestate", self.tracestate),
        ]
        return [(key, value.encode()) for key, value in pairs if value is not None]

    @classmethod
    def from_headers(cls, headers: Iterable[tuple[str, bytes | None]]) -> "Envelope":
        """Read the envelope back.

        Raises:
            InvalidEnvelopeError: A required header is missing, twice of different value, or not readable.
        """
        texts = _texts(headers)
        try:
            return cls(
                id=UUID(texts["ce_id"]),
                source=texts["ce_source"],
                type=texts["ce_type"],
                time=_instant(texts["ce_time"]),
                subject=texts.get("ce_subject", ""),
                organization_id=UUID(texts["ce_orgid"]),
                correlation_id=texts.get("ce_correlationid") or texts["ce_id"],
                causation_id=texts.get("ce_causationid"),
                traceparent=texts.get("traceparent"),
                tracestate=texts.get("tracestate"),
            )
        except KeyError as missing:
            raise InvalidEnvelopeError(f"header {missing.args[0]} is missing") from None
        except ValueError as error:
            raise InvalidEnvelopeError(f"a ce_ header can't be read: {error}") from None


def event_type_of(headers: Sequence[tuple[str, bytes | None]]) -> str | None:
    """The CloudEvents type alone, or none where there is no readable one."""
    for name, value in headers:
        if name == "ce_type" and value is not None:
            return value.decode(errors="replace")
    return None


def is_structured(headers: Sequence[tuple[str, bytes | None]]) -> bool:
    """Whether the record holds a whole CloudEvent as JSON instead of having it in its headers."""
    return any(
        name == "content-type" and value is not None and value.lower().startswith(b"application/cloudevents")
        for name, value in headers
    )


def from_structured(value: bytes) -> tuple[Envelope, bytes]:
    """Read a structured-mode event: its envelope, and its data as JSON.

    Raises:
        InvalidEnvelopeError: Not JSON, or an attribute is missing or unreadable.
    """
    try:
        event = json.loads(value)
        data = event.pop("data")
        attributes = {name: text for name, text in event.items() if isinstance(text, str)}
    except (ValueError, AttributeError, KeyError, TypeError) as error:
        raise InvalidEnvelopeError(f"not a structured CloudEvent with data: {error!r}") from None
    headers = [(f"ce_{name}", text.encode()) for name, text in attributes.items()]
    headers += [
        (name, attributes[name].encode()) for name in ("traceparent", "tracestate") if name in attributes
    ]
    return Envelope.from_headers(headers), json.dumps(data).encode()


def _texts(headers: Iterable[tuple[str, bytes | None]]) -> dict[str, str]:
    texts: dict[str, str] = {}
    for name, value in headers:
        # Foreign headers may hold anything; only ours must be text.
        if value is None or not (name.startswith("ce_") or name in {"traceparent", "tracestate"}):
            continue
        try:
            texts[name] = value.decode()
        except UnicodeDecodeError:
            raise InvalidEnvelopeError(f"header {name} is not UTF-8") from None
    return texts


def _instant(text: str) -> datetime:
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError(f"ce_time {text!r} has no offset")
    return instant
