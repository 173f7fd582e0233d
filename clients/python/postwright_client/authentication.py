"""Sends a credential with each request; signs in where there is none, refreshes where it has expired."""

import asyncio
import threading
from collections.abc import AsyncGenerator, Generator, Iterator
from uuid import uuid4

import httpx


class Credentials(httpx.Auth):
    """An API key or access token as it is, or tokens from signing in that are refreshed in time.

    A refresh token works once, so only one request at a time refreshes; the others wait for its token.
    """

    def __init__(self, base_url: str, *, token: str | None, login: str | None, password: str | None) -> None:
        if (login is None) != (password is None) or (token is not None and login is not None):
            raise ValueError("give either a token, or login and password")
        self._base_url = base_url
        self._token = token
        self._login = login
        self._password = password
        self._refresh_token: str | None = None
        self._lock = threading.Lock()
        self._async_lock = asyncio.Lock()

    def sync_auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response]:
        expired: str | None = None
        for _ in range(2):
            with self._lock:
                if self._must_renew(request, expired):
                    for asking in self._ways_in():
                        answer = yield asking
                        answer.read()
                        if self._take(answer):
                            break
                    else:
                        return  # signing in was refused: that answer is the answer
            expired = self._sign(request)
            if not self._has_expired((yield request)):
                return

    async def async_auth_flow(self, request: httpx.Request) -> AsyncGenerator[httpx.Request, httpx.Response]:
        expired: str | None = None
        for _ in range(2):
            async with self._async_lock:
                if self._must_renew(request, expired):
                    for asking in self._ways_in():
                        answer = yield asking
                        await answer.aread()
                        if self._take(answer):
                            break
                    else:
                        return  # as above
            expired = self._sign(request)
            if not self._has_expired((yield request)):
                return

    def _must_renew(self, request: httpx.Request, expired: str | None) -> bool:
        """Whether there is no token yet, or still the one that has expired."""
        if self._login is None or self._token != expired:
            return False
        return expired is not None or "/v1/auth/" not in request.url.path

    def _sign(self, request: httpx.Request) -> str | None:
        if self._token is not None:
            request.headers["Authorization"] = f"Bearer {self._token}"
        if request.method == "POST" and "Idempotency-Key" not in request.headers:
            request.headers["Idempotency-Key"] = f'"{uuid4()}"'
        return self._token

    def _has_expired(self, response: httpx.Response) -> bool:
        return (
            response.status_code == 401
            and self._login is not None
            and "invalid_token" in response.headers.get("WWW-Authenticate", "")
        )

    def _ways_in(self) -> Iterator[httpx.Request]:
        """What to ask for tokens, one after the other until one gives them."""
        if self._refresh_token is not None:
            yield self._request("refresh", {"refresh_token": self._refresh_token})
        yield self._request("login", {"login": self._login, "password": self._password})

    def _request(self, what: str, body: dict[str, str | None]) -> httpx.Request:
        return httpx.Request("POST", f"{self._base_url}/v1/auth/{what}", json=body)

    def _take(self, answer: httpx.Response) -> bool:
        self._refresh_token = None
        if answer.status_code != 200:
            return False
        tokens = answer.json()
        self._token, self._refresh_token = tokens["access_token"], tokens["refresh_token"]
        return True
