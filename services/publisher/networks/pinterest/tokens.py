"""Tokens: access for about 30 days, continuous refresh tokens for 60, which may be new with each renewal.

https://developers.pinterest.com/docs/getting-started/set-up-authentication-and-authorization/
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from services.publisher.domain.access import Access, App, Grant
from services.publisher.domain.failures import failure
from services.publisher.errors import CredentialsIncompleteError, RefusedError
from services.publisher.networks import tokens
from services.publisher.networks.calling import Caller
from services.publisher.networks.consenting import scopes_of

_AHEAD = timedelta(days=1)
_FIELDS = ("access_token", "refresh_token", "client_id", "client_secret", "expires_at", "refresh_expires_at")


def opened(credentials: Mapping[str, str], now: datetime) -> Grant:
    """The first secrets of an account that was handed over."""
    if not credentials.get("access_token"):
        raise CredentialsIncompleteError("pinterest", ["access_token"])
    return _granted({name: credentials[name] for name in _FIELDS if credentials.get(name)}, now)


async def exchange(call: Caller, access_url: str, app: App, code: str, redirect_url: str) -> Any:
    """Pinterest's answer to the code that a person came back with.

    Apps made before September 2025 have to ask for refresh tokens that can be renewed without end; to others it is
    nothing new.
    """
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": redirect_url,
        "continuous_refresh": "true",
    }
    return await _ask(call, access_url, app, form, code)


async def renew(call: Caller, access: Access, app: App | None, now: datetime) -> Grant:
    """A new access token, and the refresh token that counts from now on."""
    secrets = access.secrets
    if not secrets.get("refresh_token"):
        raise RefusedError(failure("reconnect", "pinterest.renewal_refused", "there is no refresh token"))
    app = tokens.app_of_renewal("pinterest", secrets, app)
    form = {
        "grant_type": "refresh_token",
        "refresh_token": secrets["refresh_token"],
        "scope": ",".join(scopes_of("pinterest")),
    }
    answer = await _ask(call, access.base_url, app, form, secrets["refresh_token"])
    return grant(call, answer, now, secrets)


def grant(call: Caller, answer: Any, now: datetime, held: Mapping[str, str]) -> Grant:
    """What a token's answer gives, in place of what was held."""
    given = tokens.read(call, answer, now)
    return _granted({**held, **given.secrets, **given.ends}, now)


async def _ask(call: Caller, base_url: str, app: App, form: Mapping[str, str], secret: str) -> Any:
    return await call(
        "POST",
        f"{base_url}/v5/oauth/token",
        data=dict(form),
        auth=(app.client_id, app.client_secret),
        secrets=[secret, app.client_secret],
    )


def _granted(secrets: Mapping[str, str], now: datetime) -> Grant:
    ends = tokens.instant(secrets.get("expires_at"))
    if not secrets.get("refresh_token"):
        return Grant(secrets, None, ends)
    # Where its end is not known, a refusal will say when it has expired.
    return Grant(secrets, tokens.refresh_at(ends, now, _AHEAD) if ends else None)
