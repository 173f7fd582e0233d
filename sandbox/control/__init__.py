"""The control API under /_sandbox: accounts, posts, faults, counters, settings; and the probes."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from sandbox.control.accounts import AccountControl
from sandbox.control.faults import FaultControl
from sandbox.control.posts import PostControl
from sandbox.control.upkeep import UpkeepControl
from sandbox.world import World


def routes(world: World) -> list[BaseRoute]:
    accounts, posts, faults, upkeep = (
        AccountControl(world),
        PostControl(world),
        FaultControl(world),
        UpkeepControl(world),
    )
    return [
        Route("/_sandbox/accounts", accounts.open, methods=["POST"]),
        Route("/_sandbox/avatars/{network}/{name}.svg", accounts.avatar),
        Route("/_sandbox/posts", posts.listed),
        Route("/_sandbox/posts/figures", posts.set_figures, methods=["POST"]),
        Route("/_sandbox/media/{sha256}", posts.media),
        Route("/_sandbox/faults", faults.add, methods=["POST"]),
        Route("/_sandbox/faults", faults.listed),
        Route("/_sandbox/faults", faults.clear, methods=["DELETE"]),
        Route("/_sandbox/faults/{id:int}", faults.remove, methods=["DELETE"]),
        Route("/_sandbox/requests", upkeep.requests),
        Route("/_sandbox/settings", upkeep.settings),
        Route("/_sandbox/settings", upkeep.change_settings, methods=["POST"]),
        Route("/_sandbox/state", upkeep.wipe, methods=["DELETE"]),
        Route("/livez", _alive),
        Route("/readyz", upkeep.ready),
    ]


async def _alive(_: Request) -> Response:
    return PlainTextResponse("ok")
