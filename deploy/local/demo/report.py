"""What came out of a run: every publication, held against what the networks themselves have."""

import json
from collections import Counter
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

WallKey = tuple[str, str]


@dataclass(frozen=True)
class Publication:
    """One post on one account.

    Args:
        post: the brief it came from, for a person.
        parts: how many posts, comments or messages it consists of.
        on_wall: how often the network has it, or that part of it that is there least or most; only once is right.
    """

    post: str
    post_id: str
    publication_id: str
    network: str
    state: str
    url: str | None
    lateness_ms: int | None
    on_wall: int
    parts: int = 1
    problem: str = ""

    @property
    def is_good(self) -> bool:
        return self.state == "published" and self.on_wall == 1


@dataclass
class Report:
    """The outcome.

    Args:
        expected: how many publications there have to be.
        seconds: from the command to the end, installation included.
        stack_seconds: until everything was ready.
        wall: how many posts the accounts have on the networks.
        counted: how many published posts analytics counted.
        problems: what went wrong before a publication was even made.
    """

    expected: int
    seconds: float = 0.0
    stack_seconds: float = 0.0
    wall: int = 0
    counted: int = 0
    publications: list[Publication] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def flaws(self) -> list[str]:
        """Why this run does not count; empty for a good one."""
        found = list(self.problems)
        bad = [one for one in self.publications if not one.is_good]
        found += [
            f"{one.post} on {one.network}: {one.state}, on the wall {one.on_wall} times {one.problem}".rstrip()
            for one in bad
        ]
        if len(self.publications) != self.expected:
            found.append(f"{len(self.publications)} publications instead of {self.expected}")
        parts = sum(one.parts for one in self.publications)
        if self.wall != parts:
            found.append(f"{self.wall} posts on the wall instead of {parts}")
        if self.counted != self.expected:
            found.append(f"analytics counted {self.counted} published posts instead of {self.expected}")
        return found

    def write(self, path: Path) -> None:
        """As JSON; lateness in seconds, as every other time there."""
        document = {"ok": not self.flaws, "flaws": self.flaws, **asdict(self)}
        for one in document["publications"]:
            late = one.pop("lateness_ms")
            one["lateness"] = None if late is None else late / 1_000
        path.write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n")


def publications_of(
    posts: list[dict[str, Any]],
    ledger: list[dict[str, Any]],
    titles: dict[str, str],
    wall: Counter[WallKey],
) -> list[Publication]:
    """Every target of the posts, with how often its network has each part of it.

    Args:
        posts: as the gateway tells them.
        ledger: the publications, as the gateway tells them.
        titles: by the request that a post was made from, or the post's own id.
        wall: how often each (network, remote id) is on the wall.
    """
    parts = {one["publication_id"]: [part["remote_id"] for part in one["parts"]] for one in ledger}
    return [
        _publication(post, target, parts.get(target["publication_id"], []), titles, wall)
        for post in posts
        for target in post["targets"]
    ]


def _publication(
    post: dict[str, Any],
    target: dict[str, Any],
    parts: list[str],
    titles: dict[str, str],
    wall: Counter[WallKey],
) -> Publication:
    remote_ids = parts or [target["remote_id"] or ""]
    times = [wall[target["network"], remote_id] for remote_id in remote_ids]
    return Publication(
        post=titles.get(post["request_id"]) or titles.get(post["post_id"], post["post_id"]),
        post_id=post["post_id"],
        publication_id=target["publication_id"],
        network=target["network"],
        state=target["state"],
        url=target["url"],
        lateness_ms=target["lateness_ms"],
        on_wall=max(times, key=lambda count: abs(count - 1)),
        parts=len(remote_ids),
        problem=(target["problem"] or {}).get("detail", ""),
    )
