"""SQL lives in .sql files, every statement under a name with a description."""

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

_NAME = re.compile(r"^-- name: (?P<name>[a-z][a-z0-9_]*)\s*$", re.MULTILINE)


class QueriesError(ValueError):
    """A queries file is not in the form `-- name: ...`, description, statement."""


def load_queries(path: Path) -> Mapping[str, str]:
    """Read the named statements of a file.

    Each begins with `-- name: <name>`, goes on with a comment that says what it is for, then the statement.

    Raises:
        QueriesError: A name stands twice, or a statement has no description or no text.
    """
    text = path.read_text(encoding="utf-8")
    marks = list(_NAME.finditer(text))
    queries: dict[str, str] = {}
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        name = mark["name"]
        body = text[mark.end() : following.start() if following else len(text)].strip()
        statement = "\n".join(
            line for line in body.splitlines() if not line.lstrip().startswith("--")
        ).strip()
        if name in queries:
            raise QueriesError(f"{path.name}: the name {name} stands twice")
        if not body.startswith("--"):
            raise QueriesError(f"{path.name}: {name} has no line that says what it is for")
        if not statement:
            raise QueriesError(f"{path.name}: {name} has no statement")
        queries[name] = statement.rstrip(";")
    return MappingProxyType(queries)
