import secrets
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response

from sandbox.calls import Calls, RefusedError
from sandbox.networks.mastodon.dialect import API, Mastodon, invalid
from sandbox.networks.mastodon.parameters import parameters, text
from sandbox.pkce import proves, with_query
from sandbox.tokens import Client

CODE_SECONDS = 600
OUT_OF_BAND = "urn:ietf:wg:oauth:2.0:oob"
_SCOPES = """
profile read write follow push admin:read admin:write read:accounts read:blocks read:bookmarks read:favourites
read:filters read:follows read:lists read:mutes read:notifications read:search read:statuses write:accounts
write:blocks write:bookmarks write:conversations write:favourites write:filters write:follows write:lists write:media
write:mutes write:notifications write:reports write:statuses
"""
KNOWN_SCOPES = frozenset(_SCOPES.split())


def add_calls(calls: Calls, network: Mastodon) -> None:
    oauth = OAuthCalls(network)
    calls.add("POST", "/api/v1/apps", "apps.create", oauth.create_app, API)
    calls.add("GET", "/oauth/authorize", "oauth.authorize", oauth.authorize)
    calls.add("POST", "/oauth/token", "oauth.token", oauth.token, API)
    calls.add("POST", "/oauth/revoke", "oauth.revoke", oauth.revoke, API)
    calls.add("GET", "/.well-known/oauth-authorization-server", "oauth.metadata", oauth.metadata)


class OAuthCalls:
    def __init__(self, network: Mastodon) -> None:
        self._network = network
        self._tokens = network.state.tokens

    async def create_app(self, request: Request) -> Response:
        given = await parameters(request)
        name, scopes = text(given.get("client_name")), text(given.get("scopes")) or "read"
        uris = given.get("redirect_uris")
        redirect_uris = [str(uri) for uri in uris] if isinstance(uris, list) else text(uris).split()
        if not name:
            raise invalid("Application name can't be blank")
        if not redirect_uris:
            raise invalid("Redirect URI can't be blank")
        if not set(scopes.split()) <= KNOWN_SCOPES:
            raise invalid("Scopes doesn't match configured on the server.")
        client = Client(
            secrets.token_urlsafe(32),
            secrets.token_urlsafe(32),
            name,
            tuple(redirect_uris),
            frozenset(scopes.split()),
        )
        self._tokens.add_client(self._network.name, client)
        return JSONResponse(
            {
                "id": client.client_id[:8],
                "name": name,
                "website": given.get("website"),
                "scopes": sorted(client.scopes),
                "redirect_uri": "\n".join(redirect_uris),
                "redirect_uris": redirect_uris,
                "client_id": client.client_id,
                "client_secret": client.client_secret,
                "client_secret_expires_at": 0,
            }
        )

    async def authorize(self, request: Request) -> Response:
        """Consents at once, as the account named by `login_hint` (default: the newest, else demo); `deny=1` refuses."""
        query = request.query_params
        client = self._tokens.client(self._network.name, query.get("client_id", ""))
        redirect_uri = query.get("redirect_uri", "")
        if client is None or redirect_uri not in client.redirect_uris:
            raise RefusedError(
                400, {"error": "invalid_client", "error_description": "Client authentication failed"}
            )
        scopes = set((query.get("scope") or "read").split())
        broken = (
            "unsupported_response_type"
            if query.get("response_type") != "code"
            else "invalid_scope"
            if not _covered(scopes, client.scopes)
            else "invalid_code_challenge_method"
            if query.get("code_challenge_method", "S256") != "S256"
            else None
        )
        if broken:
            return RedirectResponse(with_query(redirect_uri, error=broken, state=query.get("state")), 302)
        if query.get("deny"):
            words = "The resource owner or authorization server denied the request."
            refused = with_query(
                redirect_uri, error="access_denied", error_description=words, state=query.get("state")
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
            scopes=" ".join(scopes),
            seconds=CODE_SECONDS,
            document={"redirect_uri": redirect_uri, "code_challenge": query.get("code_challenge")},
        )
        if redirect_uri == OUT_OF_BAND:
            return PlainTextResponse(code.token)
        return RedirectResponse(with_query(redirect_uri, code=code.token, state=query.get("state")), 302)

    async def token(self, request: Request) -> Response:
        given = await parameters(request)
        client = self._authenticated(given)
        if given.get("grant_type") == "client_credentials":
            scopes = text(given.get("scope")) or "read"
            issued = self._tokens.issue(
                self._network.name, "access", account_id=None, client_id=client.client_id, scopes=scopes
            )
            return _token_answer(issued.token, scopes, issued.issued_at)
        if given.get("grant_type") != "authorization_code":
            raise _grant_error("unsupported_grant_type", "The authorization grant type is not supported.")
        with self._network.state.store.transaction():
            code = self._tokens.living(self._network.name, text(given.get("code")), "code", client)
            if (
                code is None
                or code.document["redirect_uri"] != given.get("redirect_uri")
                or not proves(text(given.get("code_verifier")), code.document["code_challenge"])
            ):
                raise _grant_error("invalid_grant", "The provided authorization grant is invalid or expired.")
            self._tokens.end(code.token)
            scopes = " ".join(sorted(code.scopes))
            issued = self._tokens.issue(
                self._network.name,
                "access",
                account_id=code.account_id,
                client_id=client.client_id,
                scopes=scopes,
            )
        return _token_answer(issued.token, scopes, issued.issued_at)

    async def revoke(self, request: Request) -> Response:
        given = await parameters(request)
        self._authenticated(given)
        self._tokens.end(text(given.get("token")))
        return JSONResponse({})

    async def metadata(self, request: Request) -> Response:
        base = f"{self._network.state.public_url(request)}/mastodon"
        return JSONResponse(
            {
                "issuer": f"{base}/",
                "authorization_endpoint": f"{base}/oauth/authorize",
                "token_endpoint": f"{base}/oauth/token",
                "revocation_endpoint": f"{base}/oauth/revoke",
                "app_registration_endpoint": f"{base}/api/v1/apps",
                "scopes_supported": sorted(KNOWN_SCOPES),
                "response_types_supported": ["code"],
                "grant_types_supported": ["authorization_code", "client_credentials"],
                "code_challenge_methods_supported": ["S256"],
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
            }
        )

    def _authenticated(self, given: dict[str, Any]) -> Client:
        client = self._tokens.client(self._network.name, text(given.get("client_id")))
        if client is None or not client.is_proved_by(text(given.get("client_secret"))):
            raise RefusedError(
                401,
                {
                    "error": "invalid_client",
                    "error_description": "Client authentication failed due to unknown client.",
                },
            )
        return client


def _covered(wanted: set[str], granted: frozenset[str]) -> bool:
    return all(scope in granted or scope.split(":")[0] in granted for scope in wanted)


def _grant_error(code: str, words: str) -> RefusedError:
    return RefusedError(400, {"error": code, "error_description": words})


def _token_answer(token: str, scopes: str, issued_at: float) -> Response:
    return JSONResponse(
        {"access_token": token, "token_type": "Bearer", "scope": scopes, "created_at": int(issued_at)}
    )
