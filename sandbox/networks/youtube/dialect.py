import re
import secrets
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.accounts import Account
from sandbox.calls import RefusedError, bearer, take
from sandbox.limits import Limit, Window
from sandbox.state import State
from sandbox.tokens import Token

AUTH = "https://www.googleapis.com/auth/"
UPLOAD, READ, WRITE = f"{AUTH}youtube.upload", f"{AUTH}youtube.readonly", f"{AUTH}youtube.force-ssl"
WHOLE = f"{AUTH}youtube"
ANALYTICS = f"{AUTH}yt-analytics.readonly"
SCOPES = (UPLOAD, READ, WRITE, ANALYTICS, WHOLE)
PACIFIC = ZoneInfo("America/Los_Angeles")
UPLOADS_A_DAY = 100
UNITS_A_DAY = 10_000
QUOTA_WORDS = (
    'The request cannot be completed because you have exceeded your <a href="/youtube/v3/getting-started#quota">'
    "quota</a>."
)
STATUS_NAMES = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    429: "RESOURCE_EXHAUSTED",
}


class YouTube:
    """How YouTube says no, and who is asking."""

    name = "youtube"
    processing_failed = "conversion"

    def __init__(self, state: State) -> None:
        self.state = state

    def normalise_handle(self, handle: str) -> str:
        """Handles: 3 to 30 letters, digits, dots, hyphens and underscores."""
        return re.sub(r"[^a-z0-9._-]", "-", handle.lstrip("@").lower())[:30].ljust(3, "-")

    def ensure_account(self, handle: str) -> Account:
        handle = self.normalise_handle(handle)
        return self.state.accounts.ensure(self.name, handle, lambda: f"UC{secrets.token_urlsafe(16)}")

    def token(self, request: Request) -> Token | None:
        text = bearer(request)
        return self.state.tokens.find(self.name, text) if text else None

    def caller(self, request: Request) -> Account | None:
        return self.state.account_of(self.token(request))

    def require(self, request: Request, *scopes: str) -> Account:
        """The channel of a living access token that has one of the scopes."""
        token, account = self.token(request), self.caller(request)
        if token is None or account is None or token.kind != "access":
            raise unauthenticated()
        if not self.state.tokens.is_alive(token):
            raise unauthenticated()
        # One of them gives the right to all but the figures of YouTube Analytics.
        if not token.scopes & {*scopes, *(() if ANALYTICS in scopes else (WHOLE,))}:
            raise problem(
                403, "insufficientPermissions", "Request had insufficient authentication scopes.", "global"
            )
        return account

    def spend(self, request: Request, units: int) -> None:
        """Use up some of the project's day."""
        take(self.state, self._of_today("units", UNITS_A_DAY), self._project(request), units)

    def spend_upload(self, request: Request) -> None:
        take(self.state, self._of_today("uploads", UPLOADS_A_DAY), self._project(request))

    def _of_today(self, what: str, quota: int) -> Limit:
        """Named by the day in California, where it turns; a window of two days never turns before the name does."""
        day = datetime.fromtimestamp(self.state.now(), UTC).astimezone(PACIFIC).date()
        return Limit(f"youtube.quota.{what}.{day}", quota, 2 * 86_400)

    def _project(self, request: Request) -> str:
        token = self.token(request)
        return token.client_id or "" if token else ""

    def rate_limited(self, window: Window) -> Response:
        if window.limit.name.startswith("youtube.quota."):
            return self.quota_gone()
        seconds = max(round(window.resets_at - self.state.now()), 1)
        words = (
            "The request cannot be completed because you have sent too many requests in a given timeframe."
        )
        body = _body(429, "rateLimitExceeded", words, "global")
        return JSONResponse(body, 429, {"Retry-After": str(seconds)})

    def checkpoint(self) -> Response:
        """Google wants to see the person first."""
        return JSONResponse(_body(401, "youtubeSignupRequired", "Unauthorized", "youtube.header"), 401)

    def quota_gone(self) -> Response:
        return JSONResponse(_body(403, "quotaExceeded", QUOTA_WORDS, "youtube.quota"), 403)

    def server_error(self, status: int) -> Response:
        return JSONResponse(_body(status, "backendError", "Backend Error", "global"), status)

    def unauthorized(self) -> Response:
        refused = unauthenticated()
        return JSONResponse(refused.body, refused.status, refused.headers)

    def malformed(self, call: str, variant: str) -> Response:  # noqa: ARG002  one malformed JSON is enough here
        return JSONResponse({"kind": "youtube#unknown", "etag": call})

    def limit_headers(self, window: Window) -> dict[str, str]:  # noqa: ARG002  YouTube tells nothing of its limits
        return {}


def _body(
    status: int, reason: str, words: str, domain: str, location: tuple[str, str] | None = None
) -> dict[str, Any]:
    detail = {"message": words, "domain": domain, "reason": reason}
    if location:
        detail |= {"location": location[0], "locationType": location[1]}
    body: dict[str, Any] = {"code": status, "message": words, "errors": [detail]}
    if status in STATUS_NAMES:
        body["status"] = STATUS_NAMES[status]
    return {"error": body}


def problem(
    status: int,
    reason: str,
    words: str,
    domain: str = "youtube.api",
    location: tuple[str, str] | None = None,
) -> RefusedError:
    return RefusedError(status, _body(status, reason, words, domain, location))


def unauthenticated() -> RefusedError:
    words = (
        "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid"
        " authentication credential."
    )
    refused = problem(401, "authError", words, "global", ("Authorization", "header"))
    refused.headers["WWW-Authenticate"] = 'Bearer realm="https://accounts.google.com/", error="invalid_token"'
    return refused


def only_query(request: Request, *known: str) -> None:
    """Refuse query parameters that the call does not have."""
    for name in request.query_params:
        if name not in {*known, "prettyPrint", "alt", "fields", "key"}:
            words = f'Invalid JSON payload received. Unknown name "{name}": Cannot bind query parameter.'
            raise problem(400, "badRequest", words, "global", (name, "parameter"))


def parts(request: Request, known: Iterable[str]) -> list[str]:
    """The `part` parameter; one that is missing or not known is refused."""
    asked = [part.strip() for part in request.query_params.get("part", "").split(",") if part.strip()]
    if not asked:
        words = "No filter selected. Expected one of: part"
        raise problem(400, "missingRequiredParameter", words, location=("part", "parameter"))
    for part in asked:
        if part not in known:
            raise problem(400, "unknownPart", f"'{part}'", location=("part", "parameter"))
    return asked
