"""What the commands print."""

from datetime import timedelta

from rich.table import Table

from deploy.local.plan import SERVICES
from deploy.local.stack import Stack


def addresses_table(stack: Stack) -> Table:
    """Where to look."""
    addresses = stack.addresses
    gateway = addresses.http("gateway")
    table = Table(box=None, show_header=False, padding=(0, 2))
    table.add_row("API", gateway)
    table.add_row("API documentation", f"{gateway}/docs")
    table.add_row("What was posted", addresses.http("sandbox"))
    table.add_row("E-mails", str(stack.folder / "mailbox"))
    table.add_row("Metrics", ", ".join(f"{addresses.http(service)}/metrics" for service in SERVICES))
    table.add_row("Logs", str(stack.folder / "logs"))
    table.add_row("Stop it", "make down")
    return table


def status_table(stack: Stack) -> Table:
    """Every process, one a line."""
    table = Table(
        "process", "pid", "state", "ready", "port", "uptime", "memory", "restarts", box=None, padding=(0, 1)
    )
    for line in stack.status():
        table.add_row(
            line.name,
            str(line.pid or ""),
            line.state,
            "[green]yes[/]" if line.ready else "[red]no[/]",
            str(line.port or ""),
            str(timedelta(seconds=round(line.uptime_seconds))) if line.pid else "",
            f"{line.memory_bytes / 1_048_576:.0f} MB" if line.pid else "",
            str(line.restarts),
        )
    return table
