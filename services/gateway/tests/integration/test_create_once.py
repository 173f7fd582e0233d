"""Idempotency-Key, on the create of accounts."""

import asyncio
from typing import Any

import asyncpg
import httpx
import pytest

from services.gateway.config import Settings
from services.gateway.tests.conftest import Person
from services.gateway.tests.neighbours import Neighbours
from services.gateway.usecases.accounts import Accounts

MASTODON: dict[str, Any] = {
    "network": "mastodon",
    "base_url": "https://mastodon.example",
    "credentials": {"access_token": "the-secret-token"},
}


async def connect(person: Person, key: str, body: dict[str, Any] = MASTODON) -> httpx.Response:
    return await person.http.post("/v1/accounts", json=body, headers={"Idempotency-Key": key})


async def count_of_accounts(person: Person) -> int:
    return len((await person.http.get("/v1/accounts")).json()["items"])


async def test_a_retry_makes_nothing_new_and_gets_the_first_answer(person: Person) -> None:
    """Status, body and Location are the first ones; a header says that it is a replay."""
    first = await connect(person, '"key-1"')
    again = await connect(person, '"key-1"')

    assert (again.status_code, again.json()) == (first.status_code, first.json())
    assert again.headers["location"] == first.headers["location"]
    assert (first.headers.get("idempotency-replayed"), again.headers["idempotency-replayed"]) == (
        None,
        "true",
    )
    assert await count_of_accounts(person) == 1


async def test_quoted_and_bare_are_one_key(person: Person) -> None:
    """The draft wants quotes; many clients leave them out."""
    first = await connect(person, "key-1")
    again = await connect(person, '"key-1"')

    assert again.json()["account_id"] == first.json()["account_id"]


async def test_another_body_under_the_same_key_is_refused(person: Person) -> None:
    """It is a mistake of the client: 422, and nothing is made."""
    await connect(person, "key-1")
    other = await connect(person, "key-1", MASTODON | {"base_url": "https://other.example"})

    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key.reused")
    assert await count_of_accounts(person) == 1


async def test_a_key_belongs_to_its_holder(person: Person, stranger: Person) -> None:
    """Somebody else's request with the same key is another request."""
    first = await connect(person, "key-1")
    other = await connect(stranger, "key-1")

    assert other.status_code == 202
    assert other.json()["account_id"] != first.json()["account_id"]


async def test_a_key_belongs_to_its_route(person: Person) -> None:
    """The same key on another address is another request."""
    account = (await connect(person, "key-1")).json()
    again = await person.http.post(
        f"/v1/accounts/{account['account_id']}/credentials",
        json=MASTODON,
        headers={"Idempotency-Key": "key-1"},
    )

    assert (again.status_code, again.json()["revision"]) == (202, 2)


async def test_another_query_under_the_same_key_is_refused(person: Person) -> None:
    """It says when a batch goes out: the first answer would speak of another time."""
    table = b"brand,topic,brief,networks\nA,B,C,x\n"
    headers = {"Idempotency-Key": "key-1", "Content-Type": "text/csv"}
    path = "/v1/content-requests/batches"
    kept = await person.http.post(path, params={"schedule": "none"}, content=table, headers=headers)
    other = await person.http.post(path, params={"approval": "auto"}, content=table, headers=headers)

    assert (kept.status_code, other.status_code) == (202, 422)
    assert other.json()["code"] == "idempotency_key.reused"


async def test_ten_at_once_make_one(person: Person) -> None:
    """Whoever comes while the first is running is told to ask again; the others get its answer."""
    answers = await asyncio.gather(*(connect(person, "key-1") for _ in range(10)))

    assert {answer.status_code for answer in answers} <= {202, 409}
    assert all(a.headers["retry-after"] == "1" for a in answers if a.status_code == 409)
    assert len({a.json()["account_id"] for a in answers if a.status_code == 202}) == 1
    assert await count_of_accounts(person) == 1


async def test_a_failure_keeps_neither_effect_nor_answer(
    person: Person, neighbours: Neighbours, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A request that breaks off after its writes leaves nothing; the retry makes it."""
    original = Accounts._authorize

    async def broken(*arguments: Any) -> None:
        await original(*arguments)
        raise ConnectionResetError

    monkeypatch.setattr(Accounts, "_authorize", broken)
    failed = await connect(person, "key-1")
    assert (failed.status_code, failed.headers["retry-after"]) == (503, "2")
    assert await count_of_accounts(person) == 0

    monkeypatch.undo()
    made = await connect(person, "key-1")

    assert (made.status_code, "idempotency-replayed" in made.headers) == (202, False)
    assert await count_of_accounts(person) == 1
    assert len(await neighbours.told("account.authorized")) == 1


async def test_a_refused_request_is_not_remembered(person: Person) -> None:
    """The corrected request may keep its key."""
    refused = await connect(person, "key-1", MASTODON | {"base_url": "https://127.0.0.1"})
    made = await connect(person, "key-1")

    assert (refused.status_code, made.status_code) == (422, 202)


@pytest.mark.parametrize("key", ["", '""', "a b", "x" * 129, '"a"b"'])
async def test_an_unusable_key_is_refused(person: Person, key: str) -> None:
    """400 with what a key looks like."""
    answer = await connect(person, key)

    assert (answer.status_code, answer.json()["code"]) == (400, "request.malformed")


async def test_a_day_old_key_is_free_again(person: Person, settings: Settings) -> None:
    """After 24 hours the same key makes a new one."""
    first = await connect(person, "key-1")
    connection = await asyncpg.connect(settings.database_url)
    try:
        await connection.execute(
            "update idempotency_keys set created_at = now() - interval '25 hours' where organization_id = $1",
            person.organization_id,
        )
    finally:
        await connection.close()

    again = await connect(person, "key-1")

    assert again.json()["account_id"] != first.json()["account_id"]


@pytest.mark.parametrize("second", ["key-1", "key-2"])
async def test_two_keys_are_refused(person: Person, second: str) -> None:
    """Which of them makes the request unique is not for us to guess, and what stands between may have added one."""
    headers = [("Idempotency-Key", "key-1"), ("Idempotency-Key", second)]
    answer = await person.http.post("/v1/accounts", json=MASTODON, headers=headers)

    assert (answer.status_code, answer.json()["code"]) == (400, "request.malformed")
    assert await count_of_accounts(person) == 0
