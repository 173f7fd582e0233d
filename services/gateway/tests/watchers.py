"""Many clients that watch one gateway process, by SSE and by WebSocket, and what each of them has seen.

They read the protocols by hand, as little of them as they need: a thousand clients must not cost more than the server.
"""

import asyncio
import base64
import contextlib
import json
import re
import secrets
import sys
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from typing import cast
from urllib.parse import urlsplit
from uuid import UUID

import httpx

from services.gateway.config import Settings
from services.gateway.domain.event_types import EVENT_TYPES
from services.gateway.tests.processes import GatewayProcess
from services.gateway.usecases.live import LiveEvent, append_live_events
from shared.clock import SystemClock
from shared.postgres import Database
from shared.settings import LogSettings
from shared.testing.waiting import eventually
from shared.unit_of_work import UnitOfWorkFactory

_TYPE = "content.progressed"
_NUMBER = re.compile(rb'"steps_done": (\d+)')
_SSE_ID = re.compile(rb"^id: (\S+)$", re.MULTILINE)
_SOCKET_ID = re.compile(rb'"id": "(\S+)"')


@dataclass
class Watcher:
    """One client, which comes back as often as it is told to.

    Attributes:
        seen: Numbers of events in the order they came, each with the instant.
        last_id: From where it resumes.
    """

    access_token: str
    by_socket: bool
    seen: list[tuple[int, float]] = field(default_factory=list)
    last_id: str | None = None
    connection: "_Connection | None" = None

    async def connect(self, host: str, port: int) -> None:
        """Open the stream and wait for its first event.

        Raises:
            OSError, TimeoutError: There is nobody, or no stream.
        """
        self.abort()
        loop = asyncio.get_running_loop()
        self.connection = connection = _Connection(self, loop.create_future())
        transport, _ = await loop.create_connection(lambda: connection, host, port)
        transport.write(self._request(host))
        async with asyncio.timeout(20):
            await connection.opened

    @property
    def is_lost(self) -> bool:
        """Whether the server has ended the stream."""
        return self.connection is not None and self.connection.is_lost

    def abort(self) -> None:
        """Be gone without a word, and deaf at once."""
        connection, self.connection = self.connection, None
        if connection is not None and connection.transport is not None:
            connection.transport.abort()

    def _request(self, host: str) -> bytes:
        lines = [f"GET /v1/events{'/socket' if self.by_socket else ''} HTTP/1.1", f"Host: {host}"]
        lines.append(f"Authorization: Bearer {self.access_token}")
        if self.last_id is not None:
            lines.append(f"Last-Event-ID: {self.last_id}")
        if self.by_socket:
            key = base64.b64encode(secrets.token_bytes(16)).decode()
            lines += ["Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13"]
            lines.append(f"Sec-WebSocket-Key: {key}")
        return ("\r\n".join(lines) + "\r\n\r\n").encode()


@dataclass
class _Connection(asyncio.Protocol):
    """One stream of a client."""

    watcher: Watcher
    opened: asyncio.Future[None]
    transport: asyncio.Transport | None = None
    began: bool = False
    is_lost: bool = False
    buffer: bytes = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)  # uvloop's is of no class of asyncio's

    def connection_lost(self, error: Exception | None) -> None:
        self.is_lost = True
        if not self.opened.done():
            self.opened.set_exception(error or ConnectionResetError("closed before it began"))

    def data_received(self, data: bytes) -> None:
        if self.watcher.connection is not self:
            return
        self.buffer += data
        if not self.began:
            head, end, rest = self.buffer.partition(b"\r\n\r\n")
            if not end:
                return
            if b" 200 " not in head[:20] and b" 101 " not in head[:20]:
                self.opened.set_exception(ConnectionRefusedError(head[:100]))
                return
            self.began, self.buffer = True, rest
        if self.watcher.by_socket:
            self._read_frames()
        else:
            self._read_events()

    def _read_events(self) -> None:
        # The chunks of the HTTP encoding end where events end; their sizes stand on lines of their own.
        *events, self.buffer = self.buffer.split(b"\n\n")
        for event in events:
            self._take(event, _SSE_ID)

    def _read_frames(self) -> None:
        while len(self.buffer) >= 2:
            kind, length, begin = self.buffer[0] & 15, self.buffer[1], 2
            if length >= 126:
                begin += 2 if length == 126 else 8
                complete = len(self.buffer) >= begin
                length = int.from_bytes(self.buffer[2:begin], "big") if complete else sys.maxsize
            if len(self.buffer) < begin + length:
                return
            frame, self.buffer = self.buffer[begin : begin + length], self.buffer[begin + length :]
            if kind == 1:
                self._take(frame, _SOCKET_ID)

    def _take(self, event: bytes, id_pattern: re.Pattern[bytes]) -> None:
        now = time.monotonic()
        if identifier := id_pattern.search(event):
            self.watcher.last_id = identifier[1].decode()
        if number := _NUMBER.search(event):
            self.watcher.seen.append((int(number[1]), now))
        if not self.opened.done():
            self.opened.set_result(None)


@dataclass
class Crowd:
    """All clients of one gateway."""

    watchers: list[Watcher]
    host: str
    port: int

    @classmethod
    def of(cls, address: str, tokens: Sequence[str], count: int) -> "Crowd":
        """Half of them by SSE, half by WebSocket, sharing the tokens."""
        where = urlsplit(address)
        assert where.hostname is not None
        assert where.port is not None
        watchers = [Watcher(tokens[n % len(tokens)], by_socket=n % 2 == 1) for n in range(count)]
        return cls(watchers, where.hostname, where.port)

    async def connect(self, watchers: Sequence[Watcher] | None = None, *, at_once: int = 50) -> None:
        """Have these (re)connect, trying again until it works, as clients do."""
        room = asyncio.Semaphore(at_once)

        async def connected(watcher: Watcher) -> None:
            async with room:
                deadline = time.monotonic() + 60
                while True:
                    try:
                        return await watcher.connect(self.host, self.port)
                    except (OSError, TimeoutError):
                        if time.monotonic() > deadline:
                            raise
                        await asyncio.sleep(0.1)

        await asyncio.gather(
            *(connected(watcher) for watcher in (self.watchers if watchers is None else watchers))
        )

    def close(self) -> None:
        for watcher in self.watchers:
            watcher.abort()

    async def all_have(self, number: int, seconds: float = 60) -> None:
        """Wait until everybody has seen that event; whoever is cut off comes back, as clients do."""

        async def have() -> bool:
            await self.connect([watcher for watcher in self.watchers if watcher.is_lost])
            return all(watcher.seen and watcher.seen[-1][0] >= number for watcher in self.watchers)

        await eventually(have, seconds=seconds, every=0.1, what=f"event {number} at every client")

    def told_at(self, number: int) -> float:
        """When the last of them had seen that event."""
        return max(next(at for seen, at in watcher.seen if seen == number) for watcher in self.watchers)


class Teller:
    """Tells numbered events, as another process of the gateway does."""

    def __init__(self, database: Database, organization_id: UUID) -> None:
        self._units = UnitOfWorkFactory(database, "gateway", SystemClock())
        self._organization_id = organization_id
        self.told_at: dict[int, float] = {}
        self._telling = asyncio.Lock()

    @property
    def count(self) -> int:
        return len(self.told_at)

    async def tell(self, count: int = 1) -> int:
        """So many more, in one transaction; gives the last one's number."""
        async with self._telling:
            first = self.count
            numbers = range(first, first + count)
            example = EVENT_TYPES[_TYPE].example
            async with self._units() as work:
                events = [
                    LiveEvent(self._organization_id, _TYPE, {**example, "steps_done": n}) for n in numbers
                ]
                await append_live_events(work, events)
                now = time.monotonic()
                self.told_at.update(dict.fromkeys(numbers, now))
            return numbers[-1]

    async def keep_telling(self, seconds: float, every: float) -> None:
        """A steady stream."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            await self.tell()
            await asyncio.sleep(every)


def unlimited(settings: Settings, port: int) -> Settings:
    """Those of a gateway that a crowd signs in to from one address, and whose log is short."""
    limits = [name for name in type(settings).model_fields if re.search(r"_per_(minute|hour)$", name)]
    changes = {"port": port, "log": LogSettings(level="warning"), **dict.fromkeys(limits, 1_000_000)}
    return settings.model_copy(update=changes)


async def sign_in(address: str, sessions: int) -> tuple[UUID, list[str]]:
    """Somebody new with so many sessions: their organisation and access tokens."""
    name = f"watcher-{secrets.token_hex(6)}"
    body = {"email": f"{name}@example.com", "username": name, "password": "a long pass phrase"}
    async with httpx.AsyncClient(base_url=address, timeout=30) as client:
        made = (await client.post("/v1/auth/register", json=body)).json()
        tokens = [made["access_token"]]
        for _ in range(sessions - 1):
            answer = await client.post("/v1/auth/login", json={"login": name, "password": body["password"]})
            tokens.append(answer.json()["access_token"])
    payload = tokens[0].split(".")[1]
    claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    return UUID(claims["org"]), tokens


@dataclass
class Figures:
    """What was measured; seconds and megabytes."""

    clients: int
    steady: list[float] = field(default_factory=list)
    burst_events: int = 0
    burst: float = 0.0
    half_back: float = 0.0
    all_back: float = 0.0
    megabytes_alone: float = 0.0
    megabytes: float = 0.0
    missed: int = 0
    repeated: int = 0
    out_of_order: int = 0


async def watched(
    gateway: GatewayProcess, database: Database, *, clients: int, sessions: int, steady_seconds: float
) -> Figures:
    """The whole story: connect, a steady stream, a burst, half of the clients killed, the gateway killed.

    Whatever happens to them, every client sees every event once and in order.
    """
    organization_id, tokens = await sign_in(gateway.address, sessions)
    crowd = Crowd.of(gateway.address, tokens, clients)
    teller = Teller(database, organization_id)
    figures = Figures(clients, megabytes_alone=gateway.megabytes())
    try:
        await crowd.connect()
        await _steady(crowd, teller, figures, steady_seconds)
        figures.burst_events = 200
        last = await teller.tell(figures.burst_events)
        await crowd.all_have(last)
        figures.burst = crowd.told_at(last) - teller.told_at[last]
        figures.half_back = await _half_killed(crowd, teller)
        figures.megabytes = gateway.megabytes("VmHWM")
        figures.all_back = await _gateway_killed(crowd, teller, gateway)
        figures.megabytes = max(figures.megabytes, gateway.megabytes("VmHWM"))
    finally:
        crowd.close()
    for watcher in crowd.watchers:
        numbers = [number for number, _ in watcher.seen]
        figures.missed += len(set(range(teller.count)) - set(numbers))
        figures.repeated += len(numbers) - len(set(numbers))
        figures.out_of_order += numbers != sorted(numbers)
    return figures


async def _steady(crowd: Crowd, teller: Teller, figures: Figures, seconds: float) -> None:
    first = teller.count
    await teller.keep_telling(seconds, 0.1)
    await crowd.all_have(teller.count - 1)
    figures.steady = [crowd.told_at(n) - teller.told_at[n] for n in range(first, teller.count)]


async def _half_killed(crowd: Crowd, teller: Teller) -> float:
    """Half of them are cut off in the middle of a stream, and come back; how long until all know all."""
    async with _telling(teller):
        half = crowd.watchers[::2] if len(crowd.watchers) < 4 else crowd.watchers[: len(crowd.watchers) // 2]
        for watcher in half:
            watcher.abort()
        await teller.tell(50)
        began = time.monotonic()
        await crowd.connect(half)
        await crowd.all_have(teller.count - 1)
        return time.monotonic() - began


async def _gateway_killed(crowd: Crowd, teller: Teller, gateway: GatewayProcess) -> float:
    """The process dies, things happen, and it is started again; how long until all know all."""
    await gateway.kill()
    await teller.tell(50)
    await gateway.start()
    began = time.monotonic()
    async with _telling(teller):
        await crowd.connect()
    last = await teller.tell()
    await crowd.all_have(last)
    return time.monotonic() - began


@contextlib.asynccontextmanager
async def _telling(teller: Teller) -> AsyncIterator[None]:
    telling = asyncio.create_task(teller.keep_telling(3_600, 0.1))
    try:
        yield
    finally:
        telling.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await telling
