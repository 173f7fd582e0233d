"""Signing in at a strict issuer of OpenID Connect, and with tokens of Firebase."""

import base64
import hmac
import json
import time
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import httpx
import pytest
import pytest_asyncio

from services.gateway.config import IdentityProvider, Settings
from services.gateway.main import create_app
from services.gateway.tests.conftest import PASSWORD, client_of
from services.gateway.tests.issuer import (
    CLIENT_ID,
    CLIENT_SECRET,
    Key,
    LocalIssuer,
    ec_key,
    rsa_key,
    running_issuer,
)
from services.gateway.tests.mailbox import Mailbox, text_of
from shared.service import Service
from shared.testing.clocks import FakeClock

PROJECT = "postwright-app"
FIREBASE = f"https://securetoken.google.com/{PROJECT}"


@pytest.fixture(scope="module")
def clock() -> FakeClock:
    """Its wall time is that of the issuer."""
    return FakeClock()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def issuer() -> AsyncIterator[LocalIssuer]:
    """The provider that every test goes to."""
    async with running_issuer() as issuer:
        yield issuer


def firebase(issuer: LocalIssuer) -> IdentityProvider:
    """A project whose keys the issuer gives."""
    return IdentityProvider.model_validate(
        {
            "id": "firebase",
            "name": "Firebase",
            "kind": "firebase",
            "client_id": PROJECT,
            "jwks_url": f"{issuer.url}/keys",
            "allow_private_addresses": True,
        }
    )


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def gateway(settings: Settings, issuer: LocalIssuer, clock: FakeClock) -> AsyncIterator[Service]:
    """It trusts one provider with addresses and another not; both are the same issuer."""
    local = {
        "issuer": issuer.url,
        "client_id": CLIENT_ID,
        "client_secret": CLIENT_SECRET,
        "allow_private_addresses": True,
    }
    providers = (
        IdentityProvider.model_validate({**local, "id": "local", "name": "Local"}),
        IdentityProvider.model_validate({**local, "id": "trusted", "name": "Trusted", "trust_email": True}),
        firebase(issuer),
        IdentityProvider.model_validate(
            {**local, "id": "inside", "name": "Inside", "allow_private_addresses": False}
        ),
    )
    clock.jump(time.time() - clock.now().timestamp())
    told = settings.model_copy(update={"identity_providers": providers})
    async with create_app(told, clock=clock).running() as service:
        yield service


@pytest.fixture(autouse=True)
def _as_it_was(issuer: LocalIssuer) -> None:
    issuer.sends_issuer, issuer.away, issuer.claimed_issuer = True, False, None
    issuer.override.clear()


def somebody(**claims: Any) -> dict[str, Any]:
    """Claims of somebody whom nobody knows."""
    name = uuid4().hex[:12]
    return {"sub": f"sub-{name}", "email": f"{name}@example.com", "email_verified": True, **claims}


async def gone(client: httpx.AsyncClient, provider: str = "local") -> dict[str, Any]:
    answer = await client.post(f"/v1/auth/providers/{provider}/start", json={})
    assert answer.status_code == 201, answer.text
    assert answer.headers["cache-control"] == "no-store"
    departure: dict[str, Any] = answer.json()
    return departure


async def back(
    client: httpx.AsyncClient, departure: dict[str, Any], brought: dict[str, str], provider: str = "local"
) -> httpx.Response:
    body = {**brought, "binding": departure["binding"]}
    return await client.post(f"/v1/auth/providers/{provider}/finish", json=body)


async def signed_in(
    client: httpx.AsyncClient, issuer: LocalIssuer, claims: dict[str, Any], provider: str = "local"
) -> httpx.Response:
    departure = await gone(client, provider)
    return await back(client, departure, issuer.authorize(departure["authorize_url"], **claims), provider)


async def with_password(client: httpx.AsyncClient, email: str, mailbox: Mailbox | None = None) -> str:
    """An account with that address, verified if there is a mailbox; gives its access token."""
    body = {"username": f"user-{uuid4().hex[:12]}", "email": email, "password": PASSWORD}
    made = await client.post("/v1/auth/register", json=body)
    assert made.status_code == 201, made.text
    if mailbox is not None:
        token = text_of(await mailbox.newest_for(email, "Confirm")).split("#")[1].split()[0]
        assert (await client.post("/v1/auth/verify-email", json={"token": token})).status_code == 204
    return str(made.json()["access_token"])


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


@pytest.mark.parametrize(
    "wrong",
    [
        {"iss": "https://attacker.example"},
        {"aud": "another-client"},
        {"aud": [CLIENT_ID, "another-client"]},
        {"aud": [CLIENT_ID, "another-client"], "azp": "another-client"},
        {"nonce": "of another sign-in"},
        {"nonce": None},
        {"nonce": 7},
        {"exp": 1_000_000_000},
        {"exp": None},
        {"exp": "tomorrow"},
        {"iat": 4_102_444_800},
        {"nbf": 4_102_444_800},
        {"sub": None},
        {"sub": ""},
        {"sub": "x" * 256},
        {"sub": "a\x00b"},
    ],
    ids=str,
)
async def test_an_id_token_with_a_wrong_claim_signs_nobody_in(
    client: httpx.AsyncClient, issuer: LocalIssuer, wrong: dict[str, Any]
) -> None:
    """401, whatever it is."""
    issuer.override.update(wrong)

    answer = await signed_in(client, issuer, somebody())

    assert (answer.status_code, answer.json()["code"]) == (401, "auth.external_token_invalid"), answer.text


def forged(claims: dict[str, Any], header: dict[str, Any], secret: bytes = b"") -> str:
    """A token with no signature, or one by a secret that is none."""
    signed = f"{encoded(json.dumps(header).encode())}.{encoded(json.dumps(claims).encode())}"
    signature = hmac.digest(secret, signed.encode(), "sha256") if secret else b""
    return f"{signed}.{encoded(signature)}"


def encoded(part: bytes) -> str:
    return base64.urlsafe_b64encode(part).decode().rstrip("=")


async def test_only_the_issuers_signature_counts(
    client: httpx.AsyncClient, issuer: LocalIssuer, clock: FakeClock
) -> None:
    """No signature, one by a made-up key under a known name, one with the public key as a secret: all refused."""
    now = int(clock.now().timestamp())
    claims = {**somebody(), "iss": FIREBASE, "aud": PROJECT, "iat": now, "exp": now + 300}
    key = issuer.keys[-1]
    public = json.dumps(key.public).encode()
    tokens = [
        forged(claims, {"alg": "none", "kid": key.name}),
        issuer.id_token(claims, key=rsa_key(key.name)),
        forged(claims, {"alg": "HS256", "kid": key.name}, public),
        issuer.id_token(claims, key=ec_key(key.name)),
        issuer.id_token(claims, crit=["exp"]),
        "not a token",
        "a.b.c",
    ]

    for token in tokens:
        answer = await client.post("/v1/auth/providers/firebase/token", json={"id_token": token})
        assert (answer.status_code, answer.json()["code"]) == (401, "auth.external_token_invalid"), token


async def test_keys_are_rotated_and_made_up_names_ask_for_nothing(
    own_settings: Settings, issuer: LocalIssuer
) -> None:
    """A new key is found soon, but nobody can make us ask again and again; one that is taken away is believed no more."""
    clock = FakeClock()
    clock.jump(time.time() - clock.now().timestamp())
    keys, issuer.keys = issuer.keys, [rsa_key("first")]
    told = own_settings.model_copy(update={"identity_providers": (firebase(issuer),)})

    async def status(key: Key, **header: Any) -> int:
        now = int(clock.now().timestamp())
        claims = {**somebody(), "iss": FIREBASE, "aud": PROJECT, "iat": now, "exp": now + 300}
        token = issuer.id_token(claims, key=key, **header)
        answer = await client.post("/v1/auth/providers/firebase/token", json={"id_token": token})
        return answer.status_code

    try:
        async with create_app(told, clock=clock).running() as gateway, client_of(gateway) as client:
            old, new = issuer.keys[0], ec_key("second")
            assert await status(old) == 200
            issuer.keys.append(new)
            await clock.advance(61)
            assert await status(new) == 200
            asked = issuer.key_requests
            for number in range(20):
                assert await status(old, kid=f"made-up-{number}") == 401
            assert issuer.key_requests == asked
            issuer.keys.remove(old)
            await clock.advance(3_601)
            assert [await status(old), await status(new)] == [401, 200]
            # While the issuer is away, the keys we have are good for a day.
            issuer.away = True
            await clock.advance(3_601)
            assert await status(new) == 200
            await clock.advance(24 * 3_600)
            assert await status(new) == 503
    finally:
        issuer.keys = keys


async def test_a_firebase_token_signs_in(client: httpx.AsyncClient, issuer: LocalIssuer) -> None:
    """Of our project alone; the same person comes back to the same account."""
    claims = {**somebody(), "iss": FIREBASE, "aud": PROJECT}
    path = "/v1/auth/providers/firebase/token"

    users = [
        (await client.post(path, json={"id_token": issuer.id_token(claims)})).json()["user"]["user_id"]
        for _ in range(2)
    ]
    assert users[0] == users[1]
    for wrong in ({"aud": "another-project"}, {"iss": "https://securetoken.google.com/another-project"}):
        answer = await client.post(path, json={"id_token": issuer.id_token({**claims, **wrong})})
        assert answer.status_code == 401
    assert (await client.post("/v1/auth/providers/local/token", json={"id_token": "x"})).status_code == 404


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
        start = await client.post("/v1/me/identities", json={"provider_id": "local"}, headers=headers)
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
