"""Consent on Discord's page, where a person chooses the channel and gets a webhook made for us.

https://docs.discord.com/developers/topics/oauth2#webhooks
"""

from collections.abc import Mapping

import httpx

from services.publisher.domain.access import App, ConsentPage, ConsentRequest, Grant
from services.publisher.networks.calling import Caller, text_of
from services.publisher.networks.consenting import authorize_url, code_of, scopes_of


def page(app: App, request: ConsentRequest) -> ConsentPage:
    """Discord's page."""
    address = f"{request.hosts['web']}/oauth2/authorize"
    return ConsentPage(authorize_url(address, app.client_id, request, " ".join(scopes_of("discord"))), {})


async def exchanged(call: Caller, app: App, request: ConsentRequest, answer: Mapping[str, str]) -> Grant:
    """The webhook that the person's answer stands for.

    Raises:
        RefusedError: It was no.
    """
    code = code_of("discord", answer)
    told = await call(
        "POST",
        f"{request.hosts['api']}/oauth2/token",
        auth=httpx.BasicAuth(app.client_id, app.client_secret),
        data={
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": request.redirect_url,
        },
        secrets=(code, app.client_secret),
    )
    try:
        return Grant({"webhook_url": text_of(told["webhook"]["url"])})
    except (KeyError, TypeError):
        raise call.unreadable("the token's answer has no webhook with its url") from None
