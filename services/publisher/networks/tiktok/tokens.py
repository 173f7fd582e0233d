"""TikTok's tokens: an access token for a day; every renewal gives a new renewal token, and the old one is used up.

https://developers.tiktok.com/doc/oauth-user-access-token-management
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from services.publisher.domain.access import Access, App, Grant
from services.publisher.domain.failures import failure
from services.publisher.errors import CredentialsIncompleteError, RefusedError
from services.publisher.networks.calling import Caller, text_of
from services.publisher.networks.tiktok.refusals import token_failure

_AHEAD = timedelta(minutes=30)
_DEFAULT_SECONDS = 86_400
_NEEDED = ("refresh_token", "client_key", "client_secret")


def opened(credentials: Mapping[str, str], now: datetime) -> Grant:
    """What was handed over with an application of one's own."""
    missing = [name for name in _NEEDED if not credentials.get(name)]
    if missing:
        raise CredentialsIncompleteError("tiktok", missing)
    secrets = {name: credentials[name] for name in (*_NEEDED, "access_token") if credentials.get(name)}
    if "access_token" not in secrets:
        return Grant({**secrets, "access_token": ""}, now)
    expires_at = instant(credentials.get("expires_at"))
    return Grant(secrets, refresh_at(expires_at, now) if expires_at else None)


async def renew(call: Caller, access: Access, app: App | None, now: datetime) -> Grant:
    """New tokens."""
    secrets = access.secrets
    if not secrets.get("refresh_token"):
        raise RefusedError(failure("reconnect", "tiktok.consent_ended", "there is no renewal token"))
    client = _client(secrets, app)
    form = {**client, "grant_type": "refresh_token", "refresh_token": secrets["refresh_token"]}
    answer = await call(
        "POST",
        f"{access.base_url}/v2/oauth/token/",
        data=form,
        secrets=[secrets["refresh_token"], client["client_secret"]],
    )
    return granted(call, secrets, answer, now)


def granted(call: Caller, before: Mapping[str, str], answer: Any, now: datetime) -> Grant:
    """The secrets after an exchange or renewal.

    Raises:
        RefusedError: The answer is a refusal with a status of 200, as TikTok may give.
    """
    if isinstance(answer, dict) and isinstance(answer.get("error"), str) and answer["error"]:
        raise RefusedError(token_failure(answer["error"], str(answer.get("error_description", ""))))
    try:
        secrets = {**before, "access_token": text_of(answer["access_token"])}
        if answer.get("refresh_token"):
            secrets["refresh_token"] = text_of(answer["refresh_token"])
        expires_at = now + timedelta(seconds=int(answer.get("expires_in", _DEFAULT_SECONDS)))
        ends_in = answer.get("refresh_expires_in")
        ends_at = now + timedelta(seconds=int(ends_in)) if ends_in else None
    except (AttributeError, KeyError, OverflowError, TypeError, ValueError):
        raise call.unreadable(
            "the token's answer lacks access_token, or its expires_in is no number"
        ) from None
    return Grant(secrets, refresh_at(expires_at, now), ends_at)


def _client(secrets: Mapping[str, str], app: App | None) -> dict[str, str]:
    """The application a renewal token was given to: the account's own, or the operator's."""
    if secrets.get("client_key"):
        return {"client_key": secrets["client_key"], "client_secret": secrets.get("client_secret", "")}
    if app is None:
        detail = "the application that this account consented to is not configured any more"
        raise RefusedError(failure("restricted", "tiktok.app_missing", detail, who_must_act="operator"))
    return {"client_key": app.client_id, "client_secret": app.client_secret}


def refresh_at(expires_at: datetime, now: datetime) -> datetime:
    """Some time before the expiry, or halfway to it where less is left."""
    return max(expires_at - _AHEAD, now + (expires_at - now) / 2) if expires_at > now else now


def instant(text: str | None) -> datetime | None:
    """An ISO timestamp; None where it is not one."""
    try:
        parsed = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)
