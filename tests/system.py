"""The whole system as a client meets it: the gateway over HTTP, and the sandbox's walls as the only count that matters."""

import asyncio
import contextlib
from collections import Counter
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx

from deploy.local.stack import Stack
from services.gateway.tests.mailbox import Mailbox, text_of
from shared.testing.waiting import eventually

NETWORKS = ("mastodon", "bluesky", "x")
TERMINAL = frozenset({"published", "failed", "missed", "cancelled"})
PASSWORD = uuid4().hex
_RETRY_SECONDS = 90.0


@dataclass
class System:
    """A user of a running stack, with an account on each sandbox network.

    Every request is repeated with the same Idempotency-Key while the gateway is away, as a careful client does.
    """

    stack: Stack
    gateway: httpx.AsyncClient
    sandbox: httpx.AsyncClient
    accounts: dict[str, str] = field(default_factory=dict)
    handles: dict[str, str] = field(default_factory=dict)

    async def call(self, method: str, path: str, **options: Any) -> dict[str, Any]:
        """The answer's JSON.

        Raises:
            AssertionError: The gateway refused it, or stayed away.
        """
        headers = {"Idempotency-Key": str(uuid4()), **options.pop("headers", {})}

        async def answered() -> httpx.Response | None:
            try:
                response = await self.gateway.request(method, path, headers=headers, **options)
            except httpx.TransportError:
                return None
            again = response.status_code in {409, 429, 502, 503} and "retry-after" in response.headers
            return None if again else response

        response = await eventually(answered, seconds=_RETRY_SECONDS, every=0.2, what=f"{method} {path}")
        assert response.is_success, f"{method} {path}: {response.status_code} {response.text}"
        answer: dict[str, Any] = response.json()
        return answer

    async def sign_up(self, name: str | None = None) -> None:
        """A new person with an organisation, and a connected account on each network."""
        name = name or f"user{uuid4().hex[:12]}"
        self.gateway.headers["Authorization"] = await self.register(name)
        for network in NETWORKS:
            await self.connect(network, f"{name[:10]}{network[:2]}")

    async def stranger(self) -> str:
        """The Authorization header of somebody with an organisation of their own."""
        return await self.register(f"user{uuid4().hex[:12]}")

    async def register(self, name: str) -> str:
        signed_up = await self.call(
            "POST",
            "/v1/auth/register",
            json={
                "email": f"{name}@example.com",
                "username": name,
                "password": PASSWORD,
                "organization_name": f"Organisation of {name}",
            },
        )
        return f"Bearer {signed_up['access_token']}"

    async def connect(self, network: str, handle: str) -> str:
        """Connect a sandbox account and wait until it can publish; returns its id."""
        opened = (
            await self.sandbox.post("/_sandbox/accounts", json={"network": network, "handle": handle})
        ).json()
        account = await self.call(
            "POST",
            "/v1/accounts",
            json={"network": network, "base_url": opened["base_url"], "credentials": opened["credentials"]},
        )
        account_id = str(account["account_id"])
        self.accounts[network], self.handles[network] = account_id, opened["handle"]

        async def connected() -> bool:
            return bool((await self.call("GET", f"/v1/accounts/{account_id}"))["state"] == "connected")

        await eventually(connected, seconds=60, every=0.1)
        return account_id

    async def link_for(self, address: str, subject: str) -> str:
        """The token in the link of the newest mail to an address with these words in its subject."""
        mail = await Mailbox(self.stack.folder / "mailbox").newest_for(address, subject)
        return text_of(mail).split("#")[1].split()[0]

    async def verify(self, address: str) -> None:
        """Open the link that was sent to an address at sign-up."""
        token = await self.link_for(address, "Confirm")
        answer = await self.gateway.post("/v1/auth/verify-email", json={"token": token})
        assert answer.is_success, answer.text

    async def plan(
        self, text: str, schedule: dict[str, Any], networks: Iterable[str] = NETWORKS
    ) -> dict[str, Any]:
        """Plan a post by hand."""
        targets = [{"account_id": self.accounts[network], "text": text} for network in networks]
        return await self.call("POST", "/v1/posts", json={"schedule": schedule, "targets": targets})

    async def submit_briefs(self, briefs: list[dict[str, Any]], schedule: dict[str, Any]) -> str:
        """Ask for content from briefs and have it published; returns the batch's id."""
        body = {"items": briefs, "schedule": schedule, "approval": "auto"}
        return str((await self.call("POST", "/v1/content-requests/batches", json=body))["batch_id"])

    async def posts(self) -> list[dict[str, Any]]:
        """Every post of the organisation."""
        posts: list[dict[str, Any]] = []
        query: dict[str, Any] = {"limit": 200}
        while True:
            page = await self.call("GET", "/v1/posts", params=query)
            posts += page["items"]
            if page["next_cursor"] is None:
                return posts
            query["cursor"] = page["next_cursor"]

    async def targets(self) -> list[dict[str, Any]]:
        """Every target of every post."""
        return [target for post in await self.posts() for target in post["targets"]]

    async def wait_ended(self, count: int, *, seconds: float) -> list[dict[str, Any]]:
        """Wait until that many targets are there and each has come to its end."""

        async def ended() -> list[dict[str, Any]] | None:
            targets = await self.targets()
            states = Counter(target["state"] for target in targets)
            assert len(targets) >= count, states
            assert set(states) <= TERMINAL, states
            return targets

        return await eventually(ended, seconds=seconds, every=0.5, what=f"{count} targets at their end")

    async def wall(self, network: str) -> list[dict[str, Any]]:
        """What this user's account has on a network."""
        query = {"network": network, "handle": self.handles[network]}

        async def shown() -> httpx.Response | None:
            try:
                return await self.sandbox.get("/_sandbox/posts", params=query)
            except httpx.TransportError:
                return None

        response = await eventually(shown, seconds=30)
        items: list[dict[str, Any]] = response.json()["items"]
        return items

    async def fault(self, **fault: Any) -> None:
        """Have the sandbox fail in a stated way."""
        (await self.sandbox.post("/_sandbox/faults", json=fault)).raise_for_status()

    async def check(self, targets: list[dict[str, Any]]) -> None:
        """The checker that trusts nothing: what the ledger calls published is on its wall once, and nothing else is."""
        for network in NETWORKS:
            said = Counter(
                t["remote_id"] for t in targets if t["network"] == network and t["state"] == "published"
            )
            there = Counter(post["remote_id"] for post in await self.wall(network))
            assert said == there, (
                f"{network}: {said - there} said and not there, {there - said} there and not said"
            )
            texts = Counter(post["text"] for post in await self.wall(network))
            assert set(texts.values()) <= {1}, f"{network}: twice on the wall: {texts.most_common(3)}"


@contextlib.asynccontextmanager
async def signed_in(stack: Stack) -> AsyncIterator[System]:
    """A new user of a stack that is up; the sandbox's rate limits are off, since the tests are not about them."""
    addresses = stack.addresses
    async with (
        httpx.AsyncClient(base_url=addresses.http("gateway"), timeout=20) as gateway,
        httpx.AsyncClient(base_url=addresses.http("sandbox"), timeout=20) as sandbox,
    ):
        (await sandbox.post("/_sandbox/settings", json={"rate_limits": False})).raise_for_status()
        system = System(stack, gateway, sandbox)
        await system.sign_up()
        try:
            yield system
        finally:
            await sandbox.delete("/_sandbox/faults")


async def away(stack: Stack, name: str, *, seconds: float = 30.0) -> None:
    """Wait until a service says over HTTP that it is not ready."""
    url = stack.addresses.http(name)
    async with httpx.AsyncClient(base_url=url, timeout=5) as client:

        async def says_so() -> bool:
            return (await client.get("/readyz")).status_code == httpx.codes.SERVICE_UNAVAILABLE

        await eventually(says_so, seconds=seconds, every=0.2, what=f"{name} not ready")


async def in_thread(function: Any, *arguments: Any) -> None:
    """Run one of the stack's blocking calls without stopping the test's own client."""
    await asyncio.to_thread(function, *arguments)
