"""What each path and operation knows: the methods it is offered with, the query parameters it takes."""

import re
from collections.abc import Iterator
from functools import cache

from fastapi import FastAPI, Request
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, iter_route_contexts
from starlette.routing import compile_path

from services.gateway.errors import FieldError, InvalidRequestError


def allowed_methods(app: FastAPI, path: str) -> list[str]:
    """Every method that something at this path is offered with; for the header Allow."""
    found = {method for pattern, methods in _routes(app) if pattern.match(path) for method in methods}
    if "GET" in found:
        found.add("HEAD")
    return sorted(found | {"OPTIONS"})


def require_known_query(request: Request) -> None:
    """Refuse a query parameter that the operation does not take, so that a typing error is seen.

    Raises:
        InvalidRequestError: There is one.
    """
    if not request.scope["query_string"]:
        return
    route = request.scope["route"]
    remembered: dict[str, frozenset[str]] = request.app.state.query_names
    known = remembered.get(route.name) or remembered.setdefault(route.name, _query_names(route))
    unknown = [name for name in dict.fromkeys(request.query_params) if name not in known]
    if unknown:
        taken = f"this operation takes {', '.join(sorted(known))}" if known else "this operation takes none"
        raise InvalidRequestError.of(
            *(FieldError(f"query/{name}", f"is not a known parameter; {taken}") for name in unknown)
        )


def _query_names(route: APIRoute) -> frozenset[str]:
    declared = set(_declared(route.dependant))
    by_hand = (route.openapi_extra or {}).get("parameters", ())
    return frozenset(declared | {one["name"] for one in by_hand if one["in"] == "query"})


def _declared(dependant: Dependant) -> Iterator[str]:
    yield from (field.alias for field in dependant.query_params)
    for inner in dependant.dependencies:
        yield from _declared(inner)


@cache
def _routes(app: FastAPI) -> tuple[tuple[re.Pattern[str], frozenset[str]], ...]:
    return tuple(_patterns(app))


def _patterns(app: FastAPI) -> Iterator[tuple[re.Pattern[str], frozenset[str]]]:
    for context in iter_route_contexts(app.routes):
        if context.path is not None and context.methods:
            yield compile_path(context.path)[0], frozenset(context.methods)
