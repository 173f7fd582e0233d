"""Writes through the gateway, beside a bare FastAPI route that makes the same inserts on the same set-up.

Bare is a route of FastAPI on uvicorn, uvloop and asyncpg that reads the same body by the same models, inserts the same
rows in one transaction and answers. The gateway besides asks who it is, whether they still may, how many requests they have
left, holds the post against the networks' limits, counts it against the plan, writes the audit trail, the timeline and the
live event. `same_rows` is bare that also inserts the rows of timeline and live event. `inner` is the gateway without what
surrounds every request: request ids, headers, compression, metrics.

Each server is a process of its own; they take turns of a second or two, so that the rest of the machine's work does the
same to all.
"""

import asyncio
import json
import statistics
import sys
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx
import psutil

from bench.gateway_servers import SIDES
from deploy.local.ports import free_ports
from services.gateway.config import Settings
from services.gateway.tests.conftest import open_settings
from services.gateway.tests.neighbours import Neighbours
from services.gateway.tests.processes import ROOT, environment
from shared.sealing import generate_key_pair
from shared.testing.servers import Servers
from shared.testing.waiting import eventually
from tests.fuzz.running import producing, sign_up

ROUNDS = 12
SECONDS = 1.5
CONNECTIONS = 16
# A campaign is one row on every side.
_NOT_FOR = {"/v1/campaigns": {"same_rows"}, "/v1/posts": set[str]()}


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
                ports = dict(zip(SIDES, free_ports(len(SIDES)), strict=True))
                for side, port in ports.items():
                    own = {"port": port, "instance": f"{settings.instance}-{side}"}
                    served = _served(side, plentiful.model_copy(update=own))
                    servers_of[side] = await stack.enter_async_context(served)
                token, bodies = await _prepared(plentiful, ports["ours"])
                return {
                    path: await _compared(
                        {side: server for side, server in servers_of.items() if side not in _NOT_FOR[path]},
                        _request(path, body, token),
                        rounds,
                        seconds,
                    )
                    for path, body in bodies.items()
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


async def _prepared(settings: Settings, port: int) -> tuple[str, dict[str, bytes]]:
    """Somebody with accounts, and what they send."""
    person = await sign_up(f"http://127.0.0.1:{port}")
    async with producing(settings) as producer:
        neighbours = Neighbours(settings, producer, {person.organization_id})
        accounts = await neighbours.connect(person, "mastodon", "bluesky")

        async def connected() -> bool:
            found = (await person.http.get("/v1/accounts")).json()["items"]
            return {one["state"] for one in found} == {"connected"}

        await eventually(connected, seconds=30)
    await person.http.aclose()
    at = (datetime.now(UTC) + timedelta(days=30)).isoformat()
    post = {
        "schedule": {"kind": "instant", "at": at},
        "targets": [
            {"account_id": account_id, "text": "Rain outside, dal on the stove. #MonsoonSale"}
            for account_id in accounts.values()
        ],
    }
    campaign = {
        "name": "Monsoon sale",
        "description": "A week of offers for the first rains.",
        "tone": "friendly",
    }
    bodies = {"/v1/campaigns": campaign, "/v1/posts": post}
    return person.access_token, {path: json.dumps(body).encode() for path, body in bodies.items()}


async def _compared(
    servers: dict[str, _Server], request: bytes, rounds: int, seconds: float
) -> dict[str, Any]:
    rates: dict[str, list[float]] = {side: [] for side in servers}
    costs: dict[str, list[float]] = {side: [] for side in servers}
    for number in range(rounds + 1):
        for side, server in servers.items():
            before = server.cpu_seconds()
            count = await _count(server.port, request, seconds)
            if number > 0:  # the first warms up
                rates[side].append(count / seconds)
                costs[side].append((server.cpu_seconds() - before) / count * 1_000)
    return {
        **{f"{side}_per_second": round(statistics.median(rates[side])) for side in servers},
        **{f"{side}_cpu_ms": round(statistics.median(costs[side]), 2) for side in servers},
        # Each round by itself: what else the machine does in it, it does to both.
        "ratio": round(_share(rates["ours"], rates["bare"]), 2),
        **(
            {"ratio_to_same_rows": round(_share(rates["ours"], rates["same_rows"]), 2)}
            if "same_rows" in rates
            else {}
        ),
        "middleware_share": round(1 - _share(costs["inner"], costs["ours"]), 2),
        "rounds": {side: [round(rate) for rate in values] for side, values in rates.items()},
    }


def _share(these: list[float], those: list[float]) -> float:
    return statistics.median(this / that for this, that in zip(these, those, strict=True))


def _request(path: str, body: bytes, token: str) -> bytes:
    return (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    ).encode() + body


async def _count(port: int, request: bytes, seconds: float) -> int:
    """Requests answered over some connections, each sending its next when it has its answer."""
    ends_at = time.perf_counter() + seconds
    counts = await asyncio.gather(*(_repeat(port, request, ends_at) for _ in range(CONNECTIONS)))
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
