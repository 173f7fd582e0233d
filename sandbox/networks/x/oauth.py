import secrets

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from sandbox.calls import Calls, RefusedError, basic
from sandbox.networks.x.bodies import fields
from sandbox.networks.x.dialect import SCOPES, X, invalid_request
from sandbox.pkce import proves, with_query
from sandbox.tokens import Client, Token

CODE_SECONDS = 30


def add_calls(calls: Calls, network: X) -> None:
    oauth = OAuthCalls(network)
    # The page is on another host than the API; both addresses are known here.
    for host in ("", "/web"):
        calls.add("GET", f"{host}/i/oauth2/authorize", "oauth.authorize", oauth.authorize)
    calls.add("POST", "/2/oauth2/token", "oauth.token", oauth.token)
    calls.add("POST", "/2/oauth2/revoke", "oauth.revoke", oauth.revoke)


def issue_pair(
    network: X, account_id: int | None, client_id: str, scopes: str, family: str | None = None
) -> tuple[Token, Token | None]:
    """An access token and, when offline.access was granted, a refresh token beside it."""
    tokens, family = network.state.tokens, family or secrets.token_hex(8)
    seconds = network.state.settings.x_access_token_seconds
    access = tokens.issue(
        network.name,
        "access",
        account_id=account_id,
        client_id=client_id,
        scopes=scopes,
        seconds=seconds,
        family=family,
    )
    if "offline.access" not in scopes.split():
        return access, None
    refresh = tokens.issue(
        network.name, "refresh", account_id=account_id, client_id=client_id, scopes=scopes, family=family
    )
    return access, refresh


class OAuthCalls:
    def __init__(self, network: X) -> None:
        self._network = network
        self._tokens = network.state.tokens

    async def authorize(self, request: Request) -> Response:
        """Consents at once, as the account named by `login_hint`; `deny=1` refuses."""
        query = request.query_params
        client = self._network.client(query.get("client_id", ""))
        redirect_uri, state = query.get("redirect_uri", ""), query.get("state")
        if client is None or not client.returns_to(redirect_uri):
            raise invalid_request("Value passed for the redirect uri did not match the uri of the client.")
        scopes = set(query.get("scope", "").split())
        method = query.get("code_challenge_method", "plain")
        if (
            query.get("response_type") != "code"
            or not query.get("code_challenge")
            or method not in {"S256", "plain"}
        ):
            return RedirectResponse(with_query(redirect_uri, error="invalid_request", state=state), 302)
        if not scopes or not scopes <= set(SCOPES.split()):
            return RedirectResponse(with_query(redirect_uri, error="invalid_scope", state=state), 302)
        if not state or len(state) > 500:
            return RedirectResponse(with_query(redirect_uri, error="invalid_request"), 302)
        if query.get("deny"):
            return RedirectResponse(with_query(redirect_uri, error="access_denied", state=state), 302)
        account = self._network.consenting(query.get("login_hint"))
        code = self._tokens.issue(
            self._network.name,
            "code",
            account_id=account.id,
            client_id=client.client_id,
            scopes=" ".join(sorted(scopes)),
            seconds=CODE_SECONDS,
            document={"redirect_uri": redirect_uri, "challenge": query["code_challenge"], "method": method},
        )
        return RedirectResponse(with_query(redirect_uri, code=code.token, state=state), 302)

    async def token(self, request: Request) -> Response:
        given = {name: str(value) for name, value in (await fields(request)).items()}
        client = self._authenticated(request, given)
        grant = given.get("grant_type")
        with self._network.state.store.transaction():
            if grant == "authorization_code":
                used = self._code(given, client)
            elif grant == "refresh_token":
                used = self._refresh(given, client)
            else:
                raise _grant_error("unsupported_grant_type", "The grant type is not supported.")
            self._tokens.end(used.token)
            scopes = " ".join(sorted(used.scopes))
            access, refresh = issue_pair(
                self._network, used.account_id, client.client_id, scopes, used.family
            )
        answer = {
            "token_type": "bearer",
            "expires_in": self._network.state.settings.x_access_token_seconds,
            "access_token": access.token,
            "scope": scopes,
        }
        return JSONResponse({**answer, "refresh_token": refresh.token} if refresh else answer)

    async def revoke(self, request: Request) -> Response:
        given = {name: str(value) for name, value in (await fields(request)).items()}
        self._authenticated(request, given)
        self._tokens.end(given.get("token", ""))
        return JSONResponse({"revoked": True})

    def _code(self, given: dict[str, str], client: Client) -> Token:
        code = self._tokens.living(self._network.name, given.get("code", ""), "code", client)
        if (
            code is None
            or code.document["redirect_uri"] != given.get("redirect_uri")
            or not proves(given.get("code_verifier", ""), code.document["challenge"], code.document["method"])
        ):
            raise _grant_error("invalid_grant", "Value passed for the authorization code was invalid.")
        return code

    def _refresh(self, given: dict[str, str], client: Client) -> Token:
        """A refresh token counts once: the answer carries the next one, and the used one is refused from then on.

        Within the grace period of the settings, which is none by default, it counts again.
        """
        text = given.get("refresh_token", "")
        refresh = self._tokens.living(self._network.name, text, "refresh", client) or self._in_grace(
            text, client
        )
        if refresh is None:
            raise _grant_error("invalid_grant", "Value passed for the token was invalid.")
        return refresh

    def _in_grace(self, text: str, client: Client) -> Token | None:
        token = self._tokens.find(self._network.name, text)
        if token is None or token.kind != "refresh" or token.client_id != client.client_id:
            return None
        grace = self._network.state.settings.x_refresh_token_grace_seconds
        used = token.ended_at
        return token if used is not None and self._network.state.now() - used < grace else None

    def _authenticated(self, request: Request, given: dict[str, str]) -> Client:
        """A confidential client by HTTP Basic, a public one by its id in the body."""
        client_id, secret = basic(request) or (given.get("client_id", ""), "")
        client = self._network.client(client_id)
        if client is None or not client.is_proved_by(secret):
            raise RefusedError(
                401,
                {"error": "unauthorized_client", "error_description": "Missing valid authorization header"},
            )
        return client


def _grant_error(code: str, words: str) -> RefusedError:
    return RefusedError(400, {"error": code, "error_description": words})
