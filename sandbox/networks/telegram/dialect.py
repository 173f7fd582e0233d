import itertools
import re
import secrets
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.accounts import Account
from sandbox.calls import Calls, Handler, RefusedError
from sandbox.limits import Limit, Window
from sandbox.state import State
from sandbox.tokens import Token

CHAT = Limit("telegram.chat", 20, 60)


class Telegram:
    """How the Bot API says no, and which bot is asking."""

    name = "telegram"

    def __init__(self, state: State) -> None:
        self.state = state
        self._counter = itertools.count()

    def normalise_handle(self, handle: str) -> str:
        return re.sub(r"\W", "_", handle.lstrip("@"), flags=re.ASCII)[:32]

    def ensure_account(self, handle: str) -> Account:
        return self.state.accounts.ensure(
            self.name,
            self.normalise_handle(handle),
            lambda: f"-100{secrets.randbelow(9_000_000_000) + 1_000_000_000}",
        )

    def token(self, request: Request) -> Token | None:
        return self.state.tokens.find(self.name, request.path_params.get("token", ""))

    def caller(self, request: Request) -> Account | None:
        return self.state.account_of(self.token(request))

    def bot(self, request: Request) -> Token:
        """The living token of the request."""
        token = self.token(request)
        if token is None or not self.state.tokens.is_alive(token):
            raise RefusedError(401, refusal(401, "Unauthorized"))
        return token

    def chat(self, request: Request, chat_id: Any) -> tuple[Token, Account]:
        """The chat that is named, if the bot is in it."""
        token = self.bot(request)
        wanted = str(chat_id if chat_id is not None else "")
        if not wanted:
            raise bad_request("chat_id is empty")
        account = (
            self.state.accounts.by_handle(self.name, wanted[1:])
            if wanted.startswith("@")
            else self.state.accounts.by_remote_id(self.name, wanted)
        )
        former = token.document.get("former_chat_id")
        if former is not None and wanted == str(former):
            raise self._migrated(token)
        if account is None or (wanted.startswith("@") and token.document["private"]):
            raise bad_request("chat not found")
        if account.id != token.account_id:
            raise RefusedError(403, refusal(403, "Forbidden: bot is not a member of the channel chat"))
        return token, account

    def posting(self, request: Request, chat_id: Any) -> tuple[Token, Account]:
        """As `chat`, for a bot that may post there."""
        token, account = self.chat(request, chat_id)
        if not token.document["can_post"]:
            raise bad_request("need administrator rights in the channel chat")
        return token, account

    def _migrated(self, token: Token) -> RefusedError:
        account = self.state.account_of(token)
        assert account is not None
        body = refusal(400, "Bad Request: group chat was upgraded to a supergroup chat")
        return RefusedError(400, {**body, "parameters": {"migrate_to_chat_id": int(account.remote_id)}})

    def rate_limited(self, window: Window) -> Response:
        seconds = max(1, round(window.resets_at - self.state.now()))
        body = refusal(429, f"Too Many Requests: retry after {seconds}")
        return JSONResponse({**body, "parameters": {"retry_after": seconds}}, 429)

    def server_error(self, status: int) -> Response:
        words = {500: "Internal Server Error", 502: "Bad Gateway", 504: "Gateway Timeout"}
        return JSONResponse(refusal(status, words.get(status, "Service Unavailable")), status)

    def unauthorized(self) -> Response:
        return JSONResponse(refusal(401, "Unauthorized"), 401)

    def malformed(self, call: str, variant: str) -> Response:  # noqa: ARG002  # one malformed JSON is enough here
        return JSONResponse({"ok": True, "result": True})

    def limit_headers(self, window: Window) -> dict[str, str]:  # noqa: ARG002  # Telegram tells only when it refuses
        return {}


def add(calls: Calls, name: str, handler: Handler, *limits: Limit) -> None:
    """A method of the Bot API: it answers GET and POST alike."""
    for method in ("GET", "POST"):
        calls.add(method, f"/bot{{token}}/{name}", name, handler, *limits)


def answer(result: Any) -> Response:
    return JSONResponse({"ok": True, "result": result})


def refusal(status: int, words: str) -> dict[str, Any]:
    return {"ok": False, "error_code": status, "description": words}


def bad_request(words: str) -> RefusedError:
    return RefusedError(400, refusal(400, f"Bad Request: {words}"))
