"""Consent on Meta's pages: where to send the person, and what the answer is worth."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from services.publisher.domain.access import App, ConsentPage, ConsentRequest
from services.publisher.networks.calling import text_of
from services.publisher.networks.consenting import authorize_url
from services.publisher.networks.graph import VERSION, Graph


def facebook_page(www: str, app: App, request: ConsentRequest, scopes: Iterable[str]) -> ConsentPage:
    """Where a person logs in with Facebook."""
    page = f"{www}/{VERSION}/dialog/oauth"
    return ConsentPage(authorize_url(page, app.client_id, request, ",".join(scopes)), {})


async def granted_scopes(call: Graph, api: str, token: str) -> list[str]:
    """What a person did grant of what was asked for."""
    listed = call.listed(f"{api}/me/permissions", token, {})
    return [str(item.get("permission")) async for item in listed if item.get("status") == "granted"]


async def pages_of(
    call: Graph, api: str, token: str, fields: str, granted: Iterable[str]
) -> list[Mapping[str, Any]]:
    """The person's Pages that come with a token of their own: those of their own role, then those of businesses."""
    params = {"fields": fields, "limit": "100"}
    pages = [page async for page in call.listed(f"{api}/me/accounts", token, params)]
    if "business_management" in granted:
        businesses = call.listed(f"{api}/me/businesses", token, {"fields": "id", "limit": "100"})
        ids = [str(business.get("id")) async for business in businesses]
        for url in (f"{api}/{each}/{edge}" for each in ids for edge in ("owned_pages", "client_pages")):
            pages += [page async for page in call.listed(url, token, params) if page.get("access_token")]
    found: dict[str, Mapping[str, Any]] = {}
    for page in pages:
        found.setdefault(str(page.get("id")), page)
    return list(found.values())


async def person_token(call: Graph, app: App, request: ConsentRequest, api: str, code: str) -> str:
    """A long-lived token of the person: Page tokens taken with it have no end."""
    secret = {"client_id": app.client_id, "client_secret": app.client_secret}
    first = {**secret, "redirect_uri": request.redirect_url, "code": code}
    short = await _token(call, api, first, [app.client_secret, code])
    exchange = {**secret, "grant_type": "fb_exchange_token", "fb_exchange_token": short}
    return await _token(call, api, exchange, [app.client_secret, short])


async def _token(call: Graph, api: str, params: Mapping[str, str], secrets: Sequence[str]) -> str:
    answer = await call("GET", f"{api}/oauth/access_token", params=dict(params), secrets=secrets)
    try:
        return text_of(answer["access_token"])
    except (KeyError, TypeError):
        raise call.unreadable("the token's answer lacks access_token") from None
