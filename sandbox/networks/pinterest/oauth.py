import secrets
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from sandbox.calls import Calls, form_of
from sandbox.networks.pinterest.dialect import READS, SCOPES, Pinterest, invalid, refusal
from sandbox.pkce import with_query
from sandbox.tokens import Client, Token

CODE_SECONDS = 600
REFRESH_SECONDS = 60 * 86_400


def add_calls(calls: Calls, network: Pinterest) -> None:
    oauth = OAuthCalls(network)
    calls.add("GET", "/consent/oauth/", "oauth.authorize", oauth.authorize)
    calls.add("POST", "/v5/oauth/token", "oauth.token", oauth.token, READS)


def issue_pair(
    network: Pinterest, account_id: int, client_id: str, scopes: str, family: str | None = None
) -> tuple[Token, Token]:
    tokens, family = network.state.tokens, family or secrets.token_hex(8)
    shared: dict[str, Any] = {
        "account_id": account_id,
        "client_id": client_id,
        "scopes": scopes,
        "family": family,
    }
    access = tokens.issue(
        network.name,
        "access",
        text=f"pina_{secrets.token_urlsafe(32)}",
        seconds=network.state.settings.pinterest_access_token_seconds,
        **shared,
    )
    refresh = tokens.issue(
        network.name, "refresh", text=f"pinr_{secrets.token_urlsafe(32)}", seconds=REFRESH_SECONDS, **shared
    )
    return access, refresh


class OAuthCalls:
    def __init__(self, network: Pinterest) -> None:
        self._network = network
        self._state = network.state
        self._tokens = network.state.tokens

    async def authorize(self, request: Request) -> Response:
        """Consents at once, as the account named by `login_hint`; `deny` says no."""
        query = request.query_params
        client = self._network.known_client(query.get("client_id", ""))
        redirect_uri, state = query.get("redirect_uri", ""), query.get("state")
        if client is None or not client.returns_to(redirect_uri):
            raise invalid("the redirect_uri is not registered")
        scopes = set(query.get("scope", "").split(","))
        if query.get("response_type") != "code" or not scopes <= set(SCOPES):
            return RedirectResponse(with_query(redirect_uri, error="invalid_request", state=state), 302)
        if query.get("deny"):
            return RedirectResponse(with_query(redirect_uri, error="access_denied", state=state), 302)
        account = self._network.ensure_account(query.get("login_hint") or "demo")
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
        client = self._network.client(request)
        given = await form_of(request)
        with self._state.store.transaction():
            match given.get("grant_type"):
                case "authorization_code":
                    used = self._code(given, client)
                case "refresh_token":
                    used = self._tokens.living(
                        self._network.name, given.get("refresh_token", ""), "refresh", client
                    )
                case _:
                    raise invalid("grant_type must be authorization_code or refresh_token")
            if used is None or used.account_id is None:
                raise refusal(401, 283, "The authorization code or refresh token is invalid or has expired.")
            kept = used if used.kind == "refresh" and not self._state.settings.pinterest_rotates else None
            if kept is None:
                self._tokens.end(used.token)
            scopes = given.get("scope", "").replace(",", " ") or " ".join(sorted(used.scopes))
            if not set(scopes.split()) <= used.scopes:
                raise invalid("scope holds more than was granted")
            access, refresh = issue_pair(
                self._network, used.account_id, client.client_id, scopes, used.family
            )
        return JSONResponse(self._answer(str(given["grant_type"]), access, kept or refresh))

    def _code(self, given: dict[str, str], client: Client) -> Token | None:
        code = self._tokens.living(self._network.name, given.get("code", ""), "code", client)
        return code if code and code.document["redirect_uri"] == given.get("redirect_uri") else None

    def _answer(self, grant: str, access: Token, refresh: Token) -> dict[str, object]:
        ends = refresh.expires_at or 0
        return {
            "response_type": grant,
            "access_token": access.token,
            "token_type": "bearer",
            "expires_in": self._state.settings.pinterest_access_token_seconds,
            "scope": ",".join(sorted(access.scopes)),
            "refresh_token": refresh.token,
            "refresh_token_expires_in": int(ends - self._state.now()),
            "refresh_token_expires_at": int(ends),
        }
