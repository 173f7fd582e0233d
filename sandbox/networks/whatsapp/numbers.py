from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.calls import Calls
from sandbox.graph import parameters
from sandbox.graph.facebook_login import VERSION
from sandbox.networks.whatsapp.dialect import WhatsApp

KNOWN = ("id", "display_phone_number", "verified_name", "quality_rating", "code_verification_status")


def add_calls(calls: Calls, network: WhatsApp) -> None:
    calls.add("GET", f"{VERSION}/{{number}}", "numbers.get", NumberCalls(network).get)


class NumberCalls:
    def __init__(self, network: WhatsApp) -> None:
        self._network = network

    async def get(self, request: Request) -> Response:
        given = await parameters.read(request)
        _, account = self._network.number(request)
        shown = {
            "id": account.remote_id,
            "display_phone_number": f"+{account.handle}",
            "verified_name": account.display_name,
            "quality_rating": "GREEN",
            "code_verification_status": "VERIFIED",
        }
        wanted = {"id", *str(given.get("fields") or ",".join(KNOWN)).split(",")}
        return JSONResponse({name: value for name, value in shown.items() if name in wanted})
