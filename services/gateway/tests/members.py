"""People who join an organisation as they do: by an invitation that comes by e-mail."""

import re
from typing import Any
from uuid import uuid4

import httpx

from services.gateway.tests.conftest import PASSWORD, Person
from services.gateway.tests.mailbox import Mailbox, text_of

_TOKEN = re.compile(r"#(pw_invite_[A-Za-z0-9_-]+)")


async def invited(owner: Person, mailbox: Mailbox, role: str, email: str | None = None) -> tuple[str, str]:
    """Invite somebody: their address, and the token they get by e-mail."""
    await verify(owner, mailbox)
    email = email or f"user-{uuid4().hex[:12]}@example.com"
    answer = await owner.http.post("/v1/invitations", json={"email": email, "role": role})
    assert answer.status_code == 201, answer.text
    return email, await token_for(mailbox, email)


async def verify(person: Person, mailbox: Mailbox) -> None:
    """Open the link that was sent to them; only then may they write to others."""
    if (await person.http.get("/v1/me")).json()["email_verified"]:
        return
    token = text_of(await mailbox.newest_for(person.email, "Confirm")).split("#")[1].split()[0]
    answer = await person.http.post("/v1/auth/verify-email", json={"token": token})
    assert answer.status_code == 204, answer.text


async def token_for(mailbox: Mailbox, email: str) -> str:
    """Of the newest invitation that was sent there."""
    found = _TOKEN.search(text_of(await mailbox.newest_for(email)))
    assert found is not None
    return found[1]


async def joined(owner: Person, mailbox: Mailbox, role: str) -> Person:
    """Somebody new who is a member with that role, signed in."""
    email, token = await invited(owner, mailbox, role)
    username = f"user-{uuid4().hex[:12]}"
    body = {"token": token, "username": username, "password": PASSWORD}
    answer = await owner.http.post("/v1/invitations/accept-as-new", json=body)
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    transport = owner.http._transport
    http = httpx.AsyncClient(
        transport=transport,
        base_url=owner.http.base_url,
        headers={"Authorization": f"Bearer {made['access_token']}"},
    )
    return Person(
        http, username, email, made["user"]["organization_id"], made["access_token"], made["refresh_token"]
    )
