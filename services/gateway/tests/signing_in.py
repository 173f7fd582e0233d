"""Signing in with a password, and whether somebody is in."""

from typing import Any

import httpx

from services.gateway.tests.conftest import PASSWORD, client_of
from shared.service import Service


async def entered(client: httpx.AsyncClient, login: str, password: str = PASSWORD) -> dict[str, Any] | None:
    answer = await client.post("/v1/auth/login", json={"login": login, "password": password})
    made: dict[str, Any] = answer.json()
    return made if answer.status_code == 200 else None


async def may_enter(service: Service, access_token: str) -> bool:
    async with client_of(service, Authorization=f"Bearer {access_token}") as client:
        return (await client.get("/v1/me")).status_code == 200
