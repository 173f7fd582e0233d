"""Instagram's own log-in, or Facebook's for accounts that belong to a Page.

Which of the two is asked depends on which application the operator has.
https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/business-login
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from services.publisher.domain.access import App, Choice, ConsentPage, ConsentRequest, Grant, Identity
from services.publisher.domain.failures import failure
from services.publisher.errors import RefusedError
from services.publisher.networks import graph_tokens
from services.publisher.networks.calling import id_of, text_of
from services.publisher.networks.consenting import authorize_url, code_of, refuse_without, scopes_of
from services.publisher.networks.graph import VERSION, Graph
from services.publisher.networks.graph_consent import facebook_page, granted_scopes, pages_of, person_token

_NEEDED = ("instagram_business_basic", "instagram_business_content_publish")
_NEEDED_BY_FACEBOOK = ("instagram_basic", "instagram_content_publish")
_FACEBOOK_SCOPES = (
    *_NEEDED_BY_FACEBOOK,
    "instagram_manage_comments",
    "instagram_manage_insights",
    "pages_show_list",
    "pages_read_engagement",
    "business_management",
)
_PAGE_FIELDS = "id,name,access_token,instagram_business_account{id,username,name}"


def start(app: App, request: ConsentRequest) -> ConsentPage:
    """Instagram's page."""
    page, scopes = f"{request.hosts['www']}/oauth/authorize", ",".join(scopes_of("instagram"))
    return ConsentPage(authorize_url(page, app.client_id, request, scopes, enable_fb_login="0"), {})


def start_by_facebook(app: App, request: ConsentRequest) -> ConsentPage:
    """Facebook's page."""
    return facebook_page(request.hosts["facebook_www"], app, request, _FACEBOOK_SCOPES)


async def finish(
    call: Graph, app: App, request: ConsentRequest, answer: Mapping[str, str], now: datetime
) -> Sequence[Choice]:
    """The one account that logged in."""
    code = code_of(call.network, answer)
    form = {
        "client_id": app.client_id,
        "client_secret": app.client_secret,
        "grant_type": "authorization_code",
        "redirect_uri": request.redirect_url,
        "code": code,
    }
    url = f"{request.hosts['oauth']}/oauth/access_token"
    given = await call("POST", url, data=form, secrets=[app.client_secret, code])
    try:
        given = given["data"][0] if "data" in given else given  # their pages show both forms
        short, permissions = text_of(given["access_token"]), given.get("permissions")
    except (IndexError, KeyError, TypeError):
        raise call.unreadable("the token's answer lacks access_token") from None
    if permissions:
        told = permissions if isinstance(permissions, list) else str(permissions).split(",")
        refuse_without(call.network, _NEEDED, map(str, told))
    api = request.hosts["api"]
    grant = await graph_tokens.exchange(call, f"{api}/access_token", "ig", short, app.client_secret, now=now)
    grant = Grant({**grant.secrets, "login": "instagram"}, grant.refresh_at)
    identity = await own_identity(call, api, request.hosts["web"], grant.secrets["access_token"])
    return [Choice(call.network, "account", identity, grant)]


async def finish_by_facebook(
    call: Graph, app: App, request: ConsentRequest, answer: Mapping[str, str]
) -> Sequence[Choice]:
    """The accounts of the person's Pages."""
    api = f"{request.hosts['facebook']}/{VERSION}"
    token = await person_token(call, app, request, api, code_of(call.network, answer))
    granted = await granted_scopes(call, api, token)
    refuse_without(call.network, _NEEDED_BY_FACEBOOK, granted)
    pages = await pages_of(call, api, token, _PAGE_FIELDS, granted)
    choices = [_choice(call, request, page) for page in pages if page.get("instagram_business_account")]
    if not choices:
        detail = "none of this person's Pages belongs to a professional Instagram account"
        raise RefusedError(failure("reconnect", "instagram.no_accounts", detail))
    return choices


def _choice(call: Graph, request: ConsentRequest, page: Mapping[str, Any]) -> Choice:
    try:
        grant = Grant({"access_token": text_of(page["access_token"]), "login": "facebook"})
        identity = identity_of(page["instagram_business_account"], request.hosts["web"])
        return Choice(call.network, "account", identity, grant)
    except (KeyError, TypeError):
        raise call.unreadable("a Page's account lacks id, username or access_token") from None


async def own_identity(call: Graph, api: str, web: str, token: str) -> Identity:
    """Of a token of Instagram's own log-in."""
    params = {"fields": "user_id,username,name"}
    me = await call("GET", f"{api}/{VERSION}/me", token=token, params=params)
    try:
        return identity_of({**me, "id": me["user_id"]}, web)
    except (KeyError, TypeError):
        raise call.unreadable("the account's answer lacks user_id or username") from None


async def page_identity(call: Graph, api: str, web: str, token: str) -> Identity:
    """Of a Page's token: the account that belongs to the Page."""
    params = {"fields": "instagram_business_account{id,username,name}"}
    page = await call("GET", f"{api}/{VERSION}/me", token=token, params=params)
    try:
        return identity_of(page["instagram_business_account"], web)
    except (KeyError, TypeError):
        raise call.unreadable("the Page's answer has no instagram_business_account") from None


def identity_of(account: Mapping[str, Any], web: str) -> Identity:
    """Raises KeyError or TypeError where something is missing."""
    username = text_of(account["username"])
    return Identity(
        id_of(account["id"]), username, text_of(account.get("name") or username), f"{web}/{username}"
    )
