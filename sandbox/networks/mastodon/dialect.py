import itertools
from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.accounts import Account
from sandbox.calls import RefusedError, bearer
from sandbox.limits import Limit, Window
from sandbox.state import State
from sandbox.tokens import Token

API = Limit("mastodon.api", 300, 300)
UPLOADS = Limit("mastodon.uploads", 30, 1800)
DELETES = Limit("mastodon.deletes", 30, 1800)


class Mastodon:
    """How a Mastodon server says no, and who is asking."""

    name = "mastodon"
    processing_failed = "the file can't be read"

    def __init__(self, state: State) -> None:
        self.state = state
        self._counter = itertools.count()

    def ensure_account(self, handle: str) -> Account:
        return self.state.accounts.ensure(self.name, handle.lstrip("@").split("@")[0], self.next_id)

    def next_id(self) -> str:
        """Ids grow with time, as Mastodon's do: milliseconds in the high bits, a counter in the low ones."""
        return str((int(self.state.now() * 1000) << 16) + next(self._counter) % 65_536)

    def token(self, request: Request) -> Token | None:
        text = bearer(request) or request.query_params.get("access_token")
        return self.state.tokens.find(self.name, text) if text else None

    def caller(self, request: Request) -> Account | None:
        return self.state.account_of(self.token(request))

    def require(self, request: Request, *scopes: str) -> Account:
        """The account of a living token that has at least one of the scopes."""
        token = self.token(request)
        if token is None or token.kind != "access" or not self.state.tokens.is_alive(token):
            raise RefusedError(401, {"error": "The access token is invalid"})
        if not token.scopes & set(scopes):
            raise RefusedError(403, {"error": "This action is outside the authorized scopes"})
        account = self.state.account_of(token)
        if account is None:
            raise RefusedError(422, {"error": "This method requires an authenticated user"})
        return account

    def require_if_given(self, request: Request, *scopes: str) -> Account | None:
        """As require, but a request without any token is a stranger's and welcome."""
        return self.require(request, *scopes) if "authorization" in request.headers else None

    def rate_limited(self, window: Window) -> Response:
        return JSONResponse({"error": "Too many requests"}, 429, self.limit_headers(window))

    def server_error(self, status: int) -> Response:
        words = {
            503: "Remote data could not be fetched",
            500: "We're sorry, but something went wrong on our end.",
        }
        return JSONResponse({"error": words.get(status, "Bad gateway")}, status)

    def unauthorized(self) -> Response:
        return JSONResponse({"error": "The access token was revoked"}, 401)

    def checkpoint(self) -> Response:
        return JSONResponse({"error": "Your login is currently disabled"}, 403)

    def malformed(self, call: str, variant: str) -> Response:  # noqa: ARG002  # one malformed JSON is enough here
        return JSONResponse({"call": call})

    def limit_headers(self, window: Window) -> dict[str, str]:
        resets = datetime.fromtimestamp(window.reset_second, UTC).isoformat(timespec="microseconds")
        return {
            "X-RateLimit-Limit": str(window.limit.quota),
            "X-RateLimit-Remaining": str(window.remaining),
            "X-RateLimit-Reset": resets.replace("+00:00", "Z"),
        }


def invalid(words: str) -> RefusedError:
    return RefusedError(422, {"error": f"Validation failed: {words}"})


def not_found() -> RefusedError:
    return RefusedError(404, {"error": "Record not found"})
