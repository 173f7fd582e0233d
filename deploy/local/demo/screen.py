"""What a person sees while it runs, and at the end."""

import json
import statistics
import time
from types import TracebackType
from typing import Any, Self

from httpx_sse import ServerSentEvent
from rich.box import SIMPLE
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text

from deploy.local.demo.report import Report
from shared import capabilities

STYLES = {
    "content.progressed": "dim",
    "content.generated": "cyan",
    "content.failed": "red",
    "post.scheduled": "blue",
    "post.due": "yellow",
    "post.published": "green",
    "post.failed": "red",
    "post.missed": "red",
}

_WIDTH = 200


class Screen:
    """Events as lines that scroll, above bars that fill."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._begun = time.monotonic()
        self._progress = Progress(
            TextColumn("{task.description:<12}"), BarColumn(), MofNCompleteColumn(), console=console
        )
        self._tasks: dict[str, Any] = {}
        self._seen: set[tuple[str, str]] = set()

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        self._progress.stop()

    def expect(self, briefs: int, posts: int, publications: int) -> None:
        """How much is to come."""
        self._tasks = {
            "content.generated": self._progress.add_task("written", total=briefs),
            "post.scheduled": self._progress.add_task("scheduled", total=posts),
            "post.published": self._progress.add_task("published", total=publications),
        }

    def say(self, text: str) -> None:
        """A step of the demo itself."""
        self._line("", text, "bold")

    def event(self, event: ServerSentEvent, titles: dict[str, str]) -> None:
        """One live update, as it crosses."""
        data = json.loads(event.data) if event.data else {}
        # A post is scheduled anew each time that a target's media are ready.
        subject = (
            event.event,
            str(data.get("publication_id") or data.get("post_id") or data.get("request_id")),
        )
        if event.event in self._tasks and subject not in self._seen:
            self._seen.add(subject)
            self._progress.advance(self._tasks[event.event])
        self._line(event.event, _describe(event.event, data, titles), STYLES.get(event.event, ""))

    def _line(self, name: str, text: str, style: str) -> None:
        line = Text(f"{time.monotonic() - self._begun:6.2f} s  ", style="dim")
        line.append(f"{name:<20}" if name else "", style=style).append(text, style="" if name else style)
        self._progress.console.print(line, soft_wrap=True)


def _describe(name: str, data: dict[str, Any], titles: dict[str, str]) -> str:
    title = titles.get(str(data.get("request_id"))) or titles.get(str(data.get("post_id")), "")
    if name == "content.progressed":
        where = f" for {data['network']}" if data.get("network") else ""
        return f"{title}: {data.get('step')}{where} ({data.get('steps_done')}/{data.get('steps_total')})"
    if name == "post.published":
        return f"{title} on {data['network']}, {data.get('lateness_ms')} ms late: {data.get('url')}"
    if name.startswith("post."):
        return " ".join(
            str(part) for part in (title, data.get("network") or "", data.get("detail") or "") if part
        )
    if name.startswith("account."):
        return f"{data.get('handle') or ''} on {data.get('network')}"
    return str(title or data.get("topic") or data.get("detail") or "")


def print_outcome(console: Console, report: Report) -> None:
    """Every publication on a line of its own, then how late they were altogether."""
    table = Table(
        "network", "post", "state", "late", "URL", title="Publications", title_justify="left", box=SIMPLE
    )
    before = ""
    for one in sorted(report.publications, key=lambda one: (one.network, one.post)):
        if before not in {"", one.network}:
            table.add_section()
        times = "" if one.on_wall == 1 else f", {one.on_wall} times on the wall"
        table.add_row(
            "" if one.network == before else capabilities.load()[one.network].name,
            one.post if one.parts == 1 else f"{one.post} ({one.parts} parts)",
            Text(f"{one.state}{times}", style="green" if one.is_good else "red"),
            "" if one.lateness_ms is None else f"{one.lateness_ms} ms",
            one.url or one.problem,
        )
        before = one.network
    # A narrow terminal wraps a line as a whole; a table squeezed into it breaks every URL.
    width = max(console.width, _WIDTH)
    Console(file=console.file, force_terminal=console.is_terminal, width=width).print(table)
    late = [one.lateness_ms for one in report.publications if one.lateness_ms is not None]
    if late:
        console.print(f"lateness: median {statistics.median(late):.0f} ms, most {max(late)} ms")
