"""Every operation of the OpenAPI document: with another tenant's object, by every role, and lists page by page."""

import asyncio
import json
from collections.abc import Coroutine, Iterable
from typing import Any, get_args
from uuid import uuid4

import httpx
import pytest

from services.gateway.domain.policy import ROLES, SCOPES, Permission, Role
from services.gateway.openapi import render
from services.gateway.tests.conftest import Person, client_of
from services.gateway.tests.mailbox import Mailbox
from services.gateway.tests.members import joined
from services.gateway.tests.neighbours import Neighbours
from services.gateway.tests.operations import PLAIN, Document, Operation, World, operations_of
from shared.service import Service

_AT_ONCE = 8


@pytest.fixture(scope="module")
def document() -> Document:
    """The OpenAPI document, which takes seconds to make."""
    made: Document = json.loads(render())
    return made


@pytest.fixture(scope="module")
def every_operation(document: Document) -> list[Operation]:
    """All of the document."""
    return list(operations_of(document))


@pytest.fixture(scope="module")
def operations(every_operation: list[Operation]) -> list[Operation]:
    """All that somebody has to sign in for."""
    return [one for one in every_operation if one.needed != "public"]


@pytest.fixture
def theirs(stranger: Person, neighbours: Neighbours, mailbox: Mailbox, document: Document) -> World:
    """What somebody of another organisation has."""
    return World(stranger, neighbours, mailbox, document)


async def in_parallel(calls: Iterable[Coroutine[Any, Any, str | None]]) -> list[str]:
    """What the calls had to say, some of them at a time."""
    room = asyncio.Semaphore(_AT_ONCE)

    async def one(call: Coroutine[Any, Any, str | None]) -> str | None:
        async with room:
            return await call

    said = await asyncio.gather(*(one(call) for call in calls))
    return [text for text in said if text is not None]


def traces(answer: httpx.Response, ids: dict[str, str]) -> str:
    """What an answer says, whatever it was asked of."""
    text = json.dumps([answer.status_code, answer.json() | {"request_id": ""}], sort_keys=True)
    for name, value in ids.items():
        text = text.replace(value, f"<{name}>")
    return text


async def test_every_answer_tells_what_is_left_of_a_limit(
    client: httpx.AsyncClient, every_operation: list[Operation]
) -> None:
    """Also to somebody who is not signed in, and where the body is no JSON."""

    async def asked(operation: Operation, **sent: Any) -> str | None:
        ids = {name: PLAIN.get(name) or str(uuid4()) for name in operation.parameters}
        headers = {"Content-Type": "application/json"}
        answer = await client.request(
            operation.method, operation.path.format_map(ids), headers=headers, **sent
        )
        is_told = ";r=" in answer.headers.get("ratelimit", "") and ";w=" in answer.headers["ratelimit-policy"]
        return None if is_told else f"{operation.name}: {answer.status_code}"

    limited = [one for one in every_operation if one.path.startswith("/v1/")]
    assert len(limited) > 100
    assert await in_parallel(asked(one) for one in limited) == []
    assert await in_parallel(asked(one, content=b"{") for one in limited if "requestBody" in one.told) == []


async def test_another_tenants_object_is_not_there(
    person: Person, stranger: Person, theirs: World, operations: list[Operation]
) -> None:
    """Every operation on it answers 404, in the very words of an object that nobody has, and does nothing to it."""
    named = [one for one in operations if set(one.parameters) - PLAIN.keys()]
    for name in sorted({name for one in named for name in one.parameters} - PLAIN.keys()):
        await theirs.id(name)
    before = (await stranger.http.get("/v1/audit", params={"limit": 200})).json()["items"]

    async def asked(operation: Operation) -> str | None:
        real_ids = {name: PLAIN.get(name) or theirs.ids[name] for name in operation.parameters}
        random_ids = {name: PLAIN.get(name) or str(uuid4()) for name in operation.parameters}
        real = await operation.call(person.http, real_ids)
        random = await operation.call(person.http, random_ids)
        if real.status_code != 404 or traces(real, real_ids) != traces(random, random_ids):
            return f"{operation.name}: {real.status_code} {real.text} and of nobody's: {random.text}"
        return None

    assert len(named) > 50
    wrong = await in_parallel(map(asked, named))
    assert not wrong, "\n".join(wrong)
    assert (await stranger.http.get("/v1/audit", params={"limit": 200})).json()["items"] == before


async def test_every_role_may_do_what_the_policy_says(
    person: Person, mailbox: Mailbox, operations: list[Operation]
) -> None:
    """And nothing else; who may not is told so whatever the operation is asked of."""
    wrong: list[str] = []
    for role in get_args(Role):
        member = await joined(person, mailbox, role)
        # What does something at once is let be done by somebody of its own, who may be gone after it.
        calls = [
            ((await joined(person, mailbox, role)).http if _happens(one, role) else member.http, one)
            for one in operations
        ]
        wrong += await refusals_amiss(calls, role, ROLES[role])

    assert wrong == []


def _happens(operation: Operation, role: Role) -> bool:
    return operation.may_end_something and operation.needed in ROLES[role]


async def test_a_key_may_do_what_its_scopes_say(
    gateway: Service, person: Person, operations: list[Operation]
) -> None:
    """Each operation with the one scope it needs, and with another one alone."""
    keys = {scope: await key_with(gateway, person, scope) for scope in SCOPES}
    calls: list[tuple[httpx.AsyncClient, Operation]] = []
    wrong: list[str] = []
    for scope in SCOPES:
        other = SCOPES[(SCOPES.index(scope) + 1) % len(SCOPES)]
        calls = [(keys[scope], one) for one in operations if one.needed in {scope, other}]
        wrong += await refusals_amiss(calls, f"key for {scope}", frozenset({scope}))
    nobodys = [(keys["posts:read"], one) for one in operations if one.needed not in SCOPES]
    wrong += await refusals_amiss(nobodys, "key for posts:read", frozenset({"posts:read"}))

    assert wrong == []


async def key_with(gateway: Service, person: Person, scope: Permission) -> httpx.AsyncClient:
    answer = await person.http.post("/v1/api-keys", json={"name": scope, "scopes": [scope]})
    assert answer.status_code == 201, answer.text
    return client_of(gateway, Authorization=f"Bearer {answer.json()['key']}")


async def refusals_amiss(
    calls: Iterable[tuple[httpx.AsyncClient, Operation]], who: str, allowed: frozenset[Permission]
) -> list[str]:
    """Which operations were refused, or not, against what is allowed."""

    async def asked(http: httpx.AsyncClient, operation: Operation) -> str | None:
        ids = {name: PLAIN.get(name) or str(uuid4()) for name in operation.parameters}
        answer = await operation.call(http, ids, broken=True)
        problem = answer.json() if answer.status_code == 403 else {}
        refused_for = problem.get("permission")
        expected = None if operation.needed in allowed else operation.needed
        if refused_for == expected and answer.status_code != 401:
            return None
        return f"{who}, {operation.name}: {answer.status_code} {answer.text[:300]}"

    return await in_parallel(asked(http, one) for http, one in calls)


async def world_with_two(world: World, *kinds: str) -> World:
    """With two objects of each of these kinds."""
    for _ in range(2):
        world.ids.clear()
        for kind in kinds:
            await world.id(kind)
    return world


def named(answer: Any) -> list[Any]:
    """What names each item of a page: its ids, or its first field where it has none."""
    assert answer.status_code == 200, answer.text
    return [
        {name: value for name, value in item.items() if name.endswith("_id")} or next(iter(item.values()))
        for item in answer.json()["items"]
    ]


async def test_every_list_goes_on_behind_its_cursor(
    person: Person, neighbours: Neighbours, mailbox: Mailbox, document: Document
) -> None:
    """`Link` and `next_cursor` lead to the same page, with other items; what is no cursor is refused."""
    world = await world_with_two(
        World(person, neighbours, mailbox, document), "brand_kit_id", "campaign_id", "item_id", "template_id"
    )
    went_on = set()
    for one in operations_of(document):
        if not one.name.startswith("list_"):
            continue
        ids = {name: await world.id(name) for name in one.parameters}
        path = one.path.format_map(ids)
        first = await person.http.get(path, params={"limit": 1})
        refused = await person.http.get(path, params={"cursor": "nowhere"})

        assert (refused.status_code, refused.json()["code"]) == (400, "cursor.invalid"), one.name
        assert len(named(first)) <= 1, one.name
        cursor = first.json()["next_cursor"]
        assert ("next" in first.links) == (cursor is not None), one.name
        if cursor is not None:
            by_link = await person.http.get(first.links["next"]["url"])
            by_cursor = await person.http.get(path, params={"limit": 1, "cursor": cursor})
            assert named(by_link) == named(by_cursor) != named(first), one.name
            went_on.add(one.name)

    assert len(went_on) >= 8, went_on


async def test_heavy_lists_give_the_fields_asked_for(
    person: Person, neighbours: Neighbours, mailbox: Mailbox, document: Document
) -> None:
    """Those alone, on every page; a field that the items do not have is named, with those they have."""
    await world_with_two(
        World(person, neighbours, mailbox, document), "brand_kit_id", "item_id", "template_id"
    )
    seen = set()
    for one in operations_of(document):
        parameters = {parameter["name"]: parameter for parameter in one.told.get("parameters", ())}
        if "fields" not in parameters:
            continue
        names = parameters["fields"]["schema"]["items"]["enum"]
        first = await person.http.get(one.path, params={"limit": 1, "fields": f"{names[0]},{names[-1]}"})
        several = await person.http.get(one.path, params={"limit": 1, "fields": [names[0], names[-1]]})
        refused = await person.http.get(one.path, params={"fields": "secrets"})

        assert first.status_code == 200, first.text
        assert first.json() == several.json(), one.name
        assert (refused.status_code, refused.json()["code"]) == (422, "request.invalid")
        (error,) = refused.json()["errors"]
        assert (error["pointer"], names[-1] in error["detail"]) == ("query/fields", True), one.name
        pages = [first]
        if "next" in first.links:
            pages.append(await person.http.get(first.links["next"]["url"]))
            seen.add(one.name)
        for item in (item for page in pages for item in page.json()["items"]):
            assert list(item) == [names[0], names[-1]], one.name

    assert {"list_brand_kits", "list_content_items", "list_templates"} <= seen
