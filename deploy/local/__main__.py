"""The commands behind `make up`, `make down`, `make status` and `make demo`."""

import functools
import logging
import sys
from collections.abc import Callable
from typing import Any

import typer
from rich.console import Console

from deploy.local.demo.command import demo as run_demo
from deploy.local.errors import LocalStackError
from deploy.local.show import addresses_table, status_table
from deploy.local.stack import Stack

app = typer.Typer(add_completion=False, no_args_is_help=True, help="The whole system on this machine.")
console = Console(highlight=False)
errors = Console(stderr=True, highlight=False)


def _told_plainly(command: Callable[..., Any]) -> Callable[..., Any]:
    """A reason instead of a traceback; Ctrl-C leaves the terminal as it was."""

    @functools.wraps(command)
    def run(*arguments: Any, **options: Any) -> None:
        try:
            command(*arguments, **options)
        except LocalStackError as error:
            errors.print(str(error), style="red", markup=False)
            if Stack().is_up():
                errors.print("What was started keeps running; stop it with: make down")
            raise typer.Exit(1) from None
        except KeyboardInterrupt:
            errors.print("\nInterrupted. What was started keeps running; stop it with: make down")
            raise typer.Exit(130) from None

    return run


@app.command()
@_told_plainly
def up() -> None:
    """Start everything that does not run, and return when all of it is ready."""
    stack = Stack()
    stack.up(tell=lambda name, seconds: console.print(f"  [green]ready[/] {name:<12} {seconds:5.1f} s"))
    console.print(addresses_table(stack))


@app.command()
@_told_plainly
def down() -> None:
    """End everything that was started here."""
    Stack().down()
    console.print("Everything is stopped; the data stays.")


@app.command()
@_told_plainly
def status() -> None:
    """Show every process."""
    console.print(status_table(Stack()))


@app.command()
@_told_plainly
def demo() -> None:
    """Start everything and take ten briefs to published posts on every network."""
    if not run_demo(console):
        raise typer.Exit(1)


@app.command()
@_told_plainly
def kill(name: str) -> None:
    """End one process with SIGKILL; it comes back."""
    Stack().kill(name)


@app.command()
@_told_plainly
def stop(name: str) -> None:
    """End one process and leave it ended until `start`."""
    Stack().stop(name)


@app.command()
@_told_plainly
def start(name: str) -> None:
    """Start one process that was stopped."""
    Stack().start(name)


@app.command(hidden=True)
def supervise() -> None:
    """Keep the processes of the plan running; `up` starts this in the background."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", stream=sys.stdout)
    Stack().supervise()


if __name__ == "__main__":
    app()
