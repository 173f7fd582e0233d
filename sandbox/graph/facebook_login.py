"""Log-in with Facebook: a person's tokens, and the Pages that they manage with tokens of their own."""

from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.accounts import Account
from sandbox.calls import Calls
from sandbox.graph import consent
from sandbox.graph.dialect import CLIENT_ID, DAY, Graph, error, invalid, missing
from sandbox.graph.parameters import chosen, fields_of, needed, page_of, read, shown
from sandbox.tokens import Token

VERSION = "/v26.0"
BUSINESS = "9001"
SHORT_SECONDS, LONG_SECONDS = 3_600, 60 * DAY


PageView = Callable[[Account, str], dict[str, Any]]
"""A Page with every field that can be asked for; the text is the sandbox's own address."""


def add_calls(calls: Calls, network: Graph, page_view: PageView, *, api: str = "", www: str = "/www") -> None:
    """Below these addresses of the network."""
    login, prefix = LoginCalls(network, page_view), f"{api.strip('/')}." if api else ""
    calls.add("GET", f"{www}{VERSION}/dialog/oauth", f"{prefix}oauth.authorize", login.authorize)
    for method in ("GET", "POST"):
        calls.add(method, f"{api}{VERSION}/oauth/access_token", f"{prefix}oauth.token", login.token)
    calls.add("GET", f"{api}{VERSION}/debug_token", f"{prefix}oauth.debug", login.debug)
    calls.add("GET", f"{api}{VERSION}/me/permissions", f"{prefix}me.permissions", login.permissions)
    calls.add("GET", f"{api}{VERSION}/me/accounts", f"{prefix}me.accounts", login.accounts)
    calls.add("GET", f"{api}{VERSION}/me/businesses", f"{prefix}me.businesses", login.businesses)
    for edge in ("owned_pages", "client_pages"):
        calls.add("GET", f"{api}{VERSION}/{{business}}/{edge}", f"{prefix}{edge}", login.of_business)
    calls.add("GET", f"{api}{VERSION}/me", f"{prefix}me", login.me)


def page_token(network: Graph, account: Account, scopes: str, *, seconds: float | None = None) -> Token:
    """Without an end, as one taken with a long-lived user token is."""
    return network.issue(account.id, scopes, seconds, {"kind": "page"})


class LoginCalls:
    def __init__(self, network: Graph, page_view: PageView) -> None:
        self._network = network
        self._state = network.state
        self._page_view = page_view

    async def authorize(self, request: Request) -> Response:
        return consent.authorize(self._network, request)

    async def token(self, request: Request) -> Response:
        """A code for a short-lived token of a person, or such a token for a long-lived one."""
        given = await read(
            request, "client_id", "client_secret", "redirect_uri", "code", "grant_type", "fb_exchange_token"
        )
        kind = chosen(given, "grant_type", "authorization_code", "fb_exchange_token")
        with self._state.store.transaction():
            if kind == "authorization_code":
                used, seconds = consent.redeem(self._network, given), SHORT_SECONDS
            else:
                consent.authenticated(self._network, given)
                used = self._exchangeable(needed(given, "fb_exchange_token"))
                seconds = LONG_SECONDS
            kept = {name: used.document[name] for name in ("accounts", "owned")}
            document = {"kind": "user", **kept, "long": seconds == LONG_SECONDS}
            made = self._network.issue(None, " ".join(sorted(used.scopes)), seconds, document)
        return JSONResponse({"access_token": made.token, "token_type": "bearer", "expires_in": seconds})

    async def debug(self, request: Request) -> Response:
        given = await read(request, "input_token")
        self._network.living(request, given)
        token = self._state.tokens.find(self._network.name, needed(given, "input_token"))
        if token is None or token.kind != "access":
            return JSONResponse({"data": {"is_valid": False, "scopes": []}})
        told = {
            "app_id": CLIENT_ID,
            "type": token.document["kind"].upper(),
            "is_valid": self._state.tokens.is_alive(token),
            "scopes": sorted(token.scopes),
            "expires_at": int(token.expires_at or 0),
        }
        return JSONResponse({"data": told})

    async def permissions(self, request: Request) -> Response:
        token = self._person(request, await read(request))
        granted = [{"permission": name, "status": "granted"} for name in sorted(token.scopes)]
        return JSONResponse({"data": granted})

    async def accounts(self, request: Request) -> Response:
        given = await read(request, "limit", "after")
        token = self._person(request, given)
        _refuse_without(token, "pages_show_list")
        asked = fields_of(given, "id,name,access_token,tasks,category")
        page, paging = page_of(
            [self._page(request, token, each) for each in token.document["accounts"]], given
        )
        return JSONResponse({"data": [shown(each, asked) for each in page], **paging})

    async def businesses(self, request: Request) -> Response:
        given = await read(request, "limit", "after")
        token = self._person(request, given)
        _refuse_without(token, "business_management")
        found = [{"id": BUSINESS, "name": "Sandbox business"}] if token.document["owned"] else []
        page, paging = page_of(found, given)
        return JSONResponse({"data": page, **paging})

    async def of_business(self, request: Request) -> Response:
        given = await read(request, "limit", "after")
        token = self._person(request, given)
        _refuse_without(token, "business_management")
        if request.path_params["business"] != BUSINESS:
            raise missing(request.path_params["business"])
        owned = token.document["owned"] if request.url.path.endswith("/owned_pages") else []
        asked = fields_of(given, "id,name")
        page, paging = page_of([self._page(request, token, each) for each in owned], given)
        return JSONResponse({"data": [shown(each, asked) for each in page], **paging})

    async def me(self, request: Request) -> Response:
        given = await read(request)
        token = self._network.living(request, given)
        asked = fields_of(given, "id,name")
        account = self._state.account_of(token)
        if account is None:
            return JSONResponse(shown({"id": "1", "name": "Sam Sandbox"}, asked))
        return JSONResponse(shown(self._page_view(account, self._state.public_url(request)), asked))

    def _page(self, request: Request, token: Token, account_id: int) -> dict[str, Any]:
        account = self._state.accounts.by_id(account_id)
        assert account is not None
        seconds = None if token.document["long"] else SHORT_SECONDS
        made = page_token(self._network, account, " ".join(sorted(token.scopes)), seconds=seconds)
        view = self._page_view(account, self._state.public_url(request))
        return {**view, "access_token": made.token}

    def _person(self, request: Request, given: Any) -> Token:
        token = self._network.living(request, given)
        if token.document["kind"] != "user":
            raise invalid("Tried accessing nonexisting field (accounts) on node type (Page)")
        return token

    def _exchangeable(self, text: str) -> Token:
        token = self._state.tokens.find(self._network.name, text)
        if token is None or not self._state.tokens.is_alive(token) or token.document.get("kind") != "user":
            raise error(
                190, "Error validating access token: Session does not match current stored session.", 467
            )
        return token


def _refuse_without(token: Token, scope: str) -> None:
    if scope not in token.scopes:
        raise error(200, f"(#200) Requires {scope} permission to manage the object", status=403)
