"""Threads' own log-in.

https://developers.facebook.com/docs/threads/get-started/get-access-tokens-and-permissions
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from services.publisher.domain.access import App, Choice, ConsentPage, ConsentRequest, Identity
from services.publisher.networks import graph_tokens
from services.publisher.networks.calling import id_of, text_of
from services.publisher.networks.consenting import authorize_url, code_of, refuse_without, scopes_of
from services.publisher.networks.graph import Graph

VERSION = "v1.0"
_NEEDED = ("threads_basic", "threads_content_publish")


def start(app: App, request: ConsentRequest) -> ConsentPage:
    """Where to send the person."""
    page = f"{request.hosts['www']}/oauth/authorize"
    return ConsentPage(authorize_url(page, app.client_id, request, ",".join(scopes_of("threads"))), {})


async def finish(
    call: Graph, app: App, request: ConsentRequest, answer: Mapping[str, str], now: datetime
) -> Sequence[Choice]:
    """The one profile that logged in."""
    api, code = request.hosts["api"], code_of(call.network, answer)
    form = {
        "client_id": app.client_id,
        "client_secret": app.client_secret,
        "grant_type": "authorization_code",
        "redirect_uri": request.redirect_url,
        "code": code,
    }
    url = f"{api}/oauth/access_token"
    given = await call("POST", url, data=form, secrets=[app.client_secret, code])
    try:
        short = text_of(given["access_token"])
    except (KeyError, TypeError):
        raise call.unreadable("the token's answer lacks access_token") from None
    grant = await graph_tokens.exchange(call, f"{api}/access_token", "th", short, app.client_secret, now=now)
    token = grant.secrets["access_token"]
    refuse_without(call.network, _NEEDED, await _granted(call, api, token))
    return [Choice(call.network, "account", await identity(call, api, request.hosts["web"], token), grant)]


async def _granted(call: Graph, api: str, token: str) -> Sequence[str]:
    url, params = f"{api}/{VERSION}/debug_token", {"input_token": token}
    seen = await call("GET", url, token=token, params=params, secrets=[token])
    try:
        return [str(scope) for scope in seen["data"]["scopes"]]
    except (KeyError, TypeError):
        raise call.unreadable("what is told of the token lacks its scopes") from None


async def identity(call: Graph, api: str, web: str, token: str) -> Identity:
    """Whose token it is."""
    params = {"fields": "id,username,name"}
    me = await call("GET", f"{api}/{VERSION}/me", token=token, params=params)
    try:
        username = text_of(me["username"])
        name = text_of(me.get("name") or username)
        return Identity(id_of(me["id"]), username, name, f"{web}/@{username}")
    except (AttributeError, KeyError, TypeError):
        raise call.unreadable("the profile's answer lacks id or username") from None
