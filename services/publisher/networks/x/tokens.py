"""Tokens: an answer replaces both, and the renewal token that was used has been used up.

https://docs.x.com/fundamentals/authentication/oauth-2-0/authorization-code
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from services.publisher.domain.access import Access, App, Grant
from services.publisher.domain.failures import failure
from services.publisher.errors import CredentialsIncompleteError, RefusedError
from services.publisher.networks.calling import Caller
from services.publisher.networks.tokens import app_of_renewal, instant, read, refresh_at
from services.publisher.networks.x.api import is_signed

_AHEAD = timedelta(minutes=5)
_DEFAULT_SECONDS = 7200
_OF_OAUTH_1 = ("client_id", "client_secret", "access_token", "access_token_secret")
_OF_OAUTH_2 = ("access_token", "refresh_token", "client_id", "client_secret")


def opened(credentials: Mapping[str, str], now: datetime) -> Grant:
    """What was handed over; a token's secret tells that it is of OAuth 1.0a, which never expires."""
    signed = bool(credentials.get("access_token_secret"))
    needed = _OF_OAUTH_1 if signed else ("access_token", "client_id")
    missing = [name for name in needed if not credentials.get(name)]
    if missing:
        raise CredentialsIncompleteError("x", missing)
    names = _OF_OAUTH_1 if signed else _OF_OAUTH_2
    secrets = {name: credentials[name] for name in names if credentials.get(name)}
    expires_at = None if signed else instant(credentials.get("expires_at"))
    if expires_at is None:
        return Grant(secrets, None)  # a refusal will say when it has expired
    return _lasting(secrets, expires_at, now)


async def renew(call: Caller, access: Access, app: App | None, now: datetime) -> Grant:
    """A new pair of tokens."""
    secrets = access.secrets
    if is_signed(secrets):
        raise RefusedError(failure("reconnect", "x.token_revoked", "a token of OAuth 1.0a can't be renewed"))
    if not secrets.get("refresh_token"):
        detail = "no refresh token was given (scope offline.access)"
        raise RefusedError(failure("reconnect", "x.renewal_refused", detail))
    app = app_of_renewal("x", secrets, app)
    form = {"grant_type": "refresh_token", "refresh_token": secrets["refresh_token"]}
    return grant(call, secrets, await ask(call, access.base_url, app, form), now)


async def ask(call: Caller, server: str, app: App, form: dict[str, str]) -> Any:
    """The token server's answer; a confidential app proves itself, a public one says its name."""
    secret = app.client_secret
    hidden = [secret, *(form.get(name, "") for name in ("refresh_token", "code", "code_verifier"))]
    proof: dict[str, Any] = {"auth": (app.client_id, secret)} if secret else {}
    if not secret:
        form = {**form, "client_id": app.client_id}
    return await call("POST", f"{server}/2/oauth2/token", data=form, secrets=hidden, **proof)


def grant(call: Caller, held: Mapping[str, str], answer: Any, now: datetime) -> Grant:
    """What is held, with the tokens of an answer in place of the former."""
    given = read(call, answer, now, default_seconds=_DEFAULT_SECONDS)
    return _lasting({**held, **given.secrets}, given.ends_at, now)


def _lasting(secrets: Mapping[str, str], expires_at: datetime, now: datetime) -> Grant:
    """Renewed ahead of the expiry where something renews it; else a person must consent again by then."""
    if secrets.get("refresh_token"):
        return Grant(secrets, refresh_at(expires_at, now, _AHEAD))
    return Grant(secrets, None, expires_at)
