"""The way of ten briefs to thirty published posts, step by step."""

import asyncio
import csv
import io
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import httpx

from deploy.local.demo.clients import Gateway, Sandbox
from deploy.local.demo.report import Report, publications_of
from deploy.local.demo.screen import Screen
from deploy.local.errors import LocalStackError

NETWORKS = ("mastodon", "bluesky", "x")
ZONE = "Asia/Kolkata"
AHEAD = timedelta(seconds=8)
CONNECT_SECONDS = 30.0
PUBLISH_SECONDS = 120.0
COUNT_SECONDS = 20.0
ENDED = frozenset({"published", "failed", "missed", "cancelled"})


class Journey:
    """One run, as a new user with new accounts.

    Args:
        briefs: a CSV file.
    """

    def __init__(self, gateway: Gateway, sandbox: Sandbox, screen: Screen, briefs: Path) -> None:
        self._gateway = gateway
        self._sandbox = sandbox
        self._screen = screen
        self._briefs = briefs
        self._name = f"demo{uuid4().hex[:10]}"
        self._handles: dict[str, str] = {}
        self._titles: dict[str, str] = {}

    async def run(self) -> Report:
        """Take the whole way and say what came out.

        Raises:
            LocalStackError: it could not even begin: an account was not connected, or the file refused.
        """
        data = self._briefs.read_bytes()
        expected = len(_titles(data)) * len(NETWORKS)
        report = Report(expected=expected)
        await self._gateway.register(self._name)
        self._screen.say(f"Signed up as {self._name}")
        watching = asyncio.create_task(self._watch())
        try:
            await self._connect_accounts()
            self._screen.expect(expected // len(NETWORKS), expected)
            batch_id = await self._submit(data, report)
            await self._until(
                "everything is published", PUBLISH_SECONDS, lambda: self._is_over(batch_id, expected)
            )
            await self._until("analytics has counted it", COUNT_SECONDS, lambda: self._is_counted(expected))
            await self._conclude(batch_id, report)
        finally:
            watching.cancel()
            await asyncio.gather(watching, return_exceptions=True)
        return report

    async def _watch(self) -> None:
        """Show live updates; a stream that breaks goes on where it broke."""
        last: str | None = None
        while True:
            try:
                async for event in self._gateway.events(last):
                    last = event.id or last
                    if event.event not in {"message", "stream.opened"}:
                        self._screen.event(event, self._titles)
            except httpx.TransportError as error:
                self._screen.say(f"live updates broke off ({error}); going on from the last one")
            await asyncio.sleep(0.5)

    async def _connect_accounts(self) -> None:
        for network in NETWORKS:
            account = await self._sandbox.open_account(network, self._name)
            self._handles[network] = account["handle"]
            await self._gateway.connect(network, account["base_url"], account["credentials"])
        if not await self._until("the accounts are connected", CONNECT_SECONDS, self._is_connected):
            states = ", ".join(f"{one['network']} {one['state']}" for one in await self._gateway.accounts())
            raise LocalStackError(
                f"The accounts were not connected within {CONNECT_SECONDS:.0f} s: {states}."
            )

    async def _submit(self, data: bytes, report: Report) -> str:
        local_time = (datetime.now(ZoneInfo(ZONE)) + AHEAD).replace(tzinfo=None, microsecond=0)
        schedule = {"schedule": "local", "local_time": local_time.isoformat(), "time_zone": ZONE}
        batch = await self._gateway.submit_csv(data, schedule)
        titles = _titles(data)
        self._titles.update({item["request_id"]: titles[item["row"]] for item in batch["items"]})
        report.problems += [
            f"row {one['row']}, {one['column']}: {one['detail']}" for one in batch["problems"]
        ]
        self._screen.say(f"{len(self._titles)} briefs submitted, to go out at {local_time:%H:%M:%S} {ZONE}")
        return str(batch["batch_id"])

    async def _is_connected(self) -> bool:
        states = [account["state"] for account in await self._gateway.accounts()]
        return states.count("connected") == len(NETWORKS)

    async def _is_over(self, batch_id: str, expected: int) -> bool:
        batch = await self._gateway.batch(batch_id)
        lost = sum(item["state"] in {"failed", "needs_attention"} for item in batch["items"])
        targets = [target for post in await self._gateway.posts() for target in post["targets"]]
        ended = sum(target["state"] in ENDED for target in targets)
        return ended == expected - lost * len(NETWORKS)

    async def _is_counted(self, expected: int) -> bool:
        return bool((await self._gateway.overview())["totals"]["published"] == expected)

    async def _conclude(self, batch_id: str, report: Report) -> None:
        wall: Counter[tuple[str, str]] = Counter()
        for network, handle in self._handles.items():
            wall.update((network, post["remote_id"]) for post in await self._sandbox.posts(network, handle))
        report.wall = wall.total()
        report.publications = publications_of(await self._gateway.posts(), self._titles, wall)
        report.counted = (await self._gateway.overview())["totals"]["published"]
        batch = await self._gateway.batch(batch_id)
        report.problems += [
            f"{item['topic']}: {item['state']}, {item['problem']['detail']}"
            for item in batch["items"]
            if item["problem"]
        ]

    async def _until(self, what: str, seconds: float, condition: Callable[[], Awaitable[bool]]) -> bool:
        """Whether the condition came true in that time; asked again and again."""
        try:
            async with asyncio.timeout(seconds):
                while not await condition():  # noqa: ASYNC110  a server is asked: nothing here could set an event
                    await asyncio.sleep(0.5)
        except TimeoutError:
            self._screen.say(f"waited {seconds:.0f} s in vain until {what}")
            return False
        return True


def _titles(data: bytes) -> dict[int, Any]:
    """Brand and topic of each row, numbered as a spreadsheet does: the header is row 1."""
    rows = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    return {number: f"{row['brand']}: {row['topic']}" for number, row in enumerate(rows, start=2)}
