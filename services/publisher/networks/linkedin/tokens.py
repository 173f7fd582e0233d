"""Tokens: of 60 days, renewed only where LinkedIn approved the app as a partner.

https://learn.microsoft.com/en-us/linkedin/shared/authentication/programmatic-refresh-tokens
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from services.publisher.domain.access import Access, App, Grant
from services.publisher.domain.failures import failure
from services.publisher.errors import CredentialsIncompleteError, RefusedError
from services.publisher.networks.calling import Caller, text_of

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
    ends = instant(secrets.get("expires_at"))
    if not secrets.get("refresh_token"):
        return Grant(secrets, None, ends)
    return Grant(
        secrets, _refresh_at(ends, now) if ends else None, instant(secrets.get("refresh_expires_at"))
    )


async def exchange(call: Caller, token_url: str, app: App, code: str, redirect_url: str) -> Mapping[str, Any]:
    """LinkedIn's answer to the code that a person came back with."""
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": redirect_url, **_client(app)}
    answer = await call("POST", token_url, data=form, secrets=[code, app.client_secret])
    return answer if isinstance(answer, dict) else {}


async def renew(call: Caller, access: Access, app: App | None, now: datetime) -> Grant:
    """A new access token."""
    secrets = access.secrets
    if secrets.get("client_id"):
        app = App(secrets["client_id"], secrets.get("client_secret", ""))
    if not secrets.get("refresh_token") or app is None:
        detail = "there is no refresh token: LinkedIn gives them to approved partners only"
        raise RefusedError(failure("reconnect", "linkedin.renewal_refused", detail))
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
    try:
        found = {
            "access_token": text_of(answer["access_token"]),
            "expires_at": _after(now, answer["expires_in"]),
            "scope": " ".join(str(answer.get("scope", "")).replace(",", " ").split()),
        }
        if answer.get("refresh_token"):
            found["refresh_token"] = text_of(answer["refresh_token"])
        if answer.get("refresh_token_expires_in"):
            found["refresh_expires_at"] = _after(now, answer["refresh_token_expires_in"])
    except (AttributeError, KeyError, OverflowError, TypeError, ValueError):
        raise call.unreadable("the token's answer lacks access_token or expires_in") from None
    return {name: value for name, value in found.items() if value}


def instant(text: str | None) -> datetime | None:
    """An ISO timestamp; None where it is not one."""
    try:
        parsed = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)


def _client(app: App) -> dict[str, str]:
    return {"client_id": app.client_id, "client_secret": app.client_secret}


def _after(now: datetime, seconds: Any) -> str:
    return (now + timedelta(seconds=int(seconds))).isoformat()


def _refresh_at(ends: datetime, now: datetime) -> datetime:
    return max(ends - _AHEAD, now + (ends - now) / 2) if ends > now else now
