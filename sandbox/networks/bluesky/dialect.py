import base64
import hashlib
import secrets

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.accounts import Account
from sandbox.calls import RefusedError, bearer
from sandbox.limits import Limit, Window
from sandbox.state import State
from sandbox.tokens import Kind, Token

REQUESTS = Limit("bluesky.requests", 3000, 300)


class Bluesky:
    """How a personal data server says no, and who is asking."""

    name = "bluesky"
    processing_failed = "the file can't be read"

    def __init__(self, state: State) -> None:
        self.state = state

    def ensure_account(self, handle: str) -> Account:
        full = normalise_handle(handle)
        digest = hashlib.sha256(full.encode()).digest()
        return self.state.accounts.ensure(
            self.name, full, lambda: f"did:plc:{base64.b32encode(digest).decode().lower()[:24]}"
        )

    def new_app_password(self, account: Account) -> str:
        password = "-".join("".join(secrets.choice(_BASE32) for _ in range(4)) for _ in range(4))
        self.state.tokens.issue(self.name, "app_password", account_id=account.id, scopes="", text=password)
        return password

    def account(self, identifier: str) -> Account | None:
        """By handle or by DID."""
        accounts = self.state.accounts
        if identifier.startswith("did:"):
            return accounts.by_remote_id(self.name, identifier)
        return accounts.by_handle(self.name, identifier.lstrip("@").lower())

    def token(self, request: Request) -> Token | None:
        text = bearer(request)
        return self.state.tokens.find(self.name, text) if text else None

    def caller(self, request: Request) -> Account | None:
        return self.state.account_of(self.token(request))

    def require(self, request: Request, kind: Kind = "access") -> tuple[Account, Token]:
        """The account and the living token of the wanted kind; expiry is a 400 here, not a 401."""
        if bearer(request) is None:
            raise refused(401, "AuthMissing", "Authentication Required")
        token = self.token(request)
        account = self.caller(request)
        if token is None or account is None or token.kind not in {"access", "refresh"}:
            raise refused(401, "InvalidToken", "Token could not be verified")
        if token.kind != kind:
            raise refused(401, "InvalidToken", "Bad token scope")
        if token.ended_at is not None:
            raise refused(400, "ExpiredToken", "Token has been revoked")
        if not self.state.tokens.is_alive(token):
            raise refused(400, "ExpiredToken", "Token has expired")
        return account, token

    async def unknown_method(self, _: Request) -> Response:
        raise refused(501, "MethodNotImplemented", "Method Not Implemented")

    def rate_limited(self, window: Window) -> Response:
        body = {"error": "RateLimitExceeded", "message": "Rate Limit Exceeded"}
        wait = str(max(window.reset_second - int(self.state.now()), 0))
        return JSONResponse(body, 429, {**self.limit_headers(window), "Retry-After": wait})

    def server_error(self, status: int) -> Response:
        name = {500: "InternalServerError", 502: "UpstreamFailure"}.get(status, "NotEnoughResources")
        return JSONResponse({"error": name, "message": "Internal Server Error"}, status)

    def unauthorized(self) -> Response:
        return JSONResponse(
            {"error": "AuthenticationRequired", "message": "Invalid identifier or password"}, 401
        )

    def checkpoint(self) -> Response:
        return JSONResponse({"error": "AccountTakedown", "message": "Account has been taken down"}, 401)

    def malformed(self, call: str, variant: str) -> Response:  # noqa: ARG002  # one malformed JSON is enough here
        return JSONResponse({"ok": call})

    def limit_headers(self, window: Window) -> dict[str, str]:
        return {
            "RateLimit-Limit": str(window.limit.quota),
            "RateLimit-Remaining": str(window.remaining),
            "RateLimit-Reset": str(window.reset_second),
            "RateLimit-Policy": f"{window.limit.quota};w={window.limit.seconds}",
        }


_BASE32 = "abcdefghijklmnopqrstuvwxyz234567"


def normalise_handle(handle: str) -> str:
    """Handles are domain names; a bare word gets the sandbox's own domain."""
    bare = handle.lstrip("@").lower().replace("_", "-")
    return bare if "." in bare else f"{bare}.test"


def refused(status: int, error: str, message: str) -> RefusedError:
    return RefusedError(status, {"error": error, "message": message})


def invalid_request(message: str) -> RefusedError:
    return refused(400, "InvalidRequest", message)
