"""An example of a JSON Schema, put together from the examples of its fields.

A name means the same everywhere in this API, so a field without an example of its own takes that of its name.
"""

from collections.abc import Mapping
from typing import Any

Schema = Mapping[str, Any]

_BY_NAME = {
    "alt_text": "A bowl of steaming dal beside a sale sign in the rain.",
    "audience": "People who cook at home",
    "audio_codec": "aac",
    "brand": "Asha's Kitchen",
    "brand_colors": "#0f766e",
    "brief": "Everything for the monsoon kitchen at a fifth off until Sunday.",
    "call_to_action": "Visit us before Sunday.",
    "caption": "Rain outside, dal on the stove: everything for the monsoon kitchen is a fifth off.",
    "causation_id": "0199d2a1-7c3e-7b5f-8a2d-3f1c9e5b7a12",
    "code": "text.too_long",
    "column": "time_zone",
    "comment": "Name the last day of the sale.",
    "content_warning": "Food",
    "correlation_id": "0199d2a1-7c3e-7b5f-8a2d-3f1c9e5b7a13",
    "description": "A week of offers for the first rains.",
    "detail": "The text is 301 graphemes long and bluesky takes 300; leave out 1.",
    "explanation": "Published on bluesky 0.4 s after it was due.",
    "first_comment": "Which tea do you take to work?",
    "goals": "A hundred visitors in the shop",
    "handle": "@asha@mastodon.example",
    "hashtags": "MonsoonSale",
    "key": "organizations/0199d2a1-7c3e-7b5f-8a2d-3f1c9e5b7a10/pictures/0199d2a1-7c3e-7b5f-8a2d-3f1c9e5b7a14.png",
    "kind": "post.published",
    "language": "en-IN",
    "last_step": "caption",
    "local_time": "2026-11-24T09:00:00",
    "media_keys": "organizations/0199d2a1-7c3e-7b5f-8a2d-3f1c9e5b7a10/pictures/0199d2a1-7c3e-7b5f-8a2d-3f1c9e5b7a14.png",
    "media_type": "image/png",
    "media_types": "image/png",
    "model": "offline-1",
    "name": "Monsoon sale",
    "next_cursor": "WyI0ZjFjMmQzZTRiNWEiLCIwMTk5ZDJhMS03YzNlLTdiNWYtOGEyZC0zZjFjOWU1YjdhMTAiXQ",
    "options": "public",
    "parameters": "Asha",
    "provider": "offline",
    "recipients": "+919876543210",
    "refused_characters": "\ufffe",
    "remote_id": "109348",
    "sha256": "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
    "source": "docs",
    "state": "published",
    "supports": "text",
    "tags": "tea",
    "text": "Rain outside, dal on the stove: everything for the monsoon kitchen is a fifth off. #MonsoonSale",
    "thread": "And the recipe comes tomorrow.",
    "time_zone": "Asia/Kolkata",
    "title": "The network's documentation",
    "tone": "friendly",
    "topic": "Monsoon sale",
    "url": "https://mastodon.example/@asha/109348",
    "video_codec": "h264",
}
# What is not there when all is well.
_USUALLY_NULL = frozenset({"problem", "cancelled_at", "archived_at"})
_BY_FORMAT = {
    "uuid": "0199d2a1-7c3e-7b5f-8a2d-3f1c9e5b7a10",
    "date-time": "2026-11-24T03:30:00Z",
    "date": "2026-11-24",
}
_BY_TYPE = {"number": 1.0, "boolean": True, "null": None}


class NoExampleError(LookupError):
    """A text has no example: give the field one, or its name one in `api/examples.py`."""

    def __init__(self, name: str) -> None:
        super().__init__(f"the field {name!r} has no example")


def example_of(schema: Schema, schemas: Mapping[str, Schema], name: str = "") -> Any:
    """A value that the schema allows: its own example, else made of its parts.

    Args:
        schema: As pydantic writes it.
        schemas: What `#/components/schemas/` refers to.
        name: Of the field.

    Raises:
        NoExampleError: A text without one.
    """
    for given in ("example", "const"):
        if given in schema:
            return schema[given]
    for several in ("examples", "enum"):
        if schema.get(several):
            return schema[several][0]
    if "$ref" in schema:
        return example_of(schemas[schema["$ref"].rpartition("/")[2]], schemas, name)
    for alternatives in ("oneOf", "anyOf", "allOf"):
        if alternatives in schema:
            if name in _USUALLY_NULL and {"type": "null"} in schema[alternatives]:
                return None
            return example_of(_first(schema[alternatives]), schemas, name)
    return _made(schema, schemas, name)


def _first(alternatives: list[Schema]) -> Schema:
    """The first that is not just null."""
    return next((one for one in alternatives if one.get("type") != "null"), alternatives[0])


def _made(schema: Schema, schemas: Mapping[str, Schema], name: str) -> Any:
    kind = schema.get("type")
    if kind == "object":
        made = {
            field: example_of(part, schemas, field) for field, part in schema.get("properties", {}).items()
        }
        rest = schema.get("additionalProperties")
        if isinstance(rest, Mapping) and not made:
            key = example_of(schema.get("propertyNames", {"const": "docs"}), schemas, name)
            made[key] = example_of(rest, schemas, name)
        return made
    if kind == "array":
        items = schema.get("prefixItems") or [schema["items"]]
        return [example_of(item, schemas, name) for item in items]
    if kind == "integer":
        return max(1, schema.get("minimum", 1))
    if kind == "string":
        return _text(schema, name)
    return _BY_TYPE.get(str(kind), {})


def _text(schema: Schema, name: str) -> str:
    if schema.get("format") in _BY_FORMAT:
        return _BY_FORMAT[schema["format"]]
    if name not in _BY_NAME:
        raise NoExampleError(name)
    return _BY_NAME[name]
