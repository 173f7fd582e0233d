"""The OpenAPI document: what FastAPI writes, plus the errors of every operation and an example of every body."""

from collections.abc import Iterator, Mapping
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from services.gateway.api.examples import example_of
from services.gateway.api.problem_codes import PAGES
from services.gateway.domain.policy import OPERATIONS, roles_with

Document = dict[str, Any]

DESCRIPTION = """\
Plan posts from a brief, publish each at its minute to every connected account, once, and see what came of it.

* Every error is a problem document (RFC 9457) with a stable `code`, what is wrong, where, and what to do.
* A create takes an `Idempotency-Key`: sent again with the same key and body it makes nothing new.
* Lists come in pages: `limit`, `cursor`, `next_cursor`.
* A change takes `If-Match` with the ETag of what you saw.
* Each operation names the permission it needs (`x-permission`) and the roles that have it (`x-roles`).
* `GET /v1/events` tells what happens as it happens."""

TAGS = [
    {"name": "Identity", "description": "Sign up, in, on and out."},
    {"name": "Organisation", "description": "Tenants: what is in one is seen in no other."},
    {"name": "Members", "description": "Who works in an organisation, and as what."},
    {"name": "Invitations", "description": "How people become members."},
    {"name": "Privacy", "description": "See all that is kept, and have it forgotten."},
    {"name": "Audit trail", "description": "Who changed what, and when."},
    {"name": "API keys", "description": "For programs that act for the organisation."},
    {"name": "Accounts", "description": "Connected accounts on networks."},
    {"name": "Connections", "description": "Accounts connected by consent on the network's own page."},
    {"name": "Networks", "description": "What each network takes."},
    {"name": "Campaigns", "description": "Posts and requests that belong together."},
    {"name": "Content requests", "description": "From a brief to finished texts and pictures."},
    {"name": "Batches", "description": "Many briefs at once."},
    {"name": "Posts", "description": "What goes out, where and when, and what became of it."},
    {
        "name": "Publications",
        "description": "The publish ledger: every publication and attempt, and what people ask of them.",
    },
    {"name": "Rehearsals", "description": "Dry runs of posts on the sandbox."},
    {"name": "Halts", "description": "The kill switch: what must not go out."},
    {"name": "Media", "description": "Pictures, videos and documents of your own."},
    {"name": "Analytics", "description": "What came of it all."},
    {"name": "Live updates", "description": "Everything that happens, as it happens."},
]

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


_STREAM = """\
event: stream.opened
data: {}
id: 81245-0
retry: 3000

event: account.connected
data: {"account_id": "0199d2a1-7c3e-7b5f-8a2d-3f1c9e5b7a10", "network": "mastodon", "state": "connected"}
id: 81251-1702

"""


class DocumentedApp(FastAPI):
    """FastAPI that completes its OpenAPI document.

    Args:
        public_url: The address that clients use.
        settings: FastAPI's own.
    """

    def __init__(self, *, public_url: str, **settings: Any) -> None:
        super().__init__(**settings)
        self._public_url = public_url.rstrip("/")

    def openapi(self) -> Document:
        """The document, made once."""
        if not self.openapi_schema:
            document = get_openapi(
                title=self.title,
                version=self.version,
                description=DESCRIPTION,
                routes=self.routes,
                tags=TAGS,
                license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
                servers=[{"url": self._public_url, "description": "This installation"}],
            )
            self.openapi_schema = complete(document, self._public_url)
        return self.openapi_schema


def complete(document: Document, public_url: str) -> Document:
    """Add the errors that each operation can answer, declared once, and an example to each body."""
    components = document.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    schemas.pop("HTTPValidationError", None)
    schemas.pop("ValidationError", None)
    schemas["Problem"] = _PROBLEM
    components["responses"] = {
        name: _response(status, public_url) for status, (name, *_) in _PROBLEMS.items()
    }
    used = set()
    for operation in operations(document):
        _add_policy(operation)
        for status in _statuses(operation):
            operation["responses"][str(status)] = {"$ref": f"#/components/responses/{_PROBLEMS[status][0]}"}
        operation["responses"] = dict(sorted(operation["responses"].items()))
        used |= set(operation.get("tags", ()))
        _add_examples(operation, schemas)
    document["tags"] = [tag for tag in document.get("tags", ()) if tag["name"] in used]
    return document


def operations(document: Document) -> Iterator[Document]:
    """Every operation of a document."""
    for item in document["paths"].values():
        for method, operation in item.items():
            if method in {"get", "put", "post", "patch", "delete"}:
                yield operation


def _add_policy(operation: Document) -> None:
    needed = OPERATIONS[operation["operationId"]]
    operation["x-permission"] = needed
    if needed != "public":
        operation["x-roles"] = list(roles_with(needed))


# Those that 409 is an answer of although they name and send nothing.
_REFUSED_BY_STATE: Mapping[str, tuple[int, ...]] = {"leave_organization": (409,)}


def _statuses(operation: Document) -> Iterator[int]:
    places = {(parameter["in"], parameter["name"].lower()) for parameter in operation.get("parameters", ())}
    yield from (429, 500, 503)
    yield from _REFUSED_BY_STATE.get(operation["operationId"], ())
    if operation.get("security"):
        yield from (401, 403)
    if any(place == "path" for place, _ in places):
        yield 404
        if operation["operationId"].partition("_")[0] not in {"get", "list"}:
            yield 409
    if places or "requestBody" in operation:
        yield 422
    if places & {("query", "cursor"), ("header", "last-event-id"), ("header", "idempotency-key")}:
        yield 400
    if ("header", "if-match") in places:
        yield from (400, 412, 428)
    if ("header", "idempotency-key") in places:
        yield 409
    if "requestBody" in operation:
        yield from (400, 409, 413, 415)
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
    if status in {429, 503}:
        answer["headers"] = {
            "Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer"}}
        }
    return answer


def _add_examples(operation: Document, schemas: Document) -> None:
    bodies = [operation["requestBody"]] if "requestBody" in operation else []
    bodies += [answer for status, answer in operation["responses"].items() if status.startswith("2")]
    for body in bodies:
        for media_type, content in body.get("content", {}).items():
            if media_type == "text/event-stream":
                # itemSchema is of OpenAPI 3.2; this document is 3.1.
                content.pop("itemSchema", None)
                content.update(schema={"type": "string"}, example=_STREAM)
            elif media_type == "application/json" and "example" not in content and "examples" not in content:
                content["example"] = example_of(content["schema"], schemas)
