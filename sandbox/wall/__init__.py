"""The wall: what was posted, for people to look at; and the page of each post."""

from pathlib import Path

from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from sandbox.wall.pages import Pages
from sandbox.world import World

STATIC = Path(__file__).with_name("static")


def routes(world: World) -> list[BaseRoute]:
    """To be placed before the networks' own routes: posts and profiles open at the addresses the networks give."""
    pages = Pages(world)
    return [
        Route("/", pages.wall),
        Route("/posts/{network}/{remote_id}", pages.post),
        *(Route(f"/{name}/@{{handle}}", pages.profile, name=name) for name in world.networks),
        *(Route(f"/{name}/@{{handle}}/{{remote_id}}", pages.post, name=name) for name in world.networks),
        Route("/bluesky/profile/{handle}", pages.profile, name="bluesky"),
        Route("/bluesky/profile/{handle}/post/{remote_id}", pages.post, name="bluesky"),
        Route("/x/{handle}", pages.profile, name="x"),
        Route("/x/{handle}/status/{remote_id}", pages.post, name="x"),
        Mount("/_sandbox/static", StaticFiles(directory=STATIC)),
    ]
