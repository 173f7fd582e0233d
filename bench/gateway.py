"""Writes through the gateway, beside bare FastAPI routes that make the same inserts on the same set-up.

Each client is somebody of an organisation of their own, as clients are: what one organisation plans is counted one after
the other.

`bare` is a route of FastAPI on uvicorn, uvloop and asyncpg that reads the same body by the same models, inserts what was
sent in one transaction, as the tables' owner, and answers. `same_rows` is one that also inserts what the gateway tells of it:
the rows of audit trail, timeline and live event. The gateway besides asks who it is, whether they still may, how many requests
they have left, keeps to the organisation's rows, holds the post against accounts, rules and the networks' limits, and counts it
against the plan. `inner` is the gateway without what surrounds every request: request ids, headers, compression, metrics; it
is in the gateway's own process, which has more to do than requests.

They take turns of less than a second, so that the rest of the machine's work does the same to all.
"""

import asyncio
import json
import statistics
import sys
import time
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx
import psutil

from bench.gateway_servers import INNER, ORGANIZATION, SERVERS
from deploy.local.ports import free_ports
from services.gateway.config import Settings
from services.gateway.tests.conftest import Person, open_settings
from services.gateway.tests.neighbours import Neighbours
from services.gateway.tests.processes import ROOT, environment
from shared.sealing import generate_key_pair
from shared.testing.servers import Servers
from shared.testing.waiting import eventually
from tests.fuzz.running import producing, sign_up

ROUNDS = 24
SECONDS = 0.75
CONNECTIONS = 16


async def gateway_writes(
    servers: Servers, *, rounds: int = ROUNDS, seconds: float = SECONDS
) -> dict[str, Any]:
    """Requests a second of each side, and how they compare."""
    with TemporaryDirectory() as folder:
        async with open_settings(servers, generate_key_pair()[1], Path(folder)) as settings:
            plentiful = settings.model_copy(
                update={
                    "requests_per_minute": 10_000_000,
                    "access_token_seconds": 86_400,
                }
            )
            async with AsyncExitStack() as stack:
                servers_of: dict[str, _Server] = {}
                ports = dict(zip(SERVERS, free_ports(len(SERVERS)), strict=True))
                for side, port in ports.items():
                    own = {"port": port, "instance": f"{settings.instance}-{side}"}
                    served = _served(side, plentiful.model_copy(update=own))
                    servers_of[side] = await stack.enter_async_context(served)
                prepared = await _prepared(plentiful, ports["ours"])
                return {
                    path: await _compared(servers_of, requests, rounds, seconds)
                    for path, requests in prepared.items()
                }


@dataclass(frozen=True)
class _Server:
    port: int
    process: psutil.Process

    def cpu_seconds(self) -> float:
        spent = self.process.cpu_times()
        return float(spent.user + spent.system)


@asynccontextmanager
async def _served(side: str, settings: Settings) -> AsyncIterator[_Server]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bench.gateway_servers", side),
        cwd=ROOT,
        env=environment(settings) | {"PATH": "/usr/bin:/bin", "POSTWRIGHT_LOG_LEVEL": "warning"},
    )
    try:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{settings.port}") as http:

            async def ready() -> bool:
                assert process.returncode is None, side
                return (await http.get("/readyz")).status_code == 200

            await eventually(_unless_refused(ready), seconds=60)
        yield _Server(settings.port, psutil.Process(process.pid))
    finally:
        process.terminate()
        await process.wait()


def _unless_refused(ready: Any) -> Any:
    async def asked() -> bool:
        try:
            return bool(await ready())
        except httpx.TransportError:
            return False

    return asked


async def _prepared(settings: Settings, port: int) -> dict[str, list[bytes]]:
    """What each client sends to each path."""
    address = f"http://127.0.0.1:{port}"
    people = [await sign_up(address) for _ in range(CONNECTIONS)]
    requests: dict[str, list[bytes]] = {"/v1/campaigns": [], "/v1/posts": []}
    async with producing(settings) as producer:
        neighbours = Neighbours(settings, producer, {person.organization_id for person in people})
        for person in people:
            accounts = await neighbours.connect(person, "mastodon", "bluesky")
            await eventually(partial(_are_connected, person), seconds=30)
            await person.http.aclose()
            for path, body in _bodies(accounts.values()).items():
                requests[path].append(_request(path, json.dumps(body).encode(), person))
    return requests


async def _are_connected(person: Person) -> bool:
    found = (await person.http.get("/v1/accounts")).json()["items"]
    return {one["state"] for one in found} == {"connected"}


def _bodies(account_ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    at = (datetime.now(UTC) + timedelta(days=30)).isoformat()
    text = "Rain outside, dal on the stove. #MonsoonSale"
    return {
        "/v1/campaigns": {
            "name": "Monsoon sale",
            "description": "A week of offers for the first rains.",
            "tone": "friendly",
        },
        "/v1/posts": {
            "schedule": {"kind": "instant", "at": at},
            "targets": [{"account_id": account_id, "text": text} for account_id in account_ids],
        },
    }


async def _compared(
    servers: dict[str, _Server], requests: Sequence[bytes], rounds: int, seconds: float
) -> dict[str, Any]:
    inner = [request.replace(b"POST ", b"POST " + INNER.encode(), 1) for request in requests]
    sides = {side: (server, requests) for side, server in servers.items()} | {
        "inner": (servers["ours"], inner)
    }
    rates: dict[str, list[float]] = {side: [] for side in sides}
    costs: dict[str, list[float]] = {side: [] for side in sides}
    for number in range(rounds + 1):
        # To and fro, since each finds what the one before it left to be done.
        for side, (server, sent) in sorted(sides.items(), reverse=number % 2 == 0):
            before = server.cpu_seconds()
            count = await _count(server.port, sent, seconds)
            if number > 0:  # the first warms up
                rates[side].append(count / seconds)
                costs[side].append((server.cpu_seconds() - before) / count * 1_000)
    return {
        **{f"{side}_per_second": round(statistics.median(rates[side])) for side in sides},
        **{f"{side}_cpu_ms": round(statistics.median(costs[side]), 2) for side in sides},
        # Each round by itself: what else the machine does in it, it does to both.
        "ratio": round(_share(rates["ours"], rates["bare"]), 2),
        "ratio_to_same_rows": round(_share(rates["ours"], rates["same_rows"]), 2),
        "middleware_share": round(1 - _share(costs["inner"], costs["ours"]), 2),
        "rounds": {side: [round(rate) for rate in values] for side, values in rates.items()},
    }


def _share(these: list[float], those: list[float]) -> float:
    return statistics.median(this / that for this, that in zip(these, those, strict=True))


def _request(path: str, body: bytes, person: Person) -> bytes:
    return (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {person.access_token}\r\n"
        f"{ORGANIZATION}: {person.organization_id}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    ).encode() + body


async def _count(port: int, requests: Sequence[bytes], seconds: float) -> int:
    """Requests answered over a connection for each client, who sends the next with the answer to the last."""
    ends_at = time.perf_counter() + seconds
    counts = await asyncio.gather(*(_repeat(port, request, ends_at) for request in requests))
    return sum(counts)


async def _repeat(port: int, request: bytes, ends_at: float) -> int:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    count = 0
    while time.perf_counter() < ends_at:
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 201"):
            raise RuntimeError(f"refused: {head[:200]!r} {await reader.read(2_000)!r}")
        (length,) = (
            int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")
        )
        await reader.readexactly(length)
        count += 1
    writer.close()
    return count


if __name__ == "__main__":
    named = Servers.named()
    assert named is not None, "name servers by POSTWRIGHT_TEST_…"
    print(json.dumps(asyncio.run(gateway_writes(named))))
