"""Folders that large files pass through do not fill the disk, whatever kills whom."""

import os
import tempfile
import time
from pathlib import Path

import pytest

from services.gateway.usecases.scratch import remove_stale_folders, scratch_folder


def test_what_a_killed_process_left_is_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once it is a day old; what is at work now, and what is others', stays."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    left = Path(tempfile.mkdtemp(prefix="postwright-scratch-"))
    (left / "source").write_bytes(b"x" * 100)
    other = Path(tempfile.mkdtemp(prefix="other-"))
    for folder in (left, other):
        os.utime(folder, (time.time() - 90_000,) * 2)

    with scratch_folder() as fresh:
        assert remove_stale_folders() == 1
        assert [left.exists(), other.exists(), fresh.exists()] == [False, True, True]
    assert not fresh.exists()
