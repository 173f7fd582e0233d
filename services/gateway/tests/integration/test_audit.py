import csv
import io
import json
import re
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from services.gateway.config import Settings
from services.gateway.tenancy import TENANT_ROLE, Tenancy
from services.gateway.tests.conftest import Person
from shared.clock import SystemClock
from shared.postgres import Database
from shared.unit_of_work import UnitOfWorkFactory

_SECRET = re.compile("secret|token|password|encrypted|sealed|hash|reply_key|authorize_url")
_NO_SECRETS = {"content_hash", "secret_id"}


async def entries(settings: Settings, organization_id: str) -> list[dict[str, Any]]:
    connection = await asyncpg.connect(settings.database_url)
    try:
        rows = await connection.fetch(
            "select * from audit_entries where organization_id = $1 and kind = 'campaigns' order by audit_id",
            UUID(organization_id),
        )
    finally:
        await connection.close()
    return [
        dict(row) | {name: json.loads(row[name]) for name in ("before", "after") if row[name] is not None}
        for row in rows
    ]


async def test_a_change_is_kept_with_who_made_it_and_through_what(settings: Settings, person: Person) -> None:
    """Before and after of what changed alone, and where the request came from."""
    made = await person.http.post("/v1/campaigns", json={"name": "Monsoon"})
    await person.http.patch(
        made.headers["location"],
        json={"name": "Winter"},
        headers={
            "If-Match": made.headers["etag"],
            "X-Request-ID": "of-the-change",
            "User-Agent": "a browser",
        },
    )

    added, changed = await entries(settings, person.organization_id)

    assert (added["action"], added["kind"], added["operation"]) == ("insert", "campaigns", "create_campaign")
    assert added["after"]["name"] == "Monsoon"
    assert added["before"] is None
    assert (changed["action"], changed["operation"]) == ("update", "update_campaign")
    assert (changed["before"], changed["after"]) == ({"name": "Monsoon"}, {"name": "Winter"})
    assert changed["subject_id"] == made.json()["campaign_id"]
    assert (changed["request_id"], changed["user_agent"]) == ("of-the-change", "a browser")
    assert changed["credential"].startswith("session:")
    assert changed["user_id"] is not None
    assert changed["address"] == "127.0.0.1"


async def test_what_was_refused_has_no_entry(settings: Settings, person: Person) -> None:
    """An entry and its change are one transaction."""
    made = await person.http.post("/v1/campaigns", json={"name": "Monsoon"})
    stale = await person.http.patch(
        made.headers["location"], json={"name": "Winter"}, headers={"If-Match": '"v7"'}
    )

    assert stale.status_code == 412
    assert len(await entries(settings, person.organization_id)) == 1


@pytest.mark.parametrize(
    "statement", ["update audit_entries set operation = 'x'", "delete from audit_entries"]
)
async def test_nobody_who_makes_entries_can_change_them(
    settings: Settings, person: Person, statement: str
) -> None:
    """The trail is appended to, and no more."""
    await person.http.post("/v1/campaigns", json={"name": "Monsoon"})
    database = Database(settings.database_url, role=TENANT_ROLE, application_name="test")
    await database.open()
    try:
        tenancy = Tenancy(UnitOfWorkFactory(database, "gateway", SystemClock()))
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with tenancy.work(UUID(person.organization_id)) as work:
                await work.connection.execute(statement)
    finally:
        await database.close()


async def trail(person: Person, **filters: Any) -> list[dict[str, Any]]:
    # Signing up has made entries too.
    answer = await person.http.get("/v1/audit", params={"kind": "campaigns", **filters})
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


async def test_the_trail_can_be_searched(person: Person) -> None:
    """By who, by what, of what, when, and by the words that were written."""
    made = await person.http.post("/v1/campaigns", json={"name": "Monsoon %_"})
    await person.http.patch(
        made.headers["location"], json={"name": "Winter"}, headers={"If-Match": made.headers["etag"]}
    )
    changed, added = await trail(person)

    assert await trail(person, operation="update_campaign") == [changed]
    assert await trail(person, action="insert") == [added]
    assert await trail(person, subject_id=made.json()["campaign_id"]) == [changed, added]
    assert await trail(person, text="winter") == [changed]
    assert await trail(person, text="%_") == [changed, added]
    assert await trail(person, user_id=added["user_id"], kind="campaigns") == [changed, added]
    assert await trail(person, until=added["at"]) == []
    assert await trail(person, since=changed["at"], credential=changed["credential"]) == [changed]
    assert (await person.http.get(f"/v1/audit/{added['audit_id']}")).json() == added


async def test_an_export_is_the_whole_list_and_no_formula(person: Person) -> None:
    """In CSV as in JSON Lines; a cell that a spreadsheet would run is a text."""
    for number in range(3):
        await person.http.post(
            "/v1/campaigns", json={"name": f"=1+{number}"}, headers={"User-Agent": "=HYPERLINK(1)"}
        )
    entries_of = await trail(person)

    table = await person.http.get("/v1/audit/export", params={"kind": "campaigns"})
    lines = await person.http.get("/v1/audit/export", params={"format": "jsonl", "kind": "campaigns"})

    rows = list(csv.DictReader(io.StringIO(table.text, newline="")))
    assert [row["audit_id"] for row in rows] == [entry["audit_id"] for entry in entries_of]
    assert {row["user_agent"] for row in rows} == {"'=HYPERLINK(1)"}
    assert [json.loads(row["after"])["name"] for row in rows] == ["=1+2", "=1+1", "=1+0"]
    read = [json.loads(line) for line in lines.text.splitlines()]
    assert [entry["after"] for entry in read] == [entry["after"] for entry in entries_of]
    assert table.headers["content-disposition"] == 'attachment; filename="audit.csv"'


async def test_a_trail_is_its_organisations_alone(person: Person, stranger: Person) -> None:
    """Another organisation's entry is not there."""
    await person.http.post("/v1/campaigns", json={"name": "Monsoon"})
    (entry,) = await trail(person)

    assert await trail(stranger) == []
    assert (await stranger.http.get(f"/v1/audit/{entry['audit_id']}")).status_code == 404


async def test_no_secret_is_ever_in_an_entry(settings: Settings, person: Person) -> None:
    """What a column's name says is secret is left out by every table that has a trail."""
    assert person.username
    connection = await asyncpg.connect(settings.database_url)
    try:
        rows = await connection.fetch(
            "select c.relname as name, a.attname as column, split_part(encode(t.tgargs, 'escape'), '\\000', 2) as hidden"
            " from pg_trigger t join pg_class c on c.oid = t.tgrelid"
            " join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped"
            " where t.tgname = 'audit_insert'"
        )
    finally:
        await connection.close()
    told = {
        (row["name"], row["column"])
        for row in rows
        if row["column"] not in row["hidden"].strip("{}").split(",")
    }

    assert {name for name, _ in told} >= {"api_keys", "campaigns", "connections", "invitations", "webhooks"}
    assert [one for one in sorted(told) if _SECRET.search(one[1]) and one[1] not in _NO_SECRETS] == []
