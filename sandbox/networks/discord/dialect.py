import itertools
import re
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.accounts import Account
from sandbox.calls import RefusedError
from sandbox.limits import Limit, Window
from sandbox.state import State
from sandbox.tokens import Token

MESSAGES = Limit("discord.messages", 5, 5)
EPOCH_MS = 1_420_070_400_000


class Discord:
    """How Discord says no, and who is asking."""

    name = "discord"

    def __init__(self, state: State) -> None:
        self.state = state
        self._counter = itertools.count()

    def normalise_handle(self, handle: str) -> str:
        """Channel names: lower case, with hyphens."""
        return re.sub(r"[^\w-]", "-", handle.lstrip("#").lower())[:100]

    def ensure_account(self, handle: str) -> Account:
        return self.state.accounts.ensure(self.name, self.normalise_handle(handle), self.next_id)

    def next_id(self) -> str:
        """A snowflake: milliseconds since 2015 above the low 22 bits."""
        milliseconds = int(self.state.now() * 1000) - EPOCH_MS
        return str((milliseconds << 22) + next(self._counter) % (1 << 22))

    def guild_of(self, account: Account) -> str:
        """Each channel has a server of its own, a little older than itself."""
        return str(int(account.remote_id) - (1 << 22))

    def token(self, request: Request) -> Token | None:
        """A bot's from the header, a webhook's from the path."""
        scheme, _, text = request.headers.get("authorization", "").partition(" ")
        if "webhook_token" in request.path_params:
            text = request.path_params["webhook_token"]
        elif scheme != "Bot":
            return None
        return self.state.tokens.find(self.name, text) if text else None

    def caller(self, request: Request) -> Account | None:
        return self.state.account_of(self.token(request))

    def bot(self, request: Request) -> Token:
        """The living bot token of the request."""
        token = self.token(request)
        if token is None or token.kind != "access" or not self.state.tokens.is_alive(token):
            raise refusal(401, 0, "401: Unauthorized")
        return token

    def channel(self, request: Request) -> tuple[Token, Account]:
        """The channel of the path, for a bot that sees it."""
        token = self.bot(request)
        account = self.state.accounts.by_remote_id(self.name, request.path_params["channel"])
        if account is None:
            raise refusal(404, 10003, "Unknown Channel")
        if account.id != token.account_id:
            raise refusal(403, 50001, "Missing Access")
        return token, account

    def webhook(self, request: Request) -> tuple[Token, Account]:
        """The webhook of the path."""
        token = self.token(request)
        if token is None or not self.state.tokens.is_alive(token):
            raise refusal(404, 10015, "Unknown Webhook")
        if token.document.get("webhook_id") != request.path_params["webhook"]:
            raise refusal(401, 50027, "Invalid Webhook Token")
        account = self.state.account_of(token)
        assert account is not None
        return token, account

    def rate_limited(self, window: Window) -> Response:
        seconds = round(max(0.001, window.resets_at - self.state.now()), 3)
        body = {"message": "You are being rate limited.", "retry_after": seconds, "global": False}
        headers = {**self.limit_headers(window), "Retry-After": str(int(seconds) + 1)}
        return JSONResponse(body, 429, {**headers, "X-RateLimit-Scope": "user"})

    def server_error(self, status: int) -> Response:
        return JSONResponse({"message": f"{status}: Internal Server Error", "code": 0}, status)

    def unauthorized(self) -> Response:
        return JSONResponse({"message": "401: Unauthorized", "code": 0}, 401)

    def malformed(self, call: str, variant: str) -> Response:  # noqa: ARG002  # one malformed JSON is enough here
        return JSONResponse({"call": call})

    def limit_headers(self, window: Window) -> dict[str, str]:
        return {
            "X-RateLimit-Limit": str(window.limit.quota),
            "X-RateLimit-Remaining": str(window.remaining),
            "X-RateLimit-Reset": f"{window.resets_at:.3f}",
            "X-RateLimit-Reset-After": f"{max(0.0, window.resets_at - self.state.now()):.3f}",
            "X-RateLimit-Bucket": "sandbox",
        }


def refusal(status: int, code: int, words: str) -> RefusedError:
    return RefusedError(status, {"message": words, "code": code})


def invalid_form(field: str, code: str, words: str) -> RefusedError:
    """Discord's answer to a body that is not right, field by field."""
    errors: dict[str, Any] = {"_errors": [{"code": code, "message": words}]}
    for name in reversed(field.split(".")):
        errors = {name: errors}
    return RefusedError(400, {"message": "Invalid Form Body", "code": 50035, "errors": errors})
