from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.audience import of_account
from sandbox.calls import Calls
from sandbox.networks.discord import views
from sandbox.networks.discord.dialect import Discord, refusal


def add_calls(calls: Calls, network: Discord) -> None:
    channels = ChannelCalls(network)
    calls.add("GET", "/users/@me", "users.me", channels.me)
    calls.add("GET", "/channels/{channel}", "channels.get", channels.get)
    calls.add("GET", "/guilds/{guild}", "guilds.get", channels.guild)


class ChannelCalls:
    def __init__(self, network: Discord) -> None:
        self._network = network

    async def me(self, request: Request) -> Response:
        return JSONResponse(views.user(self._network.bot(request)))

    async def get(self, request: Request) -> Response:
        return JSONResponse(views.channel(*self._network.channel(request)))

    async def guild(self, request: Request) -> Response:
        token = self._network.bot(request)
        guild = request.path_params["guild"]
        if guild != token.document["guild_id"]:
            raise refusal(404, 10004, "Unknown Guild")
        shown = {"id": guild, "name": "Sandbox server", "features": []}
        counted = request.query_params.get("with_counts", "").lower() in {"true", "1"}
        account = self._network.caller(request)
        members = of_account(self._network.name, account.handle)["followers"] if account else 0
        counts = {"approximate_member_count": members, "approximate_presence_count": members // 6}
        return JSONResponse({**shown, **(counts if counted else {})})
