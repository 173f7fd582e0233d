"""The receivers of docs/webhooks.md, as they stand there, with the official libraries of two languages."""

import asyncio
import base64
import contextlib
import json
import os
import re
import shutil
import sys
from collections import defaultdict
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest
import pytest_asyncio

from deploy.local.ports import free_ports
from services.gateway.config import Settings
from services.gateway.tests.conftest import open_settings
from services.gateway.tests.integration.webhook_replicas import MIGRATIONS, Stage, stage_on
from services.gateway.webhook_signing import SigningSecret, signed_headers
from shared.ids import new_id
from shared.migrate import migrate
from shared.sealing import generate_key_pair
from shared.testing.servers import Servers
from shared.testing.waiting import eventually

PAGE = Path(__file__).parents[2] / "docs" / "webhooks.md"
PACKAGE = "standardwebhooks@1.1.1"
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "postwright" / "peers"


@pytest_asyncio.fixture
async def settings(servers: Servers, tmp_path: Path) -> AsyncIterator[Settings]:
    async with open_settings(servers, generate_key_pair()[1], tmp_path) as settings:
        await migrate(settings.database_url, MIGRATIONS)
        yield settings


async def node_modules() -> Path:
    """Where the npm package is, installed once on this machine; skips where it can't be had."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        pytest.skip("node and npm are not on this machine: JavaScript's library has not verified anything")
    folder = CACHE / PACKAGE
    if not (folder / "node_modules" / "standardwebhooks").exists():
        folder.mkdir(parents=True, exist_ok=True)
        options = ("--no-audit", "--no-fund", "--ignore-scripts", "--no-save")
        process = await asyncio.create_subprocess_exec(
            "npm",
            "install",
            *options,
            "--prefix",
            str(folder),
            PACKAGE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        said, _ = await process.communicate()
        if process.returncode != 0:
            pytest.skip(f"npm could not install {PACKAGE}: {said.decode()[-300:]}")
    return folder / "node_modules"


class Peer:
    """A receiver in a process of its own, and what it printed."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.events: list[dict[str, Any]] = []

    async def read(self, output: asyncio.StreamReader) -> None:
        async for line in output:
            self.events.append(json.loads(line))


@contextlib.asynccontextmanager
async def receiver(language: str, secret: str, port: int, folder: Path) -> AsyncIterator[Peer]:
    """The program of the page in that language, running."""
    (program,) = re.findall(rf"```{language}\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    file = folder / f"receiver.{language}.{'py' if language == 'python' else 'cjs'}"
    file.write_text(program, encoding="utf-8")
    environment = {
        "PATH": os.environ["PATH"],
        "PORT": str(port),
        "WEBHOOK_SECRET": secret,
        "DATABASE": str(folder / f"{language}.db"),
    }
    command = [sys.executable]
    if language == "javascript":
        environment["NODE_PATH"] = str(await node_modules())
        command = ["node"]
    process = await asyncio.create_subprocess_exec(
        *command,
        str(file),
        env=environment,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    assert process.stdout is not None
    peer = Peer(f"http://127.0.0.1:{port}/")
    reading = asyncio.create_task(peer.read(process.stdout))
    try:
        await eventually(lambda: _listens(port), seconds=20, what=f"the receiver in {language}")
        yield peer
    finally:
        process.terminate()
        await process.wait()
        await reading


async def _listens(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    return True


async def rotated(stage: Stage, webhook_id: UUID) -> str:
    async with stage.units() as work:
        _, secret = await stage.owners.rotate(work, webhook_id, None, timedelta(hours=1))
    assert secret is not None
    return secret


@pytest.mark.parametrize("language", ["python", "javascript"])
async def test_the_page_s_receiver_takes_each_event_once_and_in_order(
    settings: Settings, tmp_path: Path, language: str
) -> None:
    """Before, while and after the secret is replaced; sent twice it acts once; what is not ours it refuses."""
    if language == "javascript":
        await node_modules()
    (port,) = free_ports(1)
    async with stage_on(settings) as stage:
        stage.clock.jump((datetime.now(UTC) - stage.clock.now()).total_seconds())
        webhook_id, secret = await stage.register(f"http://127.0.0.1:{port}/hook", "post.*")
        replica = stage.replica()
        posts = [new_id() for _ in range(5)]
        async with receiver(language, secret, port, tmp_path) as peer:
            await stage.tell(*(stage.scheduled(post, 1) for post in posts))
            await replica.pump()
            new = await rotated(stage, webhook_id)
            await stage.tell(*(stage.scheduled(post, 2) for post in posts))
            await replica.pump()
            await stage.fetch("update webhook_deliveries set state = 'waiting'")
            assert await replica.pump() == 10
            await refuses_others(peer, secret)
            await eventually(lambda: len(peer.events) >= 10)
        async with receiver(language, new, port, tmp_path) as later:
            await stage.tell(*(stage.scheduled(post, 3) for post in posts))
            await replica.pump()
            await eventually(lambda: len(later.events) >= 5)

        states = await stage.fetch("select distinct state, last_status from webhook_deliveries")
        assert [(row["state"], row["last_status"]) for row in states] == [("delivered", 204)]
    found: dict[str, list[int]] = defaultdict(list)
    for event in peer.events + later.events:
        found[event["data"]["post_id"]].append(event["data"]["revision"])
    assert found == {str(post): [1, 2, 3] for post in posts}


async def refuses_others(peer: Peer, secret: str) -> None:
    """Another's signature, another body, an old timestamp, and no signature at all."""
    ours = SigningSecret("v1", base64.b64decode(secret.removeprefix("whsec_")))
    now, body = datetime.now(UTC), '{"type":"post.published"}'
    right = signed_headers([ours], "forged", now, body)
    forged = [
        (signed_headers([SigningSecret.generate("v1")], "forged", now, body), body),
        (right, body.replace("published", "failed")),
        (right | {"webhook-id": "other"}, body),
        (signed_headers([ours], "forged", datetime(2026, 1, 1, tzinfo=UTC), body), body),
        (right | {"webhook-signature": "nonsense"}, body),
        ({}, body),
    ]
    async with httpx.AsyncClient(trust_env=False) as http:
        for headers, sent in forged:
            answer = await http.post(peer.address, headers=headers, content=sent)
            assert answer.status_code == 401, headers
