"""The README's commands, run as they stand there."""

import asyncio
import re
import shutil

import httpx
import pytest

from deploy.local.stack import Stack
from docs.generated import ROOT
from shared.testing.waiting import eventually

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(120)]


@pytest.mark.skipif(shutil.which("curl") is None, reason="the README's commands are curl's")
async def test_the_commands_of_the_readme_end_in_a_post_on_the_wall(stack: Stack) -> None:
    """Only the addresses differ, and the live updates end after a few seconds."""
    (commands,) = re.findall(r"```sh\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    for documented, name in (("http://127.0.0.1:8080", "gateway"), ("http://127.0.0.1:8090", "sandbox")):
        assert documented in commands
        commands = commands.replace(documented, stack.addresses.http(name))
    commands = commands.replace("curl -sN", "curl -sN --max-time 5")

    process = await asyncio.create_subprocess_exec(
        "sh", "-c", commands, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    printed = (await process.communicate())[0].decode()

    assert '"problems/' not in printed, printed
    assert "event: content.generated" in printed, printed
    async with httpx.AsyncClient(base_url=stack.addresses.http("sandbox")) as sandbox:

        async def shown() -> bool:
            wall = await sandbox.get("/_sandbox/posts", params={"network": "mastodon", "handle": "chai"})
            return any("Twenty percent off" in post["text"] for post in wall.json()["items"])

        assert await eventually(shown), printed
