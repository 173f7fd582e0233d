"""A person's consent on their own instance, where we are made known first.

https://docs.joinmastodon.org/methods/apps/
https://docs.joinmastodon.org/methods/oauth/
"""

from collections.abc import Mapping

from services.publisher.domain.access import ConsentPage, ConsentRequest, Grant
from services.publisher.networks import consenting
from services.publisher.networks.calling import Caller, text_of

_NAME = "Postwright"
_WEBSITE = "https://postwright.dev"


async def start(call: Caller, request: ConsentRequest) -> ConsentPage:
    """Registered at the instance, then its page; servers before 4.3 know no PKCE and pass over it."""
    scopes, verifier = " ".join(consenting.scopes_of("mastodon")), consenting.new_verifier()
    form = {
        "client_name": _NAME,
        "redirect_uris": request.redirect_url,
        "scopes": scopes,
        "website": _WEBSITE,
    }
    made = await call("POST", f"{request.hosts['api']}/api/v1/apps", data=form)
    try:
        client_id, client_secret = text_of(made["client_id"]), text_of(made["client_secret"])
    except (KeyError, TypeError):
        raise call.unreadable("the application's answer lacks client_id or client_secret") from None
    url = consenting.authorize_url(
        f"{request.hosts['api']}/oauth/authorize",
        client_id,
        request,
        scopes,
        code_challenge=consenting.challenge_of(verifier),
        code_challenge_method="S256",
        force_login="true",
    )
    return ConsentPage(url, {"client_id": client_id, "client_secret": client_secret, "verifier": verifier})


async def finish(
    call: Caller, request: ConsentRequest, page: ConsentPage, answer: Mapping[str, str]
) -> Grant:
    """The lasting token for the code."""
    code, client = consenting.code_of("mastodon", answer), page.secrets
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "client_id": client["client_id"],
        "client_secret": client["client_secret"],
        "redirect_uri": request.redirect_url,
        "code_verifier": client["verifier"],
    }
    hidden = [code, client["client_secret"], client["verifier"]]
    given = await call("POST", f"{request.hosts['api']}/oauth/token", data=form, secrets=hidden)
    try:
        token, scopes = text_of(given["access_token"]), given.get("scope")
    except (AttributeError, KeyError, TypeError):
        raise call.unreadable("the token's answer has no access_token") from None
    if isinstance(scopes, str):
        consenting.refuse_without("mastodon", consenting.scopes_of("mastodon"), _covered(scopes.split()))
    return Grant({"access_token": token})


def _covered(scopes: list[str]) -> list[str]:
    """Those that were given, and those that one of them holds: `write` is all of `write:…`."""
    return [
        scope
        for scope in consenting.scopes_of("mastodon")
        if scope in scopes or scope.partition(":")[0] in scopes
    ]
