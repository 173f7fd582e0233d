"""An event's envelope: CloudEvents 1.0, binary content mode of its Kafka binding.

https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from uuid import UUID

Headers = list[tuple[str, bytes]]

SCHEMA_BASE = "https://postwright.dev/schemas/"


class InvalidEnvelopeError(ValueError):
    """A record's headers are not those of an event; the message says which one and why."""


@dataclass(slots=True)  # not frozen: a frozen one takes three times as long to make
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

    def to_texts(self) -> list[tuple[str, str]]:
        """The headers that carry this envelope, as text."""
        texts = [
            ("ce_specversion", "1.0"),
            ("ce_id", str(self.id)),
            ("ce_source", self.source),
            ("ce_type", self.type),
            ("ce_time", _format(self.time)),
            ("ce_subject", self.subject),
            ("ce_dataschema", _schema_of(self.type)),
            ("ce_orgid", str(self.organization_id)),
            ("ce_correlationid", self.correlation_id),
            ("content-type", "application/json"),
        ]
        if self.causation_id is not None:
            texts.append(("ce_causationid", self.causation_id))
        if self.traceparent is not None:
            texts.append(("traceparent", self.traceparent))
        if self.tracestate is not None:
            texts.append(("tracestate", self.tracestate))
        return texts

    def to_headers(self) -> Headers:
        """The Kafka headers that carry this envelope."""
        return [(name, text.encode()) for name, text in self.to_texts()]

    @classmethod
    def from_headers(cls, headers: Iterable[tuple[str, bytes | None]]) -> "Envelope":
        """Read the envelope back; foreign headers may hold anything.

        Raises:
            InvalidEnvelopeError: A required header is missing or not readable.
        """
        return cls.from_mapping(dict(headers))

    @classmethod
    def from_mapping(cls, headers: Mapping[str, bytes | None]) -> "Envelope":
        """As `from_headers`, from headers by their names."""
        try:
            event_id = _text(headers, "ce_id")
            return cls(
                id=UUID(event_id),
                source=_text(headers, "ce_source"),
                type=_text(headers, "ce_type"),
                time=_instant(_text(headers, "ce_time")),
                subject=_optional(headers, "ce_subject") or "",
                organization_id=UUID(_text(headers, "ce_orgid")),
                correlation_id=_optional(headers, "ce_correlationid") or event_id,
                causation_id=_optional(headers, "ce_causationid"),
                traceparent=_optional(headers, "traceparent"),
                tracestate=_optional(headers, "tracestate"),
            )
        except UnicodeDecodeError:
            raise InvalidEnvelopeError("a ce_ header is not UTF-8") from None
        except InvalidEnvelopeError:
            raise
        except ValueError as error:
            raise InvalidEnvelopeError(f"a ce_ header can't be read: {error}") from None


def event_type_of(headers: Mapping[str, bytes | None] | Iterable[tuple[str, bytes | None]]) -> str | None:
    """The CloudEvents type alone, or none where there is no readable one."""
    value = (headers if isinstance(headers, Mapping) else dict(headers)).get("ce_type")
    return value.decode(errors="replace") if value is not None else None


def is_structured(headers: Mapping[str, bytes | None]) -> bool:
    """Whether the record holds a whole CloudEvent as JSON instead of having it in its headers."""
    content_type = headers.get("content-type")
    return content_type is not None and content_type.lower().startswith(b"application/cloudevents")


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
    headers = {f"ce_{name}": text.encode() for name, text in attributes.items()}
    headers |= {
        name: attributes[name].encode() for name in ("traceparent", "tracestate") if name in attributes
    }
    return Envelope.from_mapping(headers), json.dumps(data).encode()


def _text(headers: Mapping[str, bytes | None], name: str) -> str:
    value = headers.get(name)
    if value is None:
        raise InvalidEnvelopeError(f"header {name} is missing")
    return value.decode()


def _optional(headers: Mapping[str, bytes | None], name: str) -> str | None:
    value = headers.get(name)
    return value.decode() if value is not None else None


@cache
def _schema_of(event_type: str) -> str:
    return f"{SCHEMA_BASE}{event_type.removeprefix('postwright.')}.json"


def _format(instant: datetime) -> str:
    if instant.tzinfo is not UTC:
        instant = instant.astimezone(UTC)
    return instant.isoformat()[:-6] + "Z"


def _instant(text: str) -> datetime:
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError(f"ce_time {text!r} has no offset")
    return instant
