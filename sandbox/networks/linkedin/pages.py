"""LinkedIn's own addresses of posts and pages, which lead to the wall."""

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route


async def _post(request: Request) -> Response:
    return RedirectResponse(f"/posts/linkedin/{quote(request.path_params['urn'])}", 302)


async def _organization(request: Request) -> Response:
    return RedirectResponse(f"/linkedin/@{quote(request.path_params['handle'])}", 302)


async def _person(_: Request) -> Response:
    """LinkedIn tells apps no member's public address; this one leads who is signed in to their own page."""
    return RedirectResponse("/?network=linkedin", 302)


ROUTES = (
    Route("/www/feed/update/{urn}/", _post),
    Route("/www/company/{handle}/", _organization),
    Route("/www/in/me/", _person),
)
