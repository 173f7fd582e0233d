import re
import secrets
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.accounts import Account
from sandbox.calls import RefusedError, bearer
from sandbox.limits import Limit, Window
from sandbox.state import State
from sandbox.tokens import Token

SCOPES = (
    "user.info.basic",
    "user.info.profile",
    "user.info.stats",
    "video.publish",
    "video.upload",
    "video.list",
)
MINUTE = 60
FINE = {"code": "ok", "message": ""}


def per_minute(call: str, quota: int) -> Limit:
    return Limit(f"tiktok.{call}", quota, MINUTE)


class TikTok:
    """How TikTok says no, and who is asking."""

    name = "tiktok"
    processing_failed = "file_format_check_failed"

    def __init__(self, state: State) -> None:
        self.state = state

    def normalise_handle(self, handle: str) -> str:
        """User names: 2 to 24 letters, digits, underscores and full stops."""
        return re.sub(r"[^a-z0-9._]", "_", handle.lstrip("@").lower())[:24].ljust(2, "_")

    def ensure_account(self, handle: str) -> Account:
        handle = self.normalise_handle(handle)
        return self.state.accounts.ensure(self.name, handle, lambda: f"-000{secrets.token_urlsafe(24)}")

    def token(self, request: Request) -> Token | None:
        text = bearer(request)
        return self.state.tokens.find(self.name, text) if text else None

    def caller(self, request: Request) -> Account | None:
        """Bytes are sent without a token: their address says whose they are."""
        upload_id = request.query_params.get("upload_id")
        if upload_id:
            row = self.state.store.one(
                "SELECT account_id FROM media WHERE network = ? AND media_id = ?", self.name, upload_id
            )
            return self.state.accounts.by_id(row["account_id"]) if row else None
        return self.state.account_of(self.token(request))

    def require(self, request: Request, *scopes: str) -> Account:
        """The account of a living access token that has all the scopes."""
        token, account = self.token(request), self.caller(request)
        if token is None or account is None or token.kind != "access":
            raise unauthenticated()
        if not self.state.tokens.is_alive(token):
            raise unauthenticated()
        missing = [scope for scope in scopes if scope not in token.scopes]
        if missing:
            words = f"The user did not authorize the scope required for completing this request: {missing[0]}"
            raise problem(401, "scope_not_authorized", words)
        return account

    def rate_limited(self, window: Window) -> Response:  # noqa: ARG002  TikTok does not tell when it listens again
        refused = problem(
            429, "rate_limit_exceeded", "The API rate limit was exceeded. Please try again later."
        )
        return JSONResponse(refused.body, refused.status)

    def checkpoint(self) -> Response:
        """TikTok wants to see the person first."""
        refused = problem(401, "auth_removed", "The user has to log in to TikTok again.")
        return JSONResponse(refused.body, refused.status)

    def quota_gone(self) -> Response:
        refused = too_many_posts()
        return JSONResponse(refused.body, refused.status)

    def server_error(self, status: int) -> Response:
        refused = problem(
            status, "internal_error", "Something went wrong on our side. Please try again later."
        )
        return JSONResponse(refused.body, status)

    def unauthorized(self) -> Response:
        refused = unauthenticated()
        return JSONResponse(refused.body, refused.status)

    def malformed(self, call: str, variant: str) -> Response:  # noqa: ARG002  one malformed JSON is enough here
        return JSONResponse({"data": {"call": call}, "error": answered()["error"]})

    def limit_headers(self, window: Window) -> dict[str, str]:  # noqa: ARG002  TikTok tells nothing of its limits
        return {}


def answered(data: dict[str, Any] | None = None) -> dict[str, Any]:
    """An answer with its envelope: the error's code is `ok`."""
    return {"data": data or {}, "error": {**FINE, "log_id": secrets.token_hex(16).upper()}}


def problem(status: int, code: str, words: str) -> RefusedError:
    error = {"code": code, "message": words, "log_id": secrets.token_hex(16).upper()}
    return RefusedError(status, {"data": {}, "error": error})


def invalid(words: str) -> RefusedError:
    return problem(400, "invalid_params", words)


def unauthenticated() -> RefusedError:
    words = "The access token is invalid or not found in the request."
    return problem(401, "access_token_invalid", words)


def too_many_posts() -> RefusedError:
    words = "The daily post cap from the API is reached for the current user."
    return problem(403, "spam_risk_too_many_posts", words)
