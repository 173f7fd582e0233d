"""The AsyncAPI documents are valid: by the specification's JSON Schema everywhere, by the official parser where Node.js is."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from docs.generated import ROOT, SERVICES

CHECK = Path(__file__).parent / "asyncapi"
DOCUMENTS = [ROOT / "docs" / "asyncapi.json", *(ROOT / "docs" / "asyncapi" / f"{s}.json" for s in SERVICES)]
# Severity 0 is an error, 1 a warning; 2 and above remark, for example, that 3.1.0 exists.
_WARNING = 1


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_a_document_is_valid_by_the_schema_of_the_specification(path: Path) -> None:
    """The schema is that of `@asyncapi/specs` 6.11.1 (Apache-2.0), kept beside this test."""
    schema = json.loads((CHECK / "asyncapi-3.0.0.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft7Validator(schema).validate(json.loads(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_every_reference_in_a_document_leads_somewhere(path: Path) -> None:
    """A schema can't see that; a client generator stumbles over it."""
    document = json.loads(path.read_text(encoding="utf-8"))
    for reference in _references(document):
        place: Any = document
        for part in reference.removeprefix("#/").split("/"):
            assert part in place, reference
            place = place[part]


@pytest.mark.skipif(shutil.which("npm") is None, reason="the official parser needs Node.js with npm")
@pytest.mark.timeout(240)
def test_the_official_parser_finds_no_error_and_warns_of_nothing(tmp_path: Path) -> None:
    """`@asyncapi/parser`, locked beside this test."""
    for name in ("package.json", "package-lock.json", "check.mjs"):
        shutil.copy(CHECK / name, tmp_path)
    subprocess.run(
        ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )
    ran = subprocess.run(
        ["node", "check.mjs", *map(str, DOCUMENTS)], cwd=tmp_path, check=True, capture_output=True, text=True
    )
    found = json.loads(ran.stdout)
    assert sorted(found) == sorted(map(str, DOCUMENTS))
    assert [d for diagnostics in found.values() for d in diagnostics if d["severity"] <= _WARNING] == []


def _references(part: Any) -> list[str]:
    if isinstance(part, dict):
        own = [part["$ref"]] if isinstance(part.get("$ref"), str) else []
        return own + [r for value in part.values() for r in _references(value)]
    if isinstance(part, list):
        return [r for value in part for r in _references(value)]
    return []
