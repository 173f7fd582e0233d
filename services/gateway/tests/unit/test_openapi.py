from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest
from openapi_spec_validator import validate

from services.gateway.api import build_app
from services.gateway.api.openapi import operations
from services.gateway.domain.event_types import EVENT_TYPES
from services.gateway.domain.policy import OPERATIONS
from services.gateway.openapi import DOCUMENT, render

Document = dict[str, Any]


@pytest.fixture(scope="module")
def document() -> Document:
    """The OpenAPI document of the whole gateway."""
    return build_app(
        {}, public_url="http://127.0.0.1:8080", max_body_bytes=1_024, max_upload_bytes=1_024
    ).openapi()


def bodies(document: Document) -> Iterator[tuple[str, Document]]:
    """Every request and success body that is text, with a name for messages."""
    for operation in operations(document):
        if "requestBody" in operation:
            for kind, content in operation["requestBody"]["content"].items():
                yield f"{operation['operationId']} takes {kind}", content
        for status, answer in operation["responses"].items():
            for kind, content in answer.get("content", {}).items():
                if kind.startswith(("image/", "application/octet-stream", "*/*")):
                    continue
                yield f"{operation['operationId']} answers {status} {kind}", content


def test_the_document_is_valid(document: Document) -> None:
    """By the OpenAPI 3.1 schema."""
    validate(document)


def test_the_committed_document_is_the_present_one() -> None:
    """`make docs` was run after the last change of the API."""
    assert DOCUMENT.read_text(encoding="utf-8") == render()


def test_every_operation_says_what_it_does(document: Document) -> None:
    """A summary, a description, a tag that is described, an id of its own."""
    described = {tag["name"] for tag in document["tags"]}
    seen = [operation["operationId"] for operation in operations(document)]

    assert len(seen) == len(set(seen))
    for operation in operations(document):
        assert operation.get("summary"), operation["operationId"]
        assert operation.get("description"), operation["operationId"]
        assert set(operation["tags"]) <= described, operation["operationId"]


def test_every_body_has_an_example_that_is_valid(document: Document) -> None:
    """What a reader copies from the page is taken by the schema beside it."""
    for name, content in bodies(document):
        given = [content["example"]] if "example" in content else []
        given += [example["value"] for example in content.get("examples", {}).values()]
        assert given, name
        if "json" not in name:
            continue
        schema = content.get("schema", {}) | {"components": document["components"]}
        for example in given:
            try:
                jsonschema.validate(example, schema, format_checker=jsonschema.FormatChecker())
            except jsonschema.ValidationError as error:
                pytest.fail(f"{name}: {error.message} at {list(error.absolute_path)}")


def test_every_parameter_is_described(document: Document) -> None:
    """But ids in paths, whose names say it."""
    for operation in operations(document):
        for parameter in operation.get("parameters", ()):
            assert parameter["in"] == "path" or parameter.get("description"), (
                operation["operationId"],
                parameter["name"],
            )


def test_every_operation_answers_errors_as_problems(document: Document) -> None:
    """Declared once, referred to by each; nothing of the framework's own error form is left."""
    for operation in operations(document):
        errors = {status: answer for status, answer in operation["responses"].items() if status >= "4"}
        assert {"429", "500", "503"} <= set(errors), operation["operationId"]
        for status, answer in errors.items():
            assert answer.get("$ref", "").startswith("#/components/responses/"), (
                operation["operationId"],
                status,
            )
    assert "HTTPValidationError" not in document["components"]["schemas"]


def test_what_needs_a_token_says_so(document: Document) -> None:
    """All but what the policy opens to everybody."""
    open_operations = {o["operationId"] for o in operations(document) if not o.get("security")}

    assert open_operations == {name for name, needed in OPERATIONS.items() if needed == "public"}


def test_every_event_is_a_webhook_with_an_example_that_is_valid(document: Document) -> None:
    """A new type of live event is documented by being declared."""
    assert set(document["webhooks"]) == set(EVENT_TYPES)
    for name, item in document["webhooks"].items():
        content = item["post"]["requestBody"]["content"]["application/json"]
        jsonschema.validate(content["example"], content["schema"], format_checker=jsonschema.FormatChecker())
        assert content["example"]["type"] == name
        assert item["post"]["description"]
        assert "$ref" not in str(content["schema"])
