"""Passwords, addresses and profile, as the person themselves changes them."""

import asyncio
import re
from uuid import uuid4

import asyncpg
import httpx
import pytest

from services.gateway.config import Settings
from services.gateway.main import create_app
from services.gateway.tests.conftest import PASSWORD, Person, client_of
from services.gateway.tests.mailbox import Mailbox, text_of
from services.gateway.tests.signing_in import entered, may_enter
from shared.service import Service
from shared.testing.clocks import FakeClock
from shared.testing.waiting import eventually

NEW = "quite another pass phrase"
_LINK = re.compile(r"https://postwright\.example/([a-z-]+)#(pw_link_[A-Za-z0-9_-]+)")


async def link(mailbox: Mailbox, address: str, subject: str) -> str:
    """The token of the newest mail with these words in its subject."""
    found = _LINK.search(text_of(await mailbox.newest_for(address, subject)))
    assert found is not None
    return found[2]


async def forgotten(client: httpx.AsyncClient, login: str) -> httpx.Response:
    return await client.post("/v1/auth/forgot-password", json={"login": login})


async def test_an_address_is_verified_by_the_link_in_the_mail(person: Person, mailbox: Mailbox) -> None:
    """Registering works at once; the state is shown; the link works once and may be sent again."""
    assert (await person.http.get("/v1/me")).json()["email_verified"] is False
    token = await link(mailbox, person.email, "Confirm")

    answers = [await person.http.post("/v1/auth/verify-email", json={"token": token}) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [204, 204]
    assert (await person.http.get("/v1/me")).json()["email_verified"] is True


async def test_nobody_writes_to_strangers_from_an_address_that_is_not_verified(
    person: Person, mailbox: Mailbox
) -> None:
    """An invitation needs a verified address."""
    invitation = {"email": "stranger@example.com", "role": "viewer"}
    answer = await person.http.post("/v1/invitations", json=invitation)
    assert (answer.status_code, answer.json()["code"]) == (403, "user.email_not_verified")

    token = await link(mailbox, person.email, "Confirm")
    await person.http.post("/v1/auth/verify-email", json={"token": token})
    assert (await person.http.post("/v1/invitations", json=invitation)).status_code == 201


async def test_a_link_that_was_made_up_or_replaced_does_not_work(own_settings: Settings) -> None:
    """409 with a code of its own, and the newest link works alone, until it expires."""
    clock = FakeClock()
    async with create_app(own_settings, clock=clock).running() as gateway, client_of(gateway) as client:
        assert own_settings.mail.mailbox_folder is not None
        mailbox = Mailbox(own_settings.mail.mailbox_folder)
        body = {"username": "asha", "email": "asha@example.com", "password": PASSWORD}
        tokens = (await client.post("/v1/auth/register", json=body)).json()
        client.headers["Authorization"] = f"Bearer {tokens['access_token']}"
        first = await link(mailbox, "asha@example.com", "Confirm")
        # Within a minute nothing is sent again.
        assert (await client.post("/v1/me/email/verification")).status_code == 202
        clock.jump(61)
        assert (await client.post("/v1/me/email/verification")).status_code == 202
        await eventually(lambda: len(mailbox.all_for("asha@example.com")) == 2)
        second = await link(mailbox, "asha@example.com", "Confirm")

        async def opened(token: str) -> tuple[int, str]:
            answer = await client.post("/v1/auth/verify-email", json={"token": token})
            return answer.status_code, answer.json()["code"] if answer.content else ""

        assert await opened("pw_link_made-up") == (409, "auth.link_invalid")
        assert await opened(first) == (409, "auth.link_invalid")
        clock.jump(48 * 3_600)
        assert await opened(second) == (409, "auth.link_invalid")


async def test_a_link_for_one_thing_does_no_other(person: Person, mailbox: Mailbox) -> None:
    """The link that verifies an address sets no password."""
    token = await link(mailbox, person.email, "Confirm")

    answer = await person.http.post("/v1/auth/reset-password", json={"token": token, "password": NEW})

    assert (answer.status_code, answer.json()["code"]) == (409, "auth.link_invalid")


async def test_a_changed_password_ends_the_other_sign_ins(
    person: Person, gateway: Service, client: httpx.AsyncClient, mailbox: Mailbox
) -> None:
    """The present one goes on; the old password is good for nothing; the person is told."""
    other = await entered(client, person.username)
    assert other is not None
    change = {"current_password": PASSWORD, "new_password": NEW}

    assert (await person.http.post("/v1/me/password", json=change)).status_code == 204

    assert not await may_enter(gateway, other["access_token"])
    assert (await person.http.get("/v1/me")).status_code == 200
    assert await entered(client, person.username) is None
    assert await entered(client, person.username, NEW) is not None
    await mailbox.newest_for(person.email, "password was changed")
    # A client that lost the answer asks again.
    assert (await person.http.post("/v1/me/password", json=change)).status_code == 204


async def test_the_old_password_is_asked_for_and_guesses_are_counted(person: Person) -> None:
    """Who has somebody's session does not find out their password."""
    statuses = []
    for number in range(16):
        body = {"current_password": f"guess {number}", "new_password": NEW}
        answer = await person.http.post("/v1/me/password", json=body)
        statuses.append((answer.status_code, answer.json()["code"]))

    assert statuses[0] == (403, "auth.wrong_password")
    assert (429, "rate_limit.exceeded") in statuses


async def test_of_two_password_changes_at_once_one_wins(person: Person, client: httpx.AsyncClient) -> None:
    """The other is told, and the password is the winner's."""
    answers = await asyncio.gather(
        *(
            person.http.post(
                "/v1/me/password",
                json={"current_password": PASSWORD, "new_password": f"pass phrase {number}"},
            )
            for number in range(4)
        )
    )

    won = [number for number, answer in enumerate(answers) if answer.status_code == 204]
    assert len(won) == 1
    assert await entered(client, person.username, f"pass phrase {won[0]}") is not None


async def test_a_sign_in_begun_with_the_old_password_does_not_survive_its_change(
    person: Person, gateway: Service, client: httpx.AsyncClient
) -> None:
    """However the two meet, after the change nobody is in by the old password."""
    change = {"current_password": PASSWORD, "new_password": NEW}
    results = await asyncio.gather(
        *(entered(client, person.username) for _ in range(4)),
        person.http.post("/v1/me/password", json=change),
        *(entered(client, person.username) for _ in range(4)),
    )

    changed = results[4]
    assert isinstance(changed, httpx.Response)
    assert changed.status_code == 204
    for tokens in results:
        assert not (isinstance(tokens, dict) and await may_enter(gateway, tokens["access_token"]))


async def test_a_forgotten_password_is_reset_by_mail(
    person: Person, gateway: Service, client: httpx.AsyncClient, mailbox: Mailbox
) -> None:
    """By a link that works once; everybody who was in is out; the address counts as verified."""
    assert (await forgotten(client, person.email)).status_code == 202
    token = await link(mailbox, person.email, "Set a new password")
    body = {"token": token, "password": NEW}

    first = await client.post("/v1/auth/reset-password", json=body)
    second = await client.post("/v1/auth/reset-password", json=body | {"password": "a third pass phrase"})

    assert (first.status_code, second.status_code) == (204, 409)
    assert not await may_enter(gateway, person.access_token)
    tokens = await entered(client, person.username, NEW)
    assert tokens is not None
    assert tokens["user"]["email_verified"] is True


async def test_a_reset_tells_nobody_who_has_an_account(
    person: Person, client: httpx.AsyncClient, owner: asyncpg.Connection
) -> None:
    """The same answer, and the same work before it: one row, whoever is meant; the rest happens beside the requests."""
    known = await forgotten(client, person.username)
    unknown = await forgotten(client, "nobody-has-this-name")

    assert (known.status_code, known.json()) == (unknown.status_code, unknown.json())
    assert set(known.headers) == set(unknown.headers)

    async def done() -> bool:
        return not await owner.fetchval("select exists (select from password_reset_requests)")

    await eventually(done)


async def test_who_claimed_anothers_address_keeps_nothing_of_it(
    person: Person, gateway: Service, client: httpx.AsyncClient, mailbox: Mailbox
) -> None:
    """Somebody signs up with an address they do not read; whose it is resets the password and is alone in it."""
    made = await person.http.post("/v1/api-keys", json={"name": "back door", "scopes": ["posts:read"]})
    await forgotten(client, person.email)
    token = await link(mailbox, person.email, "Set a new password")

    await client.post("/v1/auth/reset-password", json={"token": token, "password": NEW})

    async def is_out() -> bool:
        async with client_of(gateway, Authorization=f"Bearer {made.json()['key']}") as key:
            return (await key.get("/v1/posts")).status_code == 401

    await eventually(is_out, seconds=1)
    assert not await may_enter(gateway, person.access_token)


@pytest.mark.parametrize("way", ["changed", "reset"])
async def test_a_new_password_calls_off_a_new_address(
    person: Person, client: httpx.AsyncClient, mailbox: Mailbox, way: str
) -> None:
    """Who asked for their own address with a stolen password, and holds its link, does not get the account."""
    thief = f"thief-{uuid4().hex[:8]}@example.com"
    await person.http.post("/v1/me/email", json={"email": thief, "password": PASSWORD})
    held = await link(mailbox, thief, "Confirm")
    await set_password(way, person, client, mailbox)

    opened = await client.post("/v1/auth/verify-email", json={"token": held})

    assert (opened.status_code, opened.json()["code"]) == (409, "auth.link_invalid")
    assert await entered(client, person.email, NEW) is not None


async def test_a_changed_password_is_not_reset_by_a_link_of_before(
    person: Person, client: httpx.AsyncClient, mailbox: Mailbox
) -> None:
    """Who read the mail once and kept its link does not undo the change."""
    await forgotten(client, person.email)
    held = await link(mailbox, person.email, "Set a new password")
    await set_password("changed", person, client, mailbox)

    body = {"token": held, "password": "what the thief wants"}
    assert (await client.post("/v1/auth/reset-password", json=body)).status_code == 409


async def set_password(way: str, person: Person, client: httpx.AsyncClient, mailbox: Mailbox) -> None:
    """Give the person the password NEW: signed in, or by mail."""
    if way == "changed":
        change = {"current_password": PASSWORD, "new_password": NEW}
        answer = await person.http.post("/v1/me/password", json=change)
    else:
        await forgotten(client, person.email)
        token = await link(mailbox, person.email, "Set a new password")
        answer = await client.post("/v1/auth/reset-password", json={"token": token, "password": NEW})
    assert answer.status_code == 204, answer.text


async def test_the_profile_is_changed(person: Person) -> None:
    """Fields left out stay; what is no zone, language or name is refused."""
    changed = await person.http.patch("/v1/me", json={"name": "Asha Rao", "time_zone": "Asia/Kolkata"})
    again = await person.http.patch("/v1/me", json={"locale": "en-IN"})

    assert changed.status_code == 200, changed.text
    shown = again.json()
    assert (shown["name"], shown["time_zone"], shown["locale"]) == ("Asha Rao", "Asia/Kolkata", "en-IN")
    for wrong in (
        {"time_zone": "Nowhere"},
        {"locale": "english"},
        {"name": ""},
        {"name": "\x00"},
        {"locale": None},
    ):
        assert (await person.http.patch("/v1/me", json=wrong)).status_code == 422


async def test_the_address_changes_once_the_new_one_is_shown_to_be_read(
    person: Person, client: httpx.AsyncClient, mailbox: Mailbox
) -> None:
    """Until then the old one stays; it is told before and after; links sent to it are void then."""
    new = f"new-{uuid4().hex[:8]}@example.com"
    await forgotten(client, person.email)
    reset = await link(mailbox, person.email, "Set a new password")
    answer = await person.http.post("/v1/me/email", json={"email": new, "password": PASSWORD})
    assert answer.status_code == 202, answer.text
    await mailbox.newest_for(person.email, "is to be changed")
    assert (await person.http.get("/v1/me")).json()["email"] == person.email

    token = await link(mailbox, new, "Confirm")
    assert (await client.post("/v1/auth/verify-email", json={"token": token})).status_code == 204

    shown = (await person.http.get("/v1/me")).json()
    assert (shown["email"], shown["email_verified"]) == (new, True)
    await mailbox.newest_for(person.email, "was changed")
    body = {"token": reset, "password": NEW}
    assert (await client.post("/v1/auth/reset-password", json=body)).status_code == 409
    assert await entered(client, new) is not None
    assert await entered(client, person.email) is None


async def test_a_mistyped_new_address_is_put_right_at_once(
    person: Person, client: httpx.AsyncClient, mailbox: Mailbox
) -> None:
    """A link goes to the second address too, and that to the first works no more."""
    wrong, right = f"wrong-{uuid4().hex[:8]}@example.com", f"right-{uuid4().hex[:8]}@example.com"
    for email in (wrong, right):
        body = {"email": email, "password": PASSWORD}
        assert (await person.http.post("/v1/me/email", json=body)).status_code == 202

    tokens = [await link(mailbox, email, "Confirm") for email in (wrong, right)]
    answers = [await client.post("/v1/auth/verify-email", json={"token": token}) for token in tokens]

    assert [answer.status_code for answer in answers] == [409, 204]
    assert (await person.http.get("/v1/me")).json()["email"] == right


async def test_an_address_that_somebody_has_is_not_taken_over(
    person: Person, stranger: Person, client: httpx.AsyncClient, mailbox: Mailbox
) -> None:
    """Asking for it tells nothing, and opening the link is refused."""
    answer = await person.http.post("/v1/me/email", json={"email": stranger.email, "password": PASSWORD})
    assert answer.status_code == 202
    await eventually(lambda: len(mailbox.all_for(stranger.email)) == 2)
    token = await link(mailbox, stranger.email, "Confirm")

    opened = await client.post("/v1/auth/verify-email", json={"token": token})

    assert (opened.status_code, opened.json()["code"]) == (409, "user.email_taken")


async def test_the_address_does_not_change_without_the_password(person: Person) -> None:
    """A stolen access token is not enough."""
    for body in ({"email": "thief@example.com"}, {"email": "thief@example.com", "password": "guess"}):
        answer = await person.http.post("/v1/me/email", json=body)
        assert (answer.status_code, answer.json()["code"]) == (403, "auth.wrong_password")


@pytest.mark.parametrize("path", ["/verify-email", "/reset-password", "/forgot-password"])
async def test_the_pages_of_links_are_there(client: httpx.AsyncClient, path: str) -> None:
    """Plain pages whose script is our own; the token never reaches a server by their address."""
    answer = await client.get(path)

    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert "/docs/static/account.js" in answer.text
    assert (await client.get("/docs/static/account.js")).status_code == 200


async def test_no_token_of_a_link_is_stored_or_logged(
    person: Person,
    client: httpx.AsyncClient,
    mailbox: Mailbox,
    owner: asyncpg.Connection,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """Not in the table of tokens, nor in the queue once the mail is sent, nor in any line of log."""
    await forgotten(client, person.email)
    tokens = [
        await link(mailbox, person.email, "Confirm"),
        await link(mailbox, person.email, "Set a new password"),
    ]

    async def stored() -> str:
        rows = await owner.fetch("select t::text as row from emailed_tokens t")
        rows += await owner.fetch("select t::text as row from emails t")
        return "".join(row["row"] for row in rows)

    async def is_clean() -> bool:
        text = await stored()
        return not any(token in text for token in tokens)

    await eventually(is_clean)
    output = capfd.readouterr()
    assert not any(token in output.out + output.err for token in tokens)
