"""Consent on Google's page, and the channel it gives access to.

https://developers.google.com/identity/protocols/oauth2/web-server
"""

from collections.abc import Mapping
from datetime import datetime

from services.publisher.domain.access import App, ConsentPage, ConsentRequest, Grant
from services.publisher.networks.calling import Caller
from services.publisher.networks.consenting import (
    authorize_url,
    challenge_of,
    code_of,
    new_verifier,
    refuse_without,
    scopes_of,
)
from services.publisher.networks.youtube import tokens
from services.publisher.networks.youtube.refusals import token_failure

# The others are for comments, edits and deletion, and for the time that people watched; a person may leave them out.
_NEEDED = (
    "https://www.googleapis.com/auth/youtube.upload",
    "https://www.googleapis.com/auth/youtube.readonly",
)


def page(app: App, request: ConsentRequest) -> ConsentPage:
    """Google's page; consent is asked for anew each time, for only then a renewal token comes."""
    verifier = new_verifier()
    url = authorize_url(
        f"{request.hosts['accounts']}/o/oauth2/v2/auth",
        app.client_id,
        request,
        " ".join(scopes_of("youtube")),
        access_type="offline",
        prompt="select_account consent",
        include_granted_scopes="true",
        code_challenge=challenge_of(verifier),
        code_challenge_method="S256",
    )
    return ConsentPage(url, {"code_verifier": verifier})


async def exchanged(
    call: Caller,
    app: App,
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
    code = code_of("youtube", answer, token_failure)
    form = {
        "client_id": app.client_id,
        "client_secret": app.client_secret,
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": request.redirect_url,
        "code_verifier": page.secrets["code_verifier"],
    }
    hidden = [code, app.client_secret, page.secrets["code_verifier"]]
    told = await call("POST", f"{request.hosts['oauth']}/token", data=form, secrets=hidden)
    grant = tokens.granted(call, {}, told, now)
    refuse_without("youtube", _NEEDED, str(told.get("scope", "")).split())
    return grant
