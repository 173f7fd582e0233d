"""HTTP that every service has: request ids, timing, problem details (RFC 9457), health and metrics."""

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

import asyncpg
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog import contextvars, get_logger

from shared import tracing
from shared.ids import new_id
from shared.metrics import CoreMetrics
from shared.postgres import is_database_away

logger = get_logger(__name__)

_REQUEST_ID = re.compile(r"^[A-Za-z0-9._:-]{1,128}$")


@dataclass(frozen=True)
class FieldProblem:
    """What is wrong with one field of the request.

    Attributes:
        extra: Further members, for programs.
    """

    pointer: str
    detail: str
    extra: Mapping[str, Any] = field(default_factory=dict)


class ProblemError(Exception):
    """An error that a client is told as problem details.

    Args:
        status: HTTP status.
        code: Stable name of the error, such as `campaign.not_found`; the end of `type` too.
        title: The same for every occurrence of the code.
        detail: What is wrong here, and what to do.
        errors: One for each field that is wrong.
        headers: Added to the answer, such as Retry-After.
        extra: Further members of the problem object, or others in place of the usual ones, such as `type`.
    """

    def __init__(
        self,
        status: int,
        code: str,
        title: str,
        detail: str,
        *,
        errors: Sequence[FieldProblem] = (),
        headers: Mapping[str, str] | None = None,
        extra: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.code = code
        self.title = title
        self.detail = detail
        self.errors = tuple(errors)
        self.headers = dict(headers or {})
        self.extra = dict(extra or {})


def problem_document(request: Request, problem: ProblemError) -> dict[str, Any]:
    """A problem as RFC 9457 has it.

    Its `type` is the address of a page about its code where the service has such pages (`app.state.problem_pages`).
    """
    pages = getattr(request.app.state, "problem_pages", None)
    body: dict[str, Any] = {
        "type": f"{pages}{problem.code}" if pages else "about:blank",
        "title": problem.title,
        "status": problem.status,
        "detail": problem.detail,
        "instance": request.url.path,
        "code": problem.code,
        "request_id": request.scope.get("postwright.request_id"),
        **problem.extra,
    }
    if problem.errors:
        body["errors"] = [{"pointer": e.pointer, "detail": e.detail, **e.extra} for e in problem.errors]
    return body


def problem_response(request: Request, problem: ProblemError) -> JSONResponse:
    """The answer for a problem."""
    body = problem_document(request, problem)
    return JSONResponse(body, problem.status, headers=problem.headers, media_type="application/problem+json")


_TITLES = {
    400: ("request.malformed", "The request can't be read"),
    401: ("auth.required", "Authentication is needed"),
    403: ("auth.forbidden", "Not allowed"),
    404: ("not_found", "There is nothing here"),
    405: ("method_not_allowed", "This method is not offered here"),
    406: ("not_acceptable", "None of the accepted media types is offered"),
    413: ("body.too_large", "The body is too large"),
    415: ("media_type.unsupported", "This media type is not taken"),
}


async def on_problem(request: Request, error: Exception) -> Response:
    """Handler for ProblemError."""
    assert isinstance(error, ProblemError)
    return problem_response(request, error)


async def on_http_exception(request: Request, error: Exception) -> Response:
    """Handler for what the framework itself refuses: 404, 405, 413 and such."""
    assert isinstance(error, HTTPException)
    code, title = _TITLES.get(error.status_code, ("http.error", "The request failed"))
    detail = error.detail or title
    problem = ProblemError(error.status_code, code, title, detail, headers=error.headers)
    return problem_response(request, problem)


async def on_unexpected(request: Request, error: Exception) -> Response:
    """Handler for everything else: 503 while the database is away, 500 for a defect; nothing of it is told outside."""
    if is_database_away(error):
        logger.warning("database away", path=request.url.path, reason=str(error))
        return problem_response(
            request,
            ProblemError(
                503,
                "database.unavailable",
                "The service can't reach its database",
                "Nothing was changed. Send the request again in a moment.",
                headers={"Retry-After": "2"},
            ),
        )
    logger.error("request failed", path=request.url.path, exc_info=error)
    return problem_response(
        request,
        ProblemError(
            500,
            "internal",
            "Something failed on our side",
            "The fault is logged under this request_id. Sending the request again is safe with an Idempotency-Key.",
        ),
    )


EXCEPTION_HANDLERS: Mapping[Any, Callable[[Request, Exception], Awaitable[Response]]] = {
    ProblemError: on_problem,
    HTTPException: on_http_exception,
    asyncpg.PostgresError: on_unexpected,
    asyncpg.InterfaceError: on_unexpected,
    OSError: on_unexpected,
    Exception: on_unexpected,
}


class RequestContext:
    """Pure ASGI middleware: request id, trace, log context and timing of each request."""

    def __init__(self, app: ASGIApp, metrics: CoreMetrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        given = headers.get(b"x-request-id", b"").decode("latin-1")
        request_id = given if _REQUEST_ID.match(given) else str(new_id())
        traceparent = tracing.child_of(headers.get(b"traceparent", b"").decode("latin-1"))
        scope["postwright.request_id"] = request_id
        token = tracing.current.set(tracing.Context(request_id, None, traceparent))
        own_headers = ((b"x-request-id", request_id.encode()), (b"traceparent", traceparent.encode()))
        status = 500
        started = perf_counter()

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], *own_headers]
            await send(message)

        # Not `bound_contextvars`, which goes through every variable there is.
        logged = contextvars.bind_contextvars(request_id=request_id, trace_id=tracing.trace_id(traceparent))
        try:
            await self._app(scope, receive, send_with_id)
        finally:
            contextvars.reset_contextvars(**logged)
            tracing.current.reset(token)
            route = scope.get("route")
            template = getattr(route, "path", None) or "unmatched"
            self._metrics.http_seconds.labels(scope["method"], template, str(status)).observe(
                perf_counter() - started
            )


@dataclass(frozen=True)
class Readiness:
    """Whether one thing a service needs is there."""

    name: str
    ready: bool
    detail: str = ""


def health_routes(
    metrics: CoreMetrics,
    readiness: Callable[[], Awaitable[Sequence[Readiness]]],
    asyncapi: Callable[[], Mapping[str, Any]],
) -> list[BaseRoute]:
    """`/livez`, `/readyz`, `/startupz`, `/metrics` and `/asyncapi`."""

    async def livez(_request: Request) -> Response:
        return JSONResponse({"status": "alive"})

    async def readyz(_request: Request) -> Response:
        checks = await readiness()
        ready = all(check.ready for check in checks)
        body = {
            "status": "ready" if ready else "not ready",
            "checks": {c.name: {"ready": c.ready, "detail": c.detail} for c in checks},
        }
        return JSONResponse(body, 200 if ready else 503)

    async def show_metrics(_request: Request) -> Response:
        return Response(generate_latest(metrics.registry), headers={"content-type": CONTENT_TYPE_LATEST})

    async def show_asyncapi(_request: Request) -> Response:
        return JSONResponse(asyncapi())

    return [
        Route("/livez", livez, include_in_schema=False),
        Route("/readyz", readyz, include_in_schema=False),
        Route("/startupz", readyz, include_in_schema=False),
        Route("/metrics", show_metrics, include_in_schema=False),
        Route("/asyncapi", show_asyncapi, include_in_schema=False),
    ]
