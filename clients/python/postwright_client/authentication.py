"""Sends a credential with each request; signs in where there is none, refreshes where it has expired."""

import asyncio
import threading
from collections.abc import AsyncGenerator, Generator
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
        with self._lock:
            if self._must_sign_in(request):
                yield from self._renewed()
        used = self._sign(request)
        response = yield request
        if not self._has_expired(response):
            return
        with self._lock:
            if self._token == used:
                response.read()
                yield from self._renewed()
        self._sign(request)
        yield request

    async def async_auth_flow(self, request: httpx.Request) -> AsyncGenerator[httpx.Request, httpx.Response]:
        async with self._async_lock:
            if self._must_sign_in(request):
                renewal = self._renewed()
                answer = yield next(renewal)
                await answer.aread()
                _ended(renewal, answer)
        used = self._sign(request)
        response = yield request
        if not self._has_expired(response):
            return
        async with self._async_lock:
            if self._token == used:
                await response.aread()
                renewal = self._renewed()
                answer = yield next(renewal)
                await answer.aread()
                again = _ended(renewal, answer)
                if again is not None:
                    answer = yield again
                    await answer.aread()
                    _ended(renewal, answer)
        self._sign(request)
        yield request

    def _must_sign_in(self, request: httpx.Request) -> bool:
        return self._token is None and self._login is not None and "/v1/auth/" not in request.url.path

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

    def _renewed(self) -> Generator[httpx.Request, httpx.Response]:
        """Asks for tokens: by the refresh token first; where that is not taken, by signing in."""
        if self._refresh_token is not None:
            answer = yield self._request("refresh", {"refresh_token": self._refresh_token})
            self._refresh_token = None
            if self._take(answer):
                return
        answer = yield self._request("login", {"login": self._login, "password": self._password})
        self._take(answer)

    def _request(self, what: str, body: dict[str, str | None]) -> httpx.Request:
        return httpx.Request("POST", f"{self._base_url}/v1/auth/{what}", json=body)

    def _take(self, answer: httpx.Response) -> bool:
        if answer.status_code != 200:
            return False
        answer.read()
        tokens = answer.json()
        self._token, self._refresh_token = tokens["access_token"], tokens["refresh_token"]
        return True


def _ended(renewal: Generator[httpx.Request, httpx.Response], answer: httpx.Response) -> httpx.Request | None:
    try:
        return renewal.send(answer)
    except StopIteration:
        return None
