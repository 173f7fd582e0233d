"""Connecting by consent, as a client and a browser meet it; the publisher is played by the test."""

import json
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from services.gateway.config import Settings
from services.gateway.tests.conftest import Person, client_of
from services.gateway.tests.consents import CODE, FRONT_END, begin, connected, now
from services.gateway.tests.neighbours import Neighbours
from shared.events import (
    AccountExpiring,
    ConnectionFailed,
    EventData,
)
from shared.sealing import Opener
from shared.service import Service
from shared.testing.waiting import eventually

OURS = "https://postwright.example/v1/connections/callback"


@pytest.fixture(scope="module")
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"redirect_urls": (FRONT_END,)})


async def test_the_whole_way_by_a_front_end(person: Person, neighbours: Neighbours, opener: Opener) -> None:
    """requested, open, authorizing, done: one choice is taken by itself, and the account comes of it."""
    flow = await begin(person, neighbours, opener)
    state = await flow.open()

    answer = await flow.answer(state)
    assert (answer.status_code, answer.json()["state"]) == (202, "authorizing")
    assert answer.json()["authorize_url"] is None
    await flow.offer("7")
    done = await flow.until("done")

    assert await flow.authorized() == {"state": state, "code": CODE}
    [account_id] = done["account_ids"]
    account = (await person.http.get(f"/v1/accounts/{account_id}")).json()
    assert (account["state"], account["network"]) == ("connecting", "x")
    [chosen] = await flow.chosen()
    assert [(a["choice_id"], a["account_id"], a["revision"]) for a in chosen["accounts"]] == [
        ("1", account_id, 1)
    ]


async def test_every_step_is_told_live(
    person: Person, neighbours: Neighbours, opener: Opener, settings: Settings
) -> None:
    """To everybody who watches, in words, and never with the page's address: that is for one person alone."""
    flow = await begin(person, neighbours, opener)
    state = await flow.open()
    await flow.answer(state)
    await flow.offer("7", "8")
    await flow.until("choose")
    await person.http.post(f"{flow.url}/choices", json={"choice_ids": ["2"]})

    connection = await asyncpg.connect(settings.database_url)
    try:
        told = await connection.fetch(
            "select type, data::text as data from live_events"
            " where type like 'connection.%' and organization_id = $1 order by txid, seq",
            UUID(person.organization_id),
        )
    finally:
        await connection.close()
    assert [one["type"].partition(".")[2] for one in told] == [
        "requested",
        "open",
        "authorizing",
        "choose",
        "done",
    ]
    assert [json.loads(one["data"])["explanation"] for one in told][3:] == [
        "The consent gives access to 2 accounts: choose which to connect.",
        "1 account to connect; each tells by itself when it is connected.",
    ]
    assert not [one for one in told if state in one["data"] or "social.example" in one["data"]]


async def test_an_answer_counts_once_for_its_own_sign_in_and_state(
    person: Person, neighbours: Neighbours, opener: Opener
) -> None:
    """Another connection's state, another sign-in of the same person, and a second time are refused."""
    flow = await begin(person, neighbours, opener)
    other = await begin(person, neighbours, opener)
    state, other_state = await flow.open(), await other.open()
    login = {"login": person.username, "password": "a long pass phrase"}
    again = (await person.http.post("/v1/auth/login", json=login)).json()

    wrong = await flow.answer(other_state)
    elsewhere = await person.http.post(
        f"{flow.url}/callback",
        json={"parameters": {"state": state, "code": CODE}},
        headers={"Authorization": f"Bearer {again['access_token']}"},
    )
    first = await flow.answer(state)
    second = await flow.answer(state)

    assert [wrong.status_code, elsewhere.status_code] == [403, 403]
    assert wrong.json()["code"] == elsewhere.json()["code"] == "connection.state_mismatch"
    assert (first.status_code, second.status_code) == (202, 409)
    assert second.json()["code"] == "connection.not_awaited"


async def test_by_our_own_address_in_the_browser_that_began(
    person: Person, stranger: Person, neighbours: Neighbours, opener: Opener, gateway: Service
) -> None:
    """The cookie set at the start lets this browser finish, and no other; the page holds no script."""
    flow = await begin(person, neighbours, opener, redirect_url=None)
    assert flow.made["redirect_url"] == OURS
    state = await flow.open()
    path = f"/v1/connections/callback?state={state}&code={CODE}"

    async with client_of(gateway) as other_browser:
        refused = await other_browser.get(path)
    strangers = await stranger.http.get(path)
    taken = await person.http.get(path)
    repeated = await person.http.get(path)
    nonsense = await person.http.get("/v1/connections/callback?state=abc&code=1")

    statuses = [a.status_code for a in (refused, strangers, taken, repeated, nonsense)]
    assert statuses == [403, 403, 200, 403, 400]
    assert "<script" not in taken.text
    assert CODE not in taken.text
    assert taken.headers["cache-control"] == "no-store"
    assert await flow.authorized() == {"state": state, "code": CODE}


async def test_the_cookie_is_for_the_callback_alone(person: Person) -> None:
    """HttpOnly, Secure, SameSite=Lax, short, and sent to no other address; none where a front end takes the answer."""
    body = {"network": "x"}
    key = {"Idempotency-Key": "begin-once"}
    ours = await person.http.post("/v1/connections", json=body, headers=key)
    again = await person.http.post("/v1/connections", json=body, headers=key)
    theirs = await person.http.post("/v1/connections", json={**body, "redirect_url": FRONT_END})

    cookie = ours.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "Secure" in cookie
    assert "SameSite=lax" in cookie
    assert "Path=/v1/connections/callback" in cookie
    assert "Max-Age=600" in cookie
    assert again.headers["set-cookie"] == cookie
    assert "set-cookie" not in theirs.headers


async def test_an_ended_sign_in_finishes_nothing(
    person: Person, neighbours: Neighbours, opener: Opener
) -> None:
    """Who signed out meanwhile begins anew."""
    flow = await begin(person, neighbours, opener, redirect_url=None)
    state = await flow.open()
    await person.http.post("/v1/auth/logout")

    answer = await person.http.get(f"/v1/connections/callback?state={state}&code={CODE}")

    assert answer.status_code == 403
    assert await neighbours.told("connection.authorized") == []


async def test_too_late_is_too_late(
    person: Person, neighbours: Neighbours, opener: Opener, settings: Settings
) -> None:
    """Ten minutes after it was begun nobody can come back."""
    flow = await begin(person, neighbours, opener)
    state = await flow.open()
    await ended_ago(settings, flow.id, timedelta(seconds=1))

    answer = await flow.answer(state)

    assert (answer.status_code, answer.json()["code"]) == (409, "connection.not_awaited")
    assert (await flow.read())["authorize_url"] is None
    await ended_ago(settings, flow.id, timedelta(hours=1))
    expired = await flow.read()
    assert (expired["state"], expired["problem"]["code"]) == ("failed", "connection.expired")


async def test_several_accounts_are_chosen_from(
    person: Person, neighbours: Neighbours, opener: Opener
) -> None:
    """What is chosen is connected, under its own id where the organisation has it already; no more than once."""
    first = await begin(person, neighbours, opener)
    await first.answer(await first.open())
    await first.offer("7")
    [known_id] = (await first.until("done"))["account_ids"]
    await connected(first, known_id, "7")

    flow = await begin(person, neighbours, opener)
    await flow.answer(await flow.open())
    await flow.offer("7", "8", "9")
    choose = await flow.until("choose")
    assert [choice["account_id"] for choice in choose["choices"]] == [known_id, None, None]

    wrong = await person.http.post(f"{flow.url}/choices", json={"choice_ids": ["1", "4"]})
    assert (wrong.status_code, wrong.json()["errors"][0]["pointer"]) == (422, "#/choice_ids/1")
    done = await person.http.post(f"{flow.url}/choices", json={"choice_ids": ["1", "3"]})
    late = await person.http.post(f"{flow.url}/choices", json={"choice_ids": ["2"]})

    assert (done.status_code, late.status_code) == (202, 409)
    account_ids = done.json()["account_ids"]
    assert account_ids[0] == known_id
    assert len(account_ids) == 2
    [chosen] = await flow.chosen()
    assert [(a["choice_id"], a["account_id"]) for a in chosen["accounts"]] == [
        ("1", known_id),
        ("3", account_ids[1]),
    ]


async def test_reconnecting_takes_the_same_account_or_none(
    person: Person, neighbours: Neighbours, opener: Opener
) -> None:
    """Of several the one that is connected again is taken by itself; another's consent connects nothing and says so."""
    first = await begin(person, neighbours, opener)
    await first.answer(await first.open())
    await first.offer("7")
    [account_id] = (await first.until("done"))["account_ids"]
    await connected(first, account_id, "7")

    again = await begin(person, neighbours, opener, account_id=account_id)
    await again.answer(await again.open())
    await again.offer("6", "7")
    assert (await again.until("done"))["account_ids"] == [account_id]

    other = await begin(person, neighbours, opener, account_id=account_id)
    await other.answer(await other.open())
    await other.offer("8")
    failed = await other.until("failed")
    assert failed["problem"]["code"] == "connection.other_account"
    assert "user8" in failed["problem"]["detail"]
    assert "user7" in failed["problem"]["detail"]
    assert (await other.chosen())[0]["accounts"] == []


async def test_an_account_that_was_never_identified_becomes_one_choice(
    person: Person, neighbours: Neighbours, opener: Opener
) -> None:
    """Connected again before the network said who it is, it is asked for, and several can't become one."""
    first = await begin(person, neighbours, opener)
    await first.answer(await first.open())
    await first.offer("7")
    [account_id] = (await first.until("done"))["account_ids"]
    again = await begin(person, neighbours, opener, account_id=account_id)
    await again.answer(await again.open())
    await again.offer("7", "8")
    await again.until("choose")

    both = await person.http.post(f"{again.url}/choices", json={"choice_ids": ["1", "2"]})
    one = await person.http.post(f"{again.url}/choices", json={"choice_ids": ["2"]})

    assert (both.status_code, both.json()["errors"][0]["pointer"]) == (422, "#/choice_ids")
    assert (one.status_code, one.json()["account_ids"]) == (202, [account_id])


async def test_what_the_network_refuses_is_shown(
    person: Person, neighbours: Neighbours, opener: Opener
) -> None:
    """In its own words, with who must act."""
    flow = await begin(person, neighbours, opener)
    await flow.answer(await flow.open())
    failed = ConnectionFailed(
        **flow.facts(),
        code="x.access_denied",
        detail="The person said no.",
        who_must_act="account_owner",
        failed_at=now(),
    )
    await flow.neighbours.tell(failed, times=2)

    document = await flow.until("failed")
    assert document["explanation"] == "Nothing was connected: The person said no."
    assert document["problem"] == {
        "code": "x.access_denied",
        "detail": "The person said no.",
        "who_must_act": "account_owner",
    }


async def test_what_can_not_be_begun(person: Person) -> None:
    """A redirect that the operator does not allow, a network without a consent page, a server that is missing."""
    answers = [
        await person.http.post(
            "/v1/connections", json={"network": "x", "redirect_url": "https://evil.example"}
        ),
        await person.http.post("/v1/connections", json={"network": "bluesky"}),
        await person.http.post("/v1/connections", json={"network": "mastodon"}),
    ]

    assert [answer.status_code for answer in answers] == [422] * 3
    assert [answer.json()["errors"][0]["pointer"] for answer in answers] == [
        "#/redirect_url",
        "#/network",
        "#/base_url",
    ]


async def test_another_tenants_connection_does_not_exist(
    person: Person, stranger: Person, neighbours: Neighbours, opener: Opener
) -> None:
    """404 on every way to it."""
    flow = await begin(person, neighbours, opener)
    state = await flow.open()

    answers = [
        await stranger.http.get(flow.url),
        await stranger.http.post(f"{flow.url}/callback", json={"parameters": {"state": state}}),
        await stranger.http.post(f"{flow.url}/choices", json={"choice_ids": []}),
    ]

    assert [answer.status_code for answer in answers] == [404] * 3


async def test_nothing_that_came_back_stays_here(
    person: Person, neighbours: Neighbours, opener: Opener, settings: Settings
) -> None:
    """The code is in no table, the state in none but the page's address, and that is gone when it was used."""
    flow = await begin(person, neighbours, opener)
    state = await flow.open()
    await flow.answer(state)
    await flow.offer("7")
    await flow.until("done")

    dump = await dumped(settings)
    assert CODE not in dump
    assert state not in dump


async def test_an_expiring_account_warns(person: Person, neighbours: Neighbours, opener: Opener) -> None:
    """Within a week of the consent's end the account says so, while it goes on publishing."""
    flow = await begin(person, neighbours, opener)
    await flow.answer(await flow.open())
    await flow.offer("7")
    [account_id] = (await flow.until("done"))["account_ids"]
    await connected(flow, account_id, "7")
    ends = now() + timedelta(days=2, hours=20)
    event: EventData = AccountExpiring(
        organization_id=UUID(person.organization_id),
        account_id=UUID(account_id),
        network="x",
        revision=2,
        expires_at=ends,
        days_left=3,
        who_must_act="account_owner",
        noticed_at=now(),
    )
    await neighbours.tell(event)

    async def warned() -> dict[str, Any] | None:
        account: dict[str, Any] = (await person.http.get(f"/v1/accounts/{account_id}")).json()
        return account if account["warning"] else None

    account = await eventually(warned)
    assert (account["state"], account["warning"]["code"]) == ("connected", "account.expiring")
    assert account["warning"]["detail"].startswith("the consent ends in 2 days")
    assert datetime.fromisoformat(account["expires_at"]) == ends


async def ended_ago(settings: Settings, connection_id: str, ago: timedelta) -> None:
    connection = await asyncpg.connect(settings.database_url)
    try:
        await connection.execute(
            "update connections set expires_at = now() - $2::interval where connection_id = $1",
            connection_id,
            ago,
        )
    finally:
        await connection.close()


async def dumped(settings: Settings) -> str:
    """Every row of every table, as text."""
    connection = await asyncpg.connect(settings.database_url)
    try:
        names = await connection.fetch("select tablename from pg_tables where schemaname = 'public'")
        rows = [await connection.fetch(f'select t::text as row from "{name[0]}" t') for name in names]
    finally:
        await connection.close()
    return "\n".join(row["row"] for table in rows for row in table)
