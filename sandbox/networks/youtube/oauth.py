"""Google's consent page and tokens. A renewal gives a new access token and no new renewal token."""

import secrets
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from sandbox.accounts import Account
from sandbox.calls import Calls, RefusedError, form_of
from sandbox.networks.youtube.dialect import SCOPES, YouTube
from sandbox.pkce import proves, with_query
from sandbox.times import iso
from sandbox.tokens import Client, Token

CODE_SECONDS = 600


def add_calls(calls: Calls, network: YouTube) -> None:
    oauth = OAuthCalls(network)
    calls.add("GET", "/accounts/o/oauth2/v2/auth", "oauth.authorize", oauth.authorize)
    calls.add("POST", "/oauth/token", "oauth.token", oauth.token)
    calls.add("POST", "/oauth/revoke", "oauth.revoke", oauth.revoke)


def open_credentials(network: YouTube, account: Account, options: dict[str, Any]) -> dict[str, Any]:
    """What a person with an OAuth client of their own hands over."""
    tokens = network.state.tokens
    client = Client(
        str(options.get("client_id") or "sandbox-youtube.apps.googleusercontent.com"),
        str(options.get("client_secret") or "sandbox-youtube-secret"),
        "Sandbox client",
        tuple(str(options.get("redirect_uri") or "http://127.0.0.1/callback").split()),
        frozenset(SCOPES),
    )
    tokens.add_client(network.name, client)
    scopes = str(options.get("scopes") or " ".join(SCOPES[:4]))
    refresh = tokens.issue(
        network.name, "refresh", account_id=account.id, client_id=client.client_id, scopes=scopes
    )
    access = issue_access(network, refresh)
    return {
        "refresh_token": refresh.token,
        "access_token": access.token,
        "expires_at": iso(access.expires_at or 0),
        "client_id": client.client_id,
        "client_secret": client.client_secret,
    }


def issue_access(network: YouTube, of: Token) -> Token:
    return network.state.tokens.issue(
        network.name,
        "access",
        account_id=of.account_id,
        client_id=of.client_id,
        scopes=" ".join(sorted(of.scopes)),
        seconds=network.state.settings.youtube_access_token_seconds,
        family=of.family,
        text=f"ya29.{secrets.token_urlsafe(48)}",
    )


class OAuthCalls:
    def __init__(self, network: YouTube) -> None:
        self._network = network
        self._tokens = network.state.tokens

    async def authorize(self, request: Request) -> Response:
        """Consents at once, as the channel named by `login_hint` (default: the newest, else one called demo).

        `deny=1` refuses; `only=` names the scopes that the person ticks, as Google lets people do.
        """
        query = request.query_params
        client = self._client(query.get("client_id", ""))
        redirect_uri, state = query.get("redirect_uri", ""), query.get("state")
        if client is None:
            raise RefusedError(401, "Error 401: invalid_client. The OAuth client was not found.")
        if not client.returns_to(redirect_uri):
            raise RefusedError(400, "Error 400: redirect_uri_mismatch")
        scopes = set(query.get("scope", "").split())
        if query.get("response_type") != "code" or not scopes:
            raise RefusedError(400, "Error 400: invalid_request")
        if not scopes <= set(SCOPES):
            raise RefusedError(400, "Error 400: invalid_scope")
        if query.get("deny"):
            return RedirectResponse(with_query(redirect_uri, error="access_denied", state=state), 302)
        account = self._network.state.accounts.consenting(
            self._network.name, query.get("login_hint"), self._network.ensure_account
        )
        granted = scopes & set(query["only"].split()) if query.get("only") else scopes
        code = self._tokens.issue(
            self._network.name,
            "code",
            account_id=account.id,
            client_id=client.client_id,
            scopes=" ".join(sorted(granted)),
            seconds=CODE_SECONDS,
            text=f"4/0{secrets.token_urlsafe(32)}",
            document={
                "redirect_uri": redirect_uri,
                "challenge": query.get("code_challenge"),
                "method": query.get("code_challenge_method", "plain"),
                "renewable": query.get("access_type") == "offline"
                and ("consent" in query.get("prompt", "").split() or not self._consented(account, client)),
            },
        )
        back = with_query(
            redirect_uri, code=code.token, state=state, scope=" ".join(sorted(granted)), authuser="0"
        )
        return RedirectResponse(back, 302)

    def _client(self, client_id: str) -> Client | None:
        return self._tokens.client_or_own(self._network.name, client_id, SCOPES)

    def _consented(self, account: Account, client: Client) -> bool:
        """Whether the person consented before: then a renewal token comes only when consent is asked for anew."""
        return bool(
            self._network.state.store.one(
                "SELECT 1 FROM tokens WHERE network = ? AND account_id = ? AND client_id = ? AND kind = 'refresh'"
                " AND ended_at IS NULL",
                self._network.name,
                account.id,
                client.client_id,
            )
        )

    async def token(self, request: Request) -> Response:
        form = await form_of(request)
        client = self._authenticated(form)
        with self._network.state.store.transaction():
            if form.get("grant_type") == "authorization_code":
                answer = self._exchanged(self._code(form, client), client)
            elif form.get("grant_type") == "refresh_token":
                answer = self._answer(self._living(form.get("refresh_token", ""), "refresh", client))
            else:
                raise _refused(400, "unsupported_grant_type", f"Invalid grant_type: {form.get('grant_type')}")
        return JSONResponse(answer)

    async def revoke(self, request: Request) -> Response:
        """Ends every token of the consent."""
        form = await request.form()
        text = str(form.get("token") or request.query_params.get("token", ""))
        token = self._tokens.find(self._network.name, text)
        if token is None or not self._tokens.is_alive(token):
            raise _refused(400, "invalid_token", "Token expired or revoked")
        self._tokens.end_family(token.family)
        return JSONResponse({})

    def _exchanged(self, code: Token, client: Client) -> dict[str, Any]:
        self._tokens.end(code.token)
        if not code.document["renewable"]:
            return self._answer(code)
        refresh = self._tokens.issue(
            self._network.name,
            "refresh",
            account_id=code.account_id,
            client_id=client.client_id,
            scopes=" ".join(sorted(code.scopes)),
            family=code.family,
            text=f"1//{secrets.token_urlsafe(48)}",
        )
        return {**self._answer(code), "refresh_token": refresh.token}

    def _answer(self, of: Token) -> dict[str, Any]:
        access = issue_access(self._network, of)
        return {
            "access_token": access.token,
            "expires_in": max(self._network.state.settings.youtube_access_token_seconds - 1, 0),
            "scope": " ".join(sorted(of.scopes)),
            "token_type": "Bearer",
        }

    def _code(self, form: dict[str, str], client: Client) -> Token:
        code = self._living(form.get("code", ""), "code", client)
        document = code.document
        if document["redirect_uri"] != form.get("redirect_uri"):
            raise _refused(400, "redirect_uri_mismatch", "Bad Request")
        if not proves(form.get("code_verifier", ""), document["challenge"], document["method"]):
            raise _refused(400, "invalid_grant", "Invalid code verifier.")
        return code

    def _living(self, text: str, kind: str, client: Client) -> Token:
        token = self._tokens.find(self._network.name, text)
        if token is None or token.kind != kind or token.client_id != client.client_id:
            raise _refused(400, "invalid_grant", "Bad Request")
        if not self._tokens.is_alive(token):
            raise _refused(400, "invalid_grant", "Token has been expired or revoked.")
        return token

    def _authenticated(self, form: dict[str, str]) -> Client:
        client = self._client(form.get("client_id", ""))
        if client is None:
            raise _refused(401, "invalid_client", "The OAuth client was not found.")
        if not client.is_proved_by(form.get("client_secret", "")):
            raise _refused(401, "invalid_client", "Unauthorized")
        return client


def _refused(status: int, code: str, words: str) -> RefusedError:
    return RefusedError(status, {"error": code, "error_description": words})
