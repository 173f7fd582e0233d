"""Connecting by consent through a browser, at every network of the sandbox that has a page for it; and no secret anywhere."""

import contextlib
import json
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from uuid import UUID, uuid4

import httpx
import pytest

from shared import capabilities
from shared.encryption import Vault
from shared.testing.waiting import eventually
from tests import said
from tests.system import System

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(180)]

CONSENTING = [one.network for one in capabilities.load() if one.connecting.consent]
# The operator's application, which the local stack names in its settings.
APP = ("sandbox-client", "sandbox-client-secret")


class Browser:
    """A person with a browser, who begins at the gateway and goes where they are sent."""

    def __init__(self, system: System, http: httpx.AsyncClient) -> None:
        self.system, self._http = system, http
        self.parameters: dict[str, str] = {}

    async def begin(self, network: str, **more: Any) -> dict[str, Any]:
        """Ask for the network's page; the connection once it is known."""
        body: dict[str, Any] = {"network": network, **more}
        if capabilities.load()[network].api.base_url_per_account:
            body["base_url"] = f"{self.system.stack.addresses.http('sandbox')}/{network}"
        headers = {"Authorization": self.system.gateway.headers["Authorization"]}
        answer = await self._http.post(
            f"{self.system.gateway.base_url}/v1/connections", json=body, headers=headers
        )
        assert answer.status_code == 202, answer.text
        return await self.state(answer.json()["connection_id"], "open")

    async def consent(self, url: str, handle: str) -> httpx.Response:
        """Say yes there as that account, and follow the way back."""
        page = await self._http.get(httpx.URL(url).copy_merge_params({"login_hint": handle}))
        assert page.status_code in {302, 303}, page.text
        back = page.headers["location"]
        self.parameters = dict(parse_qsl(urlsplit(back).query))
        return await self._http.get(back)

    async def state(self, connection_id: str, *states: str) -> dict[str, Any]:
        """The connection, once it is in one of the states."""

        async def reached() -> dict[str, Any] | None:
            found = await self.system.call("GET", f"/v1/connections/{connection_id}")
            assert found["state"] in states, found
            return found

        return await eventually(reached, seconds=30, every=0.05)

    async def connect(self, network: str, handle: str, **more: Any) -> dict[str, Any]:
        """All the way to a connected account: the first of those that are offered."""
        begun = await self.begin(network, **more)
        shown = await self.consent(begun["authorize_url"], handle)
        assert shown.status_code == 200, shown.text
        path = f"/v1/connections/{begun['connection_id']}"
        found = await self.state(begun["connection_id"], "choose", "done", "failed")
        if found["state"] == "choose":
            chosen = {"choice_ids": [found["choices"][0]["choice_id"]]}
            found = await self.system.call("POST", f"{path}/choices", json=chosen)
        assert found["state"] == "done", found

        async def connected() -> dict[str, Any]:
            account = await self.system.call("GET", f"/v1/accounts/{found['account_ids'][0]}")
            assert account["state"] == "connected", account
            return account

        return await eventually(connected, seconds=30, every=0.05)


@pytest.fixture
async def browser(system: System) -> Any:
    async with httpx.AsyncClient(timeout=20) as http:
        yield Browser(system, http)


@pytest.mark.parametrize("network", CONSENTING)
async def test_a_person_connects_by_consent(browser: Browser, network: str) -> None:
    """The account is who consented, under one id however often they do; there is a page to come back to."""
    handle = f"c{uuid4().hex[:8]}"
    account = await browser.connect(network, handle)
    again = await browser.connect(network, handle)
    reconnected = await browser.connect(network, handle, account_id=account["account_id"])

    assert again["account_id"] == reconnected["account_id"] == account["account_id"]
    assert account["handle"]


async def test_posts_wait_for_a_person_and_go_out_after_they_consented_again(
    system: System, browser: Browser
) -> None:
    """Revoked at the network: the account says so, its posts wait, and a consent lets them out under the same id."""
    handle = f"c{uuid4().hex[:8]}"
    account = await browser.connect("x", handle)
    system.accounts["x"], system.handles["x"] = account["account_id"], account["handle"]
    tokens = await _account_secrets(system, account["account_id"])
    for token in (tokens["access_token"], tokens["refresh_token"]):
        revoked = await system.sandbox.post(
            "/x/2/oauth2/revoke",
            data={"token": token},
            auth=APP,
        )
        assert revoked.status_code == 200, revoked.text

    first = await system.plan("Planned before it was known.", {"kind": "now"}, ["x"])
    degraded = await _account_until(system, account["account_id"], "degraded")
    second = await system.plan("Planned while it was known.", {"kind": "now"}, ["x"])
    again = await browser.connect("x", handle, account_id=account["account_id"])
    for post in (first, second):
        await _published(system, post["post_id"])

    assert (degraded["problem"]["who_must_act"], again["account_id"]) == (
        "account_owner",
        account["account_id"],
    )
    assert sorted(post["text"] for post in await system.wall("x")) == [
        "Planned before it was known.",
        "Planned while it was known.",
    ]


async def _account_until(system: System, account_id: str, state: str) -> dict[str, Any]:
    async def reached() -> dict[str, Any]:
        account = await system.call("GET", f"/v1/accounts/{account_id}")
        assert account["state"] == state, account
        return account

    return await eventually(reached, seconds=40, every=0.1)


async def _published(system: System, post_id: str) -> None:
    async def reached() -> bool:
        post = await system.call("GET", f"/v1/posts/{post_id}")
        assert post["state"] == "published", post
        return True

    await eventually(reached, seconds=40, every=0.1)


async def test_no_secret_is_anywhere_but_encrypted_with_the_publisher(
    system: System, browser: Browser
) -> None:
    """Codes, verifiers, client secrets, app passwords, tokens: in no topic, log, metric or database."""
    account = await browser.connect("x", f"c{uuid4().hex[:8]}")
    unfinished = await browser.begin("x")
    bluesky = (
        await system.sandbox.post("/_sandbox/accounts", json={"network": "bluesky", "handle": "planted"})
    ).json()["credentials"]
    body = {"network": "bluesky", "base_url": _bluesky(system), "credentials": bluesky}
    await system.call("POST", "/v1/accounts", json=body)
    wrong = {**body, "credentials": {**bluesky, "planted-field": "planted-value-of-an-unknown-field"}}
    refused = await system.gateway.post("/v1/accounts", json=wrong)
    secrets = {
        "code": browser.parameters["code"],
        "verifier": (await _page_secrets(system, unfinished["connection_id"]))["verifier"],
        "app password": bluesky["app_password"],
        "value of an unknown field": "planted-value-of-an-unknown-field",
    }
    tokens = await _account_secrets(system, account["account_id"])
    secrets |= {name: tokens[name] for name in ("access_token", "refresh_token")}
    secrets["client secret"] = APP[1]

    secrets |= await _connect_directly(system)

    everything = await said.everything(system.stack)

    assert refused.status_code == 422
    assert secrets["value of an unknown field"] not in refused.text
    assert {
        name: found for name, secret in secrets.items() if (found := said.places(everything, secret))
    } == {}
    # The net has no holes: what is no secret is found by it.
    handle = (await system.call("GET", f"/v1/accounts/{account['account_id']}"))["handle"]
    assert {"topic connection.offered", "database of gateway"} <= set(said.places(everything, handle))


async def _connect_directly(system: System) -> dict[str, str]:
    """An account by credentials on every network that takes some, and what of these is secret."""
    secrets: dict[str, str] = {}
    for capability in capabilities.load():
        fields = {field.name: field.secret for field in capability.connecting.credentials}
        if not fields:
            continue
        opened = await system.sandbox.post(
            "/_sandbox/accounts", json={"network": capability.network, "handle": f"d{uuid4().hex[:8]}"}
        )
        given = opened.raise_for_status().json()
        held = {name: str(value) for name, value in given["credentials"].items() if value and name in fields}
        body = {"network": capability.network, "base_url": given["base_url"], "credentials": held}
        account = await system.call("POST", "/v1/accounts", json=body)
        await _account_until(system, account["account_id"], "connected")
        secrets |= {f"{name} of {capability.network}": value for name, value in held.items() if fields[name]}
    return secrets


def _bluesky(system: System) -> str:
    return f"{system.stack.addresses.http('sandbox')}/bluesky"


def _vault(system: System) -> Vault:
    return Vault((system.stack.folder / "secrets" / "encryption_key").read_text())


async def _page_secrets(system: System, connection_id: str) -> dict[str, str]:
    """What the publisher keeps encrypted of a consent under way, opened with its own key."""
    row = await _row(
        system,
        "select organization_id, secrets as data from connections where connection_id = $1",
        connection_id,
    )
    opened = _vault(system).decrypt(
        row["data"], organization_id=row["organization_id"], owner_id=UUID(connection_id)
    )
    secrets: dict[str, str] = json.loads(opened)["page"][1]
    return secrets


async def _account_secrets(system: System, account_id: str) -> dict[str, str]:
    row = await _row(
        system, "select organization_id, credentials as data from accounts where account_id = $1", account_id
    )
    opened = _vault(system).decrypt(
        row["data"], organization_id=row["organization_id"], owner_id=UUID(account_id)
    )
    secrets: dict[str, str] = json.loads(opened)
    return secrets


async def _row(system: System, query: str, identifier: str) -> Any:
    connection = await said.connect(system.stack, "publisher")
    async with contextlib.AsyncExitStack() as closing:
        closing.push_async_callback(connection.close)
        return await connection.fetchrow(query, UUID(identifier))
