"""The templates that come with the product, each a file beside this one."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

from services.gateway.domain.templates.definitions import LibraryTemplate, TemplateDefinition


@cache
def library() -> Mapping[str, LibraryTemplate]:
    """By key, in the keys' order."""
    return {path.stem: _read(path) for path in sorted(Path(__file__).parent.glob("*.yaml"))}


def _read(path: Path) -> LibraryTemplate:
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    example = {
        name: value if isinstance(value, int | float | str) else str(value)
        for name, value in document.pop("example").items()
    }
    return LibraryTemplate(path.stem, TemplateDefinition.model_validate(document), example)
