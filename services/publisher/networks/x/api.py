"""Calls in an account's name: with a token of OAuth 2, or signed by OAuth 1.0a."""

from collections.abc import Generator, Mapping
from typing import Any

import httpx
from oauthlib import oauth1

from services.publisher.domain.access import Access
from services.publisher.networks.calling import Caller
from shared.clock import Clock


class Signature(httpx.Auth):
    """OAuth 1.0a with HMAC-SHA1; JSON and multipart bodies are no part of what is signed.

    Args:
        clock: Gives the signature's instant; X takes it for some minutes.
        client_id: The app's API key.
        client_secret: The app's API key secret.
        token: Of the account, or of a consent that is under way.
        token_secret: Belongs to it.
        fields: Further `oauth_` fields of a consent, such as `callback_uri` and `verifier`.
    """

    def __init__(
        self,
        clock: Clock,
        client_id: str,
        client_secret: str,
        token: str | None = None,
        token_secret: str | None = None,
        **fields: str,
    ) -> None:
        self._client = oauth1.Client(
            client_id,
            client_secret,
            token,
            token_secret,
            timestamp=str(int(clock.now().timestamp())),
            **fields,
        )

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """The request with its signature."""
        _, headers, _ = self._client.sign(str(request.url), request.method)
        request.headers["Authorization"] = headers["Authorization"]
        yield request


def is_signed(secrets: Mapping[str, str]) -> bool:
    """Whether these are secrets of OAuth 1.0a."""
    return "access_token_secret" in secrets


class Api:
    """X's API in one account's name."""

    def __init__(self, call: Caller, clock: Clock, access: Access) -> None:
        self.call = call
        self.access = access
        self._clock = clock

    async def get(self, path: str, **params: str) -> Any:
        """The JSON of a GET."""
        return self.call.read(await self.send("GET", path, params=params))

    async def post(self, path: str, **options: Any) -> Any:
        """The JSON of a POST; options go to httpx."""
        return self.call.read(await self.send("POST", path, **options))

    async def send(self, method: str, path: str, **options: Any) -> httpx.Response:
        """A 2xx answer; raises as `Caller` does."""
        return await self.call.send(method, f"{self.access.base_url}{path}", **self._proof(), **options)

    def _proof(self) -> dict[str, Any]:
        held = self.access.secrets
        if not is_signed(held):
            return {"token": held["access_token"]}
        signature = Signature(
            self._clock,
            held["client_id"],
            held["client_secret"],
            held["access_token"],
            held["access_token_secret"],
        )
        return {"auth": signature, "secrets": [held["access_token"], held["access_token_secret"]]}
