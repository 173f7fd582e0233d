"""Consent on TikTok's page.

https://developers.tiktok.com/doc/login-kit-web
"""

from collections.abc import Mapping
from datetime import datetime
from urllib.parse import urlencode

from services.publisher.domain.access import App, ConsentPage, ConsentRequest, Grant
from services.publisher.domain.failures import failure
from services.publisher.errors import RefusedError
from services.publisher.networks.calling import Caller
from services.publisher.networks.tiktok import tokens
from services.publisher.networks.tiktok.refusals import token_failure

_NEEDED = ("user.info.basic", "user.info.profile", "video.publish")
# For figures and for finding posts again; people may switch them off.
_WANTED = (*_NEEDED, "user.info.stats", "video.list")


def page(app: App | None, request: ConsentRequest) -> ConsentPage:
    """TikTok's page; there is no PKCE for servers."""
    query = {
        "client_key": _known(app).client_id,
        "scope": ",".join(_WANTED),
        "redirect_uri": request.redirect_url,
        "state": request.state,
        "response_type": "code",
    }
    return ConsentPage(f"{request.hosts['web']}/v2/auth/authorize/?{urlencode(query)}", {})


async def exchanged(
    call: Caller, app: App | None, request: ConsentRequest, *, answer: Mapping[str, str], now: datetime
) -> Grant:
    """The secrets that the person's answer stands for.

    Raises:
        RefusedError: It was no, or what is needed was switched off.
    """
    if answer.get("error") or not answer.get("code"):
        code = answer.get("error", "invalid_request")
        raise RefusedError(token_failure(code, answer.get("error_description", "no consent was given")))
    app = _known(app)
    form = {
        "client_key": app.client_id,
        "client_secret": app.client_secret,
        "grant_type": "authorization_code",
        "code": answer["code"],
        "redirect_uri": request.redirect_url,
    }
    told = await call(
        "POST",
        f"{request.hosts['api']}/v2/oauth/token/",
        data=form,
        secrets=[answer["code"], app.client_secret],
    )
    grant = tokens.granted(call, {}, told, now)
    scopes = set(str(told.get("scope", "")).split(","))
    missing = [scope for scope in _NEEDED if scope not in scopes]
    if missing:
        detail = f"these permissions were not given: {', '.join(missing)}"
        raise RefusedError(failure("reconnect", "tiktok.scope_missing", detail))
    return grant


def _known(app: App | None) -> App:
    if app is None:
        detail = "no application of TikTok is configured, so nobody can consent"
        raise RefusedError(failure("restricted", "tiktok.app_missing", detail, who_must_act="operator"))
    return app
