import itertools
import json
import math
import re
import secrets
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.accounts import Account
from sandbox.calls import RefusedError
from sandbox.limits import Window
from sandbox.state import State
from sandbox.tokens import ANY_LOCAL, Client, Token

CLIENT_ID, CLIENT_SECRET = "sandbox-client", "sandbox-client-secret"  # for whoever tries the sandbox
DAY = 86_400


class Graph:
    """How the Graph API says no, and who is asking.

    Args:
        state: The sandbox's.
        name: The network's.
        scopes: All that can be asked for.
        quota: What a publication beyond the day's cap is answered with.
        processing_failed: Why media can't be worked on, in the network's word.
    """

    def __init__(
        self,
        state: State,
        name: str,
        scopes: str,
        quota: tuple[int, int | None, str],
        *,
        processing_failed: str = "The file can not be processed",
    ) -> None:
        self.state = state
        self.name = name
        self.scopes = scopes
        self.processing_failed = processing_failed
        self._quota = quota
        self._counter = itertools.count()
        client = Client(CLIENT_ID, CLIENT_SECRET, "Sandbox client", (ANY_LOCAL,), frozenset(scopes.split()))
        state.tokens.add_client(name, client)

    def normalise_handle(self, handle: str) -> str:
        """Letters, digits, dots and underscores, at most 30."""
        return re.sub(r"[^\w.]", "_", handle.lstrip("@").lower(), flags=re.ASCII)[:30]

    def ensure_account(self, handle: str) -> Account:
        return self.state.accounts.ensure(self.name, self.normalise_handle(handle), self.next_id)

    def next_id(self) -> str:
        return str(int(self.state.now() * 1_000_000) + next(self._counter))

    def token(self, request: Request, given: Mapping[str, Any] | None = None) -> Token | None:
        scheme, _, text = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() not in {"bearer", "oauth"}:
            text = str((given or {}).get("access_token") or request.query_params.get("access_token", ""))
        return self.state.tokens.find(self.name, text.strip()) if text else None

    def caller(self, request: Request) -> Account | None:
        return self.state.account_of(self.token(request))

    def living(self, request: Request, given: Mapping[str, Any] | None = None) -> Token:
        """The access token of the call, alive."""
        token = self.token(request, given)
        if token is None or token.kind != "access":
            raise error(190, "Invalid OAuth access token - Cannot parse access token")
        if token.ended_at is not None:
            raise _revoked()
        if not self.state.tokens.is_alive(token):
            raise error(190, "Error validating access token: Session has expired.", 463)
        return token

    def require(self, request: Request, given: Mapping[str, Any] | None, *scopes: str) -> Account:
        """The account of a living access token that has all the scopes."""
        token = self.living(request, given)
        account = self.state.account_of(token)
        if account is None:
            raise error(190, "A page access token is required for this call for the new Pages experience.")
        missing = sorted(set(scopes) - token.scopes)
        if missing:
            words = f"(#200) Requires {', '.join(missing)} permission to manage the object"
            raise error(200, words, status=403)
        return account

    def issue(
        self, account_id: int | None, scopes: str, seconds: float | None, document: dict[str, Any]
    ) -> Token:
        """An access token as long as Meta's."""
        return self.state.tokens.issue(
            self.name,
            "access",
            account_id=account_id,
            scopes=scopes,
            client_id=CLIENT_ID,
            seconds=seconds,
            text=f"EAA{secrets.token_urlsafe(48)}",
            document=document,
        )

    def rate_limited(self, window: Window) -> Response:
        body = _body(4, "(#4) Application request limit reached", None, is_transient=True)
        minutes = math.ceil(max(window.resets_at - self.state.now(), 0) / 60)
        usage = {"type": "pages", "call_count": 100, "total_cputime": 25, "total_time": 25}
        told = {"0": [{**usage, "estimated_time_to_regain_access": minutes}]}
        headers = {
            "X-App-Usage": json.dumps({"call_count": 100, "total_cputime": 25, "total_time": 25}),
            "X-Business-Use-Case-Usage": json.dumps(told),
        }
        return JSONResponse(body, 400, headers)

    def server_error(self, status: int) -> Response:
        words = "An unexpected error has occurred. Please retry your request later."
        return JSONResponse(_body(2, words, None, is_transient=True), status)

    def unauthorized(self) -> Response:
        return _answer(_revoked())

    def checkpoint(self) -> Response:
        words = (
            "You cannot access the app till you log in to www.facebook.com and follow the instructions given."
        )
        return _answer(error(190, words, 459))

    def quota_gone(self) -> Response:
        return _answer(self.quota_used_up())

    def quota_used_up(self) -> RefusedError:
        """What a publication beyond the day's cap is answered with."""
        code, subcode, words = self._quota
        return error(code, words, subcode)

    def malformed(self, call: str, variant: str) -> Response:  # noqa: ARG002  one malformed JSON is enough here
        return JSONResponse({"unexpected": call})

    def limit_headers(self, window: Window) -> dict[str, str]:
        share = 100 - round(100 * window.remaining / window.limit.quota)
        return {"X-App-Usage": json.dumps({"call_count": share, "total_cputime": 0, "total_time": 0})}


def error(code: int, message: str, subcode: int | None = None, status: int = 400) -> RefusedError:
    """A refusal in the Graph API's envelope."""
    return RefusedError(status, _body(code, message, subcode))


def invalid(message: str, subcode: int | None = None) -> RefusedError:
    return error(100, f"(#100) {message}", subcode)


def missing(remote_id: str) -> RefusedError:
    words = (
        f"Unsupported get request. Object with ID '{remote_id}' does not exist, cannot be loaded due to missing"
        " permissions, or does not support this operation"
    )
    return error(100, words, 33)


def _revoked() -> RefusedError:
    words = (
        "Error validating access token: The session has been invalidated because the user changed their password or"
        " Facebook has changed the session for security reasons."
    )
    return error(190, words, 460)


def _body(code: int, message: str, subcode: int | None, *, is_transient: bool = False) -> dict[str, Any]:
    kind = "GraphMethodException" if subcode == 33 else "OAuthException"
    told: dict[str, Any] = {"message": message, "type": kind, "code": code}
    if subcode is not None:
        told["error_subcode"] = subcode
    if is_transient:
        told["is_transient"] = True
    return {"error": {**told, "fbtrace_id": secrets.token_urlsafe(8)}}


def _answer(refused: RefusedError) -> Response:
    return JSONResponse(refused.body, refused.status, refused.headers)
