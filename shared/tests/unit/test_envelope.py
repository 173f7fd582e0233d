"""An envelope is CloudEvents 1.0 in binary mode, and structured mode is read as well."""

import json
from datetime import UTC, datetime

import pytest
from cloudevents.core.bindings.kafka import KafkaMessage, from_kafka_event
from hypothesis import given
from hypothesis import strategies as st

from shared.events import ContentFailed, Envelope, InvalidEnvelopeError
from shared.events.envelope import from_structured, is_structured
from shared.ids import new_id
from shared.outbox import decode_headers, encode_headers, encode_texts
from shared.testing.topics import envelope_of

EVENT = ContentFailed(
    organization_id=new_id(),
    request_id=new_id(),
    revision=1,
    code="provider.away",
    detail="It did not answer.",
    retryable=True,
    failed_at=datetime(2026, 3, 2, 9, tzinfo=UTC),
)


def test_an_envelope_comes_back_from_its_headers() -> None:
    """Nothing is lost on the way."""
    envelope = envelope_of(EVENT)
    assert Envelope.from_headers(envelope.to_headers()) == envelope


def test_an_independent_library_reads_our_records() -> None:
    """The CloudEvents project's own package finds every attribute where it looks for it."""
    envelope = envelope_of(EVENT, correlation_id="request-1")
    read = from_kafka_event(
        KafkaMessage(dict(envelope.to_headers()), EVENT.key.encode(), EVENT.model_dump_json().encode())
    )
    attributes = read.get_attributes()
    assert (attributes["id"], attributes["type"], attributes["orgid"], attributes["correlationid"]) == (
        str(envelope.id),
        "postwright.content.failed.v1",
        str(EVENT.organization_id),
        "request-1",
    )
    assert read.get_data() == json.loads(EVENT.model_dump_json())


def test_structured_mode_is_read() -> None:
    """An integrator may send a whole CloudEvent as JSON."""
    envelope = envelope_of(EVENT)
    whole = {
        "specversion": "1.0",
        "id": str(envelope.id),
        "source": envelope.source,
        "type": envelope.type,
        "time": envelope.time.isoformat(),
        "orgid": str(envelope.organization_id),
        "data": json.loads(EVENT.model_dump_json()),
    }
    assert is_structured({"content-type": b"Application/CloudEvents+json; charset=utf-8"})
    read, data = from_structured(json.dumps(whole).encode())
    assert (read.id, ContentFailed.model_validate_json(data)) == (envelope.id, EVENT)


@pytest.mark.parametrize("missing", ["ce_id", "ce_type", "ce_time", "ce_orgid", "ce_source"])
def test_a_missing_attribute_is_named(missing: str) -> None:
    """So that whoever looks at the dead letter knows what to mend."""
    headers = [header for header in envelope_of(EVENT).to_headers() if header[0] != missing]
    with pytest.raises(InvalidEnvelopeError, match=missing):
        Envelope.from_headers(headers)


@given(st.lists(st.tuples(st.text(min_size=1), st.none() | st.binary()), max_size=8))
def test_any_headers_survive_the_outbox(headers: list[tuple[str, bytes | None]]) -> None:
    """Dead letters keep what they came with: text, bytes that are no text, none."""
    assert decode_headers(encode_headers(headers)) == headers


@given(st.lists(st.tuples(st.text(min_size=1), st.text()), max_size=8))
def test_text_headers_survive_the_outbox(headers: list[tuple[str, str]]) -> None:
    """The quick way stores what the careful way reads."""
    assert decode_headers(encode_texts(headers)) == [(name, text.encode()) for name, text in headers]
