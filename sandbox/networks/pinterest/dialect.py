import itertools
import json
import re
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.accounts import Account
from sandbox.calls import RefusedError, basic, bearer
from sandbox.limits import Limit, Window
from sandbox.state import State
from sandbox.tokens import Client, Token

SCOPES = ("boards:read", "boards:write", "pins:read", "pins:write", "user_accounts:read")
MINUTE = 60
# The spec names the categories and no numbers (unverified).
READS, WRITES, ANALYTICS = (
    Limit("pinterest.org_read", 1_000, MINUTE),
    Limit("pinterest.org_write", 100, MINUTE),
    Limit("pinterest.org_analytics", 300, MINUTE),
)


class Body(BaseModel):
    """A JSON body as Pinterest takes it: unknown fields and wrong types are refused."""

    model_config = ConfigDict(extra="forbid", strict=True)


Shape = TypeVar("Shape", bound=Body)


def refusal(status: int, code: int, message: str) -> RefusedError:
    return RefusedError(status, {"code": code, "message": message})


def invalid(message: str) -> RefusedError:
    return refusal(400, 1, f"Invalid request: {message}")


class Pinterest:
    """How Pinterest says no, and who is asking."""

    name = "pinterest"
    processing_failed = "failed"

    def __init__(self, state: State) -> None:
        self.state = state
        self._counter = itertools.count()
        self._granted: dict[int, str] = {}

    def normalise_handle(self, handle: str) -> str:
        """Usernames: letters, digits and underscores, 3 to 30."""
        return re.sub(r"\W", "_", handle.lstrip("@").lower(), flags=re.ASCII)[:30]

    def ensure_account(self, handle: str) -> Account:
        return self.state.accounts.ensure(self.name, self.normalise_handle(handle), self.next_id)

    def next_id(self) -> str:
        return f"{int(self.state.now() * 1000)}{next(self._counter) % 100_000:05}"

    def boards(self, account: Account) -> dict[str, str]:
        """The names of an account's boards by their ids: every account has the same two, and one that it was given."""
        boards = {f"{account.remote_id}1": "Products", f"{account.remote_id}2": "Ideas"}
        return {**boards, self._granted[account.id]: "Rehearsal"} if account.id in self._granted else boards

    def grant_board(self, account: Account, board_id: str) -> None:
        """From now on it is a board of this account."""
        self._granted[account.id] = board_id

    def own_board(self, account: Account, board_id: str) -> str:
        """The board's id, if it is the account's."""
        if board_id not in self.boards(account):
            raise refusal(404, 40, "Board not found.")
        return board_id

    def client(self, request: Request) -> Client:
        """The application that HTTP Basic names."""
        client_id, secret = basic(request) or ("", "")
        client = self.known_client(client_id)
        if client is None or not client.is_proved_by(secret):
            raise refusal(401, 2, "Authentication failed.")
        return client

    def known_client(self, client_id: str) -> Client | None:
        return self.state.tokens.client_or_own(self.name, client_id, SCOPES)

    def token(self, request: Request) -> Token | None:
        text = bearer(request)
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
        ):
            raise refusal(401, 2, "Authentication failed.")
        missing = sorted(set(scopes) - token.scopes)
        if missing:
            raise refusal(403, 3, f"Authorization failed. Missing scopes: {missing}")
        return account

    def allow(self, request: Request, *parameters: str) -> None:
        unknown = sorted(set(request.query_params) - {*parameters, "ad_account_id"})
        if unknown:
            raise invalid(f"unknown query parameters: {', '.join(unknown)}")

    async def read_body(self, request: Request, shape: type[Shape]) -> Shape:
        try:
            body: Any = json.loads(await request.body() or b"{}")
        except ValueError as error:
            raise invalid("the body is not valid JSON") from error
        try:
            return shape.model_validate(body)
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            place = ".".join(str(part) for part in first["loc"])
            raise invalid(_words(place, first["type"], first.get("ctx", {}), first["msg"])) from error

    def rate_limited(self, window: Window) -> Response:
        body = {"code": 8, "message": "You have exceeded your rate limit. Try again later."}
        return JSONResponse(body, 429, self.limit_headers(window))

    def quota_gone(self) -> Response:
        """As for apps with trial access, by the day."""
        words = "You have exceeded your daily limit of calls. Try again tomorrow."
        return JSONResponse({"code": 8, "message": words}, 429)

    def checkpoint(self) -> Response:
        """How Pinterest says so is not documented."""
        return JSONResponse({"code": 4, "message": "Your account is suspended."}, 403)

    def server_error(self, status: int) -> Response:
        return JSONResponse(
            {"code": 0, "message": "Something went wrong on our end. Sorry about that."}, status
        )

    def unauthorized(self) -> Response:
        return JSONResponse({"code": 2, "message": "Authentication failed."}, 401)

    def malformed(self, call: str, variant: str) -> Response:  # noqa: ARG002  one malformed JSON is enough here
        return JSONResponse({"bookmark": None, "call": call})

    def limit_headers(self, window: Window) -> dict[str, str]:
        left = max(round(window.resets_at - self.state.now()), 1)
        return {
            "X-RateLimit-Limit": str(window.limit.quota),
            "X-RateLimit-Remaining": str(window.remaining),
            "X-RateLimit-Reset": str(left),
        }


def _words(place: str, kind: str, more: dict[str, Any], words: str) -> str:
    """As the real one's schema checks say it."""
    match kind:
        case "missing":
            return f"'{place}' is a required property"
        case "extra_forbidden":
            return f"Additional properties are not allowed ('{place}' was unexpected)"
        case "too_long" | "string_too_long":
            return f"'{place}' is too long: maxItems={more['max_length']}"
        case "too_short" | "string_too_short":
            return f"'{place}' is too short: minItems={more['min_length']}"
        case "string_pattern_mismatch":
            return f"'{place}' does not match '{more['pattern']}'"
    return f"'{place}': {words}"
