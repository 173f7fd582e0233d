"""The wall: what was posted, for people to look at; and the page of each post."""

from collections.abc import Iterator
from pathlib import Path

from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from sandbox.wall.pages import Pages
from sandbox.wall.posters import Posters
from sandbox.world import World

STATIC = Path(__file__).with_name("static")


def routes(world: World) -> list[BaseRoute]:
    """To be placed before the networks' own routes: posts and profiles open at the addresses the networks give."""
    pages = Pages(world)
    return [
        Route("/", pages.wall),
        Route("/posts/{network}/{remote_id}", pages.post),
        *_pages_of_networks(world, pages),
        Route("/_sandbox/posters/{sha256}", Posters(world.state).poster),
        Mount("/_sandbox/static", StaticFiles(directory=STATIC)),
    ]


def _pages_of_networks(world: World, pages: Pages) -> Iterator[Route]:
    for name, played in world.networks.items():
        yield Route(f"/{name}{played.profile_page}", pages.profile, name=name)
        yield Route(f"/{name}{played.post_page}", pages.post, name=name)
