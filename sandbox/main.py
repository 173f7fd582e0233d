import contextlib
from collections.abc import AsyncIterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from starlette.applications import Starlette
from starlette.routing import Mount

from sandbox import networks, openai
from sandbox.control import routes as control_routes
from sandbox.state import State
from sandbox.wall import routes as wall_routes
from sandbox.world import Played, World


def create_app(data: Path, public_url: str | None = None) -> Starlette:
    """The whole sandbox on one port, its memory in `data`."""
    state = State(data, public_url)
    played = play_all(state)
    providers = {"openai": openai.play(state)}
    world = World(state, played, providers)

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        state.close()

    return Starlette(
        routes=[
            *wall_routes(world),
            *(Mount(f"/{name}", routes=network.calls.routes) for name, network in played.items()),
            *(Mount(f"/{name}", routes=calls.routes) for name, calls in providers.items()),
            *control_routes(world),
        ],
        lifespan=lifespan,
    )


def play_all(state: State) -> dict[str, Played]:
    """Every network: each package in `sandbox/networks` is one."""
    names = sorted(module.name for module in iter_modules(networks.__path__) if module.ispkg)
    return {name: import_module(f"sandbox.networks.{name}").play(state) for name in names}
