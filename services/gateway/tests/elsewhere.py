"""Going to a provider of identities and coming back, as a browser does it."""

from typing import Any
from uuid import uuid4

import httpx

from services.gateway.config import IdentityProvider
from services.gateway.tests.conftest import PASSWORD
from services.gateway.tests.issuer import CLIENT_ID, CLIENT_SECRET, LocalIssuer
from services.gateway.tests.mailbox import Mailbox, text_of

PROJECT = "postwright-app"
FIREBASE = f"https://securetoken.google.com/{PROJECT}"


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


def providers_of(issuer: LocalIssuer) -> tuple[IdentityProvider, ...]:
    """One is trusted with addresses and another not, and one may not lie where it does; all are the same issuer."""
    local = {
        "issuer": issuer.url,
        "client_id": CLIENT_ID,
        "client_secret": CLIENT_SECRET,
        "allow_private_addresses": True,
    }
    return (
        IdentityProvider.model_validate({**local, "id": "local", "name": "Local"}),
        IdentityProvider.model_validate({**local, "id": "trusted", "name": "Trusted", "trust_email": True}),
        firebase(issuer),
        IdentityProvider.model_validate(
            {**local, "id": "inside", "name": "Inside", "allow_private_addresses": False}
        ),
    )


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
