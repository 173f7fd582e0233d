"""Every error as a problem document (RFC 9457), whoever raised it."""

from collections.abc import Mapping, Sequence
from typing import Any

import asyncpg
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from services.gateway.api.known import allowed_methods
from services.gateway.api.limits import RequestLimits
from services.gateway.api.parts import part_of
from services.gateway.domain.flaws import Flaw, FlawedError
from services.gateway.errors import (
    FieldError,
    InvalidRequestError,
    MalformedRequestError,
    RateLimitedError,
    UnsupportedMediaTypeError,
)
from shared.web import ProblemError, on_unexpected, problem_response

# The library's own words where they speak of Python instead of what was sent.
_WORDS = {
    "model_attributes_type": "Input should be a JSON object",
    "model_type": "Input should be a JSON object",
    "dict_type": "Input should be a JSON object",
    "list_type": "Input should be a JSON array",
}


def install_problem_handlers(app: FastAPI) -> None:
    """Answer with problem documents for our own errors, the framework's, and those nobody expected."""
    app.add_exception_handler(ProblemError, _problem)
    app.add_exception_handler(FlawedError, _flawed)
    app.add_exception_handler(RequestValidationError, _validation_error)
    app.add_exception_handler(HTTPException, _http_error)
    for refused in (asyncpg.CharacterNotInRepertoireError, asyncpg.UntranslatableCharacterError):
        app.add_exception_handler(refused, _unstorable_text)
    for kind in (OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
        app.add_exception_handler(kind, on_unexpected)


async def _problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, ProblemError)
    if error.status == 401:
        error.headers.setdefault("WWW-Authenticate", _challenge(error.code))
    return problem_response(request, error)


def _challenge(code: str) -> str:
    # RFC 6750 §3.1: the error attribute is for a token that was sent and is no good.
    return (
        'Bearer error="invalid_token"' if code in {"auth.token_invalid", "auth.api_key_invalid"} else "Bearer"
    )


async def _validation_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    details = error.errors()
    for detail in details:
        if detail["type"] == "json_invalid":
            reason = detail.get("ctx", {}).get("error", "")
            message = f"The body is not JSON: {reason} at character {detail['loc'][-1]}."
            return await _problem(request, await _limit(request) or MalformedRequestError(message))
    if _is_wrong_media_type(request, details):
        refusal = UnsupportedMediaTypeError(
            "Send the body as application/json and say so in Content-Type.",
            headers={"Accept": "application/json"},
        )
        return await _problem(request, refusal)
    fields = [_field_error(detail, error.body) for detail in details]
    return await _problem(request, InvalidRequestError.of(*fields))


def _is_wrong_media_type(request: Request, details: Sequence[Any]) -> bool:
    """Whether the body was not read as JSON because it was not called JSON."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    is_json = kind == "application/json" or (kind.startswith("application/") and kind.endswith("+json"))
    return not is_json and any(
        tuple(detail["loc"]) == ("body",) and detail["type"] != "missing" for detail in details
    )


def _field_error(detail: Mapping[str, Any], body: Any) -> FieldError:
    place, *path = detail["loc"]
    message = _WORDS.get(detail["type"], detail["msg"].removeprefix("Value error, "))
    context = detail.get("ctx", {})
    if detail["type"] in {"too_short", "too_long"} and context["field_type"] == "Value":
        # A secret text is no list, whatever the library calls what it counts in it.
        bound = (
            f"at least {context['min_length']}"
            if "min_length" in context
            else f"at most {context['max_length']}"
        )
        message = f"String should have {bound} characters"
    if detail["type"] in {"union_tag_invalid", "union_tag_not_found"}:
        path.append(context["discriminator"].strip("'"))
        message = (
            f"one of {context['expected_tags']} is needed" if "expected_tags" in context else "is missing"
        )
    if place != "body":
        return FieldError("/".join([str(place), *map(str, path)]), message)
    return FieldError(_pointer(path, body), message)


def _pointer(path: Sequence[int | str], body: Any) -> str:
    """A JSON pointer (RFC 6901) into the body.

    pydantic's locations also name the member of a union that was tried; those steps are not in the body.
    """
    steps: list[str] = []
    for index, step in enumerate(path):
        is_there = (
            step in body if isinstance(body, dict) else isinstance(body, list) and isinstance(step, int)
        )
        if is_there or index == len(path) - 1:
            steps.append(str(step).replace("~", "~0").replace("/", "~1"))
        if is_there:
            body = body[step]
    return "#" + "".join(f"/{step}" for step in steps)


async def _unstorable_text(request: Request, _error: Exception) -> Response:
    """PostgreSQL keeps no U+0000, and no use of it in a text is known to us."""
    return await _problem(request, InvalidRequestError("A text holds the character U+0000; leave it out."))


async def _flawed(request: Request, error: Exception) -> Response:
    """What the domain finds wrong with a body: the code is that of the first flaw."""
    assert isinstance(error, FlawedError)
    return await _problem(request, refusal_of(error))


def refusal_of(error: FlawedError) -> InvalidRequestError:
    """The same as a client's mistake."""
    refusal = InvalidRequestError.of(*(_flaw(flaw) for flaw in error.flaws))
    refusal.code = InvalidRequestError.code if error.code == "invalid" else error.code
    return refusal


def _flaw(flaw: Flaw) -> FieldError:
    extra: dict[str, Any] = {"code": flaw.code}
    if flaw.limit is not None:
        extra |= {"limit": flaw.limit, "actual": flaw.actual, "unit": flaw.unit}
    if flaw.fix:
        extra["fix"] = flaw.fix
    pointer = f"#{flaw.pointer}" if flaw.pointer[:1] in {"", "/"} else flaw.pointer
    return FieldError(pointer, flaw.detail, extra)


_HTTP_PROBLEMS = {
    400: (
        "request.malformed",
        "The request can't be read",
        "The body can't be read in the form it is said to have.",
    ),
    404: ("not_found", "There is nothing here", "There is nothing at this path; see /docs."),
    405: (
        "method_not_allowed",
        "This method is not offered here",
        "The header Allow lists what is offered.",
    ),
    413: ("body.too_large", "The body is too large", "Send less at once, such as a smaller batch."),
}


async def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    headers = dict(error.headers or {})
    limited = await _limit(request)
    if limited is not None:
        return await _problem(request, limited)
    if error.status_code == 405:
        headers["Allow"] = ", ".join(allowed_methods(request.app, request.url.path))
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=headers)
    code, title, detail = _HTTP_PROBLEMS.get(
        error.status_code, ("http.error", "The request failed", str(error.detail))
    )
    return await _problem(request, ProblemError(error.status_code, code, title, detail, headers=headers))


async def _limit(request: Request) -> RateLimitedError | None:
    """Count what was refused before anybody asked whose request it is; gives the refusal of one too many."""
    if not request.url.path.startswith("/v1/") or hasattr(request.state, "rate_limit_usages"):
        return None
    try:
        await part_of(request, RequestLimits).count_address(request)
    except RateLimitedError as limited:
        return limited
    return None
