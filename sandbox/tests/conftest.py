import io
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from PIL import Image

from sandbox.server import running_server


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A running sandbox; tests share it and keep apart by using handles of their own."""
    with running_server(tmp_path_factory.mktemp("sandbox")) as running:
        yield running


@pytest.fixture
def http(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, timeout=20) as client:
        yield client


@pytest.fixture
def fresh(request: pytest.FixtureRequest) -> Callable[[], str]:
    """Handles that no other test uses."""
    names = iter(range(1_000))
    stem = f"t{abs(hash(request.node.nodeid)) % 10**9}"
    return lambda: f"{stem}n{next(names)}"


@pytest.fixture
def account(http: httpx.Client, fresh: Callable[[], str]) -> Callable[..., dict[str, Any]]:
    def open_account(network: str, handle: str | None = None, **options: Any) -> dict[str, Any]:
        answer = http.post(
            "/_sandbox/accounts", json={"network": network, "handle": handle or fresh(), **options}
        )
        assert answer.status_code == 200, answer.text
        opened: dict[str, Any] = answer.json()
        return opened

    return open_account


@pytest.fixture
def posts(http: httpx.Client) -> Callable[[dict[str, Any]], list[dict[str, Any]]]:
    def listed(account: dict[str, Any]) -> list[dict[str, Any]]:
        query = {"network": account["network"], "handle": account["handle"]}
        items: list[dict[str, Any]] = http.get("/_sandbox/posts", params=query).json()["items"]
        return items

    return listed


@pytest.fixture
def settings(http: httpx.Client) -> Iterator[Callable[..., None]]:
    """Change settings for one test."""
    before = http.get("/_sandbox/settings").json()

    def change(**changes: Any) -> None:
        assert http.post("/_sandbox/settings", json=changes).status_code == 200

    yield change
    change(**before)


@pytest.fixture
def fault(http: httpx.Client) -> Iterator[Callable[..., dict[str, Any]]]:
    """Add faults for one test."""
    ids: list[int] = []

    def add(**fields: Any) -> dict[str, Any]:
        answer = http.post("/_sandbox/faults", json=fields)
        assert answer.status_code == 201, answer.text
        added: dict[str, Any] = answer.json()
        ids.append(added["id"])
        return added

    yield add
    for fault_id in ids:
        http.delete(f"/_sandbox/faults/{fault_id}")


def picture(width: int = 64, height: int = 48, form: str = "PNG") -> bytes:
    output = io.BytesIO()
    Image.new("RGB", (width, height), (200, 80, 40)).save(output, form)
    return output.getvalue()
