"""Sign-ins as the person themselves sees and ends them, and what the audit trail says of them."""

import asyncio
from uuid import UUID

import asyncpg
import httpx

from services.gateway.tests.conftest import PASSWORD, Person, SignUp
from services.gateway.tests.signing_in import entered, may_enter
from shared.service import Service
from shared.testing.waiting import eventually

NEW = "quite another pass phrase"


async def test_sign_ins_are_listed_and_ended(
    person: Person, gateway: Service, client: httpx.AsyncClient
) -> None:
    """Each with where it came from; one that is ended is out at once; others' sign-ins do not exist."""
    client.headers["User-Agent"] = "Phone/1.0"
    phone = await entered(client, person.username)
    assert phone is not None

    items = (await person.http.get("/v1/me/sessions")).json()["items"]

    assert items[0]["user_agent"] == "Phone/1.0"
    assert [one["is_present"] for one in items] == [False, True]
    path = f"/v1/me/sessions/{items[0]['session_id']}"
    assert [(await person.http.delete(path)).status_code for _ in range(2)] == [204, 204]
    assert not await may_enter(gateway, phone["access_token"])
    assert len((await person.http.get("/v1/me/sessions")).json()["items"]) == 1


async def test_anothers_sign_in_does_not_exist(person: Person, stranger: Person) -> None:
    """404, and it goes on."""
    theirs = (await stranger.http.get("/v1/me/sessions")).json()["items"][0]["session_id"]

    assert (await person.http.delete(f"/v1/me/sessions/{theirs}")).status_code == 404
    assert (await stranger.http.get("/v1/me")).status_code == 200


async def test_sign_ins_come_in_pages(person: Person, client: httpx.AsyncClient) -> None:
    """Each once."""
    for _ in range(3):
        await entered(client, person.username)
    seen: list[str] = []
    cursor = None
    while True:
        query = {"limit": "2"} | ({} if cursor is None else {"cursor": cursor})
        page = (await person.http.get("/v1/me/sessions", params=query)).json()
        seen += [one["session_id"] for one in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break

    assert len(seen) == len(set(seen)) == 4


async def test_signing_out_everywhere_ends_all(
    person: Person, gateway: Service, client: httpx.AsyncClient
) -> None:
    """The present sign-in too."""
    other = await entered(client, person.username)
    assert other is not None

    assert (await person.http.post("/v1/auth/logout-everywhere")).status_code == 204

    assert not await may_enter(gateway, other["access_token"])
    assert not await may_enter(gateway, person.access_token)


async def test_no_session_begins_from_one_that_is_ended(sign_up: SignUp, gateway: Service) -> None:
    """Whoever switches organisations while signing out everywhere is out in all of them."""
    person = await sign_up()
    choice = {"organization_id": person.organization_id}
    results = await asyncio.gather(
        *(person.http.post("/v1/auth/organization", json=choice) for _ in range(4)),
        person.http.post("/v1/auth/logout-everywhere"),
        *(person.http.post("/v1/auth/organization", json=choice) for _ in range(4)),
    )

    assert results[4].status_code == 204
    for answer in results:
        if answer.status_code == 200:
            assert not await may_enter(gateway, answer.json()["access_token"])


async def test_what_happens_to_a_sign_in_is_in_the_audit_trail(
    person: Person, client: httpx.AsyncClient, owner: asyncpg.Connection
) -> None:
    """Signing in, failing to, the password's change and the end, with where it came from and no secret."""
    await entered(client, person.username, "not the pass phrase")
    await entered(client, person.username, "not the pass phrase either")
    await person.http.post("/v1/me/password", json={"current_password": PASSWORD, "new_password": NEW})
    await person.http.post("/v1/auth/logout")

    async def entries() -> list[asyncpg.Record]:
        rows: list[asyncpg.Record] = await owner.fetch(
            "select operation, kind, action, address, e::text as row from audit_entries e"
            " where organization_id = $1 and kind in ('sessions', 'users', 'failed_sign_ins')"
            " order by operation",
            UUID(person.organization_id),
        )
        return rows if len(rows) > 3 else []

    rows = await eventually(entries)
    assert [(row["operation"], row["kind"], row["action"]) for row in rows] == [
        ("change_password", "users", "update"),
        ("login", "failed_sign_ins", "insert"),
        ("logout", "sessions", "update"),
        ("register", "sessions", "insert"),
    ]
    assert all(row["address"] == "127.0.0.1" for row in rows)
    assert not any(PASSWORD in row["row"] or NEW in row["row"] for row in rows)
