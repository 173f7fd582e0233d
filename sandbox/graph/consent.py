"""The pages on which people consent, and the codes they come back with."""

import secrets

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from sandbox.graph.dialect import Graph, error, invalid
from sandbox.graph.parameters import Given, needed
from sandbox.pkce import with_query
from sandbox.tokens import Client, Token

CODE_SECONDS = 600


def authorize(network: Graph, request: Request) -> Response:
    """Consents at once, as the accounts named by `login_hint` (with commas between; default: the newest, else demo).

    `deny=1` refuses; `grant=a,b` grants only those scopes; `business=c,d` are Pages that the person's business owns.
    """
    query = request.query_params
    redirect_uri, state = query.get("redirect_uri", ""), query.get("state")
    client = _client(network, query.get("client_id", ""))
    if not client.returns_to(redirect_uri):
        raise invalid("redirect_uri isn't an absolute URI that is registered for the app. Check RFC 3986.")
    if query.get("response_type", "code") != "code":
        raise invalid("Invalid response_type")
    scopes = query.get("scope", "").replace(",", " ").split()
    unknown = sorted(set(scopes) - set(network.scopes.split()))
    if unknown:
        raise invalid(f"Invalid Scopes: {', '.join(unknown)}.")
    if query.get("deny"):
        denied = {
            "error": "access_denied",
            "error_reason": "user_denied",
            "error_description": "Permissions error",
        }
        return RedirectResponse(with_query(redirect_uri, state=state, **denied), 302)
    granted = query["grant"].split(",") if "grant" in query else scopes
    newest = network.state.accounts.newest(network.name)
    hints = [hint for hint in query.get("login_hint", "").split(",") if hint]
    handles = hints or [newest.handle if newest else "demo"]
    accounts = [network.ensure_account(handle) for handle in handles]
    owned = [network.ensure_account(handle).id for handle in query.get("business", "").split(",") if handle]
    code = network.state.tokens.issue(
        network.name,
        "code",
        account_id=None,
        client_id=client.client_id,
        scopes=" ".join(sorted(set(scopes) & set(granted))),
        seconds=CODE_SECONDS,
        text=f"AQ{secrets.token_urlsafe(40)}",
        document={
            "redirect_uri": redirect_uri,
            "accounts": [account.id for account in accounts],
            "owned": owned,
        },
    )
    return RedirectResponse(with_query(redirect_uri, code=code.token, state=state), 302)


def redeem(network: Graph, given: Given) -> Token:
    """The code of a finished consent; it counts once, for the same application and address."""
    client = authenticated(network, given)
    code = network.state.tokens.living(network.name, needed(given, "code"), "code", client)
    if code is None:
        raise error(100, "This authorization code has been used or has expired.", 36009)
    if code.document["redirect_uri"] != needed(given, "redirect_uri"):
        raise error(100, "Error validating verification code. The redirect_uri is not identical.", 36008)
    network.state.tokens.end(code.token)
    return code


def authenticated(network: Graph, given: Given) -> Client:
    client = _client(network, needed(given, "client_id"))
    if not client.is_proved_by(needed(given, "client_secret")):
        raise error(1, "Error validating client secret.")
    return client


def _client(network: Graph, client_id: str) -> Client:
    client = network.state.tokens.client(network.name, client_id)
    if client is None:
        raise error(101, "Error validating application. Cannot get application info due to a system error.")
    return client
