"""The sandbox fails when told to, as told, and nothing it accepted is lost when it is killed."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

Open = Callable[..., dict[str, Any]]
Fault = Callable[..., dict[str, Any]]
NETWORKS = ("mastodon", "bluesky", "x")
CREATE = {"mastodon": "statuses.create", "bluesky": "putRecord", "x": "tweets.create"}
RESETS = {"mastodon": "x-ratelimit-reset", "bluesky": "ratelimit-reset", "x": "x-rate-limit-reset"}
KEYS = iter(f"3mabcdefg{letter}{other}2k" for letter in "hijklmno" for other in "abcdefghijklmnopqrstuvwxyz")


def publish(
    http: httpx.Client, account: dict[str, Any], text: str, token: str | None = None
) -> httpx.Response:
    """One post on whichever network, as a connector would send it."""
    credentials = account["credentials"]
    match account["network"]:
        case "mastodon":
            bearer = {"authorization": f"Bearer {credentials['access_token']}"}
            return http.post("/mastodon/api/v1/statuses", json={"status": text}, headers=bearer)
        case "x":
            bearer = {"authorization": f"Bearer {credentials['access_token']}"}
            return http.post("/x/2/tweets", json={"text": text}, headers=bearer)
    record = {"$type": "app.bsky.feed.post", "text": text, "createdAt": "2026-11-21T10:00:00Z"}
    body = {
        "repo": account["remote_id"],
        "collection": "app.bsky.feed.post",
        "rkey": next(KEYS),
        "record": record,
    }
    bearer = {"authorization": f"Bearer {token or log_in(http, account)}"}
    return http.post("/bluesky/xrpc/com.atproto.repo.putRecord", json=body, headers=bearer)


def log_in(http: httpx.Client, account: dict[str, Any]) -> str:
    given = account["credentials"]
    body = {"identifier": given["identifier"], "password": given["app_password"]}
    return str(http.post("/bluesky/xrpc/com.atproto.server.createSession", json=body).json()["accessJwt"])


@pytest.mark.parametrize("network", NETWORKS)
def test_accept_then_drop(http: httpx.Client, account: Open, fault: Fault, posts: Any, network: str) -> None:
    """The post stands though no answer came; with drop_before_accept it does not."""
    opened = account(network)
    fault(network=network, call=CREATE[network], mode="accept_then_drop", account=opened["handle"])
    with pytest.raises(httpx.TransportError):
        publish(http, opened, "did it arrive?")
    assert [post["text"] for post in posts(opened)] == ["did it arrive?"]

    fault(network=network, call=CREATE[network], mode="drop_before_accept", account=opened["handle"])
    with pytest.raises(httpx.TransportError):
        publish(http, opened, "and this?")
    assert len(posts(opened)) == 1
    assert publish(http, opened, "and this?").status_code in {200, 201}


@pytest.mark.parametrize("network", NETWORKS)
@pytest.mark.parametrize(("mode", "status"), [("server_error", 503), ("malformed", 200)])
def test_accepted_though_the_answer_is_wrong(
    *, http: httpx.Client, account: Open, fault: Fault, posts: Any, network: str, mode: str, status: int
) -> None:
    """The post stands behind a 5xx or an answer without an id; without `accepted` it does not."""
    opened = account(network)
    script = {"network": network, "call": CREATE[network], "mode": mode, "account": opened["handle"]}
    fault(**script, accepted=True)
    answer = publish(http, opened, "posted all the same")
    assert (answer.status_code, "id" in answer.json()) == (status, False)
    assert [post["text"] for post in posts(opened)] == ["posted all the same"]

    fault(**script)
    assert publish(http, opened, "not posted").status_code == status
    assert len(posts(opened)) == 1


def test_accepted_goes_with_answers_only(http: httpx.Client) -> None:
    """A fault that answers nothing of its own can't be told to do the work first."""
    answer = http.post(
        "/_sandbox/faults", json={"network": "x", "mode": "drop_before_accept", "accepted": True}
    )
    assert answer.status_code == 422


@pytest.mark.parametrize("network", NETWORKS)
def test_rate_limited(http: httpx.Client, account: Open, fault: Fault, posts: Any, network: str) -> None:
    """A 429 says when to come back, in that network's way, and nothing is posted."""
    opened = account(network)
    fault(network=network, call=CREATE[network], mode="rate_limited", seconds=30, account=opened["handle"])
    answer = publish(http, opened, "limited")

    assert answer.status_code == 429
    assert answer.headers[RESETS[network]]
    assert posts(opened) == []


def test_script(http: httpx.Client, account: Open, fault: Fault) -> None:
    """A fault skips the first calls, strikes so many times, and leaves other accounts alone."""
    opened, other = account("x"), account("x")
    fault(
        network="x",
        call="tweets.create",
        mode="server_error",
        status=502,
        after=1,
        times=2,
        account=opened["handle"],
    )
    statuses = [publish(http, opened, f"number {number}").status_code for number in range(5)]

    assert statuses == [201, 502, 502, 201, 201]
    assert publish(http, other, "untouched").status_code == 201


def test_probability_is_reproducible(http: httpx.Client, account: Open, fault: Fault) -> None:
    """The same seed fails the same calls."""
    runs = []
    for _ in range(2):
        opened = account("mastodon")
        script = {"probability": 0.5, "seed": 4, "times": None, "account": opened["handle"]}
        fault(network="mastodon", call="statuses.create", mode="server_error", **script)
        runs.append([publish(http, opened, str(number)).status_code for number in range(12)])

    assert runs[0] == runs[1]
    assert set(runs[0]) == {200, 503}


@pytest.mark.parametrize(("network", "status"), [("mastodon", 401), ("bluesky", 400), ("x", 401)])
def test_expire_tokens(http: httpx.Client, account: Open, fault: Fault, network: str, status: int) -> None:
    """Tokens are past their time at once, and stay so until new ones are fetched."""
    opened = account(network)
    token = log_in(http, opened) if network == "bluesky" else None
    fault(network=network, call=CREATE[network], mode="expire_tokens", account=opened["handle"])

    assert publish(http, opened, "a", token).status_code == status
    assert publish(http, opened, "a", token).status_code == status


def test_other_modes(http: httpx.Client, account: Open, fault: Fault) -> None:
    """Slow is slow, malformed is a 200 that says nothing, unauthorized is a 401."""
    opened = account("mastodon")
    fault(network="mastodon", call="statuses.create", mode="slow", seconds=0.3, account=opened["handle"])
    began = time.monotonic()
    assert publish(http, opened, "slow").status_code == 200
    assert time.monotonic() - began > 0.3

    fault(network="mastodon", call="statuses.create", mode="malformed", account=opened["handle"])
    malformed = publish(http, opened, "malformed")
    assert (malformed.status_code, "id" in malformed.json()) == (200, False)
    fault(
        network="mastodon", call="statuses.create", mode="malformed", variant="html", account=opened["handle"]
    )
    assert publish(http, opened, "html").headers["content-type"].startswith("text/html")
    fault(network="mastodon", call="statuses.create", mode="unauthorized", account=opened["handle"])
    assert publish(http, opened, "who?").status_code == 401


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"network": "x", "call": "tweets.nothing", "mode": "slow"}, "known: "),
        ({"network": "myspace", "mode": "slow"}, "not played"),
        ({"network": "x", "mode": "explode"}, "mode"),
        ({"network": "x", "mode": "slow", "colour": 1}, "colour"),
    ],
)
def test_wrong_faults(http: httpx.Client, body: dict[str, Any], words: str) -> None:
    """A fault that could never strike is refused and says why."""
    answer = http.post("/_sandbox/faults", json=body)

    assert answer.status_code == 422
    assert words in answer.text


class Process:
    """A sandbox in a process of its own, to be killed and started again on the same data."""

    def __init__(self, data: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self._command = [sys.executable, "-m", "sandbox", "--port", str(self.port), "--data", str(data)]
        self.http = httpx.Client(base_url=f"http://127.0.0.1:{self.port}", timeout=10)
        self.start()

    def start(self) -> None:
        self.process = subprocess.Popen(self._command, cwd=Path(__file__).parents[2])
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            try:
                if self.http.get("/readyz").status_code == 200:
                    return
            except httpx.TransportError:
                time.sleep(0.02)
        raise AssertionError("the sandbox did not start")

    def kill(self) -> None:
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait(10)


@pytest.fixture
def process(tmp_path: Path) -> Iterator[Process]:
    process = Process(tmp_path)
    yield process
    process.kill()
    process.http.close()


def test_kill_and_restart(process: Process) -> None:
    """After SIGKILL, what was accepted still stands, keys and credentials still work, faults still strike."""
    http = process.http
    opened = http.post("/_sandbox/accounts", json={"network": "mastodon", "handle": "ann"}).json()
    bearer = {"authorization": f"Bearer {opened['credentials']['access_token']}", "idempotency-key": "k"}
    first = http.post("/mastodon/api/v1/statuses", json={"status": "a"}, headers=bearer).json()
    drop = {"network": "mastodon", "call": "statuses.create", "mode": "accept_then_drop", "after": 1}
    http.post("/_sandbox/faults", json=drop)
    http.post("/_sandbox/settings", json={"rate_limits": False})
    process.kill()
    process.start()

    again = http.post("/mastodon/api/v1/statuses", json={"status": "a"}, headers=bearer).json()
    with pytest.raises(httpx.TransportError):
        http.post("/mastodon/api/v1/statuses", json={"status": "a"}, headers=bearer)
    (post,) = http.get("/_sandbox/posts").json()["items"]
    assert (again["id"], post["remote_id"], post["accepted"]) == (first["id"], first["id"], 3)
    assert http.get("/_sandbox/settings").json()["rate_limits"] is False
    assert http.get("/_sandbox/requests").json()["calls"]["mastodon.statuses.create"] == {
        "200": 2,
        "dropped": 1,
    }

    assert http.delete("/_sandbox/state").status_code == 204
    assert http.get("/_sandbox/posts").json() == {"items": []}


def test_a_call_under_way_is_forgotten_with_everything_else(process: Process) -> None:
    """Whoever gave it up has gone on: its answer counts for nobody who comes after."""
    http = process.http
    opened = http.post("/_sandbox/accounts", json={"network": "mastodon", "handle": "ann"}).json()
    bearer = {"authorization": f"Bearer {opened['credentials']['access_token']}"}
    slow = {"network": "mastodon", "call": "statuses.create", "mode": "slow", "seconds": 1}
    http.post("/_sandbox/faults", json=slow)
    with ThreadPoolExecutor(1) as pool:
        call = pool.submit(http.post, "/mastodon/api/v1/statuses", json={"status": "a"}, headers=bearer)
        while not call.done() and not http.get("/_sandbox/posts").json()["items"]:
            pass
        assert http.delete("/_sandbox/state").status_code == 204
        assert call.result().status_code == 200

    assert "mastodon.statuses.create" not in http.get("/_sandbox/requests").json()["calls"]


@pytest.mark.parametrize("network", NETWORKS)
def test_revoked(http: httpx.Client, account: Open, fault: Fault, posts: Any, network: str) -> None:
    """The owner took the consent back: this call and all after it are refused, whichever token is used."""
    opened = account(network)
    token = log_in(http, opened) if network == "bluesky" else None
    fault(network=network, call=CREATE[network], mode="revoked", account=opened["handle"])
    assert [publish(http, opened, "no", token).status_code for _ in range(2)] == [
        400 if network == "bluesky" else 401
    ] * 2
    assert posts(opened) == []


@pytest.mark.parametrize("network", NETWORKS)
def test_checkpoint(http: httpx.Client, account: Open, fault: Fault, network: str) -> None:
    """A person has to show that they are one; nothing is done meanwhile."""
    opened = account(network)
    fault(network=network, call=CREATE[network], mode="checkpoint", account=opened["handle"])
    assert publish(http, opened, "no").status_code in {401, 403}
    assert publish(http, opened, "yes").is_success


def test_quota(http: httpx.Client, account: Open, fault: Fault) -> None:
    """A network that has a quota says that it is used up; one that has none takes no such fault."""
    opened = account("x")
    fault(network="x", call="tweets.create", mode="quota", account=opened["handle"])
    refused = publish(http, opened, "no")
    assert (refused.status_code, refused.json()["title"]) == (429, "UsageCapExceeded")
    unknown = http.post("/_sandbox/faults", json={"network": "mastodon", "mode": "quota"})
    assert (unknown.status_code, "has no quota" in unknown.text) == (422, True)
