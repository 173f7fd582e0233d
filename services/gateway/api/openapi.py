"""The OpenAPI document: what FastAPI writes, plus the errors of every operation and an example of every body."""

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from services.gateway.api.documented_answers import add_answers, declare_answers
from services.gateway.api.examples import example_of
from services.gateway.api.sparse import describe_fields
from services.gateway.api.webhook_events import webhook_operations
from services.gateway.domain.policy import OPERATIONS, roles_with

Document = dict[str, Any]

DESCRIPTION = """\
Plan posts from a brief, publish each at its minute to every connected account, once, and see what came of it.

* Every error is a problem document (RFC 9457) with a stable `code`, what is wrong, where, and what to do:
  [all codes](/docs/problems).
* A create takes an `Idempotency-Key`: sent again with the same key and body it makes nothing new.
* Lists come in pages: `limit`, `cursor`, `next_cursor`.
* A change takes `If-Match` with the ETag of what you saw.
* Each operation names the permission it needs (`x-permission`) and the roles that have it (`x-roles`).
* `GET /v1/events` tells what happens as it happens."""

TAGS = [
    {"name": "Identity", "description": "Sign up, in, on and out."},
    {"name": "Organisation", "description": "Tenants: what is in one is seen in no other."},
    {"name": "Plans and usage", "description": "What an organisation may use, and what it uses."},
    {"name": "Members", "description": "Who works in an organisation, and as what."},
    {"name": "Invitations", "description": "How people become members."},
    {"name": "Privacy", "description": "See all that is kept, and have it forgotten."},
    {"name": "Audit trail", "description": "Who changed what, and when."},
    {"name": "API keys", "description": "For programs that act for the organisation."},
    {"name": "Accounts", "description": "Connected accounts on networks."},
    {"name": "Connections", "description": "Accounts connected by consent on the network's own page."},
    {"name": "Networks", "description": "What each network takes."},
    {
        "name": "Brand kits",
        "description": "What a brand looks and sounds like, and what its posts must hold.",
    },
    {"name": "Templates", "description": "Texts and posters with places to fill in."},
    {"name": "Projects", "description": "Campaigns that belong together."},
    {"name": "Campaigns", "description": "Posts and requests that belong together."},
    {"name": "Content requests", "description": "From a brief to finished texts and pictures."},
    {"name": "Batches", "description": "Many briefs at once."},
    {"name": "Content items", "description": "What is to be published, for each network, in versions."},
    {"name": "Content versions", "description": "Look back, compare, restore, save as one writes."},
    {"name": "Comments", "description": "What people say of content."},
    {"name": "Approval rules", "description": "Who has to look at content before it is published."},
    {"name": "Workflows", "description": "Reviews: each of exactly one content."},
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
    {"name": "Notifications", "description": "What people are told, in the app and by e-mail."},
    {"name": "Webhooks", "description": "Everything that happens, told to addresses of your own."},
]

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
            self.openapi_schema["webhooks"] = webhook_operations()
        return self.openapi_schema


def complete(document: Document, public_url: str) -> Document:
    """Add the errors that each operation can answer, declared once, and an example to each body."""
    components = document.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    schemas.pop("HTTPValidationError", None)
    schemas.pop("ValidationError", None)
    declare_answers(components, public_url)
    used = set()
    for operation in operations(document):
        _add_policy(operation)
    add_answers(document)
    for operation in operations(document):
        used |= set(operation.get("tags", ()))
        describe_fields(operation, schemas)
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
