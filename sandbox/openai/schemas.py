"""A value that conforms to a JSON schema, written by a Writer."""

import math
from typing import Any

from sandbox.openai.dialect import refused
from sandbox.openai.writing import Writer

FORMATS = {
    "date": "2026-11-21",
    "date-time": "2026-11-21T09:00:00Z",
    "time": "09:00:00Z",
    "duration": "PT1H",
    "email": "hello@example.com",
    "hostname": "example.com",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "uuid": "0193e7a0-0000-7000-8000-000000000000",
    "uri": "https://example.com/",
}


def conforming(schema: dict[str, Any], writer: Writer) -> Any:
    """The value for a schema; raises the provider's 400 for one that it cannot follow."""
    return _Maker(schema, writer).value(schema, "")


class _Maker:
    def __init__(self, root: dict[str, Any], writer: Writer) -> None:
        self._root = root
        self._writer = writer

    def value(self, schema: dict[str, Any], name: str) -> Any:  # noqa: PLR0911  # one return a kind of schema
        schema = self._resolved(schema)
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return schema["enum"][0]
        kind = schema.get("type")
        if isinstance(kind, list):
            kind = next((one for one in kind if one != "null"), "null")
        match kind or ("object" if "properties" in schema else "string"):
            case "object":
                return {key: self.value(part, key) for key, part in schema.get("properties", {}).items()}
            case "array":
                return self._array(schema, name)
            case "string":
                return self._string(schema, name)
            case "integer" | "number":
                return _number(schema)
            case "boolean":
                return True
            case "null":
                return None
        raise refused(400, f"Invalid schema: type {kind!r} is unknown.", param="response_format")

    def _resolved(self, schema: dict[str, Any]) -> dict[str, Any]:
        """The schema with its references, alternatives and parts put together."""
        for _ in range(32):
            if "$ref" in schema:
                schema = {
                    **self._referenced(schema["$ref"]),
                    **{k: v for k, v in schema.items() if k != "$ref"},
                }
            elif alternatives := schema.get("anyOf") or schema.get("oneOf"):
                rest = {key: part for key, part in schema.items() if key not in {"anyOf", "oneOf"}}
                schema = {
                    **rest,
                    **next((one for one in alternatives if one.get("type") != "null"), alternatives[0]),
                }
            elif parts := schema.get("allOf"):
                schema = {key: part for key, part in schema.items() if key != "allOf"}
                for part in parts:
                    schema = {**schema, **part}
            else:
                return schema
        raise refused(400, "Invalid schema: the references never end.", param="response_format")

    def _referenced(self, reference: str) -> dict[str, Any]:
        found: Any = self._root
        for key in reference.removeprefix("#").strip("/").split("/"):
            found = found.get(key) if isinstance(found, dict) and key else found
        if not isinstance(found, dict):
            raise refused(400, f"Invalid schema: {reference} leads nowhere.", param="response_format")
        return found

    def _array(self, schema: dict[str, Any], name: str) -> list[Any]:
        count = max(schema.get("minItems", 0), min(3, schema.get("maxItems", 3)))
        items = schema.get("items", {})
        if "tag" in name.lower() and self._resolved(items).get("type", "string") == "string":
            return [tag[: items.get("maxLength")] for tag in self._writer.tags(count)]
        return [self.value(items, name) for _ in range(count)]

    def _string(self, schema: dict[str, Any], name: str) -> str:
        if schema.get("format") in FORMATS:
            return FORMATS[schema["format"]]
        text = self._text(name.lower())
        least = schema.get("minLength", 0)
        while len(text) < least:
            text = f"{text} {self._writer.paragraph()}"
        most = schema.get("maxLength")
        if most is not None and len(text) > most:
            shorter = text[:most].rsplit(" ", 1)[0]
            text = shorter if len(shorter) >= least else text[:most]
        return text

    def _text(self, name: str) -> str:
        if "action" in name or name in {"cta", "call"}:
            return self._writer.call_to_action()
        if any(word in name for word in ("title", "headline", "subject")):
            return self._writer.headline()
        if any(
            word in name for word in ("caption", "text", "body", "post", "copy", "message", "description")
        ):
            return self._writer.paragraph()
        return self._writer.tags(1)[0] if "tag" in name else self._writer.phrase()


def _number(schema: dict[str, Any]) -> float:
    least: float = schema.get("minimum", schema.get("exclusiveMinimum", 0))
    step: float = schema.get("multipleOf", 1)
    number = math.ceil(least / step) * step
    if number == schema.get("exclusiveMinimum"):
        number += step
    most: float = schema.get("maximum", schema.get("exclusiveMaximum", math.inf))
    return min(number, most)
