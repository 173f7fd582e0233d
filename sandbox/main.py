import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

from starlette.applications import Starlette
from starlette.routing import Mount

from sandbox.control import routes as control_routes
from sandbox.networks import bluesky, mastodon, x
from sandbox.state import State
from sandbox.world import World


def create_app(data: Path, public_url: str | None = None) -> Starlette:
    """The whole sandbox on one port, its memory in `data`."""
    state = State(data, public_url)
    networks = {"mastodon": mastodon.play(state), "bluesky": bluesky.play(state), "x": x.play(state)}
    world = World(state, networks)

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        state.close()

    return Starlette(
        routes=[
            *(Mount(f"/{name}", routes=played.calls.routes) for name, played in networks.items()),
            *control_routes(world),
        ],
        lifespan=lifespan,
    )
