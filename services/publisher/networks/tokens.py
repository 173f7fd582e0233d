"""What tokens of OAuth 2 have in common: a server's answer, and when they are to be renewed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from services.publisher.domain.access import App, Grant
from services.publisher.errors import CredentialsIncompleteError, RefusedError, UnknownOutcomeError
from services.publisher.networks.calling import text_of
from services.publisher.networks.consenting import application_missing
from shared.events import NetworkName


class Reader(Protocol):
    """Whoever made the call that is answered."""

    def unreadable(self, why: str) -> UnknownOutcomeError:
        """What to raise for an answer that does not say what it must."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a token server gave (RFC 6749, 5.1).

    Attributes:
        secrets: The access token, and the renewal token where one was given.
        ends_at: When the access token expires.
        renewable_until: When the renewal token does; None if never, or not told.
    """

    secrets: Mapping[str, str] = field(repr=False)
    ends_at: datetime
    renewable_until: datetime | None

    @property
    def ends(self) -> dict[str, str]:
        """Both ends as texts, for accounts that keep them beside their secrets."""
        ends = {"expires_at": self.ends_at, "refresh_expires_at": self.renewable_until}
        return {name: end.isoformat() for name, end in ends.items() if end is not None}


def read(call: Reader, answer: Any, now: datetime, *, default_seconds: int | None = None) -> Tokens:
    """The tokens in an answer.

    Args:
        call: What was answered.
        answer: Its JSON.
        now: From when on the answer counts.
        default_seconds: How long a token lives where the answer does not tell; None where it must.

    Raises:
        UnknownOutcomeError: There are none.
    """
    try:
        secrets = {"access_token": text_of(answer["access_token"])}
        if answer.get("refresh_token"):
            secrets["refresh_token"] = text_of(answer["refresh_token"])
        ends_at = now + timedelta(seconds=int(answer.get("expires_in", default_seconds)))
        # TikTok has a name of its own for it.
        ends_in = answer.get("refresh_token_expires_in") or answer.get("refresh_expires_in")
        renewable_until = now + timedelta(seconds=int(ends_in)) if ends_in else None
    except (AttributeError, KeyError, OverflowError, TypeError, ValueError):
        raise call.unreadable("the token's answer lacks access_token, or expires_in as a number") from None
    return Tokens(secrets, ends_at, renewable_until)


def opened(
    network: str, credentials: Mapping[str, str], needed: Sequence[str], ahead: timedelta, now: datetime
) -> Grant:
    """What was handed over with an application of one's own; without an access token it is renewed at once.

    Args:
        network: Whose.
        credentials: As handed over.
        needed: The renewal token and the application that it was given to.
        ahead: How long before its end a token is renewed.
        now: The present.

    Raises:
        CredentialsIncompleteError: Something that is needed is missing.
    """
    missing = [name for name in needed if not credentials.get(name)]
    if missing:
        raise CredentialsIncompleteError(network, missing)
    secrets = {name: credentials[name] for name in (*needed, "access_token") if credentials.get(name)}
    if "access_token" not in secrets:
        return Grant({**secrets, "access_token": ""}, now)
    ends_at = instant(credentials.get("expires_at"))
    return Grant(secrets, refresh_at(ends_at, now, ahead) if ends_at else None)


def app_of_renewal(
    network: NetworkName, secrets: Mapping[str, str], app: App | None, name: str = "client_id"
) -> App:
    """The application that a renewal token was given to: the account's own, or the operator's.

    Args:
        network: Whose.
        secrets: The account's.
        app: The operator's; None where there is none.
        name: What the network calls an application's public name.

    Raises:
        RefusedError: There is neither.
    """
    if secrets.get(name):
        return App(secrets[name], secrets.get("client_secret", ""))
    if app is None:
        raise RefusedError(application_missing(network))
    return app


def refresh_at(ends_at: datetime, now: datetime, ahead: timedelta) -> datetime:
    """So long before the end, or halfway to it where less is left."""
    return max(ends_at - ahead, now + (ends_at - now) / 2) if ends_at > now else now


def instant(text: Any) -> datetime | None:
    """An ISO timestamp, of UTC where it does not say so; None where it is not one."""
    try:
        parsed = datetime.fromisoformat(text or "")
    except (TypeError, ValueError):
        return None
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)
