"""The `webhooks` of the OpenAPI document: every event that a receiver may be sent, with its schema and an example."""

from collections.abc import Mapping
from typing import Any

from services.gateway.domain.event_types import EVENT_TYPES, EventType
from services.gateway.domain.event_types.readers import permission_to_read

Document = dict[str, Any]

_TIMESTAMP = "2026-11-24T03:30:00.000Z"
_HEADERS = (
    (
        "webhook-id",
        "Names the event: the same at every attempt, to every webhook. Skip what you have seen.",
        "0199d2a1-7c3e-7b5f-8a2d-3f1c9e5b7a10",
    ),
    (
        "webhook-timestamp",
        "Unix seconds of this attempt. Refuse what is older than five minutes.",
        "1795491000",
    ),
    (
        "webhook-signature",
        (
            "One or several signatures, a blank between them, of `webhook-id.webhook-timestamp.body`: `v1,` and the base64 of"
            " its HMAC-SHA256 with the secret, or `v1a,` and the base64 of its Ed25519 signature. One that fits is enough."
        ),
        "v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=",
    ),
)
_ANSWERS = {
    "2XX": "Taken.",
    "410": "Wanted no more: the webhook is disabled.",
    "429": "Too much: everything to this webhook waits, for as long as Retry-After says.",
    "default": "Not taken: sent again after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h and 24 h. Redirects are not"
    " followed, and an answer is awaited for 15 s.",
}


def webhook_operations() -> Document:
    """By the event's type: what is sent."""
    return {name: {"post": _operation(event_type)} for name, event_type in EVENT_TYPES.items()}


def _operation(event_type: EventType) -> Document:
    return {
        "tags": ["Webhooks"],
        "summary": event_type.name,
        "description": event_type.summary,
        "x-permission": permission_to_read(event_type.name),
        "security": [],
        "parameters": [
            {
                "name": name,
                "in": "header",
                "required": True,
                "description": description,
                "schema": {"type": "string"},
                "example": example,
            }
            for name, description, example in _HEADERS
        ],
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {
                    "schema": _schema(event_type),
                    "example": {
                        "type": event_type.name,
                        "timestamp": _TIMESTAMP,
                        "data": dict(event_type.example),
                    },
                }
            },
        },
        "responses": {status: {"description": description} for status, description in _ANSWERS.items()},
    }


def _schema(event_type: EventType) -> Document:
    data = event_type.data.model_json_schema(mode="serialization")
    definitions = data.pop("$defs", {})
    return {
        "type": "object",
        "required": ["type", "timestamp", "data"],
        "properties": {
            "type": {"const": event_type.name},
            "timestamp": {"type": "string", "format": "date-time", "description": "When it happened."},
            "data": _open(_inlined(data, definitions)),
        },
    }


def _inlined(schema: Any, definitions: Mapping[str, Any]) -> Any:
    """The schema with what it refers to put in: names of two areas may be the same."""
    if isinstance(schema, list):
        return [_inlined(one, definitions) for one in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return _inlined(definitions[schema["$ref"].rpartition("/")[2]], definitions)
    return {name: _inlined(part, definitions) for name, part in schema.items()}


def _open(data: Document) -> Document:
    """Members may be added, and are left out where they are too large; then `omitted` names them."""
    open_ones = {name: part for name, part in data.items() if name != "additionalProperties"}
    omitted = {
        "type": "array",
        "items": {"type": "string"},
        "description": "Members that are not here, since the message would pass 20 kB; read them by API.",
    }
    return {**open_ones, "properties": {**data.get("properties", {}), "omitted": omitted}}
