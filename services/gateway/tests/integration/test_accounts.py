import json
from typing import Any
from uuid import UUID

import asyncpg

from services.gateway.config import Settings
from services.gateway.tests.conftest import Person
from services.gateway.tests.neighbours import Neighbours, seen
from shared.clock import SystemClock
from shared.events import AccountConnected, AccountDegraded
from shared.sealing import Opener
from shared.service import Service
from shared.testing.waiting import eventually
from shared.unit_of_work import UnitOfWorkFactory

MASTODON = {
    "network": "mastodon",
    "base_url": "https://mastodon.example",
    "credentials": {"access_token": "the-secret-token"},
}


async def test_credentials_go_sealed_to_the_publisher(
    person: Person, neighbours: Neighbours, opener: Opener
) -> None:
    """A connected account is told with credentials that the publisher's key opens for that account alone."""
    answer = await person.http.post("/v1/accounts", json=MASTODON)

    assert answer.status_code == 202, answer.text
    account = answer.json()
    assert (account["state"], answer.headers["location"]) == (
        "connecting",
        f"/v1/accounts/{account['account_id']}",
    )
    ((envelope, data),) = await neighbours.told("account.authorized")
    opened = opener.open(data["sealed_credential"], account["account_id"].encode())
    assert json.loads(opened) == MASTODON["credentials"]
    assert str(envelope.organization_id) == person.organization_id


async def test_no_credential_stays_in_the_database(person: Person, settings: Settings) -> None:
    """No table of the gateway holds the plain token."""
    await person.http.post("/v1/accounts", json=MASTODON, headers={"Idempotency-Key": "k1"})

    connection = await asyncpg.connect(settings.database_url)
    try:
        tables = [
            row["tablename"]
            for row in await connection.fetch("select tablename from pg_tables where schemaname = 'public'")
        ]
        for table in tables:
            rows = await connection.fetch(f'select t::text as row from "{table}" t')
            assert not [row for row in rows if "the-secret-token" in row["row"]], table
    finally:
        await connection.close()


async def test_the_publishers_word_shows_in_the_account(person: Person, gateway: Service) -> None:
    """connected, then degraded: the account follows, over Kafka."""
    account = (await person.http.post("/v1/accounts", json=MASTODON)).json()
    url = f"/v1/accounts/{account['account_id']}"
    facts = {
        "organization_id": UUID(person.organization_id),
        "account_id": UUID(account["account_id"]),
        "network": "mastodon",
    }
    now = SystemClock().now()
    units = UnitOfWorkFactory(gateway._database, "publisher", SystemClock())
    connected = AccountConnected(
        **facts,
        revision=1,
        remote_id="7",
        handle="@asha@mastodon.example",
        display_name="Asha",
        profile_url="https://mastodon.example/@asha",
        connected_at=now,
    )
    async with units() as work:
        work.tell(connected)

    async def state() -> dict[str, Any]:
        return dict((await person.http.get(url)).json())

    async def is_connected() -> bool:
        return bool((await state())["state"] == "connected")

    await eventually(is_connected)
    assert (await state())["handle"] == "@asha@mastodon.example"

    degraded = AccountDegraded(
        **facts,
        revision=2,
        code="token_revoked",
        detail="The access token was revoked",
        who_must_act="account_owner",
        degraded_at=now,
    )
    async with units() as work:
        work.tell(degraded)

    async def is_degraded() -> bool:
        return bool((await state())["state"] == "degraded")

    await eventually(is_degraded)
    assert (await state())["problem"]["detail"] == "The access token was revoked"


async def test_disconnect_and_reconnect_keep_the_id(person: Person, neighbours: Neighbours) -> None:
    """An account that was taken away is no longer listed; new credentials bring it back under its id."""
    account = (await person.http.post("/v1/accounts", json=MASTODON)).json()
    url = f"/v1/accounts/{account['account_id']}"

    assert (await person.http.delete(url)).status_code == 428
    assert (await person.http.delete(url, headers={"If-Match": '"v9"'})).status_code == 412
    gone = await person.http.delete(url, headers={"If-Match": '"v1"'})
    assert (gone.status_code, gone.json()["state"]) == (200, "disconnected")
    assert (await person.http.get("/v1/accounts")).json()["items"] == []

    back = await person.http.post(f"{url}/credentials", json=MASTODON)

    assert (back.status_code, back.json()["account_id"], back.json()["state"]) == (
        202,
        account["account_id"],
        "connecting",
    )
    assert len(await neighbours.told("account.disconnected")) == 1
    assert [data["revision"] for _, data in await neighbours.told("account.authorized")] == [1, 3]


async def test_an_account_is_connected_once(person: Person, stranger: Person, neighbours: Neighbours) -> None:
    """A second time under a new id it is taken away again, told to the publisher, and says which one it is."""
    first = (await neighbours.connect(person, "x"))["x"]
    second = (await neighbours.connect(person, "x"))["x"]
    other = (await neighbours.connect(stranger, "x"))["x"]

    twin = await seen(person, f"/v1/accounts/{second}", state="disconnected")
    assert twin["problem"]["code"] == "account.connected_already"
    assert first in twin["problem"]["detail"]
    await seen(person, f"/v1/accounts/{first}", state="connected")
    await seen(stranger, f"/v1/accounts/{other}", state="connected")
    told = [data for _, data in await neighbours.told("account.disconnected")]
    assert [data["account_id"] for data in told if data["organization_id"] == person.organization_id] == [
        second
    ]

    gone = await person.http.delete(f"/v1/accounts/{first}", headers={"If-Match": "*"})
    assert gone.status_code == 200
    again = (await neighbours.connect(person, "x"))["x"]
    await seen(person, f"/v1/accounts/{again}", state="connected")


async def test_another_tenants_account_does_not_exist(person: Person, stranger: Person) -> None:
    """Every way to another organisation's account answers 404."""
    account = (await person.http.post("/v1/accounts", json=MASTODON)).json()
    url = f"/v1/accounts/{account['account_id']}"

    answers = [
        await stranger.http.get(url),
        await stranger.http.delete(url, headers={"If-Match": "*"}),
        await stranger.http.post(f"{url}/credentials", json=MASTODON),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert (await stranger.http.get("/v1/accounts")).json()["items"] == []


async def test_the_fields_of_a_networks_credentials_are_its_capabilitys(person: Person) -> None:
    """What is missing and what does not belong there is named by its place; no value comes back."""
    body = {"network": "bluesky", "credentials": {"identifier": "asha.test", "a/b": "planted-secret"}}

    answer = await person.http.post("/v1/accounts", json=body)

    assert answer.status_code == 422
    errors = {error["pointer"]: error["detail"] for error in answer.json()["errors"]}
    assert errors == {
        "#/credentials/app_password": (
            "is missing. An app password made under Settings > Privacy and security."
        ),
        "#/credentials/a~1b": "is not a field of Bluesky; it takes identifier, app_password",
    }
    assert "planted-secret" not in answer.text
