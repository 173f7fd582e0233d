"""What can go wrong on one machine, each said with what to do."""

from pathlib import Path


class LocalStackError(Exception):
    """The stack cannot do what was asked; the message says why and what to do."""


class ProcessDiedError(LocalStackError):
    def __init__(self, name: str, log: Path) -> None:
        super().__init__(f"{name} ended instead of starting. The end of {log}:\n{end_of(log)}")


class NotReadyError(LocalStackError):
    def __init__(self, name: str, seconds: float, log: Path) -> None:
        super().__init__(f"{name} was not ready after {seconds:.0f} s. The end of {log}:\n{end_of(log)}")


def end_of(log: Path, lines: int = 15) -> str:
    """The last lines of a log, for a person to read."""
    try:
        return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])
    except OSError:
        return "(no log)"
