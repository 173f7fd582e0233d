import secrets

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from sandbox.calls import Calls, RefusedError, basic, form_of
from sandbox.networks.discord import webhooks
from sandbox.networks.discord.dialect import Discord
from sandbox.pkce import with_query
from sandbox.tokens import Client

CODE_SECONDS = 60
TOKEN_SECONDS = 604_800
SCOPES = frozenset({"webhook.incoming"})
LOOPBACK = ("http://127.0.0.1", "http://localhost")


def add_calls(calls: Calls, network: Discord) -> None:
    oauth = OAuthCalls(network)
    calls.add("GET", "/web/oauth2/authorize", "oauth.authorize", oauth.authorize)
    calls.add("POST", "/oauth2/token", "oauth.token", oauth.token)


class OAuthCalls:
    def __init__(self, network: Discord) -> None:
        self._network = network
        self._tokens = network.state.tokens

    async def authorize(self, request: Request) -> Response:
        """Consents at once, for the channel named by `login_hint` (default: the newest); `deny=1` refuses."""
        query = request.query_params
        client = self._tokens.client_or_own(self._network.name, query.get("client_id", ""))
        redirect_uri, state = query.get("redirect_uri", ""), query.get("state")
        known = client is not None and redirect_uri in client.redirect_uris
        if client is None or not (known or redirect_uri.startswith(LOOPBACK)):
            raise _error("invalid_request", "Invalid OAuth2 redirect_uri or client_id")
        scopes = set(query.get("scope", "").split())
        if query.get("response_type") != "code" or not scopes or not scopes <= SCOPES:
            return RedirectResponse(with_query(redirect_uri, error="invalid_scope", state=state), 302)
        if query.get("deny"):
            refused = with_query(
                redirect_uri,
                error="access_denied",
                error_description="The resource owner or authorization server denied the request",
                state=state,
            )
            return RedirectResponse(refused, 302)
        account = self._network.state.accounts.consenting(
            self._network.name, query.get("login_hint"), self._network.ensure_account
        )
        code = self._tokens.issue(
            self._network.name,
            "code",
            account_id=account.id,
            client_id=client.client_id,
            scopes=" ".join(sorted(scopes)),
            seconds=CODE_SECONDS,
            document={"redirect_uri": redirect_uri},
        )
        return RedirectResponse(with_query(redirect_uri, code=code.token, state=state), 302)

    async def token(self, request: Request) -> Response:
        client = self._authenticated(request)
        given = await form_of(request)
        if given.get("grant_type") != "authorization_code":
            raise _error("unsupported_grant_type", "Grant type None is not supported")
        with self._network.state.store.transaction():
            code = self._tokens.living(self._network.name, given.get("code", ""), "code", client)
            if code is None or code.document["redirect_uri"] != given.get("redirect_uri"):
                raise _error("invalid_grant", 'Invalid "code" in request.')
            self._tokens.end(code.token)
            account = self._network.state.account_of(code)
            assert account is not None
            webhook = webhooks.issue(self._network, account, 0)
        return JSONResponse(
            {
                "token_type": "Bearer",
                "access_token": secrets.token_urlsafe(22),
                "refresh_token": secrets.token_urlsafe(22),
                "expires_in": TOKEN_SECONDS,
                "scope": " ".join(sorted(code.scopes)),
                "webhook": webhooks.shown(webhook, account),
            }
        )

    def _authenticated(self, request: Request) -> Client:
        client_id, secret = basic(request) or ("", "")
        client = self._tokens.client_or_own(self._network.name, client_id)
        if client is None or not client.is_proved_by(secret):
            raise _error("invalid_client", "", 401)
        return client


def _error(code: str, words: str, status: int = 400) -> RefusedError:
    return RefusedError(status, {"error": code, **({"error_description": words} if words else {})})
