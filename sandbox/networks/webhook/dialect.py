import re
import secrets

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.accounts import Account
from sandbox.calls import RefusedError
from sandbox.limits import Limit, Window
from sandbox.state import State
from sandbox.tokens import Token

HOOKS = Limit("webhook.hooks", 300, 60)


class Receiver:
    """How a careful receiver says no, and which of its addresses is called."""

    name = "webhook"

    def __init__(self, state: State) -> None:
        self.state = state

    def normalise_handle(self, handle: str) -> str:
        return re.sub(r"[^\w.-]", "-", handle.lstrip("@"), flags=re.ASCII)[:60]

    def ensure_account(self, handle: str) -> Account:
        return self.state.accounts.ensure(
            self.name, self.normalise_handle(handle), lambda: f"rcv_{secrets.token_hex(8)}"
        )

    def token(self, request: Request) -> Token | None:
        return self.state.tokens.find(self.name, request.path_params.get("hook", ""))

    def caller(self, request: Request) -> Account | None:
        return self.state.account_of(self.token(request))

    def hook(self, request: Request) -> tuple[Token, Account]:
        """The address that is called."""
        token, account = self.token(request), self.caller(request)
        if token is None or account is None:
            raise refusal(404, "no such hook")
        if not self.state.tokens.is_alive(token):
            raise refusal(410, "this hook wants nothing any more")
        return token, account

    def rate_limited(self, window: Window) -> Response:
        return JSONResponse({"error": "slow down"}, 429, self.limit_headers(window))

    def server_error(self, status: int) -> Response:
        return JSONResponse({"error": "something is broken here"}, status)

    def unauthorized(self) -> Response:
        return JSONResponse({"error": "no matching signature"}, 401)

    def malformed(self, call: str, variant: str) -> Response:  # noqa: ARG002  # one malformed JSON is enough here
        return JSONResponse([call])

    def limit_headers(self, window: Window) -> dict[str, str]:
        return {"Retry-After": str(max(1, round(window.resets_at - self.state.now())))}


def refusal(status: int, words: str) -> RefusedError:
    return RefusedError(status, {"error": words})
