"""Consent on Discord's page, where a person chooses the channel and gets a webhook made for us.

https://docs.discord.com/developers/topics/oauth2#webhooks
"""

from collections.abc import Mapping
from urllib.parse import urlencode

import httpx

from services.publisher.domain.access import App, ConsentPage, ConsentRequest, Grant
from services.publisher.domain.failures import failure
from services.publisher.errors import RefusedError
from services.publisher.networks.calling import Caller, text_of

_SCOPE = "webhook.incoming"


def page(app: App | None, request: ConsentRequest) -> ConsentPage:
    """Discord's page."""
    query = {
        "client_id": known(app).client_id,
        "redirect_uri": request.redirect_url,
        "response_type": "code",
        "scope": _SCOPE,
        "state": request.state,
    }
    return ConsentPage(f"{request.hosts['web']}/oauth2/authorize?{urlencode(query)}", {})


async def exchanged(
    call: Caller, app: App | None, request: ConsentRequest, answer: Mapping[str, str]
) -> Grant:
    """The webhook that the person's answer stands for.

    Raises:
        RefusedError: It was no.
    """
    app = known(app)
    if answer.get("error") or not answer.get("code"):
        words = ": ".join(filter(None, (answer.get("error"), answer.get("error_description"))))
        raise RefusedError(failure("reconnect", "discord.consent_refused", words or "no consent was given"))
    told = await call(
        "POST",
        f"{request.hosts['api']}/oauth2/token",
        auth=httpx.BasicAuth(app.client_id, app.client_secret),
        data={
            "grant_type": "authorization_code",
            "code": answer["code"],
            "redirect_uri": request.redirect_url,
        },
        secrets=(answer["code"], app.client_secret),
    )
    try:
        return Grant({"webhook_url": text_of(told["webhook"]["url"])})
    except (KeyError, TypeError):
        raise call.unreadable("the token's answer has no webhook with its url") from None


def known(app: App | None) -> App:
    """The operator's application.

    Raises:
        RefusedError: There is none.
    """
    if app is None:
        detail = "no application of Discord is configured, so nobody can consent"
        raise RefusedError(failure("restricted", "discord.app_missing", detail, who_must_act="operator"))
    return app
