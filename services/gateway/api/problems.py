"""Every error as a problem document (RFC 9457), whoever raised it."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

import asyncpg
import structlog
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from services.gateway.errors import (
    ClientError,
    FieldError,
    InvalidRequestError,
    MalformedRequestError,
    RateLimitedError,
    UnavailableError,
)
from shared.postgres import is_database_away

logger = structlog.get_logger(__name__)

MEDIA_TYPE = "application/problem+json"
TYPE_BASE = "https://postwright.dev/problems/"
_QUOTA_EXCEEDED = "https://iana.org/assignments/http-problem-types#quota-exceeded"
_RETRY_SECONDS = "5"

# Errors that may mean that the database is away: they get a handler of their own, since what reaches the handler of
# Exception is raised again behind it.
_PERHAPS_AWAY: tuple[type[Exception], ...] = (
    OSError,
    TimeoutError,
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
)

_HTTP_CODES = {
    400: "malformed_request",
    404: "no_such_path",
    405: "method_not_allowed",
    413: "body_too_large",
    415: "unsupported_media_type",
}


def install_problem_handlers(app: FastAPI) -> None:
    """Answer with problem documents for our own errors, the framework's, and those nobody expected."""
    app.add_exception_handler(ClientError, _client_error)
    app.add_exception_handler(RequestValidationError, _validation_error)
    app.add_exception_handler(HTTPException, _http_error)
    for kind in _PERHAPS_AWAY:
        app.add_exception_handler(kind, _perhaps_away)
    app.add_exception_handler(Exception, _unexpected)


def problem(
    request: Request,
    status: int,
    code: str,
    title: str,
    detail: str,
    *,
    errors: Sequence[FieldError] = (),
    headers: dict[str, str] | None = None,
    more: dict[str, Any] | None = None,
) -> Response:
    """A problem document. `more` overrides or adds members."""
    document: dict[str, Any] = {
        "type": f"{TYPE_BASE}{code}",
        "title": title,
        "status": status,
        "detail": detail,
        "instance": request.url.path,
        "code": code,
        "request_id": getattr(request.state, "request_id", None),
    }
    if errors:
        document["errors"] = [{"pointer": error.pointer, "detail": error.detail} for error in errors]
    return JSONResponse(document | (more or {}), status, headers, MEDIA_TYPE)


async def _client_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, ClientError)
    headers = dict(error.headers)
    more = None
    if error.status == HTTPStatus.UNAUTHORIZED:
        headers.setdefault("WWW-Authenticate", _challenge(error.code))
    if isinstance(error, RateLimitedError):
        more = {"type": _QUOTA_EXCEEDED, "violated-policies": [error.policy]}
    return problem(
        request,
        error.status,
        error.code,
        error.title,
        error.detail,
        errors=error.errors,
        headers=headers,
        more=more,
    )


def _challenge(code: str) -> str:
    # RFC 6750 §3: no error attribute where no credentials were sent.
    return "Bearer" if code == "not_signed_in" else 'Bearer error="invalid_token"'


async def _validation_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    details = error.errors()
    for detail in details:
        if detail["type"] == "json_invalid":
            reason = detail.get("ctx", {}).get("error", "")
            message = f"The body is not JSON: {reason} at character {detail['loc'][-1]}."
            return await _client_error(request, MalformedRequestError(message))
    if _is_wrong_media_type(request, details):
        return problem(
            request,
            415,
            "unsupported_media_type",
            "Unsupported media type",
            "Send the body as application/json.",
            headers={"Accept": "application/json"},
        )
    fields = [FieldError(_pointer(detail["loc"]), _sentence(detail["msg"])) for detail in details]
    return await _client_error(request, InvalidRequestError.of(*fields))


def _is_wrong_media_type(request: Request, details: Sequence[Any]) -> bool:
    """Whether the body was not read as JSON because it was not called JSON."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    is_json = kind == "application/json" or (kind.startswith("application/") and kind.endswith("+json"))
    return not is_json and any(
        tuple(detail["loc"]) == ("body",) and detail["type"] != "missing" for detail in details
    )


def _pointer(location: Sequence[int | str]) -> str:
    """A JSON pointer into the body, or the name of a parameter after the place it stands in."""
    place, *path = location
    escaped = [str(part).replace("~", "~0").replace("/", "~1") for part in path]
    if place == "body":
        return "#" + "".join(f"/{part}" for part in escaped)
    return "/".join([str(place), *escaped])


def _sentence(message: str) -> str:
    return message.removeprefix("Value error, ")


async def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    status = HTTPStatus(error.status_code)
    code = _HTTP_CODES.get(status, status.phrase.lower().replace(" ", "_"))
    detail = {
        404: f"There is nothing at {request.url.path}; /docs lists what there is.",
        405: f"{request.method} is not possible here; Allow lists what is.",
        413: "The body is larger than this server takes.",
    }.get(status, str(error.detail))
    return problem(request, status, code, status.phrase, detail, headers=dict(error.headers or {}))


async def _perhaps_away(request: Request, error: Exception) -> Response:
    if not is_database_away(error):
        logger.error("request failed", path=request.url.path, exc_info=error)
        return await _unexpected(request, error)
    logger.warning("database away", path=request.url.path, reason=type(error).__name__)
    away = UnavailableError(
        "The database does not answer at the moment. Send the request again shortly; a create with the same"
        " Idempotency-Key, so that it is made once.",
        headers={"Retry-After": _RETRY_SECONDS},
    )
    return await _client_error(request, away)


async def _unexpected(request: Request, _error: Exception) -> Response:
    return problem(
        request,
        500,
        "internal_error",
        "Something went wrong on our side",
        "The request failed for a reason that is ours to find. Say the request id when you report it.",
    )
