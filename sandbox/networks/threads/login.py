from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.calls import Calls
from sandbox.graph.dialect import Graph
from sandbox.graph.long_lived import LongLived
from sandbox.graph.parameters import fields_of, needed, read, shown

SCOPES = (
    "threads_basic threads_content_publish threads_manage_replies threads_read_replies threads_manage_insights"
    " threads_delete"
)
VERSION = "/v1.0"


def add_calls(calls: Calls, network: Graph) -> None:
    login = LoginCalls(network)
    calls.add("GET", "/www/oauth/authorize", "oauth.authorize", login.authorize)
    calls.add("POST", "/oauth/access_token", "oauth.token", login.token)
    calls.add("GET", "/access_token", "oauth.exchange", login.exchange)
    calls.add("GET", "/refresh_access_token", "oauth.refresh", login.refresh)
    calls.add("GET", f"{VERSION}/debug_token", "oauth.debug", login.debug)
    calls.add("GET", f"{VERSION}/me", "me", login.me)


class LoginCalls(LongLived):
    def __init__(self, network: Graph) -> None:
        super().__init__(network, "th", "threads_token_seconds")

    async def token(self, request: Request) -> Response:
        given = await read(request, "client_id", "client_secret", "grant_type", "redirect_uri", "code")
        code, made = self.short(given)
        account = self._state.accounts.by_id(code.document["accounts"][0])
        assert account is not None
        return JSONResponse({"access_token": made.token, "user_id": int(account.remote_id)})

    async def debug(self, request: Request) -> Response:
        given = await read(request, "input_token")
        self._network.living(request, given)
        token = self._state.tokens.find(self._network.name, needed(given, "input_token"))
        if token is None or token.kind != "access":
            return JSONResponse({"data": {"is_valid": False, "scopes": []}})
        is_alive = self._state.tokens.is_alive(token)
        told = {"type": "USER", "is_valid": is_alive, "scopes": sorted(token.scopes)}
        return JSONResponse({"data": {**told, "expires_at": int(token.expires_at or 0)}})

    async def me(self, request: Request) -> Response:
        given = await read(request)
        account = self._network.require(request, given, "threads_basic")
        picture = f"{self._state.public_url(request)}/_sandbox/avatars/threads/{account.handle}.svg"
        view = {
            "id": account.remote_id,
            "username": account.handle,
            "name": account.display_name,
            "threads_profile_picture_url": picture,
            "threads_biography": "",
            "is_verified": False,
        }
        return JSONResponse(shown(view, fields_of(given, "id")))
