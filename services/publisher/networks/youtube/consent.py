"""Consent on Google's page, and the channel it gives access to.

https://developers.google.com/identity/protocols/oauth2/web-server
"""

import base64
import hashlib
import secrets
from collections.abc import Mapping
from datetime import datetime
from urllib.parse import urlencode

from services.publisher.domain.access import App, ConsentPage, ConsentRequest, Grant
from services.publisher.domain.failures import failure
from services.publisher.errors import RefusedError
from services.publisher.networks.calling import Caller
from services.publisher.networks.youtube import tokens
from services.publisher.networks.youtube.figures import ANALYTICS
from services.publisher.networks.youtube.refusals import token_failure

_AUTH = "https://www.googleapis.com/auth/"
_UPLOAD, _READ = f"{_AUTH}youtube.upload", f"{_AUTH}youtube.readonly"
_NEEDED = (_UPLOAD, _READ)
# For comments, edits and deletion, and for the time that people watched; a person may leave them out.
_WANTED = (*_NEEDED, f"{_AUTH}youtube.force-ssl", ANALYTICS)


def page(app: App | None, request: ConsentRequest) -> ConsentPage:
    """Google's page; consent is asked for anew each time, for only then a renewal token comes."""
    verifier = secrets.token_urlsafe(48)
    digest = hashlib.sha256(verifier.encode()).digest()
    query = {
        "client_id": _known(app).client_id,
        "redirect_uri": request.redirect_url,
        "response_type": "code",
        "scope": " ".join(_WANTED),
        "state": request.state,
        "access_type": "offline",
        "prompt": "select_account consent",
        "include_granted_scopes": "true",
        "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
        "code_challenge_method": "S256",
    }
    address = f"{request.hosts['accounts']}/o/oauth2/v2/auth?{urlencode(query)}"
    return ConsentPage(address, {"code_verifier": verifier})


async def exchanged(
    call: Caller,
    app: App | None,
    request: ConsentRequest,
    *,
    page: ConsentPage,
    answer: Mapping[str, str],
    now: datetime,
) -> Grant:
    """The secrets that the person's answer stands for.

    Raises:
        RefusedError: It was no, or what is needed was left out.
    """
    if answer.get("error") or not answer.get("code"):
        code = answer.get("error", "invalid_request")
        raise RefusedError(token_failure(code, answer.get("error_description", "no consent was given")))
    app = _known(app)
    form = {
        "client_id": app.client_id,
        "client_secret": app.client_secret,
        "grant_type": "authorization_code",
        "code": answer["code"],
        "redirect_uri": request.redirect_url,
        "code_verifier": page.secrets["code_verifier"],
    }
    hidden = [answer["code"], app.client_secret, page.secrets["code_verifier"]]
    told = await call("POST", f"{request.hosts['oauth']}/token", data=form, secrets=hidden)
    grant = tokens.granted(call, {}, told, now)
    scopes = set(str(told.get("scope", "")).split())
    missing = [scope for scope in _NEEDED if scope not in scopes]
    if missing:
        detail = f"these permissions were not given: {', '.join(missing)}"
        raise RefusedError(failure("reconnect", "youtube.scope_missing", detail))
    return grant


def _known(app: App | None) -> App:
    if app is None:
        detail = "no OAuth client of Google is configured, so nobody can consent"
        raise RefusedError(failure("restricted", "youtube.app_missing", detail, who_must_act="operator"))
    return app
