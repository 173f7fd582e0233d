"""The gateway as any client speaks to it."""

from collections.abc import AsyncIterator
from typing import Any, Self
from uuid import uuid4

import httpx
from httpx_sse import ServerSentEvent, aconnect_sse

from deploy.local.errors import LocalStackError


class RefusedError(LocalStackError):
    def __init__(self, response: httpx.Response) -> None:
        request = response.request
        try:
            problem = response.json()
            said = [problem.get("detail") or problem.get("title"), *map(str, problem.get("errors", []))]
        except ValueError:
            said = [response.text[:500]]
        super().__init__(
            f"{request.method} {request.url.path} was answered {response.status_code}: {'; '.join(map(str, said))}"
        )


class Gateway:
    """The public API."""

    def __init__(self, base_url: str) -> None:
        self._client = httpx.AsyncClient(base_url=base_url, timeout=30)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.aclose()

    async def register(self, username: str) -> None:
        """Sign up as a new user with an organisation of their own; later calls are made as that user."""
        answer = await self._call(
            "POST",
            "/v1/auth/register",
            json={
                "email": f"{username}@example.com",
                "username": username,
                "password": uuid4().hex,
                "organization_name": "Ten brands",
            },
        )
        self._client.headers["Authorization"] = f"Bearer {answer['access_token']}"

    async def connect(
        self, network: str, base_url: str | None, credentials: dict[str, Any]
    ) -> dict[str, Any]:
        """Hand over an account."""
        return await self._create(
            "/v1/accounts", json={"network": network, "base_url": base_url, "credentials": credentials}
        )

    async def begin_connection(self, network: str, base_url: str | None) -> dict[str, Any]:
        """Ask for a network's consent page."""
        return await self._create("/v1/connections", json={"network": network, "base_url": base_url})

    async def connection(self, connection_id: str) -> dict[str, Any]:
        """How far a connection is."""
        return await self._call("GET", f"/v1/connections/{connection_id}")

    async def come_back(self, address: str) -> None:
        """Go where a network sent the person, in the browser that began: a cookie tells that it is the same."""
        response = await self._client.get(address)
        if response.is_error:
            raise RefusedError(response)

    async def choose(self, connection_id: str, choice_ids: list[str]) -> dict[str, Any]:
        """Say which of the accounts that a consent gives access to are connected."""
        return await self._create(f"/v1/connections/{connection_id}/choices", json={"choice_ids": choice_ids})

    async def upload(self, name: str, data: bytes, alt_text: str) -> str:
        """Hand over a file; its id among the media."""
        answer = await self._call(
            "POST", "/v1/media", files={"file": (name, data)}, data={"alt_text": alt_text}
        )
        return str(answer["media_id"])

    async def plan(self, targets: list[dict[str, Any]]) -> dict[str, Any]:
        """A post of one's own words, to go out at once."""
        return await self._create("/v1/posts", json={"schedule": {"kind": "now"}, "targets": targets})

    async def submit_csv(self, data: bytes, schedule: dict[str, str]) -> dict[str, Any]:
        """Ask for content from every brief of a CSV file, all of it to go out at that time."""
        return await self._create(
            "/v1/content-requests/batches",
            content=data,
            params=schedule,
            headers={"Content-Type": "text/csv; charset=utf-8"},
        )

    async def batch(self, batch_id: str) -> dict[str, Any]:
        """How far a batch is."""
        return await self._call("GET", f"/v1/content-requests/batches/{batch_id}")

    async def accounts(self) -> list[dict[str, Any]]:
        """The accounts handed over."""
        answer = await self._call("GET", "/v1/accounts")
        return list(answer["items"])

    async def posts(self) -> list[dict[str, Any]]:
        """Every post."""
        answer = await self._call("GET", "/v1/posts", params={"limit": "200"})
        return list(answer["items"])

    async def publications(self) -> list[dict[str, Any]]:
        """The ledger, with every part of what went out."""
        found: list[dict[str, Any]] = []
        cursor: str | None = None
        while True:
            params = {"limit": "200", **({"cursor": cursor} if cursor else {})}
            answer = await self._call("GET", "/v1/publications", params=params)
            found += answer["items"]
            cursor = answer["next_cursor"]
            if cursor is None:
                return found

    async def overview(self) -> dict[str, Any]:
        """The figures of the organisation."""
        return await self._call("GET", "/v1/analytics/overview")

    async def events(self, after: str | None = None) -> AsyncIterator[ServerSentEvent]:
        """Live updates as they come, from the one after `after`, until the stream ends."""
        headers = {"Last-Event-ID": after} if after else {}
        async with aconnect_sse(self._client, "GET", "/v1/events", headers=headers, timeout=None) as source:
            if source.response.status_code != httpx.codes.OK:
                await source.response.aread()
                raise RefusedError(source.response)
            async for event in source.aiter_sse():
                yield event

    async def _create(self, path: str, **options: Any) -> dict[str, Any]:
        headers = {"Idempotency-Key": str(uuid4()), **options.pop("headers", {})}
        return await self._call("POST", path, headers=headers, **options)

    async def _call(self, method: str, path: str, **options: Any) -> dict[str, Any]:
        response = await self._client.request(method, path, **options)
        if response.is_error:
            raise RefusedError(response)
        answer: dict[str, Any] = response.json()
        return answer
