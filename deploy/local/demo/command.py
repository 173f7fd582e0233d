"""`make demo`: bring the stack up, take the journey, show and keep what came out."""

import asyncio
import os
import time

from rich.console import Console

from deploy.local.demo.clients import Gateway
from deploy.local.demo.journey import Journey
from deploy.local.demo.report import Report
from deploy.local.demo.sandbox import Sandbox
from deploy.local.demo.screen import Screen, print_outcome
from deploy.local.plan import REPOSITORY
from deploy.local.show import addresses_table
from deploy.local.stack import Stack

BEGAN = "POSTWRIGHT_DEMO_BEGAN"


def demo(console: Console) -> bool:
    """Run it; whether every publication was seen, once.

    Raises:
        LocalStackError: the stack does not come up, or the journey can't begin.
    """
    began = float(os.environ.get(BEGAN) or time.time())
    stack = Stack()
    stack.up(tell=lambda name, seconds: console.print(f"  [green]ready[/] {name:<12} {seconds:5.1f} s"))
    stack_seconds = time.time() - began
    report = asyncio.run(_travel(stack, console))
    report.stack_seconds = round(stack_seconds, 1)
    report.seconds = round(time.time() - began, 1)
    report.write(stack.folder / "demo.json")
    _show(console, stack, report)
    return not report.flaws


async def _travel(stack: Stack, console: Console) -> Report:
    addresses = stack.addresses
    async with Gateway(addresses.http("gateway")) as gateway, Sandbox(addresses.http("sandbox")) as sandbox:
        with Screen(console) as screen:
            return await Journey(gateway, sandbox, screen, REPOSITORY / "examples" / "briefs.csv").run()


def _show(console: Console, stack: Stack, report: Report) -> None:
    print_outcome(console, report)
    for flaw in report.flaws:
        console.print(flaw, style="red", markup=False)
    good = sum(one.is_good for one in report.publications)
    console.print(
        f"{good} of {report.expected} publications on the wall, each once, in {report.seconds:.0f} s "
        f"({report.stack_seconds:.0f} s until everything was ready); details in {stack.folder / 'demo.json'}",
        soft_wrap=True,
    )
    console.print(addresses_table(stack))
