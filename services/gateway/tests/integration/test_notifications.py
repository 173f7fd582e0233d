"""What people are told in the app and by e-mail, from the event to the mailbox."""

import asyncio
import re
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from services.gateway.domain.event_types import EVENT_TYPES
from services.gateway.tests.conftest import Person
from services.gateway.tests.integration.test_live import units_of
from services.gateway.tests.mailbox import Mailbox, text_of
from services.gateway.tests.members import joined
from services.gateway.usecases.live import LiveEvent, append_live_events
from services.gateway.usecases.notifying import Notifier
from shared.clock import SystemClock
from shared.service import Service
from shared.testing.waiting import eventually


async def happen(gateway: Service, person: Person, *names: str, **changes: Any) -> None:
    events = [
        LiveEvent(UUID(person.organization_id), name, {**EVENT_TYPES[name].example, **changes})
        for name in names
    ]
    async with units_of(gateway)() as work:
        await append_live_events(work, events)


async def listed(person: Person, **query: Any) -> list[dict[str, Any]]:
    answer = await person.http.get("/v1/notifications", params=query)
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def told(person: Person, count: int, **query: Any) -> list[dict[str, Any]]:
    """As soon as there are so many."""

    async def enough() -> list[dict[str, Any]] | None:
        items = await listed(person, **query)
        return items if len(items) == count else None

    return await eventually(enough)


async def confirm_address(gateway: Service, person: Person) -> None:
    async with gateway._database.acquire() as connection:
        await connection.execute(
            "update users set email_verified_at = now() where username = $1", person.username
        )


async def test_a_failure_is_told_in_the_app_and_by_e_mail(
    gateway: Service, person: Person, stranger: Person, mailbox: Mailbox
) -> None:
    """To the people of its organisation, in words, with a way out at the foot of the mail."""
    await confirm_address(gateway, person)
    await happen(gateway, person, "content.progressed", "post.failed")

    (notification,) = await told(person, 1)
    mail = await mailbox.newest_for(person.email, "A post on mastodon")

    assert notification["type"] == "post.failed"
    assert notification["body"] == "Text character limit of 500 exceeded"
    assert notification["subject"] == notification["data"]["post_id"]
    assert (await person.http.get("/v1/notifications/unread")).json() == {"unread": 1}
    assert "Text character limit of 500 exceeded" in text_of(mail)
    assert await listed(stranger) == []
    assert not [one for one in mailbox.all_for(stranger.email) if "mastodon" in one["Subject"]]


async def test_one_click_ends_mail_of_that_kind(
    gateway: Service, person: Person, mailbox: Mailbox, client: httpx.AsyncClient
) -> None:
    """As RFC 8058 says, by a POST of the mail program; opening the link asks first."""
    await confirm_address(gateway, person)
    await happen(gateway, person, "account.degraded")
    mail = await mailbox.newest_for(person.email, "must be connected again")
    link = str(mail["List-Unsubscribe"]).strip("<>")
    path = re.sub(r"^https?://[^/]+", "", link)
    before = (await person.http.get("/v1/notification-preferences")).json()

    asked = await client.get(path)
    unchanged = (await person.http.get("/v1/notification-preferences")).json()
    done = await client.post(path, data={"List-Unsubscribe": "One-Click"})
    again = await client.post(path, data={"List-Unsubscribe": "One-Click"})
    after = (await person.http.get("/v1/notification-preferences")).json()

    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert (asked.status_code, done.status_code, again.status_code) == (200, 200, 200)
    assert unchanged == before
    by_type = {one["type"]: one for one in after["events"]}
    assert (by_type["account.degraded"]["email"], by_type["account.degraded"]["in_app"]) == (False, True)
    assert by_type["post.failed"]["email"] is True
    assert (await client.post("/unsubscribe/made-up")).status_code == 404


async def test_each_role_is_told_its_own(gateway: Service, person: Person, mailbox: Mailbox) -> None:
    """A viewer can do nothing about a failed post, and is not told."""
    viewer = await joined(person, mailbox, "viewer")
    await happen(gateway, person, "post.failed")
    await told(person, 1, types="post.failed")

    assert [one["type"] for one in await listed(viewer)] == []


async def test_what_is_handed_out_again_is_there_once(gateway: Service, person: Person) -> None:
    """The cursor is set back and two go through the log at the same time: nobody is told twice."""
    await happen(gateway, person, *["post.published"] * 3)
    before = await told(person, 3)
    async with gateway._database.acquire() as connection:
        await connection.execute("update notification_cursor set txid = '1', seq = 0")
    notifiers = [Notifier(SystemClock()).following(gateway._database, units_of(gateway)) for _ in range(3)]
    for _ in range(5):
        await asyncio.gather(*(notifier.turn() for notifier in notifiers))
    await happen(gateway, person, "post.published")

    after = await told(person, 4)
    assert after[1:] == before


async def test_what_was_not_committed_is_not_told(gateway: Service, person: Person) -> None:
    """Nor passed over when it is committed late."""
    async with units_of(gateway)() as slow:
        event = LiveEvent(
            UUID(person.organization_id), "post.missed", dict(EVENT_TYPES["post.missed"].example)
        )
        await append_live_events(slow, [event])
        await happen(gateway, person, "post.failed")
    assert {one["type"] for one in await told(person, 2)} == {"post.failed", "post.missed"}


async def test_marking(gateway: Service, person: Person, stranger: Person) -> None:
    """One, some, all, all up to one; read, unread, archived; again changes nothing, and of another's nothing is seen."""
    await happen(gateway, person, *["post.published"] * 4)
    newest, second, third, oldest = [one["notification_id"] for one in await told(person, 4)]

    async def mark(**body: Any) -> int:
        answer = await person.http.post("/v1/notifications/marks", json=body)
        assert answer.status_code == 200, answer.text
        changed: int = answer.json()["changed"]
        return changed

    read = await person.http.patch(f"/v1/notifications/{second}", json={"read": True})
    assert read.json()["read_at"] is not None
    assert (await person.http.get(f"/v1/notifications/{second}")).json() == read.json()
    assert [one["notification_id"] for one in await listed(person, unread=True)] == [newest, third, oldest]
    assert [await mark(read=True, until=third) for _ in range(2)] == [2, 0]
    assert [one["notification_id"] for one in await listed(person, unread=True)] == [newest]
    assert await mark(read=False, notification_ids=[second, str(uuid4())]) == 1
    assert await mark(archived=True, notification_ids=[oldest]) == 1
    assert [one["notification_id"] for one in await listed(person)] == [newest, second, third]
    assert [one["notification_id"] for one in await listed(person, archived=True)] == [oldest]
    assert await mark(read=True) == 2
    assert (await person.http.get("/v1/notifications/unread")).json() == {"unread": 0}
    for answer in (
        await stranger.http.get(f"/v1/notifications/{newest}"),
        await stranger.http.patch(f"/v1/notifications/{newest}", json={"read": True}),
    ):
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize("body", [{}, {"read": "yes"}, {"read": None}, {"read": True, "seen": True}])
async def test_marks_that_say_nothing_are_refused(person: Person, body: dict[str, Any]) -> None:
    """Nothing is marked."""
    assert (await person.http.post("/v1/notifications/marks", json=body)).status_code == 422


async def test_preferences_are_kept_and_hold(gateway: Service, person: Person) -> None:
    """What is turned off in the app is not shown; the ETag guards a change."""
    first = await person.http.get("/v1/notification-preferences")
    changes = {
        "quiet_hours": {"begins": "22:00", "ends": "07:00"},
        "digest_at": "08:00",
        "events": {"post.published": {"in_app": False}},
    }
    stale = await person.http.patch(
        "/v1/notification-preferences", json=changes, headers={"If-Match": '"v7"'}
    )
    changed = await person.http.patch(
        "/v1/notification-preferences", json=changes, headers={"If-Match": first.headers["ETag"]}
    )
    back = await person.http.patch(
        "/v1/notification-preferences",
        json={"quiet_hours": None},
        headers={"If-Match": changed.headers["ETag"]},
    )
    await happen(gateway, person, "post.published", "post.failed")

    assert (stale.status_code, changed.status_code, back.status_code) == (412, 200, 200)
    assert (changed.json()["quiet_hours"], changed.json()["digest_at"]) == (changes["quiet_hours"], "08:00")
    assert (back.json()["quiet_hours"], back.json()["digest_at"]) == (None, "08:00")
    assert (await person.http.get("/v1/notification-preferences")).json() == back.json()
    assert [one["type"] for one in await told(person, 1)] == ["post.failed"]


@pytest.mark.parametrize(
    "changes",
    [
        {"quiet_hours": {"begins": "22:00", "ends": "22:00"}},
        {"quiet_hours": {"begins": "24:00", "ends": "07:00"}},
        {"digest_at": "8"},
        {"events": {"content.progressed": {"in_app": True}}},
        {"events": {"\x00": {}}},
        {"email": "no"},
    ],
)
async def test_preferences_that_mean_nothing_are_refused(person: Person, changes: dict[str, Any]) -> None:
    """With where and why."""
    answer = await person.http.patch("/v1/notification-preferences", json=changes, headers={"If-Match": "*"})

    assert (answer.status_code, answer.json()["code"]) == (422, "request.invalid")


async def test_mail_that_waits_is_not_sent_to_who_wants_none_of_it_by_now(
    gateway: Service, person: Person, mailbox: Mailbox
) -> None:
    """A digest holds what somebody still wants when it goes out, not what they wanted when it happened."""
    await confirm_address(gateway, person)
    later = (datetime.now(UTC) + timedelta(hours=12)).strftime("%H:%M")
    any_revision = {"If-Match": "*"}
    await person.http.patch("/v1/notification-preferences", json={"digest_at": later}, headers=any_revision)
    await happen(gateway, person, "post.failed", "post.missed")
    await told(person, 2)
    changes = {"events": {"post.failed": {"email": False}}}
    changed = await person.http.patch("/v1/notification-preferences", json=changes, headers=any_revision)
    assert changed.status_code == 200, changed.text
    async with gateway._database.acquire() as connection:
        await connection.execute(
            "update notifications set email_due_at = now() where organization_id = $1 and email_due_at is not null",
            UUID(person.organization_id),
        )

    mail = await mailbox.newest_for(person.email, "A post on mastodon")
    assert "was missed" in mail["Subject"]
    assert "Text character limit" not in text_of(mail)


async def test_many_things_at_once_come_in_one_mail(
    gateway: Service, person: Person, mailbox: Mailbox
) -> None:
    """Whatever goes wrong a hundred times, the mailbox does not fill."""
    await confirm_address(gateway, person)
    await happen(gateway, person, *["post.failed"] * 40)
    mail = await mailbox.newest_for(person.email, "40 news")

    assert "And 15 more" in text_of(mail)
    assert len(mailbox.all_for(person.email)) <= 2  # the other confirms the address
