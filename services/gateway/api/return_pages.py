"""What a person sees who comes back from a network to our own address: plain pages, without scripts."""

from html import escape
from typing import Literal

from fastapi.responses import HTMLResponse

from services.gateway.api.pages import page

_PAGES = {
    "taken": (
        200,
        "You are back from {detail}",
        "You can close this page: where you began, you see what comes of it.",
    ),
    "unknown": (
        400,
        "This answer belongs to nothing",
        "No connection was begun here that it could belong to. Begin anew where you connect accounts.",
    ),
    "other_browser": (
        403,
        "This browser did not begin",
        "Only the browser and sign-in that began a connection can finish it. Begin anew here.",
    ),
    "refused": (409, "Nothing was connected", "{detail}"),
}


def return_page(
    kind: Literal["taken", "unknown", "other_browser", "refused"], *, detail: str = ""
) -> HTMLResponse:
    """The page for what happened; neither it nor the address it is shown at is kept by the browser."""
    status, title, text = _PAGES[kind]
    return page(title.format(detail=detail), f"<p>{escape(text.format(detail=detail))}</p>", status=status)
