"""Google's tokens: an access token for an hour; the renewal token stays the same and is rarely given again.

https://developers.google.com/identity/protocols/oauth2/web-server
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from services.publisher.domain.access import Access, App, Grant
from services.publisher.domain.failures import failure
from services.publisher.errors import RefusedError
from services.publisher.networks import tokens
from services.publisher.networks.calling import Caller

_AHEAD = timedelta(minutes=5)
_DEFAULT_SECONDS = 3600
_NEEDED = ("refresh_token", "client_id", "client_secret")


def opened(credentials: Mapping[str, str], now: datetime) -> Grant:
    """What was handed over with an OAuth client of one's own."""
    return tokens.opened("youtube", credentials, _NEEDED, _AHEAD, now)


async def renew(call: Caller, access: Access, app: App | None, now: datetime) -> Grant:
    """A new access token."""
    secrets = access.secrets
    if not secrets.get("refresh_token"):
        detail = "Google gave no renewal token: offline access was not consented to"
        raise RefusedError(failure("reconnect", "youtube.consent_ended", detail))
    app = tokens.app_of_renewal("youtube", secrets, app)
    form = {
        "client_id": app.client_id,
        "client_secret": app.client_secret,
        "grant_type": "refresh_token",
        "refresh_token": secrets["refresh_token"],
    }
    answer = await call(
        "POST",
        f"{access.hosts['oauth']}/token",
        data=form,
        secrets=[secrets["refresh_token"], app.client_secret],
    )
    return granted(call, secrets, answer, now)


def granted(call: Caller, before: Mapping[str, str], answer: Any, now: datetime) -> Grant:
    """The secrets after an exchange or renewal; a renewal token that does not come back is kept."""
    given = tokens.read(call, answer, now, default_seconds=_DEFAULT_SECONDS)
    secrets = {**before, **given.secrets}
    scope = answer.get("scope")
    if scope and isinstance(scope, str):
        secrets["scope"] = scope
    if "refresh_token" not in secrets:
        return Grant(secrets, None, given.ends_at)
    # It ends only where consent is given for a time, as to applications that are still being tested.
    return Grant(secrets, tokens.refresh_at(given.ends_at, now, _AHEAD), given.renewable_until)
