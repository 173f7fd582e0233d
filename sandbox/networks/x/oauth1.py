"""Consent by OAuth 1.0a: a request token, a verifier, an access token that does not expire."""

import secrets
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from sandbox.calls import Calls, RefusedError
from sandbox.networks.x.dialect import SCOPES, X
from sandbox.networks.x.signatures import FORM, Signature, signature_of
from sandbox.pkce import with_query
from sandbox.tokens import Client, Token

REQUEST_SECONDS = 600


def add_calls(calls: Calls, network: X) -> None:
    oauth = OAuth1Calls(network)
    calls.add("POST", "/oauth/request_token", "oauth1.request_token", oauth.request_token)
    calls.add("GET", "/oauth/authorize", "oauth1.authorize", oauth.authorize)
    calls.add("GET", "/oauth/authenticate", "oauth1.authorize", oauth.authorize)
    calls.add("POST", "/oauth/access_token", "oauth1.access_token", oauth.access_token)


def issue_lasting(network: X, account_id: int | None, client_id: str) -> Token:
    """An access token of OAuth 1.0a, its secret in its document."""
    return network.state.tokens.issue(
        network.name,
        "access",
        account_id=account_id,
        client_id=client_id,
        scopes=SCOPES,
        text=f"{account_id}-{secrets.token_urlsafe(24)}",
        document={"secret": secrets.token_urlsafe(32)},
    )


class OAuth1Calls:
    def __init__(self, network: X) -> None:
        self._network = network
        self._tokens = network.state.tokens

    async def request_token(self, request: Request) -> Response:
        signed, form, client = await self._signed(request)
        callback = signed.parameters.get("oauth_callback") or form.get("oauth_callback", "")
        if callback != "oob" and not client.returns_to(callback):
            raise RefusedError(
                403,
                {
                    "errors": [
                        {
                            "code": 415,
                            "message": "Callback URL not approved for this client application. "
                            "Approved callback URLs can be adjusted in your application settings",
                        }
                    ]
                },
            )
        made = self._tokens.issue(
            self._network.name,
            "request",
            account_id=None,
            client_id=client.client_id,
            scopes="",
            seconds=REQUEST_SECONDS,
            document={"secret": secrets.token_urlsafe(32), "callback": callback},
        )
        return _form(
            oauth_token=made.token,
            oauth_token_secret=made.document["secret"],
            oauth_callback_confirmed="true",
        )

    async def authorize(self, request: Request) -> Response:
        """Consents at once, as the account named by `login_hint`; `deny=1` refuses."""
        query = request.query_params
        asked = self._tokens.find(self._network.name, query.get("oauth_token", ""))
        if asked is None or asked.kind != "request" or not self._tokens.is_alive(asked):
            return PlainTextResponse("The request token for this page is invalid.", 403)
        callback = str(asked.document["callback"])
        if query.get("deny"):
            self._tokens.end(asked.token)
            return RedirectResponse(with_query(callback, denied=asked.token), 302)
        verifier = secrets.token_urlsafe(16)
        self._tokens.issue(
            self._network.name,
            "code",
            account_id=self._network.consenting(query.get("login_hint")).id,
            client_id=asked.client_id,
            scopes=SCOPES,
            seconds=REQUEST_SECONDS,
            text=verifier,
            document={"request": asked.token},
        )
        if callback == "oob":
            return PlainTextResponse(verifier)
        return RedirectResponse(with_query(callback, oauth_token=asked.token, oauth_verifier=verifier), 302)

    async def access_token(self, request: Request) -> Response:
        signed, form, client = await self._signed(request)
        verifier = signed.parameters.get("oauth_verifier") or form.get("oauth_verifier", "")
        with self._network.state.store.transaction():
            code = self._tokens.find(self._network.name, verifier)
            if (
                code is None
                or code.kind != "code"
                or not self._tokens.is_alive(code)
                or code.document.get("request") != signed.token
            ):
                raise _unauthenticated()
            self._tokens.end(code.token)
            self._tokens.end(signed.token)
            issued = issue_lasting(self._network, code.account_id, client.client_id)
        account = self._network.state.account_of(code)
        assert account is not None
        return _form(
            oauth_token=issued.token,
            oauth_token_secret=issued.document["secret"],
            user_id=account.remote_id,
            screen_name=account.handle,
        )

    async def _signed(self, request: Request) -> tuple[Signature, dict[str, str], Client]:
        signed = signature_of(request)
        client = self._network.client(signed.client_id) if signed else None
        token = self._tokens.find(self._network.name, signed.token) if signed and signed.token else None
        is_form = request.headers.get("content-type", "").startswith(FORM)
        form = (await request.body()).decode() if is_form else ""
        if (
            signed is None
            or client is None
            or (signed.token and (token is None or not self._tokens.is_alive(token)))
            or not self._network.signatures.is_right(request, signed, client, token, form)
        ):
            raise _unauthenticated()
        return signed, dict(parse_qsl(form)), client


def _unauthenticated() -> RefusedError:
    return RefusedError(401, {"errors": [{"code": 32, "message": "Could not authenticate you."}]})


def _form(**fields: str) -> Response:
    return PlainTextResponse(urlencode(fields))
