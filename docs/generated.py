"""What the documents say, computed from the code."""

import json
from collections.abc import Iterator
from importlib import import_module
from inspect import signature
from pathlib import Path
from typing import Any, get_args
from unittest.mock import MagicMock

from docs.networks import networks_page
from docs.problems import problems_page
from docs.tenancy import PAGE, tenancy_page
from shared.asyncapi import describe, schema_of
from shared.consuming import topics_of
from shared.events import CATALOGUE, TOPICS, EventData
from shared.events.compatibility import breaking_changes
from shared.settings import ServiceName

ROOT = Path(__file__).resolve().parent.parent
SCHEMAS = ROOT / "shared" / "events" / "schemas"
SERVICES: tuple[ServiceName, ...] = get_args(ServiceName)

_ABOUT = (
    "Made from `shared/events` by `make docs`. Each event is a CloudEvent in binary mode: attributes in `ce_` headers, "
    "the data alone as JSON in the value. Unknown fields are to be ignored, unknown types skipped. "
    "JSON Schemas: `shared/events/schemas/`; AsyncAPI: `docs/asyncapi.json`."
)


def documents() -> Iterator[tuple[Path, str]]:
    """Every generated document: its path and what it must hold."""
    for event in CATALOGUE:
        yield SCHEMAS / f"{event.schema_name()}.json", _json(schema_of(event))
    received = topics_received()
    for service in SERVICES:
        yield ROOT / "docs" / "asyncapi" / f"{service}.json", _json(describe([service], received))
    yield ROOT / "docs" / "asyncapi.json", _json(describe(SERVICES, received))
    yield ROOT / "docs" / "events.md", _events_page(received)
    yield ROOT / "docs" / "networks.md", networks_page()
    yield ROOT / "docs" / "problems.md", problems_page()
    yield PAGE, tenancy_page()


def incompatible() -> Iterator[str]:
    """Changes of committed events that an old consumer could not read."""
    for event in CATALOGUE:
        committed = SCHEMAS / f"{event.schema_name()}.json"
        if committed.exists():
            old = json.loads(committed.read_text(encoding="utf-8"))
            for change in breaking_changes(old, schema_of(event)):
                yield f"{event.event_type}: {change}"


def topics_received() -> dict[str, list[str]]:
    """The topics that each service's routes read."""
    return {service: _topics_of(service) for service in SERVICES}


def _topics_of(service: str) -> list[str]:
    routes = import_module(f"services.{service}.consumers").routes
    # Which topics are read does not depend on what the use cases do.
    return topics_of(routes(**{name: MagicMock() for name in signature(routes).parameters}))


def _events_page(received: dict[str, list[str]]) -> str:
    lines = [
        "# Events",
        "",
        _ABOUT,
        "",
        "| topic | producer | consumers | key | kept |",
        "| --- | --- | --- | --- | --- |",
    ]
    for topic in TOPICS.values():
        event = next(e for e in CATALOGUE if e.topic_name == topic.name)
        consumers = ", ".join(s for s in SERVICES if topic.name in received[s])
        kept = "compacted" if topic.compacted else f"{topic.retention_ms // 86_400_000} days"
        lines.append(f"| `{topic.name}` | {topic.producer} | {consumers} | {event.key_field} | {kept} |")
    lines += ["", "The dead letters of a topic for a consumer are on `<topic>.<service>.dead`.", ""]
    for event in CATALOGUE:
        lines += _event_section(event)
    return "\n".join(lines).rstrip() + "\n"


def _event_section(event: type[EventData]) -> Iterator[str]:
    yield f"## {event.event_type}"
    yield ""
    yield (event.__doc__ or "").strip()
    yield ""
    yield "| field | type | required | meaning |"
    yield "| --- | --- | --- | --- |"
    schema = schema_of(event)
    for name, field in schema["properties"].items():
        required = "yes" if name in schema.get("required", ()) else "no"
        yield f"| `{name}` | {_type_of(field)} | {required} | {field.get('description', '').replace('|', '/')} |"
    yield ""


def _type_of(field: dict[str, Any]) -> str:
    if "anyOf" in field:
        return " or ".join(_type_of(choice) for choice in field["anyOf"])
    if "enum" in field:
        return " / ".join(f"`{value}`" for value in field["enum"])
    if "$ref" in field:
        return str(field["$ref"]).rsplit("/", 1)[-1]
    if field.get("type") == "array":
        return f"list of {_type_of(field.get('items', {}))}"
    return str(field.get("format") or field.get("type") or "any")


def _json(document: Any) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False, sort_keys=False) + "\n"
