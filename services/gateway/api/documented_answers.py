"""What the OpenAPI document says of answers: the errors of each operation and the headers of all, declared once."""

from collections.abc import Iterator, Mapping
from typing import Any

from services.gateway.api.problem_codes import PAGES

Document = dict[str, Any]
METHODS = ("get", "put", "post", "patch", "delete")

_PROBLEM: Document = {
    "type": "object",
    "description": "RFC 9457 problem details.",
    "required": ["type", "title", "status", "detail", "instance", "code", "request_id"],
    "properties": {
        "type": {"type": "string", "format": "uri", "description": "A page about this kind of problem."},
        "title": {"type": "string", "description": "The same for every occurrence."},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "What is wrong here and what to do."},
        "instance": {"type": "string", "description": "The path of the request."},
        "code": {"type": "string", "description": "Stable; made for programs."},
        "request_id": {"type": "string", "description": "Say it when you report a problem."},
        "permission": {"type": "string", "description": "Of `auth.forbidden`: what the caller lacks."},
        "errors": {
            "type": "array",
            "description": "One for each field that is wrong.",
            "items": {
                "type": "object",
                "required": ["pointer", "detail"],
                "properties": {
                    "pointer": {
                        "type": "string",
                        "description": "JSON pointer into the body, or place and name of a parameter.",
                    },
                    "detail": {"type": "string"},
                    "code": {"type": "string", "description": "Stable; made for programs."},
                    "limit": {
                        "type": "number",
                        "description": "The most (or least) that the network takes, in `unit`.",
                    },
                    "actual": {"type": "number", "description": "What there is, in `unit`."},
                    "unit": {"type": "string", "description": "As the network counts."},
                    "fix": {"type": "string", "description": "What to do about it."},
                },
            },
        },
    },
}

# Status: name of the component, description, code and detail of the example.
_PROBLEMS: Mapping[int, tuple[str, str, str, str]] = {
    400: (
        "Malformed",
        "It can't be read.",
        "request.malformed",
        "The body is not JSON: Expecting value at character 12.",
    ),
    401: (
        "Unauthorized",
        "A valid access token is needed.",
        "auth.token_invalid",
        "The access token has expired; refresh to get another.",
    ),
    403: (
        "Forbidden",
        "The caller's role or key does not allow it.",
        "auth.forbidden",
        "This needs the permission posts:write, which your role viewer does not have. Roles that do: owner, admin, editor.",
    ),
    404: (
        "NotFound",
        "It is not there, or belongs to another organisation.",
        "not_found",
        "There is no account 0199d2a1-7c3e-7b5f-8a2d-3f1c9e5b7a10 in this organisation.",
    ),
    409: (
        "Conflict",
        "Not possible in the present state.",
        "request.in_progress",
        "A request with this Idempotency-Key is running; ask again in a second for its answer.",
    ),
    412: (
        "Stale",
        "It was changed in the meantime.",
        "revision.stale",
        'The present revision is "v4". Read it again, apply your change to it and send that ETag.',
    ),
    413: (
        "TooLarge",
        "The body is too large.",
        "body.too_large",
        "Send less at once, such as a smaller batch.",
    ),
    415: (
        "UnsupportedMediaType",
        "The body is of another type.",
        "media_type.unsupported",
        "Send the body as application/json and say so in Content-Type.",
    ),
    416: (
        "RangeNotThere",
        "The file ends before the range that was asked for.",
        "range.not_there",
        "The file has 1024 bytes and ends before that range.",
    ),
    422: (
        "Invalid",
        "It was read and is wrong; `errors` says where.",
        "request.invalid",
        "#/base_url: must begin with https://",
    ),
    428: (
        "PreconditionRequired",
        "If-Match is needed.",
        "precondition.required",
        "Send If-Match with the ETag of what you saw, so that nobody's change is overwritten unseen.",
    ),
    429: (
        "TooManyRequests",
        "A limit is used up; Retry-After says for how long.",
        "rate_limit.exceeded",
        "The limit 'default' of 1200 requests a minute is used up; it is free again in 23 s.",
    ),
    500: ("Internal", "Our fault.", "internal", "The fault is logged under this request_id."),
    503: (
        "Unavailable",
        "Try again after Retry-After.",
        "database.unavailable",
        "Nothing was changed. Send the request again in a moment.",
    ),
}


_HEADERS: Mapping[str, Document] = {
    "ETag": {
        "description": "The revision; send it as If-Match with a change.",
        "schema": {"type": "string"},
        "example": '"v3"',
    },
    "Idempotency-Replayed": {
        "description": "`true` where this is the answer that the same Idempotency-Key got before.",
        "schema": {"type": "string", "enum": ["true"]},
        "example": "true",
    },
    "Link": {
        "description": 'The next page as `rel="next"`; not on the last.',
        "schema": {"type": "string"},
        "example": '</v1/posts?limit=50&cursor=WyI0ZjFj>; rel="next"',
    },
    "Location": {
        "description": "Where it is found from now on.",
        "schema": {"type": "string"},
        "example": "/v1/posts/0199d2a1-7c3e-7b5f-8a2d-3f1c9e5b7a10",
    },
    "Preference-Applied": {
        "description": "How long was waited for at most, where Prefer asked for it.",
        "schema": {"type": "string"},
        "example": "wait=30",
    },
    "RateLimit": {
        "description": "What is left: `r` requests at once, and more in `t` seconds; one for each limit that counts here.",
        "schema": {"type": "string"},
        "example": '"default";r=1187;t=23',
    },
    "RateLimit-Policy": {
        "description": "The limits that count here: `q` requests in `w` seconds, steadily; `burst` at once where that is"
        " not as many.",
        "schema": {"type": "string"},
        "example": '"default";q=1200;w=60',
    },
    "Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer"}, "example": 23},
    "traceparent": {
        "description": "The trace that this request was part of (W3C Trace Context).",
        "schema": {"type": "string"},
        "example": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    },
    "X-Request-ID": {
        "description": "Yours where you sent one, else ours; say it when you report a problem.",
        "schema": {"type": "string"},
        "example": "0199d2a1-7c3e-7b5f-8a2d-3f1c9e5b7a11",
    },
}
_ALWAYS = ("RateLimit", "RateLimit-Policy", "traceparent", "X-Request-ID")


def declare_answers(components: Document, public_url: str) -> None:
    """Put the problems and headers that operations refer to among the components."""
    components["schemas"]["Problem"] = _PROBLEM
    components["responses"] = {
        name: _response(status, public_url) for status, (name, *_) in _PROBLEMS.items()
    }
    components["headers"] = dict(_HEADERS)


def add_answers(document: Document) -> None:
    """Add the errors that each operation can answer, and the headers of its other answers."""
    for item in document["paths"].values():
        for method in METHODS:
            if method in item:
                _complete(method, item[method])


def _complete(method: str, operation: Document) -> None:
    answers = operation["responses"]
    places = {(one["in"], one["name"].lower()) for one in operation.get("parameters", ())}
    if ("header", "if-none-match") in places:
        answers["304"] = {"description": "You have it already."}
    for status, answer in answers.items():
        if status < "4":
            answer["headers"] = _headers_of(status, places) | answer.get("headers", {})
    for status in _statuses(method, operation, places):
        answers[str(status)] = {"$ref": f"#/components/responses/{_PROBLEMS[status][0]}"}
    operation["responses"] = dict(sorted(answers.items()))


def _headers_of(status: str, places: set[tuple[str, str]]) -> Document:
    names = [*_ALWAYS]
    if status in {"200", "201", "304"} and places & {("header", "if-match"), ("header", "if-none-match")}:
        names.append("ETag")
    if ("query", "cursor") in places:
        names.append("Link")
    if status in {"201", "202"}:
        names.append("Location")
    if ("header", "idempotency-key") in places:
        names.append("Idempotency-Replayed")
    if ("header", "prefer") in places:
        names.append("Preference-Applied")
    return {name: {"$ref": f"#/components/headers/{name}"} for name in sorted(names)}


def _statuses(method: str, operation: Document, places: set[tuple[str, str]]) -> Iterator[int]:
    # Every operation refuses a query parameter that it does not know.
    yield from (422, 429, 500, 503)
    if operation.get("security"):
        yield from (401, 403)
    if any(place == "path" for place, _ in places):
        yield 404
    if method != "get":
        # What a body names may be missing or in another state, as what a path names.
        yield from (404, 409) if operation.get("security") else (401, 409)
    if {name for place, name in places if place == "header"} | places & {("query", "cursor")}:
        yield 400
    if ("header", "if-match") in places:
        yield from (412, 428)
    if "requestBody" in operation:
        yield from (400, 413, 415)
    if "206" in operation["responses"]:
        yield 416


def _response(status: int, public_url: str) -> Document:
    _, description, code, detail = _PROBLEMS[status]
    example: Document = {
        "type": f"{public_url}{PAGES}/{code}",
        "title": description.rstrip("."),
        "status": status,
        "detail": detail,
        "instance": "/v1/accounts",
        "code": code,
        "request_id": "0199d2a1-7c3e-7b5f-8a2d-3f1c9e5b7a11",
    }
    if status == 422:
        example["errors"] = [{"pointer": "#/base_url", "detail": "must begin with https://"}]
    answer: Document = {
        "description": description,
        "content": {
            "application/problem+json": {
                "schema": {"$ref": "#/components/schemas/Problem"},
                "example": example,
            }
        },
    }
    names = [*_ALWAYS, "Retry-After"] if status in {429, 503} else _ALWAYS
    answer["headers"] = {name: {"$ref": f"#/components/headers/{name}"} for name in names}
    return answer
