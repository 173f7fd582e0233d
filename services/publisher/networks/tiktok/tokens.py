"""TikTok's tokens: an access token for a day; every renewal gives a new renewal token, and the old one is used up.

https://developers.tiktok.com/doc/oauth-user-access-token-management
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from services.publisher.domain.access import Access, App, Grant
from services.publisher.domain.failures import failure
from services.publisher.errors import RefusedError
from services.publisher.networks import tokens
from services.publisher.networks.calling import Caller
from services.publisher.networks.tiktok.refusals import token_failure

_AHEAD = timedelta(minutes=30)
_DEFAULT_SECONDS = 86_400
_NEEDED = ("refresh_token", "client_key", "client_secret")


def opened(credentials: Mapping[str, str], now: datetime) -> Grant:
    """What was handed over with an application of one's own."""
    return tokens.opened("tiktok", credentials, _NEEDED, _AHEAD, now)


async def renew(call: Caller, access: Access, app: App | None, now: datetime) -> Grant:
    """New tokens."""
    secrets = access.secrets
    if not secrets.get("refresh_token"):
        raise RefusedError(failure("reconnect", "tiktok.consent_ended", "there is no renewal token"))
    app = tokens.app_of_renewal("tiktok", secrets, app, "client_key")
    form = {
        "client_key": app.client_id,
        "client_secret": app.client_secret,
        "grant_type": "refresh_token",
        "refresh_token": secrets["refresh_token"],
    }
    answer = await call(
        "POST",
        f"{access.base_url}/v2/oauth/token/",
        data=form,
        secrets=[secrets["refresh_token"], app.client_secret],
    )
    return granted(call, secrets, answer, now)


def granted(call: Caller, before: Mapping[str, str], answer: Any, now: datetime) -> Grant:
    """The secrets after an exchange or renewal.

    Raises:
        RefusedError: The answer is a refusal with a status of 200, as TikTok may give.
    """
    if isinstance(answer, dict) and isinstance(answer.get("error"), str) and answer["error"]:
        raise RefusedError(token_failure(answer["error"], str(answer.get("error_description", ""))))
    given = tokens.read(call, answer, now, default_seconds=_DEFAULT_SECONDS)
    refresh_at = tokens.refresh_at(given.ends_at, now, _AHEAD)
    return Grant({**before, **given.secrets}, refresh_at, given.renewable_until)
