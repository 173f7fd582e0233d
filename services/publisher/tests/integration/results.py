"""What the suite has shown of each network, written where docs/networks.md is made from it.

Only when asked: `POSTWRIGHT_NETWORK_RESULTS` names the file; `make networks` does.
"""

import json
import os
from collections import defaultdict
from pathlib import Path

import pytest

PROVEN = "proven"
"""The property of a test's report: network, ability, how."""
_ASKED = "POSTWRIGHT_NETWORK_RESULTS"
_SHOWN: dict[tuple[str, str], list[str]] = defaultdict(list)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Note what a test has shown; what failed shows nothing."""
    if report.when != "call" or not report.passed:
        return
    for name, value in report.user_properties:
        if name == PROVEN and isinstance(value, list):
            network, ability, how = value
            _SHOWN[network, ability].append(how)


def pytest_sessionfinish() -> None:
    """One file for all networks, in the order of their names."""
    if _ASKED not in os.environ or not _SHOWN:
        return
    results: dict[str, dict[str, str]] = defaultdict(dict)
    for (network, ability), how in sorted(_SHOWN.items()):
        results[network][ability] = " and ".join(sorted(set(how)))
    text = json.dumps(results, indent=2, ensure_ascii=False) + "\n"
    Path(os.environ[_ASKED]).write_text(text, encoding="utf-8")
