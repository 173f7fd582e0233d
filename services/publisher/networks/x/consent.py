"""A person's consent: OAuth 2 with PKCE, or OAuth 1.0a where the operator has only such an app.

https://docs.x.com/fundamentals/authentication/oauth-2-0/authorization-code
https://docs.x.com/fundamentals/authentication/oauth-1-0a/obtaining-user-access-tokens
"""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from services.publisher.domain.access import App, ConsentPage, ConsentRequest, Grant
from services.publisher.domain.failures import failure
from services.publisher.errors import RefusedError
from services.publisher.networks import consenting
from services.publisher.networks.calling import Caller
from services.publisher.networks.x import tokens
from services.publisher.networks.x.api import Signature
from shared.clock import Clock


@dataclass(frozen=True)
class OAuth2:
    """By OAuth 2 with PKCE."""

    call: Caller
    clock: Clock
    app: App

    async def start(self, request: ConsentRequest) -> ConsentPage:
        """Where to send the person. The code that comes back lives for 30 seconds."""
        verifier = consenting.new_verifier()
        url = consenting.authorize_url(
            f"{request.hosts['web']}/i/oauth2/authorize",
            self.app.client_id,
            request,
            " ".join(consenting.scopes_of("x")),
            code_challenge=consenting.challenge_of(verifier),
            code_challenge_method="S256",
        )
        return ConsentPage(url, {"verifier": verifier})

    async def finish(self, request: ConsentRequest, page: ConsentPage, answer: Mapping[str, str]) -> Grant:
        """The tokens for the code."""
        form = {
            "grant_type": "authorization_code",
            "code": consenting.code_of("x", answer),
            "redirect_uri": request.redirect_url,
            "code_verifier": page.secrets["verifier"],
        }
        given = await tokens.ask(self.call, request.hosts["api"], self.app, form)
        scopes = given.get("scope") if isinstance(given, dict) else None
        if isinstance(scopes, str):
            consenting.refuse_without("x", consenting.scopes_of("x"), scopes.split())
        return tokens.grant(self.call, {}, given, self.clock.now())


@dataclass(frozen=True)
class OAuth1:
    """By OAuth 1.0a, in three legs."""

    call: Caller
    clock: Clock
    app: App

    async def start(self, request: ConsentRequest) -> ConsentPage:
        """Where to send the person. X knows no state here, so the address that they come back to carries it."""
        back = consenting.page_url(request.redirect_url, state=request.state)
        given = await self._leg(request, "request_token", callback_uri=back)
        if given.get("oauth_callback_confirmed") != "true":
            raise self.call.unreadable("the callback is not confirmed")
        token, secret = given["oauth_token"], given["oauth_token_secret"]
        page = f"{request.hosts['api']}/oauth/authorize"
        return ConsentPage(
            consenting.page_url(page, oauth_token=token), {"token": token, "token_secret": secret}
        )

    async def finish(self, request: ConsentRequest, page: ConsentPage, answer: Mapping[str, str]) -> Grant:
        """The lasting token for the verifier."""
        token, secret = page.secrets["token"], page.secrets["token_secret"]
        if answer.get("oauth_token") != token or not answer.get("oauth_verifier"):
            words = (
                "the person did not consent" if "denied" in answer else "the answer is not of this consent"
            )
            raise RefusedError(failure("reconnect", "x.consent_denied", words))
        given = await self._leg(request, "access_token", token, secret, verifier=answer["oauth_verifier"])
        return Grant(
            {
                "client_id": self.app.client_id,
                "client_secret": self.app.client_secret,
                "access_token": given["oauth_token"],
                "access_token_secret": given["oauth_token_secret"],
            }
        )

    async def _leg(self, request: ConsentRequest, name: str, *token: str, **fields: str) -> dict[str, str]:
        signature = Signature(self.clock, self.app.client_id, self.app.client_secret, *token, **fields)
        answer = await self.call.send("POST", f"{request.hosts['api']}/oauth/{name}", auth=signature)
        given = dict(parse_qsl(answer.text))
        if not given.get("oauth_token") or not given.get("oauth_token_secret"):
            raise self.call.unreadable("the answer lacks oauth_token or oauth_token_secret")
        return given
