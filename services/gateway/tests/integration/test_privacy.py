"""Seeing all that is kept, and having it forgotten, over HTTP; the other services are played by the test."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import AsyncMock, MagicMock
from uuid import UUID

import asyncpg
import httpx
import pytest

from services.gateway.domain.privacy import SERVICES
from services.gateway.tests.conftest import PASSWORD, Person, SignUp
from services.gateway.tests.mailbox import Mailbox
from services.gateway.tests.members import joined
from services.gateway.tests.neighbours import Neighbours
from services.gateway.usecases.erasures import Erasures
from shared.events import ErasureCompleted, ExportCompleted
from shared.postgres import Database
from shared.service import Service
from shared.testing.clocks import FakeClock
from shared.testing.waiting import eventually
from shared.unit_of_work import UnitOfWorkFactory

OTHERS = [service for service in SERVICES if service != "gateway"]


async def report_of(client: httpx.AsyncClient, receipt: str, *services: str) -> dict[str, Any]:
    """The report, once these services have answered for each part."""

    async def answered() -> Any:
        report = (await client.get(f"/v1/erasures/{receipt}")).json()
        parts = [{one["service"] for one in part["reports"]} for part in report["parts"]]
        return report if all(set(services) <= part for part in parts) else None

    report: dict[str, Any] = await eventually(answered, what=f"answers of {services}")
    return report


async def answers(neighbours: Neighbours, organization_id: UUID, user_id: UUID | None = None) -> None:
    """The other services have forgotten what they were asked to forget."""
    for _, data in await neighbours.told("erasure.requested"):
        if data["organization_id"] != str(organization_id):
            continue
        for service in OTHERS:
            await neighbours.tell(
                ErasureCompleted(
                    organization_id=organization_id,
                    erasure_id=UUID(data["erasure_id"]),
                    user_id=user_id,
                    service=service,
                    rows={"rows": 3},
                    objects=0,
                    completed_at=datetime.now(UTC),
                )
            )


async def test_an_organisation_is_erased_and_the_report_stays(
    person: Person,
    stranger: Person,
    neighbours: Neighbours,
    client: httpx.AsyncClient,
) -> None:
    """Nobody is signed in to it any more; each service is named with what it has forgotten; others lose nothing."""
    made = await person.http.post("/v1/campaigns", json={"name": "Monsoon sale"})
    assert made.status_code == 201, made.text
    theirs = (await stranger.http.post("/v1/campaigns", json={"name": "Harvest"})).json()
    path = "/v1/organization/erasure"
    slip = await person.http.post(path, json={"name": "another"})
    assert (slip.status_code, slip.json()["code"]) == (422, "erasure.not_confirmed")
    foreign = await stranger.http.post(path, json={"name": person.username})
    assert foreign.status_code == 422

    erased = await person.http.post(path, json={"name": person.username})
    assert erased.status_code == 202, erased.text
    assert (await person.http.get("/v1/me")).status_code == 401
    receipt = erased.json()["receipt"]
    report = await report_of(client, receipt, "gateway")
    assert report["state"] == "erasing"
    assert sorted(report["parts"][0]["awaited"]) == sorted(OTHERS)
    assert report["parts"][0]["reports"][0]["rows"]["campaigns"] == 1

    await answers(neighbours, UUID(person.organization_id))
    report = await report_of(client, receipt, *SERVICES)
    assert report["state"] == "completed"
    assert (await stranger.http.get(f"/v1/campaigns/{theirs['campaign_id']}")).status_code == 200
    assert (await client.get("/v1/erasures/pw_erasure_of_nobody")).status_code == 404


async def test_a_person_is_forgotten_with_what_is_theirs_alone(
    person: Person,
    client: httpx.AsyncClient,
    gateway: Service,
) -> None:
    """With their own organisation; the address and name stand nowhere in the database any more."""
    wrong = {"username": person.username, "password": "another one"}
    refused = await person.http.post("/v1/me/erasure", json=wrong)
    assert (refused.status_code, refused.json()["code"]) == (403, "auth.wrong_password")
    erased = await person.http.post(
        "/v1/me/erasure", json={"username": person.username, "password": PASSWORD}
    )
    assert erased.status_code == 202, erased.text
    report = await report_of(client, erased.json()["receipt"], "gateway")
    assert {part["subject"] for part in report["parts"]} == {"organization", "person"}
    again = await client.post("/v1/auth/login", json={"login": person.username, "password": PASSWORD})
    assert again.status_code == 401
    assert await places_of(gateway.settings.database_url, person.email) == []
    assert await places_of(gateway.settings.database_url, person.username) == []


async def test_who_asked_to_be_forgotten_signs_in_no_more(
    person: Person, client: httpx.AsyncClient, gateway: Service
) -> None:
    """Also before it is done: signing in would make an organisation, under their name, that outlives them."""
    connection = await asyncpg.connect(gateway.settings.database_url)
    try:
        # What is asked stays where it is, as while Kafka is away.
        await connection.execute("create rule held as on insert to erasures do instead nothing")
        confirmed = {"username": person.username, "password": PASSWORD}
        assert (await person.http.post("/v1/me/erasure", json=confirmed)).status_code == 202

        answer = await client.post("/v1/auth/login", json={"login": person.email, "password": PASSWORD})
    finally:
        await connection.execute("drop rule held on erasures")
        await connection.close()

    assert (answer.status_code, answer.json()["code"]) == (401, "auth.wrong_credentials")


async def test_guesses_at_the_password_are_counted_however_the_name_is_written(person: Person) -> None:
    """Who has somebody's session does not find out their password by asking for an erasure."""
    statuses = []
    for blanks in range(16):
        body = {"username": person.username + " " * blanks, "password": f"guess {blanks}"}
        statuses.append((await person.http.post("/v1/me/erasure", json=body)).status_code)

    assert statuses[0] == 403
    # On a slow machine an attempt comes back between two of them.
    assert statuses.count(429) >= 4


async def test_others_keep_what_a_person_did_there_and_not_their_name(
    person: Person, client: httpx.AsyncClient, gateway: Service, mailbox: Mailbox
) -> None:
    """What they were told of them by name is gone, also where it was to be sent; what is somebody else's stays."""
    webhook = {"url": "https://receiver.example/", "event_types": ["member.*"]}
    assert (await person.http.post("/v1/webhooks", json=webhook)).status_code == 201
    guest, other = await joined(person, mailbox, "admin"), await joined(person, mailbox, "editor")
    key = (await guest.http.post("/v1/api-keys", json={"name": "Export", "scopes": ["posts:read"]})).json()
    campaign = (await guest.http.post("/v1/campaigns", json={"name": "Monsoon sale"})).json()
    database_url = gateway.settings.database_url

    async def told(name: str) -> list[str]:
        return await places_of(database_url, name)

    async def is_told() -> bool:
        return {"live_events", "notifications", "webhook_events"} <= {*await told(guest.username)}

    await eventually(is_told)
    erased = await guest.http.post("/v1/me/erasure", json={"username": guest.username, "password": PASSWORD})
    assert erased.status_code == 202, erased.text
    await report_of(client, erased.json()["receipt"], "gateway")

    assert await told(guest.username) == await told(guest.email) == []
    assert {"live_events", "notifications", "webhook_events"} <= {*await told(other.username)}
    path = f"/v1/campaigns/{campaign['campaign_id']}"
    assert (await person.http.get(path)).status_code == 200
    orphaned = await person.http.get(f"/v1/api-keys/{key['api_key_id']}")
    assert orphaned.json()["state"] == "orphaned"
    entries = await person.http.get("/v1/audit", params={"subject_id": campaign["campaign_id"]})
    (entry,) = entries.json()["items"]
    assert (entry["after"]["name"], entry["address"], entry["user_agent"]) == ("Monsoon sale", "", "")


async def test_what_others_write_stays_whatever_it_mentions(
    person: Person, client: httpx.AsyncClient, stranger: Person
) -> None:
    """Nobody takes a part of another organisation's records along by a name or address that stands in them."""
    body = {"name": f"Greetings to {person.email}", "description": person.username}
    theirs = (await stranger.http.post("/v1/campaigns", json=body)).json()
    confirmed = {"username": person.username, "password": PASSWORD}
    erased = await person.http.post("/v1/me/erasure", json=confirmed)
    await report_of(client, erased.json()["receipt"], "gateway")

    entries = await stranger.http.get("/v1/audit", params={"subject_id": theirs["campaign_id"]})
    assert entries.json()["items"][0]["after"]["name"] == body["name"]


async def test_what_was_deleted_is_erased_when_it_can_be_restored_no_more(
    person: Person, neighbours: Neighbours, gateway: Service
) -> None:
    """Once, whoever looks how often; before that nothing is touched."""
    organization_id = UUID(person.organization_id)
    connection = await asyncpg.connect(gateway.settings.database_url)
    database = Database(gateway.settings.database_url, application_name="erasures-test")
    await database.open()
    now = datetime.now(UTC)
    try:
        await connection.execute(
            "update organizations set deleted_at = $2 where organization_id = $1", organization_id, now
        )
        clock = FakeClock(now + timedelta(days=29))
        units = UnitOfWorkFactory(database, "gateway", clock)
        erasures = Erasures(units, MagicMock(), AsyncMock(), clock)
        assert await erasures.erase_deleted() == 0
        await clock.advance(timedelta(days=2).total_seconds())
        assert await erasures.erase_deleted() == 1
        assert await erasures.erase_deleted() == 0

        async def is_gone() -> bool:
            return not await connection.fetchval(
                "select exists (select from organizations where organization_id = $1)", organization_id
            )

        await eventually(is_gone, what="the organisation's end")
    finally:
        await database.close()
        await connection.close()
    asked = [data for _, data in await neighbours.told("erasure.requested")]
    assert [data["organization_id"] for data in asked] == [person.organization_id]


async def places_of(database_url: str, text: str) -> list[str]:
    """Tables in which a text stands, in any column."""
    connection = await asyncpg.connect(database_url)
    try:
        tables = await connection.fetch(
            "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'"
        )
        found = []
        for (table,) in tables:
            count = await connection.fetchval(
                f'select count(*) from "{table}" t where position($1 in t::text) > 0',
                text,
            )
            if count:
                found.append(table)
        return found
    finally:
        await connection.close()


async def test_what_is_kept_of_a_person_is_shown_to_them(person: Person) -> None:
    """Without what they sign in with."""
    shown = await person.http.get("/v1/me/data")
    assert shown.status_code == 200, shown.text
    tables = shown.json()["tables"]
    assert tables["users"][0]["email"] == person.email
    assert "password_hash" not in tables["users"][0]
    assert {"users", "memberships", "sessions"} <= set(tables)


async def test_no_mail_that_waits_is_shown_to_anybody(person: Person, gateway: Service) -> None:
    """Its link would make a member of whoever reads the export, or set a password with a stolen session."""
    connection = await asyncpg.connect(gateway.settings.database_url)
    try:
        await connection.execute(
            "insert into emails (email_id, organization_id, recipient, template, subject, body_text, body_html, retry_at)"
            " values (gen_random_uuid(), $1, $2, 'invitation', 's', 'pw_link_x', 'pw_link_x', now() + interval '1 day')",
            UUID(person.organization_id),
            person.email,
        )
    finally:
        await connection.close()
    shown = await person.http.get("/v1/me/data")
    path = (await person.http.post("/v1/exports")).headers["location"]

    async def written() -> Any:
        files = (await person.http.get(path)).json()["files"]
        return next((file["url"] for file in files if file["table"] == "emails"), None)

    exported = await person.http.get(await eventually(written, what="the gateway's part"))
    assert shown.json()["tables"]["emails"][0]["recipient"] == person.email
    assert json.loads(exported.text)["recipient"] == person.email
    assert "pw_link_x" not in shown.text + exported.text


async def test_an_export_is_ready_when_every_service_has_written(
    person: Person, stranger: Person, neighbours: Neighbours
) -> None:
    """Its files are there for the organisation, and for nobody else."""
    await person.http.post("/v1/campaigns", json={"name": "Monsoon sale"})
    asked = await person.http.post("/v1/exports", headers={"Idempotency-Key": "one"})
    assert asked.status_code == 202, asked.text
    assert (await person.http.post("/v1/exports", headers={"Idempotency-Key": "one"})).json() == asked.json()
    path = asked.headers["location"]
    for service in OTHERS:
        await neighbours.tell(
            ExportCompleted(
                organization_id=UUID(person.organization_id),
                export_id=UUID(asked.json()["export_id"]),
                service=service,
                files=(),
                completed_at=datetime.now(UTC),
            )
        )

    async def ready() -> Any:
        shown = (await person.http.get(path)).json()
        return shown if shown["state"] == "ready" else None

    export = await eventually(ready, what="the export")
    urls = {file["table"]: file["url"] for file in export["files"]}
    lines = (await person.http.get(urls["campaigns"])).text.splitlines()
    assert [json.loads(line)["name"] for line in lines] == ["Monsoon sale"]
    by_state = [
        (await person.http.get("/v1/exports", params={"state": state})).json()["items"]
        for state in ("ready", "writing")
    ]
    assert [len(items) for items in by_state] == [1, 0]
    assert (await stranger.http.get(path)).status_code == 404
    assert (await stranger.http.get(urls["campaigns"])).status_code == 404
    assert (await person.http.get(f"{path}/files/gateway/secrets")).status_code == 404


@pytest.mark.parametrize("path", ["/v1/me/erasure", "/v1/exports"])
async def test_nobody_does_this_unseen(client: httpx.AsyncClient, path: str) -> None:
    """A credential is needed."""
    assert (await client.post(path, json={})).status_code == 401


async def test_who_would_leave_others_without_an_owner_stays(sign_up: SignUp, gateway: Service) -> None:
    """The organisation is named; nothing is erased."""
    owner, member = await sign_up(), await sign_up()
    connection = await asyncpg.connect(gateway.settings.database_url)
    try:
        await connection.execute(
            "insert into memberships (organization_id, user_id, role)"
            " select $1, user_id, 'editor' from users where username = $2",
            UUID(owner.organization_id),
            member.username,
        )
    finally:
        await connection.close()
    refused = await owner.http.post("/v1/me/erasure", json={"username": owner.username, "password": PASSWORD})
    assert (refused.status_code, refused.json()["code"]) == (409, "organization.sole_owner")
    assert (await owner.http.get("/v1/me")).status_code == 200
