"""The stream of live events, over a real HTTP server, since the in-process transport does not stream."""

import asyncio
import contextlib
import json
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
import pytest_asyncio
import uvicorn

from services.gateway.tests.conftest import Person
from services.gateway.tests.neighbours import counted
from services.gateway.usecases.live import append_live_events
from shared.clock import SystemClock
from shared.service import Service, http_config
from shared.unit_of_work import UnitOfWorkFactory


@dataclass(frozen=True)
class Event:
    id: str
    type: str
    data: Any


class Stream:
    """An open stream of one client."""

    def __init__(self, response: httpx.Response) -> None:
        self._lines = response.aiter_lines()

    async def next(self) -> Event:
        """What comes next, but for positions to resume from: they come from time to time, whatever else there is."""
        fields: dict[str, str] = {}
        async with asyncio.timeout(30):
            async for line in self._lines:
                if not line and fields.get("event") == "stream.position":
                    fields = {}
                elif not line and "id" in fields:
                    return Event(fields["id"], fields["event"], json.loads(fields["data"]))
                name, _, value = line.partition(": ")
                fields[name] = value
        raise EOFError


@pytest_asyncio.fixture(loop_scope="module")
async def address(gateway: Service) -> AsyncIterator[str]:
    """Where the gateway listens."""
    server = uvicorn.Server(http_config(gateway.app, lifespan="off"))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        serving = asyncio.create_task(server.serve([listening]))
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        server.force_exit = True
        await serving


@contextlib.asynccontextmanager
async def watching(address: str, person: Person, after: str | None = None) -> AsyncIterator[Stream]:
    headers = {"Authorization": f"Bearer {person.access_token}"}
    if after is not None:
        headers["Last-Event-ID"] = after
    async with (
        httpx.AsyncClient(base_url=address) as client,
        client.stream("GET", "/v1/events", headers=headers, timeout=20) as response,
    ):
        assert response.status_code == 200, await response.aread()
        assert response.headers["content-type"].startswith("text/event-stream")
        yield Stream(response)


def units_of(gateway: Service) -> UnitOfWorkFactory:
    return UnitOfWorkFactory(gateway._database, "gateway", SystemClock())


async def tell(gateway: Service, person: Person, *numbers: int) -> None:
    async with units_of(gateway)() as work:
        await append_live_events(work, [counted(person, number) for number in numbers])


async def test_events_arrive_in_order_and_only_ones_own(
    address: str, gateway: Service, person: Person, stranger: Person
) -> None:
    """A client sees what its organisation is told, in order, and nothing of another's."""
    async with watching(address, person) as stream:
        assert (await stream.next()).type == "stream.opened"
        await tell(gateway, stranger, 99)
        await tell(gateway, person, 1, 2)
        await tell(gateway, person, 3)

        seen = [(await stream.next()).data["steps_done"] for _ in range(3)]

    assert seen == [1, 2, 3]


async def test_resume_without_a_gap(address: str, gateway: Service, person: Person) -> None:
    """What was told while the client was away comes first when it resumes; nothing twice, nothing missing."""
    async with watching(address, person) as stream:
        opened = await stream.next()
    await tell(gateway, person, *range(600))
    async with watching(address, person, after=opened.id) as stream:
        assert (await stream.next()).type == "stream.opened"
        first = [await stream.next() for _ in range(300)]
    await tell(gateway, person, 600)
    async with watching(address, person, after=first[-1].id) as stream:
        await stream.next()
        rest = [await stream.next() for _ in range(301)]

    assert [event.data["steps_done"] for event in first + rest] == list(range(601))


async def test_a_late_commit_is_not_passed_over(address: str, gateway: Service, person: Person) -> None:
    """An event of a transaction that began early and commits late is seen, though later ones were there first."""
    async with watching(address, person) as stream:
        await stream.next()
        async with units_of(gateway)() as slow:
            await append_live_events(slow, [counted(person, 1)])
            await tell(gateway, person, 2)

        seen = {(await stream.next()).data["steps_done"] for _ in range(2)}

    assert seen == {1, 2}


async def test_an_unreadable_position_is_refused(address: str, person: Person) -> None:
    """Last-Event-ID of another form is a 400 that says what to do."""
    async with httpx.AsyncClient(base_url=address) as client:
        answer = await client.get(
            "/v1/events",
            headers={"Authorization": f"Bearer {person.access_token}", "Last-Event-ID": "yesterday"},
        )

    assert (answer.status_code, answer.json()["code"]) == (400, "request.malformed")


async def test_a_position_of_another_database_resets(address: str, gateway: Service, person: Person) -> None:
    """A position that this database has not reached begins anew and says so."""
    async with watching(address, person, after="99999999999-1") as stream:
        assert (await stream.next()).type == "stream.reset"
        await tell(gateway, person, 1)
        assert (await stream.next()).data["steps_done"] == 1


async def test_the_stream_ends_with_the_session(address: str, person: Person) -> None:
    """After signing out nothing more is shown."""
    async with watching(address, person) as stream:
        await stream.next()
        assert (await person.http.post("/v1/auth/logout")).status_code == 204

        with pytest.raises(EOFError):
            await stream.next()


async def test_a_busy_stream_ends_with_the_session_as_well(
    address: str, gateway: Service, person: Person
) -> None:
    """That something new comes at every moment does not keep it open."""

    async def chatter() -> None:
        while True:
            await tell(gateway, person, 1)

    async def watch_to_the_end(stream: Stream) -> None:
        async with asyncio.timeout(30):
            while True:
                await stream.next()

    async with watching(address, person) as stream, asyncio.TaskGroup() as tasks:
        chatting = tasks.create_task(chatter())
        assert (await stream.next()).type == "stream.opened"
        assert (await stream.next()).data["steps_done"] == 1
        assert (await person.http.post("/v1/auth/logout")).status_code == 204

        with pytest.raises(EOFError):
            await watch_to_the_end(stream)
        chatting.cancel()
