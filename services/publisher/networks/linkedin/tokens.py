"""Tokens: of 60 days, renewed only where LinkedIn approved the app as a partner.

https://learn.microsoft.com/en-us/linkedin/shared/authentication/programmatic-refresh-tokens
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from services.publisher.domain.access import Access, App, Grant
from services.publisher.domain.failures import failure
from services.publisher.errors import CredentialsIncompleteError, RefusedError
from services.publisher.networks import tokens
from services.publisher.networks.calling import Caller

_AHEAD = timedelta(days=2)
_FIELDS = (
    "access_token",
    "refresh_token",
    "organization",
    "client_id",
    "client_secret",
    "expires_at",
    "refresh_expires_at",
    "scope",
)


def opened(credentials: Mapping[str, str], now: datetime) -> Grant:
    """The first secrets of an account that was handed over."""
    if not credentials.get("access_token"):
        raise CredentialsIncompleteError("linkedin", ["access_token"])
    return granted({name: credentials[name] for name in _FIELDS if credentials.get(name)}, now)


def granted(secrets: Mapping[str, str], now: datetime) -> Grant:
    """When they are due: a refresh token renews for a year, without one a person has to consent again."""
    ends = tokens.instant(secrets.get("expires_at"))
    if not secrets.get("refresh_token"):
        return Grant(secrets, None, ends)
    due = tokens.refresh_at(ends, now, _AHEAD) if ends else None
    return Grant(secrets, due, tokens.instant(secrets.get("refresh_expires_at")))


async def exchange(call: Caller, token_url: str, app: App, code: str, redirect_url: str) -> Mapping[str, Any]:
    """LinkedIn's answer to the code that a person came back with."""
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": redirect_url, **_client(app)}
    answer = await call("POST", token_url, data=form, secrets=[code, app.client_secret])
    return answer if isinstance(answer, dict) else {}


async def renew(call: Caller, access: Access, app: App | None, now: datetime) -> Grant:
    """A new access token."""
    secrets = access.secrets
    if not secrets.get("refresh_token"):
        detail = "there is no refresh token: LinkedIn gives them to approved partners only"
        raise RefusedError(failure("reconnect", "linkedin.renewal_refused", detail))
    app = tokens.app_of_renewal("linkedin", secrets, app)
    form = {"grant_type": "refresh_token", "refresh_token": secrets["refresh_token"], **_client(app)}
    answer = await call(
        "POST",
        f"{access.hosts['www']}/oauth/v2/accessToken",
        data=form,
        secrets=[secrets["refresh_token"], app.client_secret],
    )
    return granted({**secrets, **read(call, answer, now)}, now)


def read(call: Caller, answer: Any, now: datetime) -> dict[str, str]:
    """The secrets in a token's answer."""
    given = tokens.read(call, answer, now)
    scope = " ".join(str(answer.get("scope", "")).replace(",", " ").split())
    return {**given.secrets, **given.ends, **({"scope": scope} if scope else {})}


def _client(app: App) -> dict[str, str]:
    return {"client_id": app.client_id, "client_secret": app.client_secret}
