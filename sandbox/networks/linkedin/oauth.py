from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from sandbox.accounts import Account
from sandbox.calls import Calls, RefusedError, form_of
from sandbox.networks.linkedin.dialect import LinkedIn
from sandbox.pkce import with_query
from sandbox.tokens import Client, Token

CODE_SECONDS = 1800
REFRESH_SECONDS = 365 * 86_400


def add_calls(calls: Calls, network: LinkedIn) -> None:
    oauth = OAuthCalls(network)
    calls.add("GET", "/www/oauth/v2/authorization", "oauth.authorize", oauth.authorize)
    calls.add("POST", "/www/oauth/v2/accessToken", "oauth.token", oauth.token)


def issue_access(
    network: LinkedIn,
    account: Account,
    client_id: str,
    scopes: str,
    *,
    member: Account | None = None,
) -> Token:
    """A token of a member; given to an `account` that is an organisation, it is that of its administrator."""
    return network.state.tokens.issue(
        network.name,
        "access",
        account_id=account.id,
        client_id=client_id,
        scopes=scopes,
        seconds=network.state.settings.linkedin_access_token_seconds,
        document={"member": member.id} if member else {},
    )


def issue_refresh(network: LinkedIn, access: Token, seconds: float = REFRESH_SECONDS) -> Token:
    return network.state.tokens.issue(
        network.name,
        "refresh",
        account_id=access.account_id,
        client_id=access.client_id,
        scopes=" ".join(sorted(access.scopes)),
        seconds=seconds,
        family=access.family,
        document=access.document,
    )


class OAuthCalls:
    def __init__(self, network: LinkedIn) -> None:
        self._network = network
        self._state = network.state
        self._tokens = network.state.tokens

    async def authorize(self, request: Request) -> Response:
        """Consents at once, as the member named by `login_hint`, who has an organisation too; `deny` says no."""
        query = request.query_params
        client = self._network.client(query.get("client_id", ""))
        redirect_uri, state = query.get("redirect_uri", ""), query.get("state")
        if client is None or not client.returns_to(redirect_uri):
            raise RefusedError(400, {"message": "The redirect_uri does not match the registered value"})
        if query.get("response_type") != "code" or not state:
            words = "response_type=code and state are required"
            return _back(redirect_uri, state, "invalid_request", words)
        scopes = set(query.get("scope", "").split())
        for scope in sorted(scopes - client.scopes) or ([] if scopes else ["none"]):
            words = f'Scope "{scope}" is not authorized for your application'
            return _back(redirect_uri, state, "unauthorized_scope_error", words)
        if query.get("deny"):
            return _back(
                redirect_uri, state, "user_cancelled_authorize", "The user cancelled the authorization"
            )
        with self._state.store.transaction():
            member = self._network.ensure_person(query.get("login_hint") or "Demo Person")
            if not self._network.administered(member):
                page = f"{member.handle.lower().replace(' ', '-')}-company"
                is_named = member.display_name != member.handle
                self._network.ensure_organization(page, member, member.display_name if is_named else "")
            code = self._tokens.issue(
                self._network.name,
                "code",
                account_id=member.id,
                client_id=client.client_id,
                scopes=" ".join(sorted(scopes)),
                seconds=CODE_SECONDS,
                document={"redirect_uri": redirect_uri},
            )
        return RedirectResponse(with_query(redirect_uri, code=code.token, state=state), 302)

    async def token(self, request: Request) -> Response:
        given = await form_of(request)
        client = self._authenticated(given)
        with self._state.store.transaction():
            match given.get("grant_type"):
                case "authorization_code":
                    answer = self._exchange(given, client)
                case "refresh_token":
                    answer = self._renew(given, client)
                case _:
                    raise _refused("invalid_request", "grant_type is missing or unknown")
        return JSONResponse(answer)

    def _exchange(self, given: dict[str, str], client: Client) -> dict[str, object]:
        code = self._tokens.living(self._network.name, given.get("code", ""), "code", client)
        if code is None or code.document["redirect_uri"] != given.get("redirect_uri"):
            words = "Unable to retrieve access token: appid/redirect uri/code verifier does not match authorization code. Or authorization code expired."
            raise _refused("invalid_grant", words)
        self._tokens.end(code.token)
        self._end_tokens_of_other_scopes(code)
        member = self._state.account_of(code)
        assert member is not None
        access = issue_access(self._network, member, client.client_id, " ".join(sorted(code.scopes)))
        refresh = (
            issue_refresh(self._network, access) if self._state.settings.linkedin_refresh_tokens else None
        )
        return self._answer(access, refresh)

    def _renew(self, given: dict[str, str], client: Client) -> dict[str, object]:
        """The refresh token stays, and so does its end: a year after the member consented."""
        refresh = self._tokens.living(self._network.name, given.get("refresh_token", ""), "refresh", client)
        if refresh is None:
            raise _refused(
                "invalid_request",
                "The provided authorization grant or refresh token is invalid, expired or revoked.",
            )
        access = self._tokens.issue(
            self._network.name,
            "access",
            account_id=refresh.account_id,
            client_id=client.client_id,
            scopes=" ".join(sorted(refresh.scopes)),
            seconds=self._state.settings.linkedin_access_token_seconds,
            family=refresh.family,
            document=refresh.document,
        )
        return self._answer(access, refresh)

    def _answer(self, access: Token, refresh: Token | None) -> dict[str, object]:
        answer: dict[str, object] = {
            "access_token": access.token,
            "expires_in": self._state.settings.linkedin_access_token_seconds,
            "scope": ",".join(sorted(access.scopes)),
            "token_type": "Bearer",
        }
        if refresh:
            left = int((refresh.expires_at or 0) - self._state.now())
            answer |= {"refresh_token": refresh.token, "refresh_token_expires_in": left}
        return answer

    def _end_tokens_of_other_scopes(self, code: Token) -> None:
        """A login that asks for other scopes than before ends what the member gave this application before."""
        self._state.store.execute(
            "UPDATE tokens SET ended_at = ? WHERE network = ? AND account_id = ? AND client_id = ?"
            " AND kind IN ('access', 'refresh') AND scopes <> ? AND ended_at IS NULL",
            self._state.now(),
            self._network.name,
            code.account_id,
            code.client_id,
            " ".join(sorted(code.scopes)),
        )

    def _authenticated(self, given: dict[str, str]) -> Client:
        client = self._network.client(given.get("client_id", ""))
        if client is None or not client.is_proved_by(given.get("client_secret", "")):
            raise RefusedError(
                401, {"error": "invalid_client", "error_description": "Client authentication failed"}
            )
        return client


def _back(redirect_uri: str, state: str | None, error: str, words: str) -> Response:
    return RedirectResponse(with_query(redirect_uri, error=error, error_description=words, state=state), 302)


def _refused(error: str, words: str) -> RefusedError:
    return RefusedError(400, {"error": error, "error_description": words})
