import itertools
import re
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.accounts import Account
from sandbox.calls import RefusedError, bearer
from sandbox.limits import Limit, Window
from sandbox.networks.x.signatures import Signatures, signature_of
from sandbox.state import State
from sandbox.tokens import Client, Token

SCOPES = "tweet.read tweet.write users.read media.write offline.access"
PROBLEMS = "https://api.twitter.com/2/problems"
NOT_PERMITTED = "You are not permitted to perform this action."
QUARTER_HOUR = 900
SNOWFLAKE_EPOCH_MS = 1_288_834_974_657


def per_quarter_hour(call: str, quota: int) -> Limit:
    return Limit(f"x.{call}", quota, QUARTER_HOUR)


class X:
    """How X says no, and who is asking."""

    name = "x"
    processing_failed = "Unsupported video: the file can't be read"

    def __init__(self, state: State) -> None:
        self.state = state
        self.signatures = Signatures(state)
        self._counter = itertools.count()

    def normalise_handle(self, handle: str) -> str:
        """Usernames: letters, digits and underscores, at most 15."""
        return re.sub(r"\W", "_", handle.lstrip("@"), flags=re.ASCII)[:15]

    def ensure_account(self, handle: str) -> Account:
        return self.state.accounts.ensure(self.name, self.normalise_handle(handle), self.next_id)

    def next_id(self) -> str:
        return str(self.first_id(self.state.now()) + next(self._counter) % (1 << 22))

    def first_id(self, seconds: float) -> int:
        """The smallest id of that instant: X's ids hold the time above their low 22 bits."""
        return (int(seconds * 1000) - SNOWFLAKE_EPOCH_MS) << 22

    def client(self, client_id: str) -> Client | None:
        """An application that X knows."""
        return self.state.tokens.client_or_own(self.name, client_id, SCOPES.split())

    def consenting(self, hint: str | None) -> Account:
        """Who consents: the one named, else the newest account, else one called demo."""
        return self.state.accounts.consenting(self.name, hint, self.ensure_account)

    def token(self, request: Request) -> Token | None:
        signed = signature_of(request)
        text = signed.token if signed else bearer(request)
        return self.state.tokens.find(self.name, text) if text else None

    def caller(self, request: Request) -> Account | None:
        return self.state.account_of(self.token(request))

    def require(self, request: Request, *scopes: str) -> Account:
        """The account of a living access token that has all the scopes."""
        token, account = self.token(request), self.caller(request)
        if (
            token is None
            or account is None
            or token.kind != "access"
            or not self.state.tokens.is_alive(token)
            or not self._is_signed_right(request, token)
        ):
            raise problem(401, "Unauthorized", "Unauthorized")
        if not set(scopes) <= token.scopes:
            raise problem(403, "Forbidden", "Forbidden")
        return account

    def _is_signed_right(self, request: Request, token: Token) -> bool:
        """A token with a secret needs a signature by it; one without goes by itself."""
        signed = signature_of(request)
        if signed is None:
            return "secret" not in token.document
        client = self.client(signed.client_id)
        return (
            "secret" in token.document
            and client is not None
            and client.client_id == token.client_id
            and self.signatures.is_right(request, signed, client, token)
        )

    def rate_limited(self, window: Window) -> Response:
        body = _problem(429, "Too Many Requests", "Too Many Requests", f"{PROBLEMS}/rate-limit-exceeded")
        return JSONResponse(body, 429, self.limit_headers(window))

    def server_error(self, status: int) -> Response:
        title = {
            500: "Internal Server Error",
            502: "Bad Gateway",
            503: "Service Unavailable",
            504: "Gateway Timeout",
        }
        words = title.get(status, "Internal Server Error")
        return JSONResponse(_problem(status, words, words), status)

    def unauthorized(self) -> Response:
        return JSONResponse(_problem(401, "Unauthorized", "Unauthorized"), 401)

    def checkpoint(self) -> Response:
        words = (
            "To protect our users from spam and other malicious activity, this account is temporarily locked."
            " Please log in to https://x.com to unlock your account."
        )
        return JSONResponse(_problem(403, "Forbidden", words), 403)

    def quota_gone(self) -> Response:
        words = "Usage cap exceeded: Monthly product cap"
        return JSONResponse(_problem(429, "UsageCapExceeded", words, f"{PROBLEMS}/usage-capped"), 429)

    def malformed(self, call: str, variant: str) -> Response:  # noqa: ARG002  # one malformed JSON is enough here
        return JSONResponse({"meta": {"call": call}})

    def limit_headers(self, window: Window) -> dict[str, str]:
        return {
            "x-rate-limit-limit": str(window.limit.quota),
            "x-rate-limit-remaining": str(window.remaining),
            "x-rate-limit-reset": str(window.reset_second),
        }


def _problem(status: int, title: str, detail: str, kind: str = "about:blank") -> dict[str, Any]:
    return {"title": title, "type": kind, "status": status, "detail": detail}


def problem(status: int, title: str, detail: str, kind: str = "about:blank") -> RefusedError:
    return RefusedError(status, _problem(status, title, detail, kind))


def forbidden(detail: str) -> RefusedError:
    return RefusedError(403, {"detail": detail, "type": "about:blank", "title": "Forbidden", "status": 403})


def invalid_request(message: str, parameters: dict[str, list[str]] | None = None) -> RefusedError:
    """A 400 with the envelope X uses for parameters it does not take."""
    return RefusedError(
        400,
        {
            "errors": [{"parameters": parameters or {}, "message": message}],
            "title": "Invalid Request",
            "detail": "One or more parameters to your request was invalid.",
            "type": f"{PROBLEMS}/invalid-request",
        },
    )


def not_found(kind: str, parameter: str, value: str) -> dict[str, Any]:
    """The partial error that stands beside the data that was found."""
    return {
        "value": value,
        "detail": f"Could not find {kind} with {parameter}: [{value}].",
        "title": "Not Found Error",
        "resource_type": kind,
        "parameter": parameter,
        "resource_id": value,
        "type": f"{PROBLEMS}/resource-not-found",
    }


def not_authorized(remote_id: str, field: str) -> dict[str, Any]:
    """The partial error for a field that the caller may not see of this post."""
    return {
        "value": remote_id,
        "detail": f"Sorry, you are not authorized to access '{field}' on the referenced Tweet/User.",
        "title": "Field Authorization Error",
        "resource_type": "tweet",
        "parameter": field,
        "resource_id": remote_id,
        "section": "data",
        "type": f"{PROBLEMS}/not-authorized-for-field",
    }
