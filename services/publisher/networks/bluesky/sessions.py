"""Sessions by app password, kept and renewed: the server allows few sign-ins.

https://docs.bsky.app/docs/api/com-atproto-server-create-session
"""

import base64
import binascii
import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from services.publisher.domain.access import Access, Grant
from services.publisher.domain.failures import failure
from services.publisher.errors import RefusedError
from services.publisher.networks.calling import Caller, text_of
from services.publisher.networks.tokens import refresh_at

_AHEAD = timedelta(minutes=5)
_UNKNOWN_LIFETIME = timedelta(minutes=30)
_SESSION_OVER = frozenset({"auth_expired", "reconnect"})


async def renew(call: Caller, access: Access, now: datetime) -> Grant:
    """A session that lives: the old one renewed, or a new one by the app password."""
    if "refresh_jwt" in access.secrets:
        try:
            return _grant(call, access, await _refresh(call, access), now)
        except RefusedError as refused:
            # A renewal whose answer we lost ends the old token too; the app password opens a new session.
            if refused.failure.error_class not in _SESSION_OVER:
                raise
    return _grant(call, access, await _create(call, access), now)


async def _refresh(call: Caller, access: Access) -> Any:
    url = f"{server(access)}/xrpc/com.atproto.server.refreshSession"
    return await call("POST", url, token=access.secrets["refresh_jwt"])


async def _create(call: Caller, access: Access) -> Any:
    return await call(
        "POST",
        f"{access.base_url}/xrpc/com.atproto.server.createSession",
        json={"identifier": access.secrets["identifier"], "password": access.secrets["app_password"]},
        secrets=[access.secrets["app_password"]],
    )


def server(access: Access) -> str:
    """The account's own server; the entryway it was connected with where that is not known."""
    return access.secrets.get("server") or access.base_url


def token(access: Access) -> str:
    """The token of the session; asks for a renewal where there is no session yet."""
    return _of_session(access, "access_jwt")


def did(access: Access) -> str:
    """The account's lasting name."""
    return _of_session(access, "did")


def _of_session(access: Access, name: str) -> str:
    if name not in access.secrets:
        raise RefusedError(failure("auth_expired", "bluesky.no_session", "there is no session yet"))
    return access.secrets[name]


def _grant(call: Caller, access: Access, session: Any, now: datetime) -> Grant:
    try:
        secrets = {
            "identifier": access.secrets["identifier"],
            "app_password": access.secrets["app_password"],
            "access_jwt": text_of(session["accessJwt"]),
            "refresh_jwt": text_of(session["refreshJwt"]),
            "did": text_of(session["did"]),
            "handle": text_of(session["handle"]),
        }
    except (KeyError, TypeError):
        raise call.unreadable("the session's answer lacks accessJwt, refreshJwt, did or handle") from None
    own = _own_server(session.get("didDoc")) or access.secrets.get("server")
    if own:
        secrets["server"] = own
    return Grant(secrets, _refresh_at(secrets["access_jwt"], now))


def _own_server(document: Any) -> str | None:
    """The personal data server that a DID document names."""
    services = document.get("service") if isinstance(document, Mapping) else None
    for service in services if isinstance(services, list) else ():
        if isinstance(service, Mapping) and service.get("type") == "AtprotoPersonalDataServer":
            address = service.get("serviceEndpoint")
            return address.rstrip("/") or None if isinstance(address, str) else None
    return None


def _refresh_at(token: str, now: datetime) -> datetime:
    """Some minutes before the token's own expiry; its signature is the server's business."""
    try:
        payload = token.split(".")[1]
        claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
        expires = datetime.fromtimestamp(claims["exp"], UTC)
    except (IndexError, KeyError, TypeError, ValueError, OverflowError, OSError, binascii.Error):
        expires = now + _UNKNOWN_LIFETIME
    return refresh_at(expires, now, _AHEAD)
