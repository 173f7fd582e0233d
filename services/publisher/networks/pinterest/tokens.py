"""Tokens: access for about 30 days, continuous refresh tokens for 60, which may be new with each renewal.

https://developers.pinterest.com/docs/getting-started/set-up-authentication-and-authorization/
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from services.publisher.domain.access import Access, App, Grant
from services.publisher.domain.failures import failure
from services.publisher.errors import CredentialsIncompleteError, RefusedError
from services.publisher.networks.calling import Caller, text_of
from shared import capabilities

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
    if secrets.get("client_id"):
        app = App(secrets["client_id"], secrets.get("client_secret", ""))
    if not secrets.get("refresh_token") or app is None:
        detail = "there is no refresh token, or no application that it was given to"
        raise RefusedError(failure("reconnect", "pinterest.renewal_refused", detail))
    form = {
        "grant_type": "refresh_token",
        "refresh_token": secrets["refresh_token"],
        "scope": ",".join(capabilities.load()["pinterest"].connecting.scopes),
    }
    answer = await _ask(call, access.base_url, app, form, secrets["refresh_token"])
    return grant(call, answer, now, secrets)


def grant(call: Caller, answer: Any, now: datetime, held: Mapping[str, str]) -> Grant:
    """What a token's answer gives, in place of what was held."""
    try:
        found = {
            "access_token": text_of(answer["access_token"]),
            "expires_at": _after(now, answer["expires_in"]),
        }
        if answer.get("refresh_token"):
            found["refresh_token"] = text_of(answer["refresh_token"])
        if answer.get("refresh_token_expires_in"):
            found["refresh_expires_at"] = _after(now, answer["refresh_token_expires_in"])
    except (AttributeError, KeyError, OverflowError, TypeError, ValueError):
        raise call.unreadable("the token's answer lacks access_token or expires_in") from None
    return _granted({**held, **found}, now)


def instant(text: str | None) -> datetime | None:
    """An ISO timestamp, of UTC where it does not say so; None where it is not one."""
    try:
        parsed = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)


async def _ask(call: Caller, base_url: str, app: App, form: Mapping[str, str], secret: str) -> Any:
    return await call(
        "POST",
        f"{base_url}/v5/oauth/token",
        data=dict(form),
        auth=(app.client_id, app.client_secret),
        secrets=[secret, app.client_secret],
    )


def _granted(secrets: Mapping[str, str], now: datetime) -> Grant:
    ends = instant(secrets.get("expires_at"))
    if not secrets.get("refresh_token"):
        return Grant(secrets, None, ends)
    if ends is None:
        return Grant(secrets, None)  # a refusal will say when it has expired
    return Grant(secrets, max(ends - _AHEAD, now + (ends - now) / 2) if ends > now else now)


def _after(now: datetime, seconds: Any) -> str:
    return (now + timedelta(seconds=int(seconds))).isoformat()
