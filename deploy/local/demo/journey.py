"""The way of ten briefs and a few posts by hand to the walls of every network, step by step."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import httpx

from deploy.local.demo.accounts import Accounts
from deploy.local.demo.briefs import Briefs
from deploy.local.demo.clients import Gateway
from deploy.local.demo.film import make_film
from deploy.local.demo.report import Report, publications_of
from deploy.local.demo.sandbox import Sandbox
from deploy.local.demo.screen import Screen
from deploy.local.demo.variety import (
    FILM_WORDS,
    ByHand,
    Supplies,
    by_hand,
    most_briefs,
    needs_options,
    takes_briefs,
)
from shared import capabilities
from shared.capabilities import Capability

ZONE = "Asia/Kolkata"
AHEAD = timedelta(seconds=8)
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
        self._networks = list(capabilities.load())
        self._titles: dict[str, str] = {}

    async def run(self) -> Report:
        """Take the whole way and say what came out.

        Raises:
            LocalStackError: it could not even begin: an account was not connected, or something was refused.
        """
        await self._gateway.register(self._name)
        self._screen.say(f"Signed up as {self._name}")
        watching = asyncio.create_task(self._watch())
        filming = asyncio.create_task(self._film())
        try:
            accounts = await Accounts(self._gateway, self._sandbox, self._name).connect(self._networks)
            options = await self._options()
            posts = by_hand(self._networks, Supplies(film="", cover="", options=options))
            briefs = Briefs.read(self._briefs.read_bytes(), self._takers(posts))
            report = Report(expected=briefs.publications + sum(len(post.targets) for post in posts))
            self._screen.expect(len(briefs.titles), len(briefs.titles) + len(posts), report.expected)
            batch_id = await self._submit(briefs, report)
            film, cover = await filming
            await self._plan(by_hand(self._networks, Supplies(film, cover, options)))
            await self._finish(batch_id, report, accounts)
        finally:
            watching.cancel()
            filming.cancel()
            await asyncio.gather(watching, filming, return_exceptions=True)
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

    async def _options(self) -> dict[str, dict[str, str]]:
        """What the networks ask for that is the account's own: a board."""
        options = {}
        for one in filter(needs_options, self._networks):
            board, *_ = await self._sandbox.boards(one.network, self._name)
            options[one.network] = {"board_id": str(board["id"])}
        return options

    async def _film(self) -> tuple[str, str]:
        """Draw and upload a film and its cover, while accounts are connected; their media ids."""
        film = await asyncio.to_thread(make_film, FILM_WORDS)
        words = f"Rain, and the words: {', '.join(FILM_WORDS)}"
        video = await self._gateway.upload("monsoon.mp4", film.video, words)
        return video, await self._gateway.upload("monsoon.jpg", film.cover, words)

    def _takers(self, posts: list[ByHand]) -> dict[str, int]:
        """For how many briefs each network is, beside what is posted there by hand."""
        taken = sum((post.parts() for post in posts), Counter[str]())
        return {
            one.network: most_briefs(one, taken[one.network]) for one in self._networks if takes_briefs(one)
        }

    async def _submit(self, briefs: Briefs, report: Report) -> str:
        local_time = (datetime.now(ZoneInfo(ZONE)) + AHEAD).replace(tzinfo=None, microsecond=0)
        schedule = {"schedule": "local", "local_time": local_time.isoformat(), "time_zone": ZONE}
        batch = await self._gateway.submit_csv(briefs.data, schedule)
        self._titles.update({item["request_id"]: briefs.titles[item["row"]] for item in batch["items"]})
        report.problems += [
            f"row {one['row']}, {one['column']}: {one['detail']}" for one in batch["problems"]
        ]
        self._screen.say(f"{len(self._titles)} briefs submitted, to go out at {local_time:%H:%M:%S} {ZONE}")
        return str(batch["batch_id"])

    async def _plan(self, posts: list[ByHand]) -> None:
        for post in posts:
            planned = await self._gateway.plan(list(post.targets))
            self._titles[planned["post_id"]] = post.title
        self._screen.say(f"{len(posts)} posts written by hand, to go out now")

    async def _finish(self, batch_id: str, report: Report, accounts: list[dict[str, Any]]) -> None:
        expected = report.expected
        await self._until(
            "everything is published", PUBLISH_SECONDS, lambda: self._is_over(batch_id, expected)
        )
        await self._until("analytics has counted it", COUNT_SECONDS, lambda: self._is_counted(expected))
        await self._conclude(batch_id, report, accounts)

    async def _is_over(self, batch_id: str, expected: int) -> bool:
        targets = [target for post in await self._gateway.posts() for target in post["targets"]]
        ended = sum(target["state"] in ENDED for target in targets)
        if ended == expected:
            return True
        batch = await self._gateway.batch(batch_id)
        made = {"failed", "needs_attention"}
        lost = sum(len(item["networks"]) for item in batch["items"] if item["state"] in made)
        return bool(lost) and ended == expected - lost

    async def _is_counted(self, expected: int) -> bool:
        return bool((await self._gateway.overview())["totals"]["published"] == expected)

    async def _conclude(self, batch_id: str, report: Report, accounts: list[dict[str, Any]]) -> None:
        wall: Counter[tuple[str, str]] = Counter()
        for account in accounts:
            posts = await self._sandbox.posts(account["network"], account["remote_id"])
            wall.update((account["network"], post["remote_id"]) for post in posts)
        report.wall = wall.total()
        report.publications = publications_of(
            await self._gateway.posts(), await self._gateway.publications(), self._titles, wall
        )
        report.counted = (await self._gateway.overview())["totals"]["published"]
        report.problems += [f"{one.name}: nothing was posted there" for one in self._silent(report)]
        batch = await self._gateway.batch(batch_id)
        report.problems += [
            f"{item['topic']}: {item['state']}, {item['problem']['detail']}"
            for item in batch["items"]
            if item["problem"]
        ]

    def _silent(self, report: Report) -> list[Capability]:
        heard = {one.network for one in report.publications}
        return [one for one in self._networks if one.network not in heard]

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
