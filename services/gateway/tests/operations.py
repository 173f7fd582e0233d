"""Every operation of the API as its OpenAPI document tells it, and an object for each parameter of its paths."""

import io
import re
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import asyncpg
import httpx
from PIL import Image

from services.gateway.tests.conftest import Person
from services.gateway.tests.mailbox import Mailbox
from services.gateway.tests.members import invited
from services.gateway.tests.neighbours import BRIEF, Neighbours, by_network, due_for, planned_post
from shared.ids import new_id
from shared.testing.waiting import eventually

Document = dict[str, Any]

_PARAMETER = re.compile(r"{(\w+)}")
_NOBODY = "0199d2a1-7c3e-7b5f-8a2d-3f1c9e5b7a10"
_STREAMED = "text/event-stream"


@dataclass(frozen=True)
class Operation:
    """One operation of the document."""

    name: str
    method: str
    path: str
    told: Document

    @property
    def parameters(self) -> list[str]:
        """What its path names, in order."""
        return _PARAMETER.findall(self.path)

    @property
    def needed(self) -> str:
        """Its permission, as the document tells it."""
        needed: str = self.told["x-permission"]
        return needed

    @property
    def may_end_something(self) -> bool:
        """Whether it does what it does at once, such as leaving: there is nothing in it that could be wrong."""
        return self.method != "GET" and not self.parameters and "requestBody" not in self.told

    async def call(
        self, http: httpx.AsyncClient, ids: Mapping[str, str], *, broken: bool = False
    ) -> httpx.Response:
        """Ask for it with the body, the headers and the query of the document's examples.

        Args:
            http: Who asks.
            ids: By parameter of the path.
            broken: With a body, and in a stream a position, that nobody takes, and without If-Match: nothing comes of it.
        """
        headers = {} if broken else {"If-Match": "*"}
        headers |= self._content_type()
        if _STREAMED in self.told["responses"].get("200", {}).get("content", {}) and broken:
            headers["Last-Event-ID"] = "nowhere"
        query = {
            parameter["name"]: _example(parameter)
            for parameter in self.told.get("parameters", ())
            if parameter["in"] == "query" and parameter.get("required") and not broken
        }
        return await http.request(
            self.method, self.path.format_map(ids), headers=headers, params=query, **self._body(broken=broken)
        )

    def _content_type(self) -> dict[str, str]:
        kinds = [
            kind for kind in self.told.get("requestBody", {}).get("content", {}) if "form-data" not in kind
        ]
        return {"Content-Type": kinds[0]} if kinds else {}

    def _body(self, *, broken: bool) -> dict[str, Any]:
        contents = self.told.get("requestBody", {}).get("content", {})
        if not contents:
            return {}
        if "application/json" in contents:
            return {"json": [] if broken else _example(contents["application/json"])}
        if "multipart/form-data" in contents:
            return {} if broken else {"files": {"file": ("a.png", b"x")}}
        return {"content": b"" if broken else b"x"}


def operations_of(document: Document) -> Iterator[Operation]:
    """All of them."""
    for path, item in document["paths"].items():
        for method, told in item.items():
            if method in {"get", "put", "post", "patch", "delete"}:
                yield Operation(told["operationId"], method.upper(), path, told)


def _example(content: Document) -> Any:
    for place in (content, content.get("schema", {})):
        if "example" in place:
            return place["example"]
        if "examples" in place:
            examples = place["examples"]
            return examples[0] if isinstance(examples, list) else next(iter(examples.values()))["value"]
    raise AssertionError(f"no example in {content}")


# Parameters that name no object of a tenant's, and a value that each takes.
PLAIN = {
    "network": "mastodon",
    "number": "1",
    "token": "none",
    "provider_id": "none",
    "size": "small",
    "service": "gateway",
    "table": "posts",
    "receipt": "none",
    "key": "festival_offer",
}


@dataclass
class World:
    """Somebody's objects, one of each kind, made when they are asked for."""

    person: Person
    neighbours: Neighbours
    mailbox: Mailbox
    document: Document
    ids: dict[str, str] = field(default_factory=dict)

    async def id(self, parameter: str) -> str:
        """Of the object that a parameter of a path names.

        Raises:
            AssertionError: Nobody has said how one is made.
        """
        if parameter not in self.ids:
            builder = BUILDERS.get(parameter)
            assert builder is not None, (
                f"tests/operations.py: say in BUILDERS how the object of {{{parameter}}} is made"
            )
            self.ids[parameter] = await builder(self)
        return self.ids[parameter]

    async def made(self, operation: str, **changes: Any) -> dict[str, Any]:
        """What an operation answers to the example of its body."""
        it = next(one for one in operations_of(self.document) if one.name == operation)
        ids = {name: PLAIN.get(name) or await self.id(name) for name in it.parameters}
        contents = it.told.get("requestBody", {}).get("content", {})
        example = _example(contents["application/json"]) if contents else {}
        # Ids of the examples are nobody's.
        body = {name: value for name, value in example.items() if _NOBODY not in str(value)} | changes
        sent: dict[str, Any] = {"json": body} if contents else {}
        answer = await self.person.http.request(it.method, it.path.format_map(ids), **sent)
        assert answer.is_success, f"{operation}: {answer.text}"
        made: dict[str, Any] = answer.json()
        return made


Builder = Callable[[World], Awaitable[str]]


def by(operation: str, name: str, **changes: Any) -> Builder:
    """Made by an operation with the example of its body, some fields changed; the answer names it."""

    async def build(world: World) -> str:
        return str((await world.made(operation, **changes))[name])

    return build


async def _account(world: World) -> str:
    return (await world.neighbours.connect(world.person, "mastodon"))["mastodon"]


async def _notification(world: World) -> str:
    await world.id("account_id")  # that it is connected, its owner is told

    async def told() -> str | None:
        found = (await world.person.http.get("/v1/notifications")).json()["items"]
        return str(found[0]["notification_id"]) if found else None

    return await eventually(told)


async def _member(world: World) -> str:
    return str((await world.person.http.get("/v1/me")).json()["user_id"])


async def _invitation(world: World) -> str:
    await invited(world.person, world.mailbox, "viewer")
    found = await world.person.http.get("/v1/invitations")
    return str(found.json()["items"][0]["invitation_id"])


async def _audit(world: World) -> str:
    await world.id("campaign_id")
    return str((await world.person.http.get("/v1/audit")).json()["items"][0]["audit_id"])


async def _media(world: World) -> str:
    buffer = io.BytesIO()
    Image.new("RGB", (300, 200), "teal").save(buffer, "PNG")
    answer = await world.person.http.post("/v1/media", files={"file": ("a.png", buffer.getvalue())})
    return str(answer.json()["media_id"])


async def _post(world: World) -> str:
    await world.id("account_id")
    post = await planned_post(world.person, world.neighbours, networks=["mastodon"])
    world.ids["request_id"] = post["request_id"]
    return str(post["post_id"])


async def _request(world: World) -> str:
    await world.id("post_id")
    return world.ids["request_id"]


async def _publication(world: World) -> str:
    post = (await world.person.http.get(f"/v1/posts/{await world.id('post_id')}")).json()
    target = by_network(post)["mastodon"]
    await world.neighbours.tell(due_for(post, world.person, target))
    path = f"/v1/publications/{target['publication_id']}"
    await _seen(world.person, path)
    return str(target["publication_id"])


async def _seen(person: Person, path: str) -> None:
    """Once the gateway has heard of it."""

    async def there() -> bool:
        return (await person.http.get(path)).status_code == 200

    await eventually(there, what=path)


async def _batch(world: World) -> str:
    answer = await world.person.http.post("/v1/content-requests/batches", json={"items": [BRIEF]})
    return str(answer.json()["batch_id"])


async def _rehearsal(world: World) -> str:
    answer = await world.person.http.post(f"/v1/posts/{await world.id('post_id')}/rehearsals")
    return str(answer.json()["rehearsal_id"])


async def _rule(world: World) -> str:
    # A campaign's: the organisation's own would hold for every other object.
    steps = [{"name": "Legal", "roles": ["approver"]}]
    made = await world.made("create_approval_rule", campaign_id=await world.id("campaign_id"), steps=steps)
    return str(made["rule_id"])


async def _workflow(world: World) -> str:
    answer = await world.person.http.post("/v1/workflows", json={"item_id": await world.id("item_id")})
    return str(answer.json()["workflow_id"])


async def _identity(world: World) -> str:
    # As it is after somebody came back from a provider: this gateway has none.
    connection = await asyncpg.connect(world.neighbours.settings.database_url)
    try:
        identity_id = await connection.fetchval(
            "insert into external_identities"
            " (identity_id, user_id, provider_id, issuer, subject, created_at, last_used_at)"
            " values ($1, $2, 'google', 'https://accounts.example.com', $3, now(), now()) returning identity_id",
            new_id(),
            await world.id("user_id"),
            world.person.username,
        )
    finally:
        await connection.close()
    return str(identity_id)


async def _session(world: World) -> str:
    return str((await world.person.http.get("/v1/me/sessions")).json()["items"][0]["session_id"])


BUILDERS: Mapping[str, Builder] = {
    "account_id": _account,
    "api_key_id": by("create_api_key", "api_key_id"),
    "audit_id": _audit,
    "batch_id": _batch,
    "brand_kit_id": by("create_brand_kit", "brand_kit_id"),
    "campaign_id": by("create_campaign", "campaign_id"),
    "comment_id": by("create_comment", "comment_id"),
    "connection_id": by(
        "start_connection", "connection_id", network="x", base_url=None, account_id=None, redirect_url=None
    ),
    "delivery_id": by("test_webhook", "delivery_id"),
    "export_id": by("create_export", "export_id"),
    "halt_id": by("create_halt", "halt_id"),
    "identity_id": _identity,
    "invitation_id": _invitation,
    "item_id": by("create_content_item", "item_id", variants=[{"network": "mastodon", "text": "Tea."}]),
    "media_id": _media,
    "notification_id": _notification,
    "post_id": _post,
    "template_id": by("create_template", "template_id"),
    "project_id": by("create_project", "project_id"),
    "publication_id": _publication,
    "rehearsal_id": _rehearsal,
    "request_id": _request,
    "rule_id": _rule,
    "session_id": _session,
    "upload_id": by("create_media_upload", "upload_id"),
    "user_id": _member,
    "webhook_id": by("create_webhook", "webhook_id"),
    "workflow_id": _workflow,
}
