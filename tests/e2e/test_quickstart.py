"""docs/quickstart.md, walked as it stands there: every command of it, with curl and with the Python client."""

import asyncio
import re
import shutil
import sys
from pathlib import Path

import pytest

from deploy.local.ports import free_ports
from deploy.local.stack import Stack
from docs.generated import ROOT

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(180)]

QUICKSTART = ROOT / "docs" / "quickstart.md"


def commands(language: str, stack: Stack) -> str:
    """All blocks of a language as one script; only addresses, the mailbox and the Python that runs them differ."""
    blocks = re.findall(rf"```{language}\n(.*?)```", QUICKSTART.read_text(encoding="utf-8"), re.DOTALL)
    script = "".join(blocks)
    (port,) = free_ports(1)
    for documented, actual in (
        ("http://127.0.0.1:8080", stack.addresses.http("gateway")),
        ("http://127.0.0.1:8090", stack.addresses.http("sandbox")),
        (".local/mailbox", str(stack.folder / "mailbox")),
        (".venv/bin/python", sys.executable),
        ("9100", str(port)),
        ("9200", str(port)),
    ):
        script = script.replace(documented, actual)
    return script


async def run(*command: str, folder: Path) -> str:
    """What the walk printed.

    Raises:
        AssertionError: It failed, or did not end.
    """
    (folder / "examples").symlink_to(ROOT / "examples")
    process = await asyncio.create_subprocess_exec(
        *command,
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT / "clients" / "python")},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        async with asyncio.timeout(120):
            printed = (await process.communicate())[0].decode()
    except TimeoutError:
        process.kill()
        raise AssertionError("the walk did not come to its end") from None
    assert process.returncode == 0, printed
    assert "/problems/" not in printed, printed
    return printed


@pytest.mark.skipif(shutil.which("curl") is None, reason="these commands are curl's")
async def test_a_newcomer_walks_from_signing_up_to_results_with_curl(stack: Stack, tmp_path: Path) -> None:
    """Mailbox, brand kit, batch, approval, schedule, webhook, results: it ends with two posts and what was told of them."""
    printed = await run("sh", "-euc", commands("sh", stack), folder=tmp_path)
    assert printed.count('"email_verified":true') == 1, printed
    assert printed.count("mastodon published http") == 2, printed
    assert printed.count("post.published") == 2, printed
    assert " - passed" in printed, printed


async def test_a_newcomer_walks_from_signing_up_to_results_with_python(stack: Stack, tmp_path: Path) -> None:
    """The same with the client."""
    script = tmp_path / "walk.py"
    script.write_text(commands("python", stack), encoding="utf-8")
    printed = await run(sys.executable, str(script), folder=tmp_path)
    assert "verified: True" in printed, printed
    assert printed.count("mastodon published http") == 2, printed
    assert (tmp_path / "received-too.txt").read_text(encoding="utf-8").count("post.published") == 2
