"""OAuth 1.0a: requests signed with HMAC-SHA1; JSON and multipart bodies are no part of what is signed."""

import base64
import hmac
from collections.abc import Mapping
from dataclasses import dataclass

from oauthlib.oauth1.rfc5849 import signature, utils
from starlette.requests import Request

from sandbox.state import State
from sandbox.tokens import Client, Token

CLOCK_SECONDS = 300
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Signature:
    """What stands in an Authorization header of OAuth 1.0a."""

    parameters: Mapping[str, str]

    @property
    def client_id(self) -> str:
        return self.parameters.get("oauth_consumer_key", "")

    @property
    def token(self) -> str:
        return self.parameters.get("oauth_token", "")


def signature_of(request: Request) -> Signature | None:
    """The signature on a request; None where there is none, or none that can be read."""
    header = request.headers.get("authorization", "")
    if not header.lower().startswith("oauth "):
        return None
    try:
        return Signature(
            {name: utils.unescape(value) for name, value in utils.parse_authorization_header(header)}
        )
    except ValueError:
        return None


class Signatures:
    """Says which signatures are right; each counts once."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._used: dict[tuple[str, str], float] = {}

    def is_right(
        self, request: Request, given: Signature, client: Client, token: Token | None, form: str = ""
    ) -> bool:
        """Whether client and token signed this request, just now, and for the first time.

        Args:
            request: As it came.
            given: Its signature.
            client: Whose key it names.
            token: The token it names; None while there is none yet.
            form: The body, where it is a form: only then it is signed as well.
        """
        if given.parameters.get("oauth_signature_method") != "HMAC-SHA1" or not self._is_new(given):
            return False
        secret = str(token.document["secret"]) if token else ""
        expected = _signature(request, form, client.client_secret or "", secret)
        return hmac.compare_digest(expected.encode(), given.parameters.get("oauth_signature", "").encode())

    def _is_new(self, given: Signature) -> bool:
        now, stamp = self._state.now(), given.parameters.get("oauth_timestamp", "")
        nonce = (given.token, given.parameters.get("oauth_nonce", ""))
        self._used = {key: until for key, until in self._used.items() if until > now}
        if not stamp.isdigit() or abs(int(stamp) - now) > CLOCK_SECONDS or nonce in self._used:
            return False
        self._used[nonce] = now + CLOCK_SECONDS
        return True


def _signature(request: Request, form: str, client_secret: str, token_secret: str) -> str:
    parameters = signature.collect_parameters(
        uri_query=request.url.query,
        body=form,
        headers={"Authorization": request.headers["authorization"]},
    )
    base = signature.signature_base_string(
        request.method,
        signature.base_string_uri(str(request.url)),
        signature.normalize_parameters(parameters),
    )
    key = f"{utils.escape(client_secret)}&{utils.escape(token_secret)}"
    return base64.b64encode(hmac.digest(key.encode(), base.encode(), "sha1")).decode()
