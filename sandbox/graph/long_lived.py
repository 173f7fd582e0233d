"""Tokens of Instagram's and Threads' own log-ins: an hour, then 60 days, renewed while they live."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.graph.consent import authenticated, authorize, redeem
from sandbox.graph.dialect import CLIENT_ID, DAY, Graph, error, invalid
from sandbox.graph.parameters import Given, chosen, needed, read
from sandbox.tokens import Token

SHORT_SECONDS = 3_600


class LongLived:
    """The calls of such a log-in.

    Args:
        network: Whose.
        prefix: What its grant types begin with.
        setting: Names the setting that says how long a token lives.
    """

    def __init__(self, network: Graph, prefix: str, setting: str) -> None:
        self._network = network
        self._state = network.state
        self._prefix = prefix
        self._setting = setting

    async def authorize(self, request: Request) -> Response:
        return authorize(self._network, request)

    def short(self, given: Given) -> tuple[Token, Token]:
        """The code that was handed over, and a token of an hour for it."""
        chosen(given, "grant_type", "authorization_code")
        with self._state.store.transaction():
            code = redeem(self._network, given)
            scopes, document = " ".join(sorted(code.scopes)), {"kind": "account", "long": False}
            made = self._network.issue(code.document["accounts"][0], scopes, SHORT_SECONDS, document)
        return code, made

    async def exchange(self, request: Request) -> Response:
        """A short-lived token becomes one of 60 days."""
        given = await read(request, "grant_type", "client_secret")
        if needed(given, "grant_type") != f"{self._prefix}_exchange_token":
            raise invalid("Unsupported grant_type")
        # The real call names no client, the secret does.
        authenticated(self._network, {**given, "client_id": CLIENT_ID})
        old = _living(self._network, given)
        if old.document["long"]:
            raise error(452, "Session key invalid: the token is long-lived already")
        return self._made(old)

    async def refresh(self, request: Request) -> Response:
        """A living long-lived token of at least a day becomes another of 60 days."""
        given = await read(request, "grant_type")
        if needed(given, "grant_type") != f"{self._prefix}_refresh_token":
            raise invalid("Unsupported grant_type")
        old = _living(self._network, given)
        if not old.document["long"]:
            raise invalid("A short-lived token can not be refreshed")
        if self._state.now() - old.issued_at < DAY:
            raise invalid("The token must be at least 24 hours old to be refreshed")
        return self._made(old)

    def _made(self, old: Token) -> Response:
        seconds: int = getattr(self._state.settings, self._setting)
        scopes, document = " ".join(sorted(old.scopes)), {**old.document, "long": True}
        made = self._network.issue(old.account_id, scopes, seconds, document)
        return JSONResponse({"access_token": made.token, "token_type": "bearer", "expires_in": seconds})


def _living(network: Graph, given: Given) -> Token:
    token = network.state.tokens.find(network.name, needed(given, "access_token"))
    if token is None or token.kind != "access":
        raise error(190, "Invalid OAuth access token - Cannot parse access token")
    if not network.state.tokens.is_alive(token):
        raise error(190, "Error validating access token: Session has expired.", 463)
    return token
