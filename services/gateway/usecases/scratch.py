"""Folders on disk that files pass through, and what is left of those whose process was killed."""

import contextlib
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

_PREFIX = "postwright-scratch-"
# Longer than anything that is done with one file takes.
_STALE_SECONDS = 24 * 3_600.0


@contextlib.contextmanager
def scratch_folder() -> Iterator[Path]:
    """An empty folder, gone at the end of the block."""
    with tempfile.TemporaryDirectory(prefix=_PREFIX) as folder:
        yield Path(folder)


def remove_stale_folders() -> int:
    """Remove folders that processes of this machine left behind when they were killed; gives how many.

    By the age that the file system tells, whatever a clock of ours says: another process may be at work in a fresh one.
    """
    removed = 0
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with contextlib.suppress(OSError):  # another process removes it at this moment, or it is not ours
            if time.time() - folder.stat().st_mtime > _STALE_SECONDS:
                shutil.rmtree(folder)
                removed += 1
    return removed
