"""Google's tokens: an access token for an hour; the renewal token stays the same and is rarely given again.

https://developers.google.com/identity/protocols/oauth2/web-server
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from services.publisher.domain.access import Access, App, Grant
from services.publisher.domain.failures import failure
from services.publisher.errors import CredentialsIncompleteError, RefusedError
from services.publisher.networks.calling import Caller, text_of

_AHEAD = timedelta(minutes=5)
_DEFAULT_SECONDS = 3600
_NEEDED = ("refresh_token", "client_id", "client_secret")


def opened(credentials: Mapping[str, str], now: datetime) -> Grant:
    """What was handed over with an OAuth client of one's own."""
    missing = [name for name in _NEEDED if not credentials.get(name)]
    if missing:
        raise CredentialsIncompleteError("youtube", missing)
    secrets = {name: credentials[name] for name in (*_NEEDED, "access_token") if credentials.get(name)}
    if "access_token" not in secrets:
        return Grant({**secrets, "access_token": ""}, now)
    expires_at = instant(credentials.get("expires_at"))
    return Grant(secrets, refresh_at(expires_at, now) if expires_at else None)


async def renew(call: Caller, access: Access, app: App | None, now: datetime) -> Grant:
    """A new access token."""
    secrets = access.secrets
    if not secrets.get("refresh_token"):
        detail = "Google gave no renewal token: offline access was not consented to"
        raise RefusedError(failure("reconnect", "youtube.consent_ended", detail))
    client = _client(secrets, app)
    form = {**client, "grant_type": "refresh_token", "refresh_token": secrets["refresh_token"]}
    answer = await call(
        "POST",
        f"{access.hosts['oauth']}/token",
        data=form,
        secrets=[secrets["refresh_token"], client["client_secret"]],
    )
    return granted(call, secrets, answer, now)


def granted(call: Caller, before: Mapping[str, str], answer: Any, now: datetime) -> Grant:
    """The secrets after an exchange or renewal; a renewal token that does not come back is kept."""
    try:
        secrets = {**before, "access_token": text_of(answer["access_token"])}
        if answer.get("refresh_token"):
            secrets["refresh_token"] = text_of(answer["refresh_token"])
        if answer.get("scope"):
            secrets["scope"] = text_of(answer["scope"])
        expires_at = now + timedelta(seconds=int(answer.get("expires_in", _DEFAULT_SECONDS)))
        # Only where consent is given for a time, as to applications that are still being tested.
        ends_in = answer.get("refresh_token_expires_in")
        ends_at = now + timedelta(seconds=int(ends_in)) if ends_in else None
    except (AttributeError, KeyError, OverflowError, TypeError, ValueError):
        raise call.unreadable(
            "the token's answer lacks access_token, or its expires_in is no number"
        ) from None
    if "refresh_token" not in secrets:
        return Grant(secrets, None, expires_at)
    return Grant(secrets, refresh_at(expires_at, now), ends_at)


def _client(secrets: Mapping[str, str], app: App | None) -> dict[str, str]:
    """The application a renewal token was given to: the account's own, or the operator's."""
    if secrets.get("client_id"):
        return {"client_id": secrets["client_id"], "client_secret": secrets.get("client_secret", "")}
    if app is None:
        detail = "the application that this account consented to is not configured any more"
        raise RefusedError(failure("restricted", "youtube.app_missing", detail, who_must_act="operator"))
    return {"client_id": app.client_id, "client_secret": app.client_secret}


def refresh_at(expires_at: datetime, now: datetime) -> datetime:
    """Some minutes before the expiry, or halfway to it where less is left."""
    return max(expires_at - _AHEAD, now + (expires_at - now) / 2) if expires_at > now else now


def instant(text: str | None) -> datetime | None:
    """An ISO timestamp; None where it is not one."""
    try:
        parsed = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)
