"""What an upload announces is taken of the plan's storage from its beginning to its end, whatever that is."""

import asyncio
import hashlib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from services.gateway.config import Settings
from services.gateway.tests.conftest import Person
from services.gateway.tests.integration.test_media_uploads import (
    PART,
    PATH,
    another_worker,
    begun,
    complete,
    noise,
    one_turn,
    send_all,
)
from services.gateway.tests.integration.test_quotas import usage_of
from services.gateway.tests.neighbours import seen
from shared.clock import SystemClock
from shared.objects import ObjectStore
from shared.testing.clocks import FakeClock
from shared.testing.waiting import eventually

_ALLOWED = 250_000
_MOST_OPEN = 4
_PLANS = f"""
small:
  title: Small
  selectable: true
  limits: {{storage_bytes: {_ALLOWED}}}
tiny:
  title: Tiny
  selectable: true
  limits: {{storage_bytes: 1000}}
"""

pytestmark = pytest.mark.usefixtures("kept_plans")


@pytest.fixture(scope="module")
def settings(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Of a gateway with little storage: for one of these files, not for two."""
    file = Path(tmp_path_factory.mktemp("plans"), "plans.yaml")
    file.write_text(_PLANS)
    return settings.model_copy(
        update={
            "plans_file": file,
            "default_plan": "small",
            "upload_part_bytes": PART,
            "max_upload_bytes": 400_000,
            "open_uploads": _MOST_OPEN,
        }
    )


@pytest_asyncio.fixture(loop_scope="module")
async def kept_plans(person: Person) -> None:
    """The data file is in the database."""

    async def there() -> bool:
        return bool((await person.http.get("/v1/plans")).json()["items"])

    await eventually(there)


async def storage(person: Person) -> int:
    used: int = (await usage_of(person, "storage_bytes"))["used"]
    return used


async def refused(person: Person, size: int) -> dict[str, Any]:
    answer = await person.http.post(PATH, json={"name": "more.png", "size": size})
    assert answer.status_code == 429, answer.text
    problem: dict[str, Any] = answer.json()
    return problem


async def test_of_many_that_begin_at_once_as_many_do_as_there_is_storage_for(person: Person) -> None:
    """Not one more; who is refused is told what the list of usage tells."""
    body = {"name": "a.png", "size": 100_000}

    answers = await asyncio.gather(*(person.http.post(PATH, json=body) for _ in range(8)))

    assert sorted(answer.status_code for answer in answers) == [201] * 2 + [429] * 6
    problem = next(answer.json() for answer in answers if answer.status_code == 429)
    assert problem["code"] == "quota.exceeded"
    assert (problem["limit"], problem["remaining"], problem["resets_at"]) == ("storage_bytes", 50_000, None)
    usage = await usage_of(person, "storage_bytes")
    assert (usage["used"], usage["remaining"]) == (200_000, 50_000)


async def test_a_file_in_one_piece_finds_no_room_that_an_upload_has_announced(person: Person) -> None:
    """The room is one for both ways."""
    await begun(person, bytes(_ALLOWED - 1_000))

    answer = await person.http.post("/v1/media", files={"file": ("a.png", noise())})

    assert (answer.status_code, answer.json()["limit"]) == (429, "storage_bytes")
    assert answer.json()["remaining"] == 1_000


async def test_a_ready_file_takes_the_place_of_what_was_announced(person: Person) -> None:
    """It is never held against the plan beside its own announcement."""
    data = noise()
    assert 2 * len(data) > _ALLOWED
    upload = await begun(person, data)
    before = await storage(person)
    await send_all(person, upload, data)
    await complete(person, upload)
    ready = await seen(person, f"{PATH}/{upload['upload_id']}", state="ready")

    media = (await person.http.get(f"/v1/media/{ready['media_id']}")).json()

    assert before == len(data)
    assert await storage(person) == media["size"]


async def test_what_is_called_off_makes_room(person: Person) -> None:
    """At once, and once only."""
    upload = await begun(person, bytes(_ALLOWED))
    await refused(person, 1)

    for _ in range(2):
        await person.http.delete(f"{PATH}/{upload['upload_id']}")

    assert await storage(person) == 0
    await begun(person, bytes(_ALLOWED))
    assert await storage(person) == _ALLOWED


async def test_what_is_refused_at_its_end_makes_room(person: Person) -> None:
    """As it leaves nothing behind."""
    data = b"<svg onload='alert(1)'/>" * 400
    upload = await begun(person, data)
    await send_all(person, upload, data)
    await complete(person, upload)

    await seen(person, f"{PATH}/{upload['upload_id']}", state="refused")

    assert await storage(person) == 0


async def test_what_expires_makes_room(person: Person, settings: Settings) -> None:
    """Nobody has to call off what was forgotten."""
    upload = await begun(person, bytes(_ALLOWED))
    clock = FakeClock(SystemClock().now() + timedelta(hours=settings.upload_hours, minutes=1))

    async with another_worker(settings, ObjectStore(settings.objects), clock) as (assembly, _database):
        await one_turn(assembly, upload["upload_id"])

    assert await storage(person) == 0


async def test_a_file_that_is_here_already_announces_nothing(person: Person) -> None:
    """It is kept once."""
    data = noise()
    first = await begun(person, data)
    await send_all(person, first, data)
    await complete(person, first)
    await seen(person, f"{PATH}/{first['upload_id']}", state="ready")
    before = await storage(person)

    again = await begun(person, data, sha256=hashlib.sha256(data).hexdigest())

    assert again["state"] == "ready"
    assert await storage(person) == before


async def test_what_was_begun_is_taken_in_though_the_plan_became_smaller(person: Person) -> None:
    """Its place was given to it; the next one is refused."""
    data = noise()
    upload = await begun(person, data)
    smaller = await person.http.put("/v1/organization/plan", json={"plan": "tiny"}, headers={"If-Match": "*"})
    assert smaller.status_code == 200, smaller.text

    await send_all(person, upload, data)
    await complete(person, upload)

    await seen(person, f"{PATH}/{upload['upload_id']}", state="ready")
    assert (await refused(person, 1))["remaining"] == 0


async def test_only_so_many_are_open_at_once(person: Person) -> None:
    """Also of those that begin side by side; one that ends makes room for another."""
    body = {"name": "a.png", "size": 10}

    answers = await asyncio.gather(*(person.http.post(PATH, json=body) for _ in range(_MOST_OPEN + 3)))

    assert sorted(answer.status_code for answer in answers) == [201] * _MOST_OPEN + [409] * 3
    assert {answer.json()["code"] for answer in answers if answer.status_code == 409} == {"upload.too_many"}
    begun_ones = [answer.json()["upload_id"] for answer in answers if answer.status_code == 201]
    await person.http.delete(f"{PATH}/{begun_ones[0]}")
    assert (await person.http.post(PATH, json=body)).status_code == 201
