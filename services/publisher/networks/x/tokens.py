"""Renewing tokens: the answer replaces both, and the old renewal token has been used up.

https://docs.x.com/fundamentals/authentication/oauth-2-0/authorization-code
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from services.publisher.domain.access import Access, Grant
from services.publisher.domain.failures import failure
from services.publisher.errors import RefusedError
from services.publisher.networks.calling import Caller, text_of

_AHEAD = timedelta(minutes=5)
_DEFAULT_SECONDS = 7200


async def renew(call: Caller, access: Access, now: datetime) -> Grant:
    """A new pair of tokens."""
    secrets = access.secrets
    if not secrets.get("refresh_token"):
        detail = "no refresh token was given (scope offline.access)"
        raise RefusedError(failure("reconnect", "x.renewal_refused", detail))
    form = {"grant_type": "refresh_token", "refresh_token": secrets["refresh_token"]}
    options: dict[str, Any] = {"secrets": [secrets["refresh_token"], secrets.get("client_secret", "")]}
    if secrets.get("client_secret"):
        options["auth"] = (secrets["client_id"], secrets["client_secret"])
    else:
        form["client_id"] = secrets["client_id"]
    answer = await call("POST", f"{access.base_url}/2/oauth2/token", data=form, **options)
    try:
        renewed = {**secrets, "access_token": text_of(answer["access_token"])}
        if answer.get("refresh_token"):
            renewed["refresh_token"] = text_of(answer["refresh_token"])
        expires_at = now + timedelta(seconds=int(answer.get("expires_in", _DEFAULT_SECONDS)))
    except (AttributeError, KeyError, OverflowError, TypeError, ValueError):
        raise call.unreadable(
            "the token's answer lacks access_token, or its expires_in is no number"
        ) from None
    return Grant(renewed, refresh_at(expires_at, now))


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
