"""Instagram's own log-in, and the Pages that accounts belong to."""

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox import audience
from sandbox.accounts import Account
from sandbox.calls import Calls
from sandbox.graph.facebook_login import VERSION
from sandbox.graph.long_lived import LongLived
from sandbox.graph.parameters import fields_of, read, shown
from sandbox.networks.instagram.dialect import Instagram
from sandbox.state import State


def add_calls(calls: Calls, network: Instagram) -> None:
    login = LoginCalls(network)
    calls.add("GET", "/www/oauth/authorize", "oauth.authorize", login.authorize)
    calls.add("POST", "/oauth/oauth/access_token", "oauth.token", login.token)
    calls.add("GET", "/access_token", "oauth.exchange", login.exchange)
    calls.add("GET", "/refresh_access_token", "oauth.refresh", login.refresh)
    calls.add("GET", f"{VERSION}/me", "me", login.me)


def account_view(state: State, account: Account, public_url: str) -> dict[str, Any]:
    people = audience.of_account(account.network, account.handle)
    posts = len(state.posts.live(account.network, account.id, limit=-1))
    return {
        "id": account.remote_id,
        "user_id": account.remote_id,
        "username": account.handle,
        "name": account.display_name,
        "account_type": "BUSINESS",
        "profile_picture_url": f"{public_url}/_sandbox/avatars/instagram/{account.handle}.svg",
        "followers_count": people["followers"],
        "follows_count": people["following"],
        "media_count": posts,
    }


def page_view(account: Account, public_url: str) -> dict[str, Any]:
    """The Page that an account belongs to."""
    return {
        "id": f"1{account.remote_id}",
        "name": f"{account.display_name} on Facebook",
        "username": account.handle,
        "link": f"{public_url}/instagram/web/{account.handle}",
        "category": "Bakery",
        "tasks": ["ANALYZE", "CREATE_CONTENT", "MANAGE", "MODERATE"],
        "access_token": None,
        "instagram_business_account": {
            "id": account.remote_id,
            "username": account.handle,
            "name": account.display_name,
        },
    }


class LoginCalls(LongLived):
    def __init__(self, network: Instagram) -> None:
        super().__init__(network, "ig", "instagram_token_seconds")
        self._instagram = network

    async def token(self, request: Request) -> Response:
        given = await read(request, "client_id", "client_secret", "grant_type", "redirect_uri", "code")
        code, made = self.short(given)
        account = self._state.accounts.by_id(code.document["accounts"][0])
        assert account is not None
        told = {"access_token": made.token, "user_id": int(account.remote_id)}
        return JSONResponse({**told, "permissions": ",".join(sorted(code.scopes))})

    async def me(self, request: Request) -> Response:
        given = await read(request)
        account = self._instagram.allowed(request, given, "basic")
        view = account_view(self._state, account, self._state.public_url(request))
        return JSONResponse(shown(view, fields_of(given, "id")))
