"""From a request to its post on the sandbox's wall, on an otherwise idle system.

Counted from the moment the client sends the request until the sandbox has accepted the post: HTTP, generator (offline
provider), plan, due engine, publisher and the network's own work. Both ends are read from one machine's clock.
"""

import asyncio
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from deploy.local.stack import Stack
from shared.testing.waiting import eventually
from tests.system import System, signed_in

SETTINGS = {
    "POSTWRIGHT_GATEWAY_REQUESTS_PER_MINUTE": "1000000",
    "POSTWRIGHT_GATEWAY_COSTLY_REQUESTS_PER_MINUTE": "1000000",
}


@dataclass(frozen=True)
class Latencies:
    """Milliseconds, one for each request."""

    values: Sequence[float]

    @property
    def p50(self) -> float:
        return statistics.median(self.values)

    @property
    def p99(self) -> float:
        return sorted(self.values)[max(0, round(len(self.values) * 0.99) - 1)]


async def request_to_published(folder: Path, *, requests: int = 60, picture: bool = False) -> Latencies:
    """Requests one after another, each seen on the wall before the next is sent."""
    stack = Stack.on_free_ports(folder, settings=SETTINGS)
    try:
        await asyncio.to_thread(stack.up)
        async with signed_in(stack) as system:
            for number in range(5):
                await _once(system, f"warm-up {number}", picture=picture)
            values = [await _once(system, f"request {n}", picture=picture) for n in range(requests)]
    finally:
        await asyncio.to_thread(stack.down)
    return Latencies(values)


async def _once(system: System, name: str, *, picture: bool) -> float:
    before = len(await system.wall("mastodon"))
    started = datetime.now(UTC)
    await system.call(
        "POST",
        "/v1/content-requests",
        json={
            "brand": f"Brand of {name}",
            "topic": f"Opening, {name}",
            "brief": f"The shop of {name} opens on Friday; the first guests get tea.",
            "networks": ["mastodon"],
            "picture": picture,
            "schedule": {"kind": "now"},
            "approval": "auto",
        },
    )

    async def seen() -> datetime | None:
        posts = await system.wall("mastodon")
        if len(posts) <= before:
            return None
        return max(datetime.fromisoformat(post["created_at"]) for post in posts)

    published = await eventually(seen, seconds=30, every=0.05)
    return (published - started).total_seconds() * 1_000
