import json
from collections.abc import Mapping
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request

from sandbox.graph.dialect import invalid

ALWAYS = {"access_token", "fields", "appsecret_proof", "locale", "format", "pretty", "summary"}
LARGEST_PART = 64 * 1024 * 1024

Given = Mapping[str, Any]


async def read(request: Request, *known: str) -> dict[str, Any]:
    """Query, form, multipart and JSON parameters; texts, and bytes for files. One that is not known is refused."""
    given: dict[str, Any] = dict(request.query_params)
    kind = request.headers.get("content-type", "")
    if kind.startswith("application/json"):
        try:
            body = json.loads(await request.body() or b"{}")
        except ValueError:
            raise invalid("The request body is not valid JSON") from None
        given |= {
            name: value if isinstance(value, str) else json.dumps(value) for name, value in body.items()
        }
    elif kind.startswith(("multipart/form-data", "application/x-www-form-urlencoded")):
        async with request.form(max_part_size=LARGEST_PART) as form:
            for name, field in form.items():
                given[name] = await field.read() if isinstance(field, UploadFile) else field
    unknown = sorted(set(given) - set(known) - ALWAYS)
    if unknown:
        raise invalid(f"Unexpected parameter: {unknown[0]}")
    return given


def needed(given: Given, name: str) -> str:
    value = given.get(name)
    if not isinstance(value, str) or not value:
        raise invalid(f"The parameter {name} is required")
    return value


def chosen(given: Given, name: str, *choices: str) -> str:
    """One of some words; the first of them where nothing is given."""
    value = str(given.get(name, choices[0]))
    if value not in choices:
        raise invalid(f'Param {name} must be one of {{{", ".join(choices)}}} - got "{value}"')
    return value


def truth(given: Given, name: str, *, otherwise: bool) -> bool:
    return chosen(given, name, *(("true", "false") if otherwise else ("false", "true"))) == "true"


def number(given: Given, name: str, otherwise: int | None = None) -> int:
    value = str(given.get(name, "" if otherwise is None else otherwise))
    if not value.isdigit():
        raise invalid(f"Param {name} must be an integer")
    return int(value)


def document(given: Given, name: str) -> Any:
    """A parameter that holds JSON; None where it is not given."""
    if name not in given:
        return None
    try:
        return json.loads(given[name])
    except (ValueError, TypeError):
        raise invalid(f"Param {name} must be valid JSON") from None


def fields_of(given: Given, otherwise: str) -> dict[str, str]:
    """The fields that are asked for: what stands behind each name, as `comments.summary(true)`, by the name."""
    text, depth, piece, pieces = str(given.get("fields") or otherwise), 0, "", []
    for character in text:
        depth += (character in "({") - (character in ")}")
        if character == "," and depth == 0:
            pieces.append(piece)
            piece = ""
        else:
            piece += character
    found = {}
    for whole in (*pieces, piece):
        name = whole.strip().split("{")[0].split(".")[0].split("(")[0]
        found[name] = whole.strip()[len(name) :]
    return found


def shown(whole: Mapping[str, Any], asked: Mapping[str, str]) -> dict[str, Any]:
    """The fields that are asked for, and the id; one that the object can't have is refused, an empty one left out."""
    for name in asked:
        if name not in whole:
            raise invalid(f"Tried accessing nonexisting field ({name})")
    return {name: value for name, value in whole.items() if name in {"id", *asked} and value is not None}


def page_of(items: list[Any], given: Given, most: int = 100) -> tuple[list[Any], dict[str, Any]]:
    """One page of a list, and the `paging` that stands beside it."""
    limit = number(given, "limit", 25)
    if limit > most:
        raise invalid(f"Param limit must be at most {most}")
    start = number(given, "after", 0)
    page = items[start : start + limit]
    if not page:
        return [], {}
    paging: dict[str, Any] = {"cursors": {"before": str(start), "after": str(start + len(page))}}
    if start + limit < len(items):
        paging["next"] = f"https://graph.facebook.com/next?after={start + limit}"
    return page, {"paging": paging}
