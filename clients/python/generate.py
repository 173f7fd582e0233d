"""Writes the generated part of the client from docs/openapi.json: `python clients/python/generate.py [folder]`."""

import contextlib
import io
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from openapi_python_client import generate as generate_client
from openapi_python_client.config import Config, ConfigFile, MetaType

_HERE = Path(__file__).resolve().parent
DOCUMENT = _HERE.parents[1] / "docs" / "openapi.json"
PACKAGE = _HERE / "postwright_client"
# Everything else in the package is written by hand.
GENERATED = ("api", "models", "types.py")

# How the client reads and writes media types that the generator does not know.
_MEDIA_TYPES = {
    "text/csv": "application/octet-stream",
    "text/event-stream": "application/octet-stream",
}


def write(package: Path) -> None:
    """Put the generated part into the package's folder, in place of what was there.

    Raises:
        ValueError: The generator can't express a part of the document.
    """
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "openapi.json"
        source.write_text(json.dumps(simplified(json.loads(DOCUMENT.read_text(encoding="utf-8")))))
        made = Path(folder) / "made"
        settings = ConfigFile(
            literal_enums=True,
            content_type_overrides=_MEDIA_TYPES,
            post_hooks=[],
            docstrings_on_attributes=True,
        )
        config = Config.from_sources(
            settings, MetaType.NONE, source, "utf-8", overwrite=True, output_path=made
        )
        with contextlib.redirect_stdout(io.StringIO()):
            problems = generate_client(config=config, custom_template_path=_HERE / "templates")
        if problems:
            raise ValueError("\n".join(f"{one.header} {one.detail or ''}" for one in problems))
        _format(made)
        for name in GENERATED:
            _replace(made / name, package / name)


def simplified(document: dict[str, Any]) -> dict[str, Any]:
    """The document as a client needs it.

    Errors are raised, not returned, so no operation says that it answers them. A parameter that may be left out need
    not be null as well. Bytes are bytes, whatever they show. Lists are asked for whole: a typed item has all its fields.
    """
    document.pop("webhooks", None)
    schemas = document["components"]["schemas"]
    for name in [name for name in schemas if name.startswith("Sparse")]:
        del schemas[name]
    for item in document["paths"].values():
        for operation in _operations(item):
            operation["responses"] = {
                status: _success(answer)
                for status, answer in operation["responses"].items()
                if status.startswith("2")
            }
            for kind, content in operation.get("requestBody", {}).get("content", {}).items():
                if kind.startswith("text/"):
                    content["schema"] = {"type": "string", "format": "binary"}
            _ask_for_all(operation)
            for parameter in operation.get("parameters", ()):
                parameter["schema"] = _without_null(parameter["schema"])
    return document


def _operations(item: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for method, operation in item.items():
        if method in {"get", "put", "post", "patch", "delete"}:
            yield operation


def _ask_for_all(operation: dict[str, Any]) -> None:
    parameters = operation.get("parameters", [])
    if any(parameter["name"] == "fields" for parameter in parameters):
        operation["parameters"] = [one for one in parameters if one["name"] != "fields"]
        content = operation["responses"]["200"]["content"]["application/json"]
        content["schema"] = content["schema"]["anyOf"][0]


def _success(answer: dict[str, Any]) -> dict[str, Any]:
    content = answer.get("content", {})
    if not content or "application/json" in content:
        return answer
    of_bytes = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
    return answer | {"content": of_bytes}


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    choices = [one for one in schema.get("anyOf", ()) if one != {"type": "null"}]
    if len(choices) != 1:
        return schema
    rest = {name: value for name, value in schema.items() if name != "anyOf"}
    kept = {name: value for name, value in rest.items() if name != "default" or value is not None}
    return {**choices[0], **kept}


def _format(folder: Path) -> None:
    """As the generator's own hooks do, by this environment's ruff and with settings of its own."""
    ruff = [sys.executable, "-m", "ruff"]
    isolated = ["--isolated", "--quiet"]
    width = ["--config", "line-length = 110"]
    subprocess.run(
        [*ruff, "check", *isolated, *width, "--fix-only", "--select", "F,I,UP", folder], check=True
    )
    subprocess.run([*ruff, "format", *isolated, *width, folder], check=True)


def _replace(made: Path, place: Path) -> None:
    if place.is_dir():
        shutil.rmtree(place)
    if made.is_dir():
        shutil.copytree(made, place, ignore=shutil.ignore_patterns(".ruff_cache"))
    else:
        shutil.copy(made, place)


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else PACKAGE)
