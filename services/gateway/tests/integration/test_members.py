import asyncio
import re
from typing import Any

import asyncpg
import httpx
import pytest

from services.gateway.config import Settings
from services.gateway.tests.conftest import PASSWORD, Person, SignUp, client_of
from services.gateway.tests.mailbox import Mailbox, text_of
from services.gateway.tests.members import invited, joined, token_for
from shared.service import Service
from shared.testing.waiting import eventually


async def member_of(owner: Person, username: str) -> tuple[str, dict[str, str]]:
    """A member's path, and what a change must show."""
    found = (await owner.http.get("/v1/members")).json()["items"]
    path = next(f"/v1/members/{one['user_id']}" for one in found if one["username"] == username)
    return path, {"If-Match": (await owner.http.get(path)).headers["etag"]}


async def test_an_invitation_makes_a_member_once(person: Person, mailbox: Mailbox) -> None:
    """Whoever gets the e-mail comes in with the role, their address verified; the token works once."""
    email, token = await invited(person, mailbox, "editor")
    offer = await person.http.post("/v1/invitations/look", json={"token": token})
    body = {"token": token, "username": "ravi-the-editor", "password": PASSWORD}

    came = await person.http.post("/v1/invitations/accept-as-new", json=body)
    again = await person.http.post("/v1/invitations/accept-as-new", json=body | {"username": "another-one"})

    assert (offer.json()["email"], offer.json()["role"]) == (email, "editor")
    assert came.status_code == 201, came.text
    assert came.json()["user"]["organization_id"] == person.organization_id
    assert (came.json()["user"]["email"], came.json()["user"]["role"]) == (email, "editor")
    assert (again.status_code, again.json()["code"]) == (409, "invitation.not_open")
    (entry,) = (await person.http.get("/v1/audit", params={"kind": "memberships"})).json()["items"]
    assert entry["operation"] == "accept_invitation_as_new"
    assert entry["user_id"] == came.json()["user"]["user_id"]


async def test_links_in_mails_lead_to_pages(
    person: Person, mailbox: Mailbox, client: httpx.AsyncClient
) -> None:
    """Of an invitation as of a confirmation: a page of ours, whose forms go where the API takes them."""
    email, _ = await invited(person, mailbox, "viewer")
    mails = [await mailbox.newest_for(email), await mailbox.newest_for(person.email, "Confirm")]
    links = [re.findall(r"https://postwright\.example(/[a-z-]+)#", text_of(mail)) for mail in mails]

    assert links == [["/invitations"], ["/verify-email"]]
    for path in ("/invitations", "/verify-email", "/reset-password", "/forgot-password"):
        page = await client.get(path)
        assert (page.status_code, page.headers["cache-control"]) == (200, "no-store")
        for action in re.findall(r'data-(?:path|look)="([^"]+)"', page.text):
            assert (await client.post(action, json={})).status_code in {401, 422}, action
        for file in re.findall(r'(?:src|href)="(/[^"]+)"', page.text):
            assert (await client.get(file)).status_code == 200


async def test_of_many_who_accept_at_once_one_comes_in(person: Person, mailbox: Mailbox) -> None:
    """A token is used once, however many use it at the same moment."""
    _, token = await invited(person, mailbox, "viewer")

    answers = await asyncio.gather(
        *(
            person.http.post(
                "/v1/invitations/accept-as-new",
                json={
                    "token": token,
                    "username": f"racer-{number}-{token[-6:].strip('_-')}",
                    "password": PASSWORD,
                },
            )
            for number in range(5)
        )
    )

    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409, 409]
    assert len((await person.http.get("/v1/members")).json()["items"]) == 2


async def test_who_is_here_already_joins_by_their_address(
    person: Person, stranger: Person, sign_up: SignUp, mailbox: Mailbox
) -> None:
    """An invitation is for the address it was sent to; who has it becomes a member of both."""
    third = await sign_up()
    in_another_case = stranger.email.replace("user", "USER")
    _, token = await invited(person, mailbox, "approver", in_another_case)

    wrong = await third.http.post("/v1/invitations/accept", json={"token": token})
    right = await stranger.http.post("/v1/invitations/accept", json={"token": token})

    assert (wrong.status_code, wrong.json()["code"]) == (409, "invitation.for_another")
    assert right.status_code == 204, right.text
    mine = (await stranger.http.get("/v1/organizations")).json()["items"]
    assert {(one["organization_id"], one["role"]) for one in mine} == {
        (person.organization_id, "approver"),
        (stranger.organization_id, "owner"),
    }


async def test_nobody_is_invited_twice(person: Person, mailbox: Mailbox) -> None:
    """One open invitation of an address, in any case; none of a member."""
    email, _ = await invited(person, mailbox, "viewer")

    again = await person.http.post("/v1/invitations", json={"email": email.upper(), "role": "viewer"})
    own = await person.http.post("/v1/invitations", json={"email": person.email, "role": "viewer"})

    assert (again.status_code, again.json()["code"]) == (409, "invitation.exists")
    assert (own.status_code, own.json()["code"]) == (409, "member.exists")


async def test_who_sends_an_invitation_again_answers_for_it(
    settings: Settings, person: Person, mailbox: Mailbox
) -> None:
    """Whoever made it has left since: the new link works, as the mail says."""
    admin = await joined(person, mailbox, "admin")
    email, _ = await invited(admin, mailbox, "viewer")
    path = "/v1/invitations/" + (await person.http.get("/v1/invitations")).json()["items"][0]["invitation_id"]
    assert (await admin.http.post("/v1/organization/leave")).status_code == 204
    connection = await asyncpg.connect(settings.database_url)
    await connection.execute("update invitations set sent_at = sent_at - interval '6 minutes'")
    await connection.close()

    assert (await person.http.post(f"{path}/resend")).status_code == 200
    await eventually(lambda: len(mailbox.all_for(email)) == 2)
    token = await token_for(mailbox, email)

    body = {"token": token, "username": "ravi-who-waited", "password": PASSWORD}
    accepted = await person.http.post("/v1/invitations/accept-as-new", json=body)
    assert accepted.status_code == 201, accepted.text
    await admin.http.aclose()


async def test_sent_again_only_the_new_link_works(
    settings: Settings, person: Person, mailbox: Mailbox
) -> None:
    """And not at once: nobody's mailbox is filled."""
    email, first = await invited(person, mailbox, "viewer")
    path = "/v1/invitations/" + (await person.http.get("/v1/invitations")).json()["items"][0]["invitation_id"]
    soon = await person.http.post(f"{path}/resend")
    connection = await asyncpg.connect(settings.database_url)
    await connection.execute("update invitations set sent_at = sent_at - interval '6 minutes'")
    await connection.close()

    later = await person.http.post(f"{path}/resend")

    assert (soon.status_code, soon.json()["code"]) == (429, "invitation.too_many")
    assert later.status_code == 200, later.text
    old = await person.http.post("/v1/invitations/look", json={"token": first})
    assert old.json()["code"] == "invitation.not_open"

    async def newer() -> str | None:
        token = await token_for(mailbox, email)
        return None if token == first else token

    second = await eventually(newer, what="another e-mail")
    assert (await person.http.post("/v1/invitations/look", json={"token": second})).status_code == 200


async def test_a_revoked_invitation_is_none(person: Person, mailbox: Mailbox) -> None:
    """Revoking again changes nothing."""
    _, token = await invited(person, mailbox, "viewer")
    path = "/v1/invitations/" + (await person.http.get("/v1/invitations")).json()["items"][0]["invitation_id"]

    revoked = await person.http.delete(path)

    assert revoked.json()["state"] == "revoked"
    assert (await person.http.delete(path)).json() == revoked.json()
    refused = await person.http.post("/v1/invitations/look", json={"token": token})
    assert refused.json()["code"] == "invitation.not_open"
    assert (await person.http.get("/v1/invitations", params={"open": True})).json()["items"] == []


async def test_only_an_owner_makes_owners_and_unmakes_them(person: Person, mailbox: Mailbox) -> None:
    """An admin may do the rest."""
    admin = await joined(person, mailbox, "admin")
    viewer = await joined(person, mailbox, "viewer")
    owner_path, owner_seen = await member_of(person, person.username)
    viewer_path, viewer_seen = await member_of(person, viewer.username)

    refused: list[Any] = [
        await admin.http.post("/v1/invitations", json={"email": "x@example.com", "role": "owner"}),
        await admin.http.patch(viewer_path, json={"role": "owner"}, headers=viewer_seen),
        await admin.http.patch(owner_path, json={"role": "viewer"}, headers=owner_seen),
        await admin.http.delete(owner_path),
    ]
    changed = await admin.http.patch(viewer_path, json={"role": "editor"}, headers=viewer_seen)

    assert [answer.status_code for answer in refused] == [403] * 4
    assert changed.json()["role"] == "editor"


async def test_a_key_makes_no_owners(person: Person, mailbox: Mailbox, gateway: Service) -> None:
    """An owner's key that may manage members would otherwise do by another person what its scopes never allow."""
    viewer = await joined(person, mailbox, "viewer")
    path, seen = await member_of(person, viewer.username)
    made = await person.http.post("/v1/api-keys", json={"name": "People", "scopes": ["members:manage"]})
    async with client_of(gateway, Authorization=f"Bearer {made.json()['key']}") as key:
        owner = await key.patch(path, json={"role": "owner"}, headers=seen)
        invitation = await key.post("/v1/invitations", json={"email": "x@example.com", "role": "owner"})
        admin = await key.patch(path, json={"role": "admin"}, headers=seen)

    assert [(one.status_code, one.json()["code"]) for one in (owner, invitation)] == [
        (403, "auth.forbidden")
    ] * 2
    assert admin.status_code == 200


@pytest.mark.parametrize("way", ["leave", "remove", "demote"])
async def test_the_last_owner_stays(person: Person, way: str) -> None:
    """An organisation always has somebody who owns it."""
    path, seen = await member_of(person, person.username)

    if way == "leave":
        answer = await person.http.post("/v1/organization/leave")
    elif way == "remove":
        answer = await person.http.delete(path)
    else:
        answer = await person.http.patch(path, json={"role": "admin"}, headers=seen)

    assert (answer.status_code, answer.json()["code"]) == (409, "member.last_owner")


async def test_of_two_owners_who_leave_at_once_one_stays(person: Person, mailbox: Mailbox) -> None:
    """Members change one after the other."""
    other = await joined(person, mailbox, "owner")

    answers = await asyncio.gather(
        person.http.post("/v1/organization/leave"), other.http.post("/v1/organization/leave")
    )

    assert sorted(answer.status_code for answer in answers) in ([204, 409], [204, 401])


async def test_who_leaves_is_out_at_once(person: Person, mailbox: Mailbox) -> None:
    """Their session here has ended; who was removed everywhere can still sign in."""
    member = await joined(person, mailbox, "editor")

    assert (await member.http.post("/v1/organization/leave")).status_code == 204

    assert (await member.http.get("/v1/posts")).status_code == 401
    again = await person.http.post(
        "/v1/auth/login", json={"login": member.username, "password": PASSWORD}, headers={"Authorization": ""}
    )
    assert again.json()["user"]["organization_id"] != person.organization_id


async def test_who_was_removed_while_acting_begins_nothing_more(person: Person, mailbox: Mailbox) -> None:
    """What began before the removal was committed may end; nothing that began after it goes through, not even once."""
    member = await joined(person, mailbox, "editor")
    path, _ = await member_of(person, member.username)
    removed = asyncio.Event()
    begun_after: list[int] = []

    async def act(number: int) -> None:
        while not removed.is_set():
            await member.http.post("/v1/campaigns", json={"name": f"Of {number}"})
        late = [await member.http.post("/v1/campaigns", json={"name": "Too late"}) for _ in range(5)]
        begun_after.extend(answer.status_code for answer in late)

    async def remove() -> None:
        gone = await person.http.delete(path)
        removed.set()
        assert gone.status_code == 204, gone.text

    await asyncio.gather(*(act(number) for number in range(4)), remove())

    assert begun_after == [401] * 20
    names = {one["name"] for one in (await person.http.get("/v1/campaigns")).json()["items"]}
    assert "Too late" not in names


async def test_a_believed_session_is_no_membership(
    settings: Settings, person: Person, mailbox: Mailbox
) -> None:
    """A removal that no replica was told of counts all the same: each transaction looks for itself."""
    member = await joined(person, mailbox, "editor")
    assert (await member.http.get("/v1/campaigns")).status_code == 200
    connection = await asyncpg.connect(settings.database_url)
    await connection.execute(
        "delete from memberships where user_id = (select user_id from users where username = $1)",
        member.username,
    )
    await connection.close()

    refused = await member.http.post("/v1/campaigns", json={"name": "Too late"})

    assert refused.status_code == 401
    assert (await person.http.get("/v1/campaigns")).json()["items"] == []


async def test_a_role_that_was_taken_away_counts_at_once(person: Person, mailbox: Mailbox) -> None:
    """The very next change is refused, whatever is believed of the role."""
    member = await joined(person, mailbox, "editor")
    path, seen = await member_of(person, member.username)
    assert (await member.http.post("/v1/campaigns", json={"name": "Monsoon"})).status_code == 201

    await person.http.patch(path, json={"role": "viewer"}, headers=seen)
    refused = await member.http.post("/v1/campaigns", json={"name": "Winter"})

    assert (refused.status_code, refused.json()["permission"]) == (403, "content:write")


async def test_a_step_names_people_who_may_approve(person: Person, mailbox: Mailbox) -> None:
    """One of a viewer alone would never end."""
    viewer = await joined(person, mailbox, "viewer")
    user_id = (await viewer.http.get("/v1/me")).json()["user_id"]
    step = {"name": "Legal", "user_ids": [user_id]}

    refused = await person.http.post("/v1/approval-rules", json={"name": "x", "steps": [step]})

    assert (refused.status_code, refused.json()["code"]) == (422, "member.not_allowed")
    assert refused.json()["errors"][0]["pointer"] == "#/steps/0/user_ids/0"
