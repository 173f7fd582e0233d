import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

from starlette.applications import Starlette
from starlette.routing import Mount

from sandbox import openai
from sandbox.control import routes as control_routes
from sandbox.networks import bluesky, mastodon, x
from sandbox.state import State
from sandbox.wall import routes as wall_routes
from sandbox.world import World


def create_app(data: Path, public_url: str | None = None) -> Starlette:
    """The whole sandbox on one port, its memory in `data`."""
    state = State(data, public_url)
    networks = {"mastodon": mastodon.play(state), "bluesky": bluesky.play(state), "x": x.play(state)}
    providers = {"openai": openai.play(state)}
    world = World(state, networks, providers)

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        state.close()

    return Starlette(
        routes=[
            *wall_routes(world),
            *(Mount(f"/{name}", routes=played.calls.routes) for name, played in networks.items()),
            *(Mount(f"/{name}", routes=calls.routes) for name, calls in providers.items()),
            *control_routes(world),
        ],
        lifespan=lifespan,
    )
