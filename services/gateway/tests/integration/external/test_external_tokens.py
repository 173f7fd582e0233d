"""What a token of an issuer must be: its claims, its signature, its keys; and tokens of Firebase."""

import base64
import hmac
import json
import time
from typing import Any

import httpx
import pytest

from services.gateway.config import Settings
from services.gateway.errors import ProviderUnavailableError
from services.gateway.identity_issuers import IssuerClient, OpenIdIssuer
from services.gateway.main import create_app
from services.gateway.tests.conftest import client_of
from services.gateway.tests.elsewhere import FIREBASE, PROJECT, firebase, providers_of, signed_in, somebody
from services.gateway.tests.issuer import CLIENT_ID, Key, LocalIssuer, ec_key, rsa_key
from shared.testing.clocks import FakeClock


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


async def test_what_calls_itself_another_issuer_is_not_gone_to(issuer: LocalIssuer, clock: FakeClock) -> None:
    """Whatever is found at an issuer's address says of itself that it is that issuer."""
    issuer.claimed_issuer = "https://attacker.example"
    client = IssuerClient(allow_private=True)
    await client.open()
    try:
        with pytest.raises(ProviderUnavailableError):
            await OpenIdIssuer(providers_of(issuer)[0], client, clock).authorize_url(
                redirect_url="https://postwright.example/signed-in", state="s", challenge="c", nonce="n"
            )
    finally:
        await client.close()


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
