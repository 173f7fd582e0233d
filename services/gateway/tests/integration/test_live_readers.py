"""Who is told what: nobody of what they may not read, and nobody for longer than they may."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import httpx

from services.gateway.domain.event_types import EVENT_TYPES
from services.gateway.tests.conftest import Person
from services.gateway.tests.integration.test_live import address, units_of
from services.gateway.tests.integration.test_live_filters import connected, filtered
from services.gateway.tests.mailbox import Mailbox
from services.gateway.tests.members import joined
from services.gateway.usecases.live import LiveEvent, append_live_events
from shared.service import Service

__all__ = ["address"]

TOLD = (
    "api_key.created",
    "member.invited",
    "webhook.disabled",
    "content.requested",
    "account.measured",
    "post.due",
)


async def tell_all(gateway: Service, person: Person) -> None:
    organization_id = UUID(person.organization_id)
    events = [LiveEvent(organization_id, kind, dict(EVENT_TYPES[kind].example)) for kind in TOLD]
    async with units_of(gateway)() as work:
        await append_live_events(work, events)


async def keyed(person: Person, *scopes: str) -> Person:
    """The same, by an API key with these scopes."""
    answer = await person.http.post("/v1/api-keys", json={"name": "screen", "scopes": scopes})
    assert answer.status_code == 201, answer.text
    return replace(person, access_token=answer.json()["key"])


async def history(address: str, person: Person) -> list[str]:
    """The types that somebody is shown when they look back, of those told here."""
    headers = {"Authorization": f"Bearer {person.access_token}"}
    async with httpx.AsyncClient(base_url=address, headers=headers) as client:
        found: list[dict[str, Any]] = (await client.get("/v1/events/history")).json()["items"]
    return [one["type"] for one in found if one["type"] in TOLD]


async def test_a_key_is_told_of_what_its_scopes_let_it_read(
    address: str, gateway: Service, person: Person
) -> None:
    """By stream, by socket and looking back: a screen that shows posts learns of no keys, invitations or accounts."""
    screen = await keyed(person, "posts:read", "content:read")
    async with filtered(address, screen, "") as stream, connected(address, screen) as socket:
        assert (await socket.next())["type"] == "stream.opened"
        await tell_all(gateway, person)

        assert [(await stream.next()).type for _ in range(2)] == ["content.requested", "post.due"]
        assert [(await socket.next())["type"] for _ in range(2)] == ["content.requested", "post.due"]
        await socket.say(action="filter", types=["api_key.*", "post.*"])
        assert (await socket.next())["type"] == "stream.filtered"
        await tell_all(gateway, person)
        assert (await socket.next())["type"] == "post.due"
    assert await history(address, screen) == ["content.requested", "post.due"] * 2


async def test_a_member_is_told_of_what_their_role_lets_them_read(
    address: str, gateway: Service, person: Person, mailbox: Mailbox
) -> None:
    """A viewer of what goes on; the owner of everything."""
    viewer = await joined(person, mailbox, "viewer")
    async with filtered(address, person, "") as stream:
        await tell_all(gateway, person)
        assert [(await stream.next()).type for _ in TOLD] == list(TOLD)

    assert await history(address, viewer) == ["content.requested", "account.measured", "post.due"]


async def test_a_stream_ends_with_the_role_that_opened_it(
    address: str, person: Person, mailbox: Mailbox
) -> None:
    """Whoever comes back watches by the new one, and so does a key of theirs."""
    member = await joined(person, mailbox, "admin")
    user_id = (await member.http.get("/v1/me")).json()["user_id"]
    key = await keyed(member, "posts:read", "keys:manage")
    async with connected(address, member) as socket, connected(address, key) as other:
        assert [(await one.next())["type"] for one in (socket, other)] == ["stream.opened"] * 2
        changed = await person.http.patch(
            f"/v1/members/{user_id}", json={"role": "viewer"}, headers={"If-Match": "*"}
        )
        assert changed.status_code == 200, changed.text
        assert [await one.close_code() for one in (socket, other)] == [4401] * 2
        async with connected(address, member) as again:
            assert (await again.next())["type"] == "stream.opened"


async def test_a_stream_ends_with_the_organisation(address: str, person: Person) -> None:
    """In one that was deleted everything stands still: who watched sees no more, and nobody begins to."""
    key = await keyed(person, "posts:read")
    async with connected(address, person) as socket, connected(address, key) as other:
        assert [(await one.next())["type"] for one in (socket, other)] == ["stream.opened"] * 2
        gone = await person.http.delete("/v1/organization", headers={"If-Match": "*"})
        assert gone.status_code in {200, 202, 204}, gone.text
        assert [await one.close_code() for one in (socket, other)] == [4401] * 2
        async with connected(address, person) as again:
            assert await again.close_code() == 4403
    assert (await person.http.get("/v1/events")).json()["code"] == "organization.deleted"
