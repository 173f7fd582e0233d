"""Filters, tickets, WebSockets and the look back, over a real HTTP server."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
import websockets.asyncio.client as websockets
from websockets.exceptions import ConnectionClosed

from services.gateway.domain.event_types import EVENT_TYPES
from services.gateway.live_feed import LiveFeed
from services.gateway.tenancy import Tenancy
from services.gateway.tests.conftest import Person
from services.gateway.tests.integration.test_live import Stream, address, tell, units_of, watching
from services.gateway.tests.mailbox import Mailbox
from services.gateway.tests.members import joined
from services.gateway.tests.neighbours import counted
from services.gateway.usecases.live import LiveEvent, append_live_events
from shared.service import Service
from shared.testing.waiting import eventually

__all__ = ["address"]


class Socket:
    """An open WebSocket of one client."""

    def __init__(self, connection: websockets.ClientConnection) -> None:
        self.connection = connection

    async def next(self) -> dict[str, Any]:
        """What comes next, but for positions to resume from: they come from time to time, whatever else there is."""
        async with asyncio.timeout(30):
            while True:
                message: dict[str, Any] = json.loads(await self.connection.recv())
                if message["type"] != "stream.position":
                    return message

    async def say(self, **message: Any) -> None:
        await self.connection.send(json.dumps(message))

    async def close_code(self) -> int | None:
        async with asyncio.timeout(30):
            with contextlib.suppress(ConnectionClosed):
                while True:
                    await self.connection.recv()
        return self.connection.close_code


@contextlib.asynccontextmanager
async def connected(address: str, person: Person | None, query: str = "") -> AsyncIterator[Socket]:
    headers = {} if person is None else {"Authorization": f"Bearer {person.access_token}"}
    url = f"{address.replace('http', 'ws', 1)}/v1/events/socket{query}"
    async with websockets.connect(url, additional_headers=headers) as connection:
        yield Socket(connection)


@contextlib.asynccontextmanager
async def filtered(address: str, person: Person, query: str) -> AsyncIterator[Stream]:
    headers = {"Authorization": f"Bearer {person.access_token}"}
    async with (
        httpx.AsyncClient(base_url=address) as client,
        client.stream("GET", f"/v1/events?{query}", headers=headers, timeout=20) as response,
    ):
        assert response.status_code == 200, await response.aread()
        stream = Stream(response)
        assert (await stream.next()).type == "stream.opened"
        yield stream


async def publish(gateway: Service, person: Person, post_id: str, kind: str = "post.published") -> None:
    data = {**EVENT_TYPES[kind].example, "post_id": post_id}
    async with units_of(gateway)() as work:
        await append_live_events(work, [LiveEvent(UUID(person.organization_id), kind, data)])


async def test_a_stream_of_some_types(address: str, gateway: Service, person: Person) -> None:
    """By name or by family, and nothing else."""
    async with filtered(address, person, "types=post.*&types=account.degraded") as stream:
        await tell(gateway, person, 1)
        await publish(gateway, person, str(uuid4()))

        assert (await stream.next()).type == "post.published"


async def test_a_stream_about_one_post(address: str, gateway: Service, person: Person) -> None:
    """Events that name the id, whatever they are."""
    wanted = str(uuid4())
    async with filtered(address, person, f"about={wanted}") as stream:
        await publish(gateway, person, str(uuid4()))
        await publish(gateway, person, wanted, "post.failed")

        event = await stream.next()
        assert (event.type, event.data["post_id"]) == ("post.failed", wanted)


@pytest.mark.parametrize(
    "query", ["types=post.invented", "about=yesterday", "types=" + "&types=".join(["post.*"] * 51)]
)
async def test_a_filter_that_means_nothing_is_refused(person: Person, query: str) -> None:
    """Rather than watch for ever what never comes."""
    answer = await person.http.get(f"/v1/events?{query}")

    assert (answer.status_code, answer.json()["code"]) == (422, "request.invalid")


async def test_nothing_compresses_or_buffers_a_stream(address: str, person: Person) -> None:
    """A client that takes gzip still gets each event at once, as it is."""
    headers = {"Authorization": f"Bearer {person.access_token}", "Accept-Encoding": "gzip, br, zstd"}
    async with (
        httpx.AsyncClient(base_url=address) as client,
        client.stream("GET", "/v1/events", headers=headers) as response,
    ):
        assert (await Stream(response).next()).type == "stream.opened"

    assert "content-encoding" not in response.headers
    assert "no-transform" in response.headers["cache-control"]
    assert response.headers["x-accel-buffering"] == "no"


async def test_a_socket_tells_and_resumes(
    address: str, gateway: Service, person: Person, stranger: Person
) -> None:
    """The same events as by SSE, in order, and after a reconnect those that were missed."""
    async with connected(address, person) as socket:
        opened = await socket.next()
        await tell(gateway, stranger, 99)
        await tell(gateway, person, 1, 2)
        first, second = await socket.next(), await socket.next()
    await tell(gateway, person, 3)
    async with connected(address, person, f"?after={first['id']}") as socket:
        reopened = await socket.next()
        resumed = [await socket.next() for _ in range(2)]

    assert (opened["type"], reopened["type"]) == ("stream.opened", "stream.opened")
    assert [one["data"]["steps_done"] for one in (first, second)] == [1, 2]
    assert [one["data"]["steps_done"] for one in resumed] == [2, 3]
    assert resumed[0] == second
    assert {"id", "event_id", "at", "type", "data"} == set(second)


async def test_the_filter_of_a_socket_can_be_changed(address: str, gateway: Service, person: Person) -> None:
    """It is answered, and holds from then on; a ping is answered too."""
    async with connected(address, person, "?types=post.*") as socket:
        await socket.next()
        await socket.say(action="filter", types=["content.*"])
        assert (await socket.next())["data"]["types"] == ["content.*"]
        await publish(gateway, person, str(uuid4()))
        await tell(gateway, person, 7)
        assert (await socket.next())["data"]["steps_done"] == 7
        await socket.say(action="ping")
        assert (await socket.next())["type"] == "stream.pong"


@pytest.mark.parametrize(
    ("query", "code"),
    [("", 4401), ("?ticket=pw_ticket_none", 4401), ("?ticket=%00", 4401)],
    ids=["nobody", "no ticket", "no text"],
)
async def test_a_socket_is_nobodys_without_a_credential(address: str, query: str, code: int) -> None:
    """It is closed with a code that a browser can read."""
    async with connected(address, None, query) as socket:
        assert await socket.close_code() == code


@pytest.mark.parametrize("query", ["?after=yesterday", "?types=post.invented", "?about=x", "?mine=perhaps"])
async def test_a_socket_that_asks_for_nonsense_is_closed(address: str, person: Person, query: str) -> None:
    """With a code of its own."""
    async with connected(address, person, query) as socket:
        assert await socket.close_code() == 4400


@pytest.mark.parametrize(
    "message", ["{", '{"action": "dance"}', '{"action": "filter", "types": ["x"]}', "\\ud800"]
)
async def test_a_message_that_cannot_be_read_closes_the_socket(
    address: str, person: Person, message: str
) -> None:
    """And nothing else happens."""
    async with connected(address, person) as socket:
        await socket.next()
        await socket.connection.send(message)
        assert await socket.close_code() == 4400


async def test_a_socket_ends_with_the_session(address: str, person: Person) -> None:
    """Within seconds of signing out, with a code that says so."""
    async with connected(address, person) as socket:
        await socket.next()
        assert (await person.http.post("/v1/auth/logout")).status_code == 204
        assert await socket.close_code() == 4401


async def test_a_socket_ends_with_the_api_key(address: str, person: Person) -> None:
    """A revoked key watches no longer."""
    made = (await person.http.post("/v1/api-keys", json={"name": "screen", "scopes": ["posts:read"]})).json()
    keyed = replace(person, access_token=made["key"])
    async with connected(address, keyed) as socket:
        assert (await socket.next())["type"] == "stream.opened"
        gone = await person.http.delete(f"/v1/api-keys/{made['api_key_id']}")
        assert gone.status_code == 204, gone.text
        assert await socket.close_code() == 4401


async def test_a_socket_ends_with_the_secret_that_opened_it(address: str, person: Person) -> None:
    """Whoever holds a key's text that was replaced without an overlap sees nothing more; the new one's holder does."""
    made = (await person.http.post("/v1/api-keys", json={"name": "screen", "scopes": ["posts:read"]})).json()
    old = replace(person, access_token=made["key"])
    async with connected(address, old) as leaked:
        assert (await leaked.next())["type"] == "stream.opened"
        rotation = {"overlap_seconds": 0}
        answer = await person.http.post(f"/v1/api-keys/{made['api_key_id']}/rotate", json=rotation)
        new = replace(person, access_token=answer.json()["key"])
        async with connected(address, new) as screen:
            assert (await screen.next())["type"] == "stream.opened"
            assert await leaked.close_code() == 4401
            await screen.say(action="ping")
            assert (await screen.next())["type"] == "stream.pong"


async def test_a_socket_ends_with_the_membership(address: str, person: Person, mailbox: Mailbox) -> None:
    """Whoever is removed sees nothing more of the organisation."""
    member = await joined(person, mailbox, "viewer")
    user_id = (await member.http.get("/v1/me")).json()["user_id"]
    async with connected(address, member) as socket:
        await socket.next()
        gone = await person.http.delete(f"/v1/members/{user_id}", headers={"If-Match": "*"})
        assert gone.status_code == 204, gone.text
        assert await socket.close_code() == 4401
    await member.http.aclose()


async def test_a_stream_outlives_a_database_that_is_away(
    address: str, gateway: Service, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is missed: the next look finds what happened."""
    read, away = LiveFeed._read, [ConnectionRefusedError(), TimeoutError()]

    async def failing(feed: LiveFeed) -> tuple[bool, bool]:
        if away:
            raise away.pop()
        return await read(feed)

    async with filtered(address, person, "types=content.*") as stream:
        monkeypatch.setattr(LiveFeed, "_read", failing)
        await tell(gateway, person, 5)

        assert (await stream.next()).data["steps_done"] == 5
    assert away == []


async def test_a_socket_that_finds_the_database_away_is_sent_away_for_a_moment(
    address: str, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the code that says to come back, rather than one of a defect."""

    def away(_tenancy: Tenancy, _organization_id: UUID) -> Any:
        raise ConnectionRefusedError

    monkeypatch.setattr(Tenancy, "work", away)
    async with connected(address, person) as socket:
        assert await socket.close_code() == 1013


async def test_a_ticket_opens_one_stream(address: str, gateway: Service, person: Person) -> None:
    """By SSE or WebSocket, once."""
    tickets = [(await person.http.post("/v1/events/tickets")).json()["ticket"] for _ in range(2)]
    async with connected(address, None, f"?ticket={tickets[0]}") as socket:
        assert (await socket.next())["type"] == "stream.opened"
        await tell(gateway, person, 1)
        assert (await socket.next())["data"]["steps_done"] == 1
    async with httpx.AsyncClient(base_url=address) as client:
        async with client.stream("GET", f"/v1/events?ticket={tickets[1]}") as response:
            assert (await Stream(response).next()).type == "stream.opened"
        again = await client.get(f"/v1/events?ticket={tickets[1]}")
    async with connected(address, None, f"?ticket={tickets[0]}") as socket:
        assert await socket.close_code() == 4401

    assert (again.status_code, again.json()["code"]) == (401, "stream.ticket_invalid")


async def test_a_ticket_of_somebody_signed_out_opens_nothing(address: str, person: Person) -> None:
    """It stands for the session it was made in."""
    ticket = (await person.http.post("/v1/events/tickets")).json()["ticket"]
    await person.http.post("/v1/auth/logout")
    async with httpx.AsyncClient(base_url=address) as client:
        assert (await client.get(f"/v1/events?ticket={ticket}")).status_code == 401


async def test_looking_back(gateway: Service, person: Person, stranger: Person) -> None:
    """What was told, oldest first, a page at a time, one's own alone; filters as for the stream."""
    await tell(gateway, stranger, 99)
    await tell(gateway, person, *range(5))
    await publish(gateway, person, str(uuid4()))

    async def everything() -> list[dict[str, Any]]:
        events, cursor = [], None
        while True:
            query = {"limit": 2} | ({} if cursor is None else {"cursor": cursor})
            page = (await person.http.get("/v1/events/history", params=query)).json()
            events += page["items"]
            cursor = page["next_cursor"]
            if cursor is None:
                return events

    # An older transaction of another test may hold the last ones back for a moment.
    events = await eventually(everything_of(everything, 6))
    posts = (await person.http.get("/v1/events/history?types=post.*")).json()["items"]
    later = (await person.http.get(f"/v1/events/history?after={events[3]['id']}")).json()["items"]

    assert [event["data"].get("steps_done") for event in events[:5]] == list(range(5))
    assert [event["type"] for event in posts] == ["post.published"]
    assert later == events[4:]


def everything_of(read: Any, count: int) -> Any:
    async def enough() -> list[dict[str, Any]] | None:
        events: list[dict[str, Any]] = await read()
        return events if len(events) == count else None

    return enough


async def test_a_client_that_takes_nothing_is_cut_off_and_resumes(
    address: str, gateway: Service, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It costs the others nothing, and gets the rest when it comes back."""
    monkeypatch.setattr("services.gateway.api.live.streams.CUT_SECONDS", 0.1)
    host, port = address.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port), limit=1_024)
    writer.write(
        f"GET /v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {person.access_token}\r\n\r\n".encode()
    )
    await reader.readuntil(b"stream.opened")
    clients = gateway.metrics.live_clients  # type: ignore[attr-defined]
    async with watching(address, person) as other:
        opened = await other.next()
        for first in range(0, 20_000, 1_000):
            async with units_of(gateway)() as work:
                await append_live_events(work, [counted(person, n) for n in range(first, first + 1_000)])
            assert [(await other.next()).data["steps_done"] for _ in range(1_000)][-1] == first + 999
        await eventually(lambda: clients._value.get() == 1)
    writer.close()
    async with watching(address, person, after=opened.id) as again:
        await again.next()
        assert [(await again.next()).data["steps_done"] for _ in range(1_000)] == list(range(1_000))
