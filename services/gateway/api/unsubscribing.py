"""Where the link at the foot of a mail leads, and what mail programs call by themselves (RFC 8058)."""

from html import escape
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse

from services.gateway.api.dependencies import provided
from services.gateway.api.limits import AnonymousLimit
from services.gateway.api.pages import page
from services.gateway.domain.event_types import EVENT_TYPES
from services.gateway.errors import NotFoundError
from services.gateway.unsubscribe_tokens import UnsubscribeTokens, Unsubscription
from services.gateway.usecases.notifications import Notifications

router = APIRouter(include_in_schema=False, dependencies=[AnonymousLimit])

_TITLE = "E-mail from Postwright"

Tokens = Annotated[UnsubscribeTokens, Depends(provided(UnsubscribeTokens))]


@router.get("/unsubscribe/{token}")
async def unsubscribe_page(token: str, tokens: Tokens) -> HTMLResponse:
    """Asks first: programs that look for viruses open every link."""
    meant = _meant(token, tokens)
    button = '<form method="post"><button type="submit">Unsubscribe</button></form>'
    return page(_TITLE, f"<p>No more e-mail {_about(meant)}?</p>{button}")


@router.post("/unsubscribe/{token}")
async def unsubscribe(
    token: str, tokens: Tokens, notifications: Annotated[Notifications, Depends(provided(Notifications))]
) -> HTMLResponse:
    """Ends it, whatever the body says; again changes nothing."""
    meant = _meant(token, tokens)
    await notifications.unsubscribe(meant)
    return page(
        _TITLE,
        f"<p>There will be no more e-mail {_about(meant)}. Your notification preferences bring it back.</p>",
    )


def _meant(token: str, tokens: UnsubscribeTokens) -> Unsubscription:
    meant = tokens.read(token)
    if meant is None:
        raise NotFoundError("This link is not one of ours; open it as it stands in the mail.")
    return meant


def _about(meant: Unsubscription) -> str:
    if meant.type is None:
        return "of this organisation"
    event_type = EVENT_TYPES.get(meant.type)
    summary = meant.type if event_type is None else event_type.summary.rstrip(".")
    return f"of this kind: “{escape(summary)}”"
