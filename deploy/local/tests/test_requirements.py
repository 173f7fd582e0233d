import re
from pathlib import Path

import pytest

from deploy.local.plan import REPOSITORY

LOCKS = [
    REPOSITORY / "requirements-dev.txt",
    *sorted(REPOSITORY.glob("services/*/requirements.txt")),
    *sorted(REPOSITORY.glob("sandbox/requirements.txt")),
    *sorted(REPOSITORY.glob("deploy/local/*.txt")),
]


def _pins(lock: Path) -> dict[str, str]:
    """Package and marker to version."""
    found = re.findall(r"^([a-z0-9._-]+)==([^ ]+) ?(;.*?)? \\$", lock.read_text(), re.MULTILINE)
    return {name: version for name, version, _ in found}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: str(lock.relative_to(REPOSITORY)))
def test_every_package_is_pinned_with_hashes_and_no_address(lock: Path) -> None:
    """An install fetches the same bytes from wherever its user gets packages."""
    text = lock.read_text()
    entries = re.split(r"^(?=[a-z])", text, flags=re.MULTILINE)[1:]

    assert entries
    assert all("==" in entry and "--hash=sha256:" in entry for entry in entries)
    assert "://" not in text
    assert "index" not in text


@pytest.mark.parametrize("lock", LOCKS[:-2], ids=lambda lock: str(lock.relative_to(REPOSITORY)))
def test_all_locks_agree(lock: Path) -> None:
    """What was tested together runs together."""
    everything = _pins(REPOSITORY / "deploy/local/requirements.txt")

    assert {
        name: version for name, version in _pins(lock).items() if everything.get(name, version) != version
    } == {}
