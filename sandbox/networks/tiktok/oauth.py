"""TikTok's consent page and tokens: scopes by commas, a client key, renewal tokens that change with each renewal."""

import secrets
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from sandbox.accounts import Account
from sandbox.calls import Calls, RefusedError, form_of
from sandbox.networks.tiktok.dialect import SCOPES, TikTok
from sandbox.pkce import with_query
from sandbox.times import iso
from sandbox.tokens import Client, Token

CODE_SECONDS = 600
REFRESH_SECONDS = 365 * 86_400
GIVEN = "user.info.basic,user.info.profile,user.info.stats,video.publish,video.list"


def add_calls(calls: Calls, network: TikTok) -> None:
    oauth = OAuthCalls(network)
    calls.add("GET", "/web/v2/auth/authorize/", "oauth.authorize", oauth.authorize)
    calls.add("POST", "/v2/oauth/token/", "oauth.token", oauth.token)
    calls.add("POST", "/v2/oauth/revoke/", "oauth.revoke", oauth.revoke)


def open_credentials(network: TikTok, account: Account, options: dict[str, Any]) -> dict[str, Any]:
    """What a person with an application of their own hands over."""
    tokens = network.state.tokens
    client = Client(
        str(options.get("client_key") or "sandbox-tiktok"),
        str(options.get("client_secret") or "sandbox-tiktok-secret"),
        "Sandbox client",
        tuple(str(options.get("redirect_uri") or "http://127.0.0.1/callback").split()),
        frozenset(SCOPES),
    )
    tokens.add_client(network.name, client)
    scopes = " ".join(str(options.get("scopes") or GIVEN).split(","))
    access, refresh = issue_pair(network, account.id, client.client_id, scopes)
    return {
        "refresh_token": refresh.token,
        "access_token": access.token,
        "expires_at": iso(access.expires_at or 0),
        "client_key": client.client_id,
        "client_secret": client.client_secret,
    }


def issue_pair(
    network: TikTok, account_id: int | None, client_id: str, scopes: str, family: str | None = None
) -> tuple[Token, Token]:
    tokens, family = network.state.tokens, family or secrets.token_hex(8)
    access = tokens.issue(
        network.name,
        "access",
        account_id=account_id,
        client_id=client_id,
        scopes=scopes,
        seconds=network.state.settings.tiktok_access_token_seconds,
        family=family,
        text=f"act.{secrets.token_urlsafe(40)}",
    )
    refresh = tokens.issue(
        network.name,
        "refresh",
        account_id=account_id,
        client_id=client_id,
        scopes=scopes,
        seconds=REFRESH_SECONDS,
        family=family,
        text=f"rft.{secrets.token_urlsafe(40)}",
    )
    return access, refresh


class OAuthCalls:
    def __init__(self, network: TikTok) -> None:
        self._network = network
        self._tokens = network.state.tokens

    async def authorize(self, request: Request) -> Response:
        """Consents at once, as the account named by `login_hint` (default: the newest, else one called demo).

        `deny=1` refuses; `only=` names the scopes that the person leaves on, as TikTok lets people do.
        """
        query = request.query_params
        client = self._client(query.get("client_key", ""))
        redirect_uri, state = query.get("redirect_uri", ""), query.get("state")
        if client is None:
            raise RefusedError(400, "We couldn't log in with TikTok: client_key")
        if not client.returns_to(redirect_uri):
            raise RefusedError(400, "We couldn't log in with TikTok: redirect_uri")
        scopes = set(query.get("scope", "").split(","))
        if query.get("response_type") != "code" or not state:
            raise RefusedError(400, "We couldn't log in with TikTok: invalid_request")
        if not scopes <= set(SCOPES):
            back = with_query(
                redirect_uri, error="invalid_scope", error_description="Invalid scope.", state=state
            )
            return RedirectResponse(back, 302)
        if query.get("deny"):
            back = with_query(
                redirect_uri, error="access_denied", error_description="User denied access", state=state
            )
            return RedirectResponse(back, 302)
        account = self._network.state.accounts.consenting(
            self._network.name, query.get("login_hint"), self._network.ensure_account
        )
        granted = scopes & set(query["only"].split(",")) if query.get("only") else scopes
        code = self._tokens.issue(
            self._network.name,
            "code",
            account_id=account.id,
            client_id=client.client_id,
            scopes=" ".join(sorted(granted)),
            seconds=CODE_SECONDS,
            document={"redirect_uri": redirect_uri},
        )
        back = with_query(redirect_uri, code=code.token, scopes=",".join(sorted(granted)), state=state)
        return RedirectResponse(back, 302)

    async def token(self, request: Request) -> Response:
        form = await form_of(request)
        client = self._authenticated(form)
        with self._network.state.store.transaction():
            if form.get("grant_type") == "authorization_code":
                used = self._living(form.get("code", ""), "code", client)
                if used.document["redirect_uri"] != form.get("redirect_uri"):
                    raise _refused("invalid_request", "Redirect_uri is not matched with the uri of the code.")
            elif form.get("grant_type") == "refresh_token":
                used = self._living(form.get("refresh_token", ""), "refresh", client)
            else:
                raise _refused("unsupported_grant_type", "The grant type is not supported.")
            self._tokens.end(used.token)
            scopes = " ".join(sorted(used.scopes))
            access, refresh = issue_pair(
                self._network, used.account_id, client.client_id, scopes, used.family
            )
        account = self._network.state.account_of(used)
        return JSONResponse(
            {
                "access_token": access.token,
                "expires_in": self._network.state.settings.tiktok_access_token_seconds,
                "open_id": account.remote_id if account else "",
                "refresh_expires_in": REFRESH_SECONDS,
                "refresh_token": refresh.token,
                "scope": ",".join(sorted(used.scopes)),
                "token_type": "Bearer",
            }
        )

    async def revoke(self, request: Request) -> Response:
        """Ends every token of the consent."""
        form = await form_of(request)
        self._authenticated(form)
        token = self._tokens.find(self._network.name, form.get("token", ""))
        if token is not None:
            self._tokens.end_family(token.family)
        return JSONResponse({})

    def _client(self, client_key: str) -> Client | None:
        return self._tokens.client_or_own(self._network.name, client_key, SCOPES)

    def _living(self, text: str, kind: str, client: Client) -> Token:
        token = self._tokens.find(self._network.name, text)
        if token is None or token.kind != kind or token.client_id != client.client_id:
            raise _refused("invalid_grant", f"The {kind} token is invalid.")
        if not self._tokens.is_alive(token):
            raise _refused("invalid_grant", f"The {kind} token is expired or was used.")
        return token

    def _authenticated(self, form: dict[str, str]) -> Client:
        client = self._client(form.get("client_key", ""))
        if client is None or not client.is_proved_by(form.get("client_secret", "")):
            raise _refused("invalid_client", "Client key or secret is incorrect.", 401)
        return client


def _refused(code: str, words: str, status: int = 400) -> RefusedError:
    """Sign-in answers in a shape of its own."""
    body = {"error": code, "error_description": words, "log_id": secrets.token_hex(16).upper()}
    return RefusedError(status, body)
