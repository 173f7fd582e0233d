"""Signing in at a strict issuer of OpenID Connect, and linking it."""

from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import httpx
import pytest

from services.gateway.tests.conftest import PASSWORD
from services.gateway.tests.elsewhere import back, gone, signed_in, somebody, with_password
from services.gateway.tests.issuer import CLIENT_SECRET, LocalIssuer
from services.gateway.tests.mailbox import Mailbox
from shared.service import Service
from shared.testing.clocks import FakeClock


async def test_providers_are_listed(client: httpx.AsyncClient) -> None:
    """With how each is used, and no secret."""
    answer = await client.get("/v1/auth/providers")

    assert [(one["provider_id"], one["kind"]) for one in answer.json()["items"]] == [
        ("local", "oidc"),
        ("trusted", "oidc"),
        ("firebase", "firebase"),
        ("inside", "oidc"),
    ]
    assert CLIENT_SECRET not in answer.text


async def test_somebody_new_gets_an_account_and_comes_back_to_it(
    client: httpx.AsyncClient, issuer: LocalIssuer
) -> None:
    """By issuer and subject, whatever the address is later; the account has no password."""
    claims = somebody(name="Asha Rao")
    first = (await signed_in(client, issuer, claims)).json()["user"]
    again = (await signed_in(client, issuer, {**claims, "email": "another@example.com"})).json()["user"]

    assert (first["name"], first["email"], first["email_verified"], first["has_password"]) == (
        "Asha Rao",
        claims["email"],
        False,
        False,
    )
    assert (again["user_id"], again["email"]) == (first["user_id"], claims["email"])


async def test_a_name_from_elsewhere_is_what_can_be_seen(
    client: httpx.AsyncClient, issuer: LocalIssuer
) -> None:
    """Nobody is kept out for theirs: what a name may not hold is left out, what letters need stays."""
    made = await signed_in(client, issuer, somebody(name="\u202eक्\u200dष\n Rao\x00"))

    assert made.json()["user"]["name"] == "क्\u200dष  Rao"


async def test_a_trusted_providers_word_verifies_the_address(
    client: httpx.AsyncClient, issuer: LocalIssuer
) -> None:
    """Where the operator says so."""
    answer = await signed_in(client, issuer, somebody(), "trusted")

    assert answer.json()["user"]["email_verified"] is True


async def test_an_address_alone_opens_nobodys_account(
    client: httpx.AsyncClient, issuer: LocalIssuer, mailbox: Mailbox
) -> None:
    """Neither by a provider that is not trusted with addresses, nor by one that has not verified it, nor where it is
    not verified here, which may be somebody's who waits for its owner.
    """
    verified, waiting = f"v-{uuid4().hex[:8]}@example.com", f"w-{uuid4().hex[:8]}@example.com"
    await with_password(client, verified, mailbox)
    await with_password(client, waiting)

    for provider, email, is_verified, code in (
        ("local", verified, True, "auth.account_exists"),
        ("trusted", verified, False, "auth.external_email_needed"),
        ("trusted", waiting, True, "auth.account_exists"),
        ("local", verified.upper(), True, "auth.account_exists"),
    ):
        answer = await signed_in(client, issuer, somebody(email=email, email_verified=is_verified), provider)
        assert (answer.status_code, answer.json()["code"]) == (409, code), provider


async def test_a_verified_address_is_linked_by_a_trusted_provider(
    client: httpx.AsyncClient, issuer: LocalIssuer, mailbox: Mailbox
) -> None:
    """Verified there and here: then it is the same person, who is told by mail."""
    email = f"both-{uuid4().hex[:8]}@example.com"
    await with_password(client, email, mailbox)

    answer = await signed_in(client, issuer, somebody(email=email), "trusted")

    assert answer.status_code == 200, answer.text
    assert (answer.json()["user"]["email"], answer.json()["user"]["has_password"]) == (email, True)
    await mailbox.newest_for(email, "sign in with Trusted")


async def test_no_verified_address_makes_no_account(client: httpx.AsyncClient, issuer: LocalIssuer) -> None:
    """And the answer is the same whether somebody has the address."""
    for claims in (somebody(email_verified=False), somebody(email=None), somebody(email="not an address")):
        answer = await signed_in(client, issuer, claims)
        assert (answer.status_code, answer.json()["code"]) == (409, "auth.external_email_needed")


async def test_a_state_works_once_and_in_its_own_browser(
    client: httpx.AsyncClient, issuer: LocalIssuer
) -> None:
    """An answer that somebody else put into the browser, or brings a second time, signs nobody in."""
    mine, theirs = await gone(client), await gone(client)
    brought = issuer.authorize(mine["authorize_url"], **somebody())

    refused = await back(client, theirs, brought)
    assert (refused.status_code, refused.json()["code"]) == (403, "auth.external_state_mismatch")
    # What was tried by another browser is used up.
    assert (await back(client, mine, brought)).status_code == 403
    for iss in (issuer.url, None):
        body = {"code": "x", "state": "pw_state_made-up", "iss": iss, "binding": mine["binding"]}
        made_up = await client.post("/v1/auth/providers/local/finish", json=body)
        assert made_up.status_code == 403


async def test_an_answer_is_for_its_own_provider_and_purpose(
    client: httpx.AsyncClient, issuer: LocalIssuer
) -> None:
    """One that went to sign in links nothing, and another provider's is not taken."""
    departure = await gone(client)
    brought = issuer.authorize(departure["authorize_url"], **somebody())
    assert (await back(client, departure, brought, "trusted")).status_code == 403

    departure = await gone(client)
    brought = issuer.authorize(departure["authorize_url"], **somebody())
    token = await with_password(client, f"p-{uuid4().hex[:8]}@example.com")
    body = {**brought, "binding": departure["binding"], "provider_id": "local"}
    bearer = {"Authorization": f"Bearer {token}"}
    linked = await client.post("/v1/me/identities/finish", json=body, headers=bearer)
    assert linked.status_code == 403


async def test_who_comes_back_too_late_begins_anew(
    client: httpx.AsyncClient, issuer: LocalIssuer, clock: FakeClock
) -> None:
    """Ten minutes."""
    departure = await gone(client)
    clock.jump(601)
    try:
        answer = await back(client, departure, issuer.authorize(departure["authorize_url"], **somebody()))
    finally:
        clock.jump(-601)
    assert answer.status_code == 403


@pytest.mark.parametrize("iss", [None, "https://attacker.example"])
async def test_the_answers_issuer_is_checked(
    client: httpx.AsyncClient, issuer: LocalIssuer, iss: str | None
) -> None:
    """RFC 9207: an issuer that names itself always does, and never by another name."""
    departure = await gone(client)
    brought = issuer.authorize(departure["authorize_url"], **somebody()) | {"iss": iss}
    answer = await back(client, departure, {name: value for name, value in brought.items() if value})

    assert (answer.status_code, answer.json()["code"]) == (401, "auth.external_token_invalid")


async def test_a_code_of_another_sign_in_is_not_redeemed(
    client: httpx.AsyncClient, issuer: LocalIssuer
) -> None:
    """PKCE: a stolen code is worth nothing in another's flow."""
    victim, thief = await gone(client), await gone(client)
    stolen = issuer.authorize(victim["authorize_url"], **somebody())
    own = issuer.authorize(thief["authorize_url"], **somebody())

    answer = await back(client, thief, {**own, "code": stolen["code"]})

    assert (answer.status_code, answer.json()["code"]) == (401, "auth.external_token_invalid")


async def test_an_issuer_that_is_away_is_said_to_be(client: httpx.AsyncClient, issuer: LocalIssuer) -> None:
    """503 with a time to wait; the code's trade too."""
    departure = await gone(client)
    brought = issuer.authorize(departure["authorize_url"], **somebody())
    issuer.away = True

    answer = await back(client, departure, brought)

    assert (answer.status_code, answer.json()["code"]) == (503, "auth.provider_unavailable")
    assert answer.headers["retry-after"] == "10"


async def test_an_issuer_in_a_private_network_is_called_only_where_the_operator_says_so(
    client: httpx.AsyncClient,
) -> None:
    """The address is checked where the connection is made."""
    answer = await client.post("/v1/auth/providers/inside/start", json={})

    assert (answer.status_code, answer.json()["code"]) == (503, "auth.provider_unavailable")


async def test_nobody_is_sent_to_an_address_that_is_not_allowed(client: httpx.AsyncClient) -> None:
    """The address to come back to is one of the operator's, to the letter."""
    for wrong in ("https://attacker.example/", "https://postwright.example/signed-in/../x"):
        answer = await client.post("/v1/auth/providers/local/start", json={"redirect_url": wrong})
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["pointer"] == "#/redirect_url"


async def test_an_identity_is_linked_listed_and_removed(
    client: httpx.AsyncClient, issuer: LocalIssuer, mailbox: Mailbox
) -> None:
    """Whoever is signed in links one; then it signs in; nobody else can link it; it goes again."""
    email, claims = f"link-{uuid4().hex[:8]}@example.com", somebody(email_verified=False)
    client.headers["Authorization"] = f"Bearer {await with_password(client, email)}"

    async def linked(token: str | None = None) -> httpx.Response:
        headers = {} if token is None else {"Authorization": f"Bearer {token}"}
        wish = {"provider_id": "local", "password": PASSWORD}
        start = await client.post("/v1/me/identities", json=wish, headers=headers)
        brought = issuer.authorize(start.json()["authorize_url"], **claims)
        body = {**brought, "binding": start.json()["binding"], "provider_id": "local"}
        return await client.post("/v1/me/identities/finish", json=body, headers=headers)

    assert [(await linked()).status_code for _ in range(2)] == [204, 204]
    await mailbox.newest_for(email, "sign in with Local")
    items = (await client.get("/v1/me/identities")).json()["items"]
    assert [(one["provider_id"], one["issuer"]) for one in items] == [("local", issuer.url)]
    assert (await signed_in(client, issuer, claims)).json()["user"]["email"] == email
    other = await with_password(client, f"other-{uuid4().hex[:8]}@example.com")
    refused = await linked(other)
    assert (refused.status_code, refused.json()["code"]) == (409, "auth.identity_taken")

    path = f"/v1/me/identities/{items[0]['identity_id']}"
    stranger = await client.delete(path, headers={"Authorization": f"Bearer {other}"})
    assert stranger.status_code == 404
    assert (await client.delete(path)).status_code == 204
    assert (await signed_in(client, issuer, claims)).status_code == 409


@pytest.mark.parametrize("password", [{}, {"password": "a guess at it"}])
async def test_a_stolen_session_links_no_way_in(
    client: httpx.AsyncClient, issuer: LocalIssuer, password: dict[str, str]
) -> None:
    """It would outlast the session, and the new password that its owner sets: the present one is asked for."""
    token = await with_password(client, f"stolen-{uuid4().hex[:8]}@example.com")
    client.headers["Authorization"] = f"Bearer {token}"
    going = {"provider_id": "local", **password}
    bringing = {"provider_id": "firebase", "id_token": issuer.id_token(somebody()), **password}

    for path, body in (("/v1/me/identities", going), ("/v1/me/identities/token", bringing)):
        answer = await client.post(path, json=body)
        assert (answer.status_code, answer.json()["code"]) == (403, "auth.wrong_password")


async def test_the_last_way_to_sign_in_stays(client: httpx.AsyncClient, issuer: LocalIssuer) -> None:
    """Nobody shuts themselves out."""
    made = (await signed_in(client, issuer, somebody())).json()
    client.headers["Authorization"] = f"Bearer {made['access_token']}"
    (identity,) = (await client.get("/v1/me/identities")).json()["items"]

    answer = await client.delete(f"/v1/me/identities/{identity['identity_id']}")

    assert (answer.status_code, answer.json()["code"]) == (409, "auth.last_way_in")
    assert len((await client.get("/v1/me/identities")).json()["items"]) == 1


async def test_nothing_of_a_departure_is_stored_that_could_finish_it(
    client: httpx.AsyncClient, gateway: Service
) -> None:
    """Neither state nor binding, nor what PKCE and nonce are made from."""
    departure = await gone(client)
    query = parse_qs(urlsplit(departure["authorize_url"]).query)
    database = gateway._database
    async with database.acquire() as connection:
        rows = await connection.fetch("select e::text as row from external_sign_ins e")
    text = "".join(row["row"] for row in rows)

    assert not any(secret in text for secret in (departure["binding"], query["state"][0], query["nonce"][0]))


async def test_a_program_without_a_page_of_its_own_has_ours(
    client: httpx.AsyncClient, issuer: LocalIssuer, capfd: pytest.CaptureFixture[str]
) -> None:
    """It is where people come back to by default; it shows, keeps and logs nothing of what they bring, and runs nothing."""
    departure = await gone(client)
    brought = issuer.authorize(departure["authorize_url"], **somebody())
    page = await client.get("/signed-in", params=brought)
    empty = await client.get("/signed-in", params={"error": "access_denied", "state": brought["state"]})

    assert (page.status_code, empty.status_code) == (200, 400)
    assert (page.headers["cache-control"], page.headers["referrer-policy"]) == ("no-store", "no-referrer")
    assert "default-src 'self'" in page.headers["content-security-policy"]
    for text in (page.text, empty.text):
        assert not any(word in text for word in (*brought.values(), "<script", "//", "style="))
    output = capfd.readouterr()
    assert not any(value in output.out + output.err for value in (brought["code"], brought["state"]))
    # Whoever began finishes by what the address holds.
    assert (await back(client, departure, brought)).status_code == 200


async def test_whoever_has_no_password_signs_in_again_before_they_are_forgotten(
    client: httpx.AsyncClient, issuer: LocalIssuer, clock: FakeClock
) -> None:
    """A session that was begun a while ago may be in somebody else's hands."""
    claims = somebody()
    made = (await signed_in(client, issuer, claims)).json()
    username = {"username": made["user"]["username"]}
    clock.jump(16 * 60)
    try:
        tokens = await client.post("/v1/auth/refresh", json={"refresh_token": made["refresh_token"]})
        stale = {"Authorization": f"Bearer {tokens.json()['access_token']}"}
        refused = await client.post("/v1/me/erasure", json=username, headers=stale)
    finally:
        clock.jump(-16 * 60)
    assert (refused.status_code, refused.json()["code"]) == (403, "auth.wrong_password")

    again = (await signed_in(client, issuer, claims)).json()
    fresh = {"Authorization": f"Bearer {again['access_token']}"}
    assert (await client.post("/v1/me/erasure", json=username, headers=fresh)).status_code == 202
