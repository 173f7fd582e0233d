"""Two matrices over every operation of the OpenAPI document: another tenant's object, and every role."""

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
from services.gateway.tests.operations import PLAIN, Operation, World, operations_of
from shared.service import Service

_AT_ONCE = 8


@pytest.fixture(scope="module")
def every_operation() -> list[Operation]:
    """All of the document."""
    return list(operations_of(json.loads(render())))


@pytest.fixture(scope="module")
def operations(every_operation: list[Operation]) -> list[Operation]:
    """All that somebody has to sign in for."""
    return [one for one in every_operation if one.needed != "public"]


@pytest.fixture
def theirs(stranger: Person, neighbours: Neighbours, mailbox: Mailbox) -> World:
    """What somebody of another organisation has."""
    return World(stranger, neighbours, mailbox, json.loads(render()))


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
