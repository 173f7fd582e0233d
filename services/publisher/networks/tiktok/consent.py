"""Consent on TikTok's page.

https://developers.tiktok.com/doc/login-kit-web
"""

from collections.abc import Mapping
from datetime import datetime

from services.publisher.domain.access import App, ConsentPage, ConsentRequest, Grant
from services.publisher.networks.calling import Caller
from services.publisher.networks.consenting import code_of, page_url, refuse_without, scopes_of
from services.publisher.networks.tiktok import tokens
from services.publisher.networks.tiktok.refusals import token_failure

# The others are for figures and for finding posts again; people may switch them off.
_NEEDED = ("user.info.basic", "user.info.profile", "video.publish")


def page(app: App, request: ConsentRequest) -> ConsentPage:
    """TikTok's page; there is no PKCE for servers."""
    url = page_url(
        f"{request.hosts['web']}/v2/auth/authorize/",
        client_key=app.client_id,
        scope=",".join(scopes_of("tiktok")),
        redirect_uri=request.redirect_url,
        state=request.state,
        response_type="code",
    )
    return ConsentPage(url, {})


async def exchanged(
    call: Caller, app: App, request: ConsentRequest, *, answer: Mapping[str, str], now: datetime
) -> Grant:
    """The secrets that the person's answer stands for.

    Raises:
        RefusedError: It was no, or what is needed was switched off.
    """
    code = code_of("tiktok", answer, token_failure)
    form = {
        "client_key": app.client_id,
        "client_secret": app.client_secret,
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": request.redirect_url,
    }
    told = await call(
        "POST",
        f"{request.hosts['api']}/v2/oauth/token/",
        data=form,
        secrets=[code, app.client_secret],
    )
    grant = tokens.granted(call, {}, told, now)
    refuse_without("tiktok", _NEEDED, str(told.get("scope", "")).split(","))
    return grant
