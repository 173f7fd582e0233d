"""API keys."""

from uuid import UUID

from services.gateway.domain.event_types.model import EventFields, EventType


class ApiKeyData(EventFields):
    api_key_id: UUID
    name: str
    scopes: list[str]


def _key(name: str, summary: str, title: str) -> EventType:
    return EventType(
        name,
        summary,
        ApiKeyData,
        {
            "api_key_id": "0197f3a4-7d15-7a10-8a6e-2f1c0b8d9e21",
            "name": "Warehouse export",
            "scopes": ["analytics:read", "posts:read"],
        },
        subject_field="api_key_id",
        audience="keys:manage",
        title=title,
        body="It may: {scopes}",
    )


TYPES = (
    _key("api_key.created", "Somebody made an API key.", "The API key {name} was made"),
    _key("api_key.rotated", "An API key has a new text.", "The API key {name} was replaced"),
    _key("api_key.revoked", "An API key works no more.", "The API key {name} was revoked"),
)
