import inspect
from collections.abc import Iterator
from typing import Any

from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, iter_route_contexts

from services.gateway.api import build_app


def test_no_request_waits_for_a_thread() -> None:
    """FastAPI runs a plain function in a thread, which costs a request more than most of what is asked there."""
    app = build_app({}, public_url="http://127.0.0.1:8080", max_body_bytes=1_024, max_upload_bytes=1_024)
    routes = [context.route for context in iter_route_contexts(app.routes)]
    calls = {call for route in routes if isinstance(route, APIRoute) for call in _calls(route.dependant)}

    assert len(calls) > 200
    assert [call for call in calls if not _is_async(call)] == []


def _calls(dependant: Dependant) -> Iterator[Any]:
    """What answers a request, and all that it depends on."""
    yield dependant.call
    for dependency in dependant.dependencies:
        yield from _calls(dependency)


def _is_async(call: Any) -> bool:
    return any(
        inspect.iscoroutinefunction(one) or inspect.isasyncgenfunction(one)
        for one in (call, type(call).__call__)
    )
