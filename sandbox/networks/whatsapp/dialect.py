import hashlib
from typing import Any

from starlette.requests import Request

from sandbox.accounts import Account
from sandbox.calls import RefusedError
from sandbox.graph.dialect import Graph, missing
from sandbox.limits import Limit
from sandbox.state import State
from sandbox.tokens import Token

SCOPES = "whatsapp_business_management whatsapp_business_messaging"
THROUGHPUT = Limit("whatsapp.throughput", 80, 1)
PAIR = Limit("whatsapp.pair", 45, 270)


class WhatsApp(Graph):
    """The Graph API as WhatsApp Business uses it: a handle is the telephone number, in digits."""

    def __init__(self, state: State) -> None:
        super().__init__(state, "whatsapp", SCOPES, (131048, None, "(#131048) Spam rate limit hit"))

    def normalise_handle(self, handle: str) -> str:
        digits = handle.lstrip("+")
        if digits.isdigit() and 7 <= len(digits) <= 15:
            return digits
        return f"1555{int(hashlib.sha256(handle.encode()).hexdigest(), 16) % 10_000_000:07}"

    def number(self, request: Request) -> tuple[Token, Account]:
        """The business number of the path, for a token that may send from it."""
        account = self.require(request, None, "whatsapp_business_messaging")
        token = self.living(request)
        if account.remote_id != request.path_params["number"]:
            raise missing(request.path_params["number"])
        return token, account


def refused(code: int, title: str, details: str, status: int = 400) -> RefusedError:
    """A refusal of the Cloud API: the code says what, `details` why."""
    body: dict[str, Any] = {
        "message": f"(#{code}) {title}",
        "type": "OAuthException",
        "code": code,
        "error_data": {"messaging_product": "whatsapp", "details": details},
        "fbtrace_id": "AsandboxTrace",
    }
    return RefusedError(status, {"error": body})
