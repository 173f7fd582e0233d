"""How many publications a second one publisher process brings to a network that answers in 200 ms.

Real Kafka, PostgreSQL and HTTP on one machine; the sandbox plays the network, without its limits. Counted from the first
post.due to the last post.published, everything between written down as always.
"""

import asyncio
import base64
import contextlib
import json
import os
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import httpx

from deploy.local.ports import free_ports
from shared.events import AccountAuthorized, AccountConnected, PostDue, PostPublished
from shared.ids import new_id, publication_id
from shared.sealing import Sealer, generate_key_pair
from shared.settings import KafkaSettings
from shared.testing.servers import Servers, fresh_database, fresh_topic_prefix
from shared.testing.topics import Topics, open_topics
from shared.testing.waiting import eventually

NETWORK = "mastodon"
LATENCY_MS = 200
ACCOUNTS = 200
_LOOPBACK = "http://127.0.0.1"


@dataclass(frozen=True)
class Published:
    """What was measured.

    Attributes:
        per_second: From the first due event to the last told publication.
        in_flight: Publications being worked on at once, the median while the burst lasted.
        megabytes: The publisher's largest resident memory.
        on_the_wall: Posts that stand there; each once.
    """

    publications: int
    per_second: float
    in_flight: float
    megabytes: float
    on_the_wall: int


async def publications_per_second(servers: Servers, folder: Path, *, publications: int) -> Published:
    """Publish that many posts on that many accounts, as soon as one process can."""
    private_key, public_key = generate_key_pair()
    async with fresh_database(servers) as database_url, fresh_topic_prefix(servers) as prefix:
        kafka = KafkaSettings(bootstrap_servers=servers.kafka, topic_prefix=prefix)
        with (
            _sandbox(folder) as sandbox,
            _publisher(folder, database_url, kafka, private_key, sandbox) as run,
        ):
            async with open_topics(kafka) as topics:
                return await _measured(topics, run, sandbox, public_key, publications)


async def _measured(
    topics: Topics, run: "_Running", sandbox: str, public_key: str, publications: int
) -> Published:
    async with httpx.AsyncClient(base_url=sandbox, timeout=30) as http:
        await eventually(lambda: _ready(f"{sandbox}/readyz"), seconds=60, what="the sandbox")
        accounts = [await _open(http, public_key) for _ in range(ACCOUNTS)]
        async with topics.read("account.connected", "post.published") as told:
            await eventually(
                lambda: _ready(f"{_LOOPBACK}:{run.port}/readyz"), seconds=60, what="the publisher"
            )
            await topics.tell(*accounts)
            await eventually(
                lambda: len(told.events(AccountConnected)) == ACCOUNTS, seconds=120, what="all accounts"
            )
            await http.post("/_sandbox/settings", json={"rate_limits": False, "latency_ms": LATENCY_MS})
            dues = [_due(accounts[number % ACCOUNTS], number) for number in range(publications)]
            watching = asyncio.create_task(_watched(run))
            began = time.monotonic()
            for start in range(0, publications, 1000):
                await topics.tell(*dues[start : start + 1000])
            await eventually(
                lambda: len(told.events(PostPublished)) >= publications,
                seconds=900,
                every=0.2,
                what="all posts",
            )
            seconds = time.monotonic() - began
            watching.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await watching
        counted = (await http.get("/_sandbox/requests")).json()["calls"]
    posts = sum(counted[f"{NETWORK}.statuses.create"].values())
    busy = sorted(run.in_flight) or [0.0]
    return Published(
        publications, round(publications / seconds, 1), busy[len(busy) // 2], round(run.megabytes, 1), posts
    )


@dataclass
class _Running:
    pid: int
    port: int
    in_flight: list[float]
    megabytes: float = 0.0


async def _ready(address: str) -> bool:
    async with httpx.AsyncClient() as http:
        try:
            return (await http.get(address)).is_success
        except httpx.HTTPError:
            return False


async def _watched(run: _Running) -> None:
    async with httpx.AsyncClient() as http:
        while True:
            text = (await http.get(f"{_LOOPBACK}:{run.port}/metrics", timeout=30)).text
            for line in text.splitlines():
                if line.startswith("postwright_jobs_running{") and "publications" in line:
                    run.in_flight.append(float(line.split()[-1]))
            run.megabytes = _largest_memory(run.pid)
            await asyncio.sleep(1)


def _largest_memory(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


async def _open(http: httpx.AsyncClient, public_key: str) -> AccountAuthorized:
    body = {"network": NETWORK, "handle": f"b{uuid4().hex[:12]}"}
    opened = (await http.post("/_sandbox/accounts", json=body)).raise_for_status().json()
    account_id = uuid4()
    sealed = Sealer(public_key).seal(json.dumps(opened["credentials"]).encode(), str(account_id).encode())
    return AccountAuthorized(
        organization_id=uuid4(),
        account_id=account_id,
        network=NETWORK,
        revision=1,
        sealed_credential=sealed,
        base_url=opened["base_url"],
        authorized_at=datetime.now(UTC),
    )


def _due(account: AccountAuthorized, number: int) -> PostDue:
    post_id: UUID = new_id()
    now = datetime.now(UTC)
    return PostDue(
        organization_id=account.organization_id,
        publication_id=publication_id(post_id, account.account_id, now),
        post_id=post_id,
        account_id=account.account_id,
        network=NETWORK,
        revision=1,
        due_at=now,
        text=f"Fresh bread number {number}, every day from seven.",
        emitted_at=now,
    )


@contextlib.contextmanager
def _sandbox(folder: Path) -> Iterator[str]:
    [port] = free_ports(1)
    command = [
        sys.executable,
        "-m",
        "sandbox",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--data",
        str(folder),
    ]
    with _process(command, os.environ):
        yield f"{_LOOPBACK}:{port}"


@contextlib.contextmanager
def _publisher(
    folder: Path, database_url: str, kafka: KafkaSettings, private_key: str, sandbox: str
) -> Iterator[_Running]:
    [port] = free_ports(1)
    environment = {
        **os.environ,
        "POSTWRIGHT_PUBLISHER_DATABASE_URL": database_url,
        "POSTWRIGHT_PUBLISHER_PORT": str(port),
        "POSTWRIGHT_PUBLISHER_SEALING_PRIVATE_KEY": private_key,
        "POSTWRIGHT_PUBLISHER_ENCRYPTION_KEYS": base64.b64encode(secrets.token_bytes(32)).decode(),
        "POSTWRIGHT_PUBLISHER_ALLOW_PRIVATE_ADDRESSES": "true",
        "POSTWRIGHT_PUBLISHER_KEEP_TO_LIMITS": "false",
        "POSTWRIGHT_PUBLISHER_CONCURRENT_PUBLICATIONS": "100",
        "POSTWRIGHT_PUBLISHER_SANDBOX_URL": sandbox,
        "POSTWRIGHT_LOG_LEVEL": "warning",
        "POSTWRIGHT_KAFKA_BOOTSTRAP_SERVERS": kafka.bootstrap_servers,
        "POSTWRIGHT_KAFKA_TOPIC_PREFIX": kafka.topic_prefix,
        "POSTWRIGHT_OBJECTS_URL": f"file://{folder}/objects",
    }
    with _process([sys.executable, "-m", "services.publisher"], environment) as running:
        yield _Running(running.pid, port, [])


@contextlib.contextmanager
def _process(
    command: list[str], environment: "os._Environ[str] | dict[str, str]"
) -> Iterator["subprocess.Popen[bytes]"]:
    running = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    try:
        yield running
    finally:
        running.terminate()
        running.wait(30)


async def main() -> None:
    """`python -m bench.publishing COUNT`, on the servers that the environment names."""
    servers = Servers.named()
    assert servers is not None, "the runner names the servers"
    with tempfile.TemporaryDirectory() as folder:
        measured = await publications_per_second(servers, Path(folder), publications=int(sys.argv[1]))
    sys.stdout.write(json.dumps(asdict(measured)) + "\n")


if __name__ == "__main__":
    asyncio.run(main())
