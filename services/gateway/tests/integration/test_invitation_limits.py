import asyncio
from datetime import datetime
from typing import Any

import asyncpg
import httpx
import pytest

from services.gateway.config import Settings
from services.gateway.tests.conftest import Person
from services.gateway.tests.mailbox import Mailbox
from services.gateway.tests.members import invited, verify


@pytest.fixture(scope="module")
def settings(settings: Settings) -> Settings:
    """Of a gateway that lets little mail go to strangers."""
    return settings.model_copy(update={"open_invitations": 3, "invitation_mails_per_day": 4})


async def invite(person: Person, email: str) -> httpx.Response:
    return await person.http.post("/v1/invitations", json={"email": email, "role": "viewer"})


async def change(settings: Settings, statement: str, *values: Any) -> None:
    connection = await asyncpg.connect(settings.database_url)
    await connection.execute(statement, *values)
    await connection.close()


async def let_minutes_pass(settings: Settings, person: Person, minutes: int) -> None:
    """Of what was sent."""
    await change(
        settings,
        "update invitations set sent_at = sent_at - make_interval(mins => $2) where organization_id = $1",
        person.organization_id,
        minutes,
    )


def limits_of(*answers: httpx.Response) -> list[tuple[int, str, str]]:
    return [(one.status_code, one.json()["code"], one.json()["limit"]) for one in answers]


async def test_of_many_invitations_at_once_as_many_stay_open_as_may(person: Person, mailbox: Mailbox) -> None:
    """Not one more; revoking one makes room."""
    await verify(person, mailbox)

    answers = await asyncio.gather(*(invite(person, f"open-{place}@example.com") for place in range(6)))

    refused = [answer for answer in answers if answer.status_code != 201]
    assert limits_of(*refused) == [(429, "invitation.too_many", "open_invitations")] * 3
    problem = refused[0].json()
    assert (problem["allowed"], problem["used"], problem["remaining"]) == (3, 3, 0)
    listed = (await person.http.get("/v1/invitations")).json()["items"]
    ends = [datetime.fromisoformat(one["expires_at"]) for one in listed]
    assert (len(ends), datetime.fromisoformat(problem["resets_at"])) == (3, min(ends))
    assert 0 < int(refused[0].headers["retry-after"]) <= 7 * 86_400 + 1
    await person.http.delete(f"/v1/invitations/{listed[0]['invitation_id']}")
    assert (await invite(person, "open-again@example.com")).status_code == 201


async def test_a_day_has_only_so_many_mails(person: Person, mailbox: Mailbox, settings: Settings) -> None:
    """Whether an invitation is new or sent again; nothing is kept of one whose mail may not leave."""
    await invited(person, mailbox, "viewer", "again@example.com")
    path = "/v1/invitations/" + (await person.http.get("/v1/invitations")).json()["items"][0]["invitation_id"]
    for _ in range(3):
        await let_minutes_pass(settings, person, 6)
        assert (await person.http.post(f"{path}/resend")).status_code == 200
    await let_minutes_pass(settings, person, 6)

    again, other = await person.http.post(f"{path}/resend"), await invite(person, "other@example.com")

    assert limits_of(again, other) == [(429, "invitation.too_many", "invitation_mails")] * 2
    problem = other.json()
    assert (problem["allowed"], problem["used"], problem["remaining"]) == (4, 4, 0)
    assert problem["resets_at"].endswith("T00:00:00+00:00")
    assert 0 < int(other.headers["retry-after"]) <= 86_401
    assert len((await person.http.get("/v1/invitations")).json()["items"]) == 1
    await change(
        settings,
        "update usage_counters set period = period - 1 where organization_id = $1 and limit_name = 'invitation_mails'",
        person.organization_id,
    )
    assert (await invite(person, "other@example.com")).status_code == 201


async def test_a_mailbox_is_not_filled_by_revoking_and_inviting_anew(
    person: Person, mailbox: Mailbox, settings: Settings
) -> None:
    """The address rests however its name is written; others do not wait for it."""
    await invited(person, mailbox, "viewer", "rests@example.com")
    path = "/v1/invitations/" + (await person.http.get("/v1/invitations")).json()["items"][0]["invitation_id"]
    resent = await person.http.post(f"{path}/resend")
    await person.http.delete(path)

    anew = await invite(person, "RESTS@example.com")

    kind = (429, "invitation.too_many", "invitation_mails_to_address")
    assert limits_of(resent, anew) == [kind, kind]
    assert 0 < int(anew.headers["retry-after"]) <= 301
    assert (await invite(person, "another@example.com")).status_code == 201
    await let_minutes_pass(settings, person, 6)
    assert (await invite(person, "rests@example.com")).status_code == 201


async def test_one_organisation_uses_up_nothing_of_another(
    person: Person, stranger: Person, mailbox: Mailbox
) -> None:
    """Each has its own bounds, also at one address."""
    await verify(person, mailbox)
    await verify(stranger, mailbox)
    for place in range(3):
        assert (await invite(person, f"both-{place}@example.com")).status_code == 201
    assert (await invite(person, "both-3@example.com")).status_code == 429

    assert (await invite(stranger, "both-0@example.com")).status_code == 201
