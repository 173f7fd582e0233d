"""`make bench`: every figure beside its peer's, in turns, in one run; a table to read and JSON to keep."""

import asyncio
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.latency import Latencies, request_to_published
from bench.publishing import LATENCY_MS
from deploy.local.plan import local_folder
from deploy.local.servers.running import RunningServers, running_servers

ROUNDS = 3
RECORDS = 40_000
PUBLICATIONS = 10_000
# Above that the run says more about the machine's other work than about ours.
WORST_SPREAD = 0.25


def main() -> None:
    console = Console()
    with tempfile.TemporaryDirectory() as folder:
        console.print(f"Records through one process, {ROUNDS} rounds of {RECORDS:,} each side…")
        consumer = _consumer(Path(folder) / "servers")
        console.print(f"{PUBLICATIONS:,} publications to a network that answers in {LATENCY_MS} ms…")
        published = _figures(Path(folder) / "published", "bench.publishing", str(PUBLICATIONS))
        console.print("A thousand clients watch one gateway process…")
        watching = _figures(Path(folder) / "watching", "bench.watching")
        console.print("Writes through the gateway, and through a bare route…")
        writes = _figures(Path(folder) / "gateway", "bench.gateway")
        console.print("Requests to the wall, one after another…")
        plain = asyncio.run(request_to_published(Path(folder) / "stack"))
        pictured = asyncio.run(request_to_published(Path(folder) / "pictured", requests=30, picture=True))
    report: dict[str, Any] = {
        "measured_at": datetime.now(UTC).isoformat(),
        "machine": {"cores": os.cpu_count(), "python": platform.python_version()},
        "batch_consumer": consumer,
        "publications": published,
        "gateway_writes": writes,
        "watching": watching,
        "request_to_published_ms": _summary(plain),
        "request_to_published_with_picture_ms": _summary(pictured),
    }
    console.print(_table(report))
    path = local_folder() / "bench.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    console.print(f"Written to {path}")


def _consumer(folder: Path) -> dict[str, Any]:
    rates: dict[str, list[float]] = {"bare": [], "batch": []}
    with running_servers(folder) as servers:
        environment = _naming(servers)
        for round_number in range(ROUNDS + 1):
            for side, measured in rates.items():
                command = [sys.executable, "-m", "bench.consumer", side, str(RECORDS)]
                output = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
                if round_number > 0:  # the first warms the servers up
                    measured.append(float(output.stdout.split()[-1]))
    bare, batch = statistics.median(rates["bare"]), statistics.median(rates["batch"])
    spread = max((max(r) - min(r)) / statistics.median(r) for r in rates.values())
    return {
        "bare_aiokafka_per_second": round(bare),
        "postwright_per_second": round(batch),
        "ratio": round(batch / bare, 2),
        "spread": round(spread, 2),
        "rounds": rates,
    }


def _figures(folder: Path, module: str, *arguments: str) -> dict[str, Any]:
    """What a measurement prints as its last line, on servers of its own."""
    with running_servers(folder) as servers:
        command = [sys.executable, "-m", module, *arguments]
        output = subprocess.run(
            command, env=_naming(servers), check=True, stdout=subprocess.PIPE, text=True
        ).stdout
    figures: dict[str, Any] = json.loads(output.splitlines()[-1])
    return figures


def _naming(servers: RunningServers) -> dict[str, str]:
    return {
        **os.environ,
        "POSTWRIGHT_TEST_KAFKA": servers.kafka,
        "POSTWRIGHT_TEST_POSTGRES": servers.postgres,
        "POSTWRIGHT_TEST_VALKEY": servers.valkey,
    }


def _summary(latencies: Latencies) -> dict[str, float]:
    return {"p50": round(latencies.p50, 1), "p99": round(latencies.p99, 1), "requests": len(latencies.values)}


def _table(report: dict[str, Any]) -> Table:
    table = Table(title="Postwright, measured")
    for column in ("what", "peer", "Postwright", "goal"):
        table.add_column(column)
    consumer = report["batch_consumer"]
    noisy = (
        f" (spread {consumer['spread']:.0%}: void, run it again)" if consumer["spread"] > WORST_SPREAD else ""
    )
    table.add_row(
        "records/s: consume, inbox, state, outbox, Kafka",
        f"{consumer['bare_aiokafka_per_second']:,} bare aiokafka loop",
        f"{consumer['postwright_per_second']:,} = {consumer['ratio']} of it{noisy}",
        "at least 0.5",
    )
    published = report["publications"]
    table.add_row(
        f"publications/s at {LATENCY_MS} ms a call, one publisher",
        "",
        f"{published['per_second']} with {published['in_flight']:g} in flight, {published['megabytes']} MB",
        "at least 150/s, 50 in flight, at most 250 MB",
    )
    watching = report["watching"]
    table.add_row(
        f"{watching['clients']:,} clients watch one gateway: an event at the last of them",
        "",
        f"p50 {watching['steady']['p50']} s, worst {watching['steady']['worst']} s, {watching['megabytes']:.0f} MB;"
        f" missed {watching['missed']}, twice {watching['repeated']}",
        "at most 1 s, 300 MB, none missed, none twice",
    )
    for path, write in report["gateway_writes"].items():
        table.add_row(
            f"POST {path} a second",
            f"{write['same_rows_per_second']:,} bare FastAPI route with the same rows,"
            f" {write['bare_per_second']:,} with those of the request alone",
            f"{write['ours_per_second']:,} = {write['ratio_to_same_rows']} and {write['ratio']} of it;"
            f" {write['middleware_share']:.0%} in middleware",
            "at least 0.6, at most 10 %",
        )
    for name, title in (
        ("request_to_published_ms", "request → published"),
        ("request_to_published_with_picture_ms", "the same with a picture"),
    ):
        figure = report[name]
        goal = "p50 below 150, p99 below 400 ms" if name == "request_to_published_ms" else ""
        table.add_row(title, "", f"p50 {figure['p50']} ms, p99 {figure['p99']} ms", goal)
    return table


if __name__ == "__main__":
    main()
