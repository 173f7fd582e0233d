"""Calls issuers of OpenID Connect and checks their tokens: https://openid.net/specs/openid-connect-core-1_0.html"""

import asyncio
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

import httpx
import jwt
import structlog

from services.gateway.config import IdentityProvider
from services.gateway.domain.external import ExternalClaims
from services.gateway.errors import ExternalTokenError, ProviderUnavailableError
from services.gateway.usecases.issuers import Answer
from shared.clock import Clock
from shared.guard import AddressRefusedError, GuardedTransport, guarded_client

logger = structlog.get_logger(__name__)

_SECONDS = 10.0
_LARGEST_BYTES = 512 * 1024
_LARGEST_TOKEN = 16 * 1024
_MOST_KEYS = 100
# What an issuer says of itself, and its keys, are asked for again after so long; a key that is not known, at once, but
# not again and again: anybody can make up the name of a key.
_FRESH_SECONDS = 3_600.0
_KEYS_AGAIN_SECONDS = 60.0
# Keys that could not be renewed are believed for so long.
_KEYS_BELIEVED_SECONDS = 24 * 3_600.0
_LEEWAY_SECONDS = 60
_ALGORITHMS = frozenset(
    ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
)
_INVALID = "The provider's token is not good here; begin anew."


class _FetchError(Exception):
    """The issuer can't be reached, or answers what can't be used; the message holds nothing secret."""


@dataclass(frozen=True)
class _Metadata:
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    sends_issuer: bool


class IssuerClient:
    """Fetches from issuers: never from a private address, never after a redirect, never much, never for long.

    Args:
        allow_private: Also from private addresses and by plain http: for a local stack.
    """

    def __init__(self, *, allow_private: bool) -> None:
        self._allow_private = allow_private
        self._clients: dict[bool, httpx.AsyncClient] = {}

    async def open(self) -> None:
        """Makes the pools; they connect when there is somebody to ask about."""
        self._clients = {
            private: guarded_client(GuardedTransport(allow_private=private), read_seconds=_SECONDS)
            for private in {self._allow_private, True}
        }

    async def close(self) -> None:
        clients, self._clients = self._clients, {}
        for client in clients.values():
            await client.aclose()

    async def fetch(self, provider: IdentityProvider, request: httpx.Request) -> tuple[int, dict[str, Any]]:
        """Status and JSON object of the answer.

        Raises:
            _FetchError: There is none.
        """
        http = self._clients[self._allow_private or provider.allow_private_addresses]
        try:
            async with asyncio.timeout(_SECONDS):
                answer = await http.send(request, stream=True)
                try:
                    body = await _bounded(answer)
                finally:
                    await answer.aclose()
            document = json.loads(body)
        except (httpx.HTTPError, AddressRefusedError, TimeoutError, OSError) as error:
            raise _FetchError(f"{urlsplit(str(request.url)).netloc}: {type(error).__name__}") from error
        except (ValueError, RecursionError) as error:
            raise _FetchError(f"{urlsplit(str(request.url)).netloc} answers no JSON") from error
        if not isinstance(document, dict):
            raise _FetchError(f"{urlsplit(str(request.url)).netloc} answers no JSON object")
        return answer.status_code, document

    async def get(self, provider: IdentityProvider, url: str) -> dict[str, Any]:
        """A document.

        Raises:
            _FetchError: There is none.
        """
        status, document = await self.fetch(provider, httpx.Request("GET", url))
        if status != 200:
            raise _FetchError(f"{urlsplit(url).netloc} answers {status}")
        return document


async def _bounded(answer: httpx.Response) -> bytes:
    body = bytearray()
    async for chunk in answer.aiter_bytes():
        body += chunk
        if len(body) > _LARGEST_BYTES:
            raise _FetchError(f"{answer.url.host} answers too much")
    return bytes(body)


class _Keys:
    """An issuer's keys, renewed when one is asked for that is not there."""

    def __init__(self, provider: IdentityProvider, client: IssuerClient, clock: Clock) -> None:
        self._provider = provider
        self._client = client
        self._clock = clock
        self._lock = asyncio.Lock()
        self._keys: dict[str | None, jwt.PyJWK] = {}
        self._renewed_at = float("-inf")
        self._tried_at = float("-inf")

    async def find(self, url: str, name: str | None) -> jwt.PyJWK | None:
        """The key of that name; without a name the only one, if there is but one.

        Raises:
            _FetchError: There are no keys that may still be believed.
        """
        async with self._lock:
            now = self._clock.monotonic()
            is_stale = now - self._renewed_at > _FRESH_SECONDS
            if (is_stale or self._named(name) is None) and now - self._tried_at > _KEYS_AGAIN_SECONDS:
                await self._renew(url, now)
            if now - self._renewed_at > _KEYS_BELIEVED_SECONDS:
                raise _FetchError(f"the keys of {self._provider.issuer} can't be had")
            return self._named(name)

    def _named(self, name: str | None) -> jwt.PyJWK | None:
        if name is None:
            return next(iter(self._keys.values())) if len(self._keys) == 1 else None
        return self._keys.get(name)

    async def _renew(self, url: str, now: float) -> None:
        self._tried_at = now
        try:
            document = await self._client.get(self._provider, url)
        except _FetchError as error:
            logger.warning("issuer's keys not renewed", provider=self._provider.id, reason=str(error))
            return
        self._keys = _usable(document.get("keys"))
        self._renewed_at = now


def _usable(keys: object) -> dict[str | None, jwt.PyJWK]:
    """Those that can check signatures: public ones alone, none that is also a secret."""
    found: dict[str | None, jwt.PyJWK] = {}
    for key in keys[:_MOST_KEYS] if isinstance(keys, list) else ():
        if not isinstance(key, dict) or key.get("kty") not in {"RSA", "EC", "OKP"}:
            continue
        if key.get("use", "sig") != "sig":
            continue
        try:
            parsed = jwt.PyJWK.from_dict(key)
        except (jwt.PyJWTError, ValueError, TypeError, KeyError):
            continue
        found[parsed.key_id] = parsed
    return found


class OpenIdIssuer:
    """An issuer, by what its operator was told and what it says of itself."""

    def __init__(self, provider: IdentityProvider, client: IssuerClient, clock: Clock) -> None:
        self.id = provider.id
        self.name = provider.name
        self.kind: str = provider.kind
        self.trusts_email = provider.trust_email
        self._provider = provider
        self._client = client
        self._clock = clock
        self._keys = _Keys(provider, client, clock)
        self._metadata: tuple[_Metadata, float] | None = None

    async def authorize_url(self, *, redirect_url: str, state: str, challenge: str, nonce: str) -> str:
        """The page to send somebody to."""
        metadata = await self._discovered()
        query = urlencode(
            {
                "response_type": "code",
                "client_id": self._provider.client_id,
                "redirect_uri": redirect_url,
                "scope": " ".join(self._provider.scopes),
                "state": state,
                "nonce": nonce,
                "code_challenge": challenge,
                "code_challenge_method": "S256",
            }
        )
        joint = "&" if "?" in metadata.authorization_endpoint else "?"
        return f"{metadata.authorization_endpoint}{joint}{query}"

    async def redeem(self, answer: Answer) -> ExternalClaims:
        """Who came back."""
        metadata = await self._discovered()
        # RFC 9207: an answer of another issuer must not be redeemed with this one.
        if answer.issuer is None and metadata.sends_issuer:
            raise ExternalTokenError(
                "The provider names itself in its answer (iss), and this answer does not."
            )
        if answer.issuer is not None and answer.issuer != self._provider.issuer:
            raise ExternalTokenError("The answer is another provider's.")
        try:
            status, document = await self._client.fetch(self._provider, self._exchange(metadata, answer))
        except _FetchError as error:
            raise self._unavailable(error) from error
        if status >= 500:
            raise self._unavailable(_FetchError(f"{self._provider.issuer} answers {status}"))
        token = document.get("id_token")
        if status != 200 or not isinstance(token, str):
            logger.info("code not redeemed", provider=self.id, status=status)
            raise ExternalTokenError("The provider does not take this code; begin anew.")
        return await self.verify(token, nonce=answer.nonce)

    async def verify(self, id_token: str, *, nonce: str | None) -> ExternalClaims:
        """Whom an ID token is about."""
        claims = await self._checked(id_token)
        given = claims.get("nonce")
        if nonce is not None and not (
            isinstance(given, str) and hmac.compare_digest(given.encode(), nonce.encode())
        ):
            raise ExternalTokenError("The provider's token was made for another sign-in; begin anew.")
        email, name = claims.get("email"), claims.get("name")
        return ExternalClaims(
            issuer=claims["iss"],
            subject=claims["sub"],
            email=email if isinstance(email, str) else None,
            # Some issuers write a text.
            email_verified=claims.get("email_verified") in (True, "true"),
            name=name if isinstance(name, str) else None,
        )

    async def _checked(self, id_token: str) -> dict[str, Any]:
        if len(id_token) > _LARGEST_TOKEN:
            raise ExternalTokenError(_INVALID)
        try:
            header = jwt.get_unverified_header(id_token)
            algorithm, name = header.get("alg"), header.get("kid")
            if algorithm not in _ALGORITHMS or "crit" in header:
                raise ExternalTokenError(_INVALID)
            key = await self._key(name)
            if key is None or key.algorithm_name not in {algorithm, None}:
                raise ExternalTokenError(
                    "The provider does not know the key of this token (yet); begin anew."
                )
            claims: dict[str, Any] = jwt.decode(
                id_token,
                key.key,
                algorithms=[algorithm],
                issuer=self._provider.issuer,
                audience=self._provider.client_id,
                # Time is checked against the injected clock.
                options={
                    "require": ["iss", "aud", "sub", "exp", "iat"],
                    "verify_exp": False,
                    "verify_iat": False,
                    "verify_nbf": False,
                },
            )
        except (jwt.PyJWTError, ValueError, TypeError) as error:
            raise ExternalTokenError(_INVALID) from error
        self._require(claims)
        return claims

    async def _key(self, name: object) -> jwt.PyJWK | None:
        try:
            url = self._provider.jwks_url or (await self._discovered()).jwks_uri
            return await self._keys.find(url, name if isinstance(name, str) else None)
        except _FetchError as error:
            raise self._unavailable(error) from error

    def _require(self, claims: Mapping[str, Any]) -> None:
        """What a library does not check: time by our clock, and that the token is for us and nobody besides."""
        now = self._clock.now().timestamp()
        times = [claims["exp"], claims["iat"], claims.get("nbf", 0), claims.get("auth_time", 0)]
        if any(isinstance(at, bool) or not isinstance(at, int | float) for at in times):
            raise ExternalTokenError(_INVALID)
        expires, *begins = times
        if expires <= now - _LEEWAY_SECONDS or any(at > now + _LEEWAY_SECONDS for at in begins):
            raise ExternalTokenError("The provider's token has expired or is not valid yet; begin anew.")
        audience, party = claims["aud"], claims.get("azp")
        if isinstance(audience, list) and len(audience) > 1 and party is None:
            raise ExternalTokenError(_INVALID)
        if party is not None and party != self._provider.client_id:
            raise ExternalTokenError(_INVALID)
        subject = claims["sub"]
        if not isinstance(subject, str) or not 1 <= len(subject) <= 255 or not subject.isprintable():
            raise ExternalTokenError(_INVALID)

    async def _discovered(self) -> _Metadata:
        now = self._clock.monotonic()
        if self._metadata is not None and now - self._metadata[1] < _FRESH_SECONDS:
            return self._metadata[0]
        issuer = self._provider.issuer
        try:
            document = await self._client.get(
                self._provider, f"{issuer.rstrip('/')}/.well-known/openid-configuration"
            )
            metadata = _metadata(document, issuer)
        except _FetchError as error:
            if self._metadata is not None:
                return self._metadata[0]
            raise self._unavailable(error) from error
        self._metadata = (metadata, now)
        return metadata

    def _exchange(self, metadata: _Metadata, answer: Answer) -> httpx.Request:
        form = {
            "grant_type": "authorization_code",
            "code": answer.code,
            "redirect_uri": answer.redirect_url,
            "code_verifier": answer.verifier,
            "client_id": self._provider.client_id,
        }
        request_auth: httpx.BasicAuth | None = None
        secret = self._provider.client_secret
        if secret is not None and self._provider.client_authentication == "post":
            form["client_secret"] = secret.get_secret_value()
        elif secret is not None:
            request_auth = _basic(self._provider.client_id, secret.get_secret_value())
        request = httpx.Request(
            "POST", metadata.token_endpoint, data=form, headers={"Accept": "application/json"}
        )
        return request if request_auth is None else next(request_auth.auth_flow(request))

    def _unavailable(self, error: _FetchError) -> ProviderUnavailableError:
        logger.warning("identity provider unavailable", provider=self.id, reason=str(error))
        return ProviderUnavailableError(
            f"{self.name} can't be asked now; try again in a moment.", headers={"Retry-After": "10"}
        )


def _basic(client_id: str, secret: str) -> httpx.BasicAuth:
    # RFC 6749 §2.3.1: both are form-encoded first.
    encoded = [urlencode({"": text})[1:] for text in (client_id, secret)]
    return httpx.BasicAuth(*encoded)


def _metadata(document: Mapping[str, Any], issuer: str) -> _Metadata:
    """What an issuer says of itself.

    Raises:
        _FetchError: It is another one, or leaves out what is needed.
    """
    if document.get("issuer") != issuer:
        raise _FetchError(f"what is at {issuer} calls itself another issuer")
    names = ("authorization_endpoint", "token_endpoint", "jwks_uri")
    urls = [str(document.get(name)) for name in names]
    if not all(url.startswith(("https://", "http://")) for url in urls):
        raise _FetchError(f"{issuer} does not say where its endpoints are")
    authorization, token, keys = urls
    return _Metadata(
        authorization,
        token,
        keys,
        sends_issuer=document.get("authorization_response_iss_parameter_supported") is True,
    )
