from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from services.gateway.tests.conftest import Person
from services.gateway.tests.neighbours import BRIEF, NETWORKS, Neighbours, content_for, progress_for, seen
from shared.testing.waiting import eventually

CSV = {"Content-Type": "text/csv; charset=utf-8"}
BRIEFS = Path(__file__).parents[4] / "examples" / "briefs.csv"
PATH = "/v1/content-requests/batches"


def in_zone(seconds: int = 3600) -> dict[str, str]:
    at = datetime.now(UTC) + timedelta(seconds=seconds, hours=5, minutes=30)
    return {"local_time": at.strftime("%Y-%m-%dT%H:%M:%S"), "time_zone": "Asia/Kolkata"}


async def test_the_example_goes_through_with_one_time_for_all(person: Person, neighbours: Neighbours) -> None:
    """examples/briefs.csv with a local time and zone in the address: ten requests, each told to the generator."""
    await neighbours.connect(person, *NETWORKS)
    schedule = in_zone()

    answer = await person.http.post(PATH, params=schedule, content=BRIEFS.read_bytes(), headers=CSV)

    assert answer.status_code == 202, answer.text
    batch = answer.json()
    assert answer.headers["location"] == f"{PATH}/{batch['batch_id']}"
    assert (batch["items_total"], batch["items_accepted"], batch["problems"]) == (10, 10, [])
    assert [item["row"] for item in batch["items"]] == list(range(2, 12))
    told = await neighbours.told("content.requested")
    assert len({envelope.correlation_id for envelope, _ in told}) == 10
    request = (await person.http.get(f"/v1/content-requests/{batch['items'][0]['request_id']}")).json()
    assert request["schedule"]["local_time"] == schedule["local_time"]


async def test_bad_rows_are_named_and_the_good_ones_go_on(person: Person, neighbours: Neighbours) -> None:
    """A row without a connected account, one with a wrong network, one in the past: each by row and column."""
    await neighbours.connect(person, "x")
    table = (
        "brand,topic,brief,networks,local_time,time_zone\n"
        "A,Good,Text.,x,2030-01-01T09:00,Asia/Kolkata\n"
        "B,No account,Text.,x;mastodon,2030-01-01T09:00,Asia/Kolkata\n"
        "C,No network,Text.,myspace,2030-01-01T09:00,Asia/Kolkata\n"
        "D,Past,Text.,x,2020-01-01T09:00,Asia/Kolkata\n"
        "E,No zone,Text.,x,2030-01-01T09:00,Mars/Olympus\n"
    )

    answer = await person.http.post(PATH, content=table.encode(), headers=CSV)

    assert answer.status_code == 202, answer.text
    batch = answer.json()
    assert [item["row"] for item in batch["items"]] == [2]
    assert [(problem["row"], problem["column"]) for problem in batch["problems"]] == [
        (3, "networks"),
        (4, "networks"),
        (5, "local_time"),
        (6, "time_zone"),
    ]
    assert (batch["items_total"], batch["items_accepted"], batch["items_refused"]) == (5, 1, 4)
    assert len(await neighbours.told("content.requested")) == 1


async def test_a_spreadsheet_of_europe_is_taken_and_its_bad_rows_found_in_the_file(
    person: Person, neighbours: Neighbours
) -> None:
    """Semicolons between the cells and a byte-order mark; a row behind a cell of two lines is named by its line, too."""
    await neighbours.connect(person, "x")
    table = (
        "brand;topic;brief;networks\r\n"
        'A;Good;"Tea,\ntea.";x\r\n'
        "B;No network;Text.;myspace\r\n"
        "C;No account;Text.;mastodon\r\n"
    )
    schedule = {"local_time": "2030-01-01T09:00", "time_zone": "Asia/Kolkata"}

    answer = await person.http.post(PATH, params=schedule, content=table.encode("utf-8-sig"), headers=CSV)

    assert answer.status_code == 202, answer.text
    batch = answer.json()
    assert [item["row"] for item in batch["items"]] == [2]
    named = [(problem["row"], problem["detail"].partition(" (")[2]) for problem in batch["problems"]]
    assert named == [
        (3, "the row begins on line 4 of the file)"),
        (4, "the row begins on line 5 of the file)"),
    ]


async def test_progress_by_item_and_in_total(person: Person, neighbours: Neighbours) -> None:
    """Items and sums follow what the generator tells; one item's end does not wait for the others."""
    items: list[Any] = [BRIEF, {**BRIEF, "topic": "Winter"}, {"brand": "A"}]
    batch = (await person.http.post(PATH, json={"items": items})).json()
    first, second = [
        (await person.http.get(f"/v1/content-requests/{item['request_id']}")).json()
        for item in batch["items"]
    ]
    assert {problem["column"] for problem in batch["problems"]} == {"topic", "brief", "networks"}
    assert {problem["row"] for problem in batch["problems"]} == {3}

    await neighbours.tell(progress_for(first, person, 1))
    await neighbours.tell(progress_for(second, person, 3))
    await neighbours.tell(content_for(second, person))

    async def shown() -> dict[str, Any]:
        found: dict[str, Any] = (await person.http.get(f"{PATH}/{batch['batch_id']}")).json()
        return found if found["counts"] == {"generating": 1, "ready": 1} else {}

    found = await eventually(shown)
    assert (found["state"], found["steps_done"], found["steps_total"]) == ("running", 5, 8)
    await neighbours.tell(content_for(first, person))
    await seen(person, f"{PATH}/{batch['batch_id']}", state="settled", counts={"ready": 2})


async def test_what_can_not_be_read_makes_nothing(person: Person, neighbours: Neighbours) -> None:
    """No JSON, no table, another media type, a bad time in the address, not one good row."""
    good = b"brand,topic,brief,networks\nA,B,C,x\n"
    answers = [
        await person.http.post(PATH, content=b"{", headers={"Content-Type": "application/json"}),
        await person.http.post(PATH, content=b"[]", headers={"Content-Type": "application/json"}),
        await person.http.post(PATH, json={"items": []}),
        await person.http.post(PATH, json={"items": [{}]}),
        await person.http.post(PATH, content=b"brand,topic\nA,B\n", headers=CSV),
        await person.http.post(PATH, content=good, headers={"Content-Type": "application/xml"}),
        await person.http.post(PATH, params={"time_zone": "Mars"}, content=good, headers=CSV),
        await person.http.post(
            PATH,
            params={"local_time": "2020-01-01T00:00", "time_zone": "UTC"},
            content=good,
            headers=CSV,
        ),
    ]

    assert [answer.status_code for answer in answers] == [400, 422, 422, 422, 422, 415, 422, 422]
    assert all(answer.headers["content-type"] == "application/problem+json" for answer in answers)
    assert "did you mean" in answers[6].text or "IANA name" in answers[6].text
    assert "row 2, local_time" in answers[7].text
    assert await neighbours.told("content.requested") == []


async def test_the_same_key_makes_one_batch(person: Person, neighbours: Neighbours) -> None:
    """A batch sent again with its Idempotency-Key makes nothing new; with another body it is refused."""
    key = {"Idempotency-Key": '"batch-1"'}
    first = await person.http.post(PATH, json={"items": [BRIEF]}, headers=key)
    again = await person.http.post(PATH, json={"items": [BRIEF]}, headers=key)
    other = await person.http.post(PATH, json={"items": [BRIEF, BRIEF]}, headers=key)

    assert first.json() == again.json()
    assert other.status_code == 422
    assert len(await neighbours.told("content.requested")) == 1


async def test_a_strangers_batch_is_not_there(person: Person, stranger: Person) -> None:
    """404 for another tenant's batch."""
    batch = (await person.http.post(PATH, json={"items": [BRIEF]})).json()

    assert (await stranger.http.get(f"{PATH}/{batch['batch_id']}")).status_code == 404
