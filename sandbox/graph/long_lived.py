"""Tokens of Instagram's and Threads' own log-ins: an hour, then 60 days, renewed while they live."""

from typing import Any

from sandbox.graph.consent import authenticated, redeem
from sandbox.graph.dialect import CLIENT_ID, DAY, Graph, error, invalid
from sandbox.graph.parameters import Given, chosen, needed
from sandbox.tokens import Token

SHORT_SECONDS = 3_600


def short(network: Graph, given: Given) -> tuple[Token, Token]:
    """The code that was handed over, and a token of an hour for it."""
    chosen(given, "grant_type", "authorization_code")
    with network.state.store.transaction():
        code = redeem(network, given)
        account_id = code.document["accounts"][0]
        made = network.issue(
            account_id, " ".join(sorted(code.scopes)), SHORT_SECONDS, {"kind": "account", "long": False}
        )
    return code, made


def exchange(network: Graph, given: Given, prefix: str, seconds: int) -> dict[str, Any]:
    """A short-lived token becomes one of 60 days."""
    if needed(given, "grant_type") != f"{prefix}_exchange_token":
        raise invalid("Unsupported grant_type")
    authenticated(
        network, {**given, "client_id": CLIENT_ID}
    )  # the real call names no client, the secret does
    old = _living(network, given)
    if old.document["long"]:
        raise error(452, "Session key invalid: the token is long-lived already")
    return _made(network, old, seconds)


def refresh(network: Graph, given: Given, prefix: str, seconds: int) -> dict[str, Any]:
    """A living long-lived token of at least a day becomes another of 60 days."""
    if needed(given, "grant_type") != f"{prefix}_refresh_token":
        raise invalid("Unsupported grant_type")
    old = _living(network, given)
    if not old.document["long"]:
        raise invalid("A short-lived token can not be refreshed")
    if network.state.now() - old.issued_at < DAY:
        raise invalid("The token must be at least 24 hours old to be refreshed")
    return _made(network, old, seconds)


def _living(network: Graph, given: Given) -> Token:
    token = network.state.tokens.find(network.name, needed(given, "access_token"))
    if token is None or token.kind != "access":
        raise error(190, "Invalid OAuth access token - Cannot parse access token")
    if not network.state.tokens.is_alive(token):
        raise error(190, "Error validating access token: Session has expired.", 463)
    return token


def _made(network: Graph, old: Token, seconds: int) -> dict[str, Any]:
    made = network.issue(
        old.account_id, " ".join(sorted(old.scopes)), seconds, {**old.document, "long": True}
    )
    return {"access_token": made.token, "token_type": "bearer", "expires_in": seconds}
