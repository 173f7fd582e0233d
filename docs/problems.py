"""docs/problems.md, and which codes the source can answer."""

import ast
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

from services.gateway.api.problem_codes import explanation_of, explanations

_ROOT = Path(__file__).resolve().parent.parent
_SOURCES = ("services/gateway", "shared")
# What a problem is made of, and at which place its code stands.
_PLACES = {"Flaw": 2, "ProblemError": 1, "MediaRefusedError": 0, "Problem": 1, "plain": 1, "_Refusal": 0}
_INTRODUCTION = """\
# Problems

Made by `make docs` from `services/gateway/api/problem_codes.yaml`. Every error of the API is a problem document
(RFC 9457): `code` is stable and made for programs, `detail` says what is wrong in this case and what to do, `errors`
names each field by a JSON pointer, `request_id` is what to say when you report it. `type` is the address of the page
about the code on your own installation, `/docs/problems/<code>`; `*` below stands for any text.

| code | status | means | what to do |
| --- | --- | --- | --- |
"""


def problems_page() -> str:
    """The whole page."""
    rows = (
        f"| `{one.code}` | {one.status} | **{one.title}.** {one.meaning} | {one.remedy} |\n"
        for one in explanations().values()
    )
    return _INTRODUCTION + "".join(rows)


def raised_codes() -> dict[str, str]:
    """Every code in the source, with `*` for what is put in at run time: where it stands."""
    found: dict[str, str] = {}
    for path in _paths():
        for code in _codes(ast.parse(path.read_text(encoding="utf-8"))):
            found.setdefault(code, str(path.relative_to(_ROOT)))
    return found


def unexplained() -> dict[str, str]:
    """Codes that no explanation is for: where they stand."""
    return {code: place for code, place in raised_codes().items() if explanation_of(code) is None}


def never_raised() -> set[str]:
    """Explanations of codes that the source does not hold."""
    source = "".join(path.read_text(encoding="utf-8") for path in _paths())
    raised = raised_codes()
    return {
        one
        for one in explanations()
        if f'"{one}"' not in source and not any(fnmatchcase(code, one) for code in raised)
    }


def _paths() -> Iterator[Path]:
    for folder in _SOURCES:
        for path in sorted((_ROOT / folder).rglob("*.py")):
            if not {"tests", "testing"} & set(path.parts):
                yield path


def _codes(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from _codes_of_call(node)
        elif isinstance(node, ast.ClassDef) and node.name.endswith("Error"):
            for statement in node.body:
                if isinstance(statement, ast.Assign) and ast.unparse(statement.targets[0]) == "code":
                    yield from _texts(statement.value)
        elif isinstance(node, (ast.Assign, ast.AnnAssign)) and isinstance(node.value, ast.Dict):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            if ast.unparse(target).strip("_").startswith(("TITLES", "HTTP_PROBLEMS")):
                for value in node.value.values:
                    assert isinstance(value, ast.Tuple)
                    yield from _texts(value.elts[0])


def _codes_of_call(call: ast.Call) -> Iterator[str]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else ast.unparse(call.func)
    named = [keyword.value for keyword in call.keywords if keyword.arg == "code"]
    if name in _PLACES:
        for value in named or call.args[_PLACES[name] :][:1]:
            yield from _texts(value)
    elif name == "Answer":
        for value in named:
            yield from _texts(value)


def _texts(value: ast.expr) -> Iterator[str]:
    match value:
        case ast.Constant(value=str(text)) if text:
            yield text
        case ast.JoinedStr(values=parts):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "*" for part in parts)
        case ast.IfExp(body=one, orelse=other):
            yield from _texts(one)
            yield from _texts(other)
