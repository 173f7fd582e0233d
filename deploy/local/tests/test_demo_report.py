import json
from collections import Counter
from pathlib import Path
from typing import Any

from deploy.local.demo.report import Report, publications_of

TITLES = {"request-1": "Chai & Co.: Monsoon sale"}


def _post(**changes: Any) -> dict[str, Any]:
    target = {
        "publication_id": "publication-1",
        "network": "x",
        "state": "published",
        "remote_id": "17",
        "url": "http://127.0.0.1/17",
        "lateness_ms": 12,
        "problem": None,
    }
    return {"post_id": "post-1", "request_id": "request-1", "targets": [target | changes]}


def _report(*posts: dict[str, Any], wall: list[tuple[str, str]], parts: tuple[str, ...] = ()) -> Report:
    report = Report(expected=1, wall=len(wall), counted=1)
    ledger = [{"publication_id": "publication-1", "parts": [{"remote_id": one} for one in parts]}]
    report.publications = publications_of(list(posts), ledger, TITLES, Counter(wall))
    return report


def test_published_and_once_on_the_wall_is_good() -> None:
    assert _report(_post(), wall=[("x", "17")]).flaws == []


def test_published_but_not_on_the_wall_is_told() -> None:
    """The gateway's word is not enough: the networks have the last one."""
    [flaw, wall] = _report(_post(), wall=[]).flaws

    assert flaw == "Chai & Co.: Monsoon sale on x: published, on the wall 0 times"
    assert wall == "0 posts on the wall instead of 1"


def test_twice_on_the_wall_is_told() -> None:
    flaws = _report(_post(), wall=[("x", "17"), ("x", "17")]).flaws

    assert "Chai & Co.: Monsoon sale on x: published, on the wall 2 times" in flaws


def test_a_second_post_that_nobody_knows_of_is_told() -> None:
    """A retry that posted again under another id."""
    assert _report(_post(), wall=[("x", "17"), ("x", "18")]).flaws == ["2 posts on the wall instead of 1"]


def test_a_thread_is_good_when_each_of_its_posts_is_there_once() -> None:
    assert _report(_post(), wall=[("x", "17"), ("x", "18")], parts=("17", "18")).flaws == []


def test_a_thread_with_a_post_missing_is_told() -> None:
    [flaw, wall] = _report(_post(), wall=[("x", "17")], parts=("17", "18")).flaws

    assert flaw == "Chai & Co.: Monsoon sale on x: published, on the wall 0 times"
    assert wall == "1 posts on the wall instead of 2"


def test_a_post_by_hand_has_a_title_of_its_own() -> None:
    """No brief gives it one."""
    post = {**_post(), "request_id": None}

    assert [
        one.post for one in publications_of([post], [], {"post-1": "A thread"}, Counter([("x", "17")]))
    ] == ["A thread"]


def test_a_failure_is_told_in_the_networks_words() -> None:
    failed = _post(
        state="failed", remote_id=None, url=None, lateness_ms=None, problem={"detail": "Too long."}
    )

    assert (
        _report(failed, wall=[]).flaws[0]
        == "Chai & Co.: Monsoon sale on x: failed, on the wall 0 times Too long."
    )


def test_the_file_says_whether_the_run_counts(tmp_path: Path) -> None:
    report = _report(_post(), wall=[("x", "17")])
    report.write(tmp_path / "demo.json")
    document = json.loads((tmp_path / "demo.json").read_text())

    assert document["ok"] is True
    assert document["publications"][0]["lateness"] == 0.012
    assert document["publications"][0]["post"] == "Chai & Co.: Monsoon sale"
