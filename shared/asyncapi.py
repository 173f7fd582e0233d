"""AsyncAPI 3 documents, made from the catalogue of events and the routes of the services."""

from collections.abc import Mapping, Sequence
from typing import Any

from shared.events import CATALOGUE, TOPICS, EventData
from shared.events.envelope import SCHEMA_BASE

VERSION = "0.1.0"

_REQUIRED_HEADERS = ["ce_specversion", "ce_id", "ce_source", "ce_type", "ce_time", "ce_orgid", "content-type"]
_HEADER_PROPERTIES: dict[str, Any] = {
    "ce_specversion": {"type": "string", "const": "1.0"},
    "ce_id": {
        "type": "string",
        "format": "uuid",
        "description": "Deduplication key, together with ce_source.",
    },
    "ce_source": {"type": "string", "examples": ["//postwright/scheduler"]},
    "ce_time": {"type": "string", "format": "date-time"},
    "ce_subject": {"type": "string", "description": "Kind and id of what the event is about."},
    "ce_dataschema": {"type": "string", "format": "uri"},
    "ce_orgid": {"type": "string", "format": "uuid", "description": "The tenant."},
    "ce_correlationid": {"type": "string", "description": "Ties together all that follows from one request."},
    "ce_causationid": {"type": "string", "description": "ce_id of the event this one follows from."},
    "content-type": {"type": "string", "const": "application/json"},
    "traceparent": {"type": "string", "description": "W3C trace context."},
    "tracestate": {"type": "string"},
}


def describe(services: Sequence[str], received: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """The document of some services.

    Args:
        services: Which; one for its own document, all for the merged one.
        received: Topics that each service reads.
    """
    sent = {s: [t.name for t in TOPICS.values() if t.is_written_by(s)] for s in services}
    topics = sorted({t for s in services for t in (*sent[s], *received[s])})
    events = [event for event in CATALOGUE if event.topic_name in topics]
    title = f"Postwright {services[0]}" if len(services) == 1 else "Postwright"
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": title,
            "version": VERSION,
            "description": "CloudEvents 1.0 in binary mode; at least once, in order for each key, inboxes make repeats harmless.",
            "license": {"name": "Apache-2.0"},
        },
        "defaultContentType": "application/json",
        "servers": {"kafka": {"host": "localhost:9092", "protocol": "kafka"}},
        "channels": {topic: _channel(topic, events) for topic in topics},
        "operations": _operations(services, sent, received, events),
        "components": {
            "messages": {e.schema_name(): _message(e) for e in events},
            "schemas": _shared_schemas(events),
        },
    }


def _channel(topic: str, events: Sequence[type[EventData]]) -> dict[str, Any]:
    configuration: dict[str, Any] = {"cleanup.policy": ["compact" if TOPICS[topic].compacted else "delete"]}
    if not TOPICS[topic].compacted:
        configuration["retention.ms"] = TOPICS[topic].retention_ms
    return {
        "address": topic,
        "messages": {
            e.schema_name(): {"$ref": f"#/components/messages/{e.schema_name()}"}
            for e in events
            if e.topic_name == topic
        },
        "bindings": {"kafka": {"topicConfiguration": configuration, "bindingVersion": "0.4.0"}},
    }


def _operations(
    services: Sequence[str],
    sent: Mapping[str, Sequence[str]],
    received: Mapping[str, Sequence[str]],
    events: Sequence[type[EventData]],
) -> dict[str, Any]:
    operations: dict[str, Any] = {}
    for service in services:
        for action, topics in (("send", sent[service]), ("receive", received[service])):
            for topic in topics:
                operation = {
                    "action": action,
                    "channel": {"$ref": f"#/channels/{topic}"},
                    "messages": [
                        {"$ref": f"#/channels/{topic}/messages/{e.schema_name()}"}
                        for e in events
                        if e.topic_name == topic
                    ],
                }
                if action == "receive":
                    group = {"type": "string", "const": f"postwright-{service}"}
                    operation["bindings"] = {"kafka": {"groupId": group, "bindingVersion": "0.4.0"}}
                operations[f"{service}.{action}.{topic}"] = operation
    return operations


def _message(event: type[EventData]) -> dict[str, Any]:
    properties = {**_HEADER_PROPERTIES, "ce_type": {"type": "string", "const": event.event_type}}
    return {
        "name": event.event_type,
        "title": event.__name__,
        "summary": (event.__doc__ or "").strip().splitlines()[0],
        "contentType": "application/json",
        "headers": {"type": "object", "required": _REQUIRED_HEADERS, "properties": properties},
        "payload": {k: v for k, v in _embedded_schema(event).items() if k != "$defs"},
        "correlationId": {"location": "$message.header#/ce_correlationid"},
        "bindings": {
            "kafka": {"key": {"type": "string", "description": event.key_field}, "bindingVersion": "0.4.0"}
        },
    }


def _embedded_schema(event: type[EventData]) -> dict[str, Any]:
    return event.model_json_schema(mode="serialization", ref_template="#/components/schemas/{model}")


def _shared_schemas(events: Sequence[type[EventData]]) -> dict[str, Any]:
    """The schemas that several events refer to, once."""
    return {
        name: schema for event in events for name, schema in _embedded_schema(event).get("$defs", {}).items()
    }


def schema_of(event: type[EventData]) -> dict[str, Any]:
    """The JSON Schema of an event's data, as it is committed."""
    schema = event.model_json_schema(mode="serialization")
    return {"$id": f"{SCHEMA_BASE}{event.schema_name()}.json", **schema}
