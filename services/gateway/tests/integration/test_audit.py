import json
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


async def entries(settings: Settings, organization_id: str) -> list[dict[str, Any]]:
    connection = await asyncpg.connect(settings.database_url)
    try:
        rows = await connection.fetch(
            "select * from audit_entries where organization_id = $1 order by audit_id", UUID(organization_id)
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
