"""What can go wrong on one machine, each said with what to do."""

from pathlib import Path

_WRONG_SETTING = "configuration: "


class LocalStackError(Exception):
    """The stack cannot do what was asked; the message says why and what to do."""


class ProcessDiedError(LocalStackError):
    def __init__(self, name: str, log: Path) -> None:
        super().__init__(f"{name} ended instead of starting. The end of {log}:\n{end_of(log)}")


class NotReadyError(LocalStackError):
    def __init__(self, name: str, seconds: float, log: Path) -> None:
        super().__init__(f"{name} was not ready after {seconds:.0f} s. The end of {log}:\n{end_of(log)}")


class UnusableFolderError(LocalStackError):
    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(
            f"{folder} can't hold the stack's files: {reason}. Choose another folder: POSTWRIGHT_LOCAL=<folder>"
        )


def end_of(log: Path, lines: int = 15) -> str:
    """The last lines of a log, for a person to read; of one that ends with wrong settings, these alone."""
    try:
        last = log.read_text(errors="replace").splitlines()[-lines:]
    except OSError:
        return "(no log)"
    if last and last[-1].startswith(_WRONG_SETTING):
        last = list(dict.fromkeys(line for line in last if line.startswith(_WRONG_SETTING)))
    return "\n".join(last)
