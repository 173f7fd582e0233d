"""Tokens of 60 days that are renewed while they live: Instagram's and Threads' own log-ins.

https://developers.facebook.com/docs/threads/get-started/long-lived-tokens
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from services.publisher.domain.access import Grant
from services.publisher.domain.failures import failure
from services.publisher.errors import RefusedError
from services.publisher.networks.graph import Graph
from services.publisher.networks.tokens import instant, read, refresh_at

# A token must be a day old before it is renewed: unverified, from third parties.
_YOUNGEST = timedelta(hours=25)
_AHEAD = timedelta(days=30)


def opened(secrets: Mapping[str, str], expires_at: str | None, now: datetime) -> Grant:
    """A token that was handed over; of one whose end is not told, renewal will tell it."""
    ends = instant(expires_at)
    return Grant(secrets, now + _YOUNGEST if ends is None else max(ends - _AHEAD, now))


async def exchange(
    call: Graph, url: str, prefix: str, short: str, client_secret: str, *, now: datetime
) -> Grant:
    """A token of an hour for one of 60 days."""
    params = {"grant_type": f"{prefix}_exchange_token", "client_secret": client_secret, "access_token": short}
    return await _granted(call, url, params, [client_secret, short], now)


async def renew(call: Graph, url: str, prefix: str, former: Mapping[str, str], now: datetime) -> Grant:
    """A new token for one that lives."""
    token = former["access_token"]
    params = {"grant_type": f"{prefix}_refresh_token", "access_token": token}
    try:
        grant = await _granted(call, url, params, [token], now)
    except RefusedError as refused:
        if refused.failure.code != f"{call.network}.parameter_invalid":
            raise
        code, later = f"{call.network}.renewal_too_early", now + timedelta(days=1)
        raise RefusedError(failure("transient", code, refused.failure.detail, retry_at=later)) from None
    return Grant({**former, **grant.secrets}, grant.refresh_at)


async def _granted(
    call: Graph, url: str, params: dict[str, str], secrets: Sequence[str], now: datetime
) -> Grant:
    given = read(call, await call("GET", url, params=params, secrets=secrets), now)
    return Grant(given.secrets, refresh_at(given.ends_at, now, _AHEAD))
