"""Whether consumers of an event's old form can read its new one, judged on their JSON Schemas.

Adding an optional field is compatible. Removing or retyping one, requiring a new one or changing an enumeration is
not: that is a new version of the event, published side by side with the old.
"""

from collections.abc import Iterator, Mapping
from typing import Any

Schema = Mapping[str, Any]

_SAME = (
    "type",
    "format",
    "enum",
    "const",
    "pattern",
    "maxLength",
    "minLength",
    "maximum",
    "minimum",
    "maxItems",
    "minItems",
)


def breaking_changes(old: Schema, new: Schema) -> list[str]:
    """What an old consumer could not read, one sentence each; none when the change is compatible."""
    return list(_compare("", old, new, old, new))


def _compare(path: str, old: Schema, new: Schema, old_root: Schema, new_root: Schema) -> Iterator[str]:
    old, new = _resolve(old, old_root), _resolve(new, new_root)
    where = path or "the data"
    for word in _SAME:
        if old.get(word) != new.get(word):
            yield f"{where}: {word} changed from {old.get(word)!r} to {new.get(word)!r}"
    yield from _compare_fields(path, old, new, old_root, new_root)
    for word in ("items", "additionalProperties"):
        if isinstance(old.get(word), Mapping) and isinstance(new.get(word), Mapping):
            yield from _compare(f"{path}[]", old[word], new[word], old_root, new_root)
    old_choices, new_choices = old.get("anyOf", []), new.get("anyOf", [])
    if len(old_choices) != len(new_choices):
        yield f"{where}: offers {len(new_choices)} kinds of value instead of {len(old_choices)}"
    for old_choice, new_choice in zip(old_choices, new_choices, strict=False):
        yield from _compare(path, old_choice, new_choice, old_root, new_root)


def _compare_fields(path: str, old: Schema, new: Schema, old_root: Schema, new_root: Schema) -> Iterator[str]:
    old_fields, new_fields = old.get("properties", {}), new.get("properties", {})
    for name, field in old_fields.items():
        inner = f"{path}.{name}" if path else name
        if name not in new_fields:
            yield f"{inner}: removed"
        else:
            yield from _compare(inner, field, new_fields[name], old_root, new_root)
    old_required, new_required = set(old.get("required", ())), set(new.get("required", ()))
    for name in sorted(new_required - old_required):
        yield f"{path}.{name}".lstrip(".") + ": now required"
    for name in sorted((old_required - new_required) & set(new_fields)):
        yield f"{path}.{name}".lstrip(".") + ": was always there, may now be missing"


def _resolve(schema: Schema, root: Schema) -> Schema:
    reference = schema.get("$ref")
    if not isinstance(reference, str):
        return schema
    found: Schema = root["$defs"][reference.removeprefix("#/$defs/")]
    return found
