"""Where links in mails lead: plain pages that hand the token behind # to the API. No server logs what is behind #."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from services.gateway.api.pages import page

router = APIRouter(include_in_schema=False)

_FORM = """\
<form data-path="{path}" data-done="{done}"{how}>
{fields}
<button type="submit">{button}</button>
</form>
"""
_END = """\
<p role="status"></p>
<noscript><p>This page needs JavaScript.</p></noscript>
"""
_CHOICE = (
    '<p><label>New password, at least 10 characters<br><input type="password" name="password" minlength="10"'
    ' maxlength="256" autocomplete="new-password" required></label></p>'
)
_NAME = (
    '<p><label>Username or e-mail address<br><input name="login" maxlength="254" autocomplete="username" required>'
    "</label></p>"
)
_NEW_NAME = (
    '<p><label>Username, 3 to 32 letters, digits, _ . or -<br><input name="username"'
    ' pattern="[A-Za-z0-9][A-Za-z0-9_.\\-]{2,31}" autocomplete="username" required></label></p>'
)
_PRESENT = (
    '<p><label>Password<br><input type="password" name="password" maxlength="256"'
    ' autocomplete="current-password" required></label></p>'
)


@router.get("/verify-email")
async def verify_email_page() -> HTMLResponse:
    """A button and not a mere visit confirms: mail programs open links by themselves."""
    form = _form("/v1/auth/verify-email", "Your address is confirmed.", "", "Confirm")
    return _page("Confirm your e-mail address", form)


@router.get("/reset-password")
async def reset_password_page() -> HTMLResponse:
    """Asks for the new password."""
    done = "Your password is set. Sign in with it."
    return _page("Set a new password", _form("/v1/auth/reset-password", done, _CHOICE, "Set password"))


@router.get("/forgot-password")
async def forgot_password_page() -> HTMLResponse:
    """Asks who it is."""
    done = "If there is such a user, a mail is on its way."
    return _page("Forgotten password", _form("/v1/auth/forgot-password", done, _NAME, "Send a link"))


@router.get("/invitations")
async def invitation_page() -> HTMLResponse:
    """Says who invites to what, and takes in both who is here already and who is not."""
    done = "You are a member now. Sign in with your name and password."
    newcomer = _form("/v1/invitations/accept-as-new", done, _NEW_NAME + _CHOICE, "Accept")
    member = _form("/v1/invitations/accept", done, _NAME + _PRESENT, "Accept", how=" data-sign-in")
    offer = '<p data-look="/v1/invitations/look"></p>'
    return _page(
        "Invitation",
        f"{offer}\n<h2>If you are new here</h2>\n{newcomer}<h2>If you have an account</h2>\n{member}",
    )


@router.get("/signed-in")
async def back_from_provider_page(request: Request) -> HTMLResponse:
    """For a client without a page of its own: it is given code and state by whoever was sent to the provider."""
    if not request.query_params.keys() >= {"code", "state"}:
        return page(
            "Nobody is signed in",
            "<p>The provider gives no answer that signs anybody in. Begin anew where you came from.</p>",
            status=400,
        )
    return page(
        "You are back",
        "<p>The program that sent you to the provider finishes the sign-in with <code>code</code> and <code>state</code>"
        " of this page's address. They work once, in the browser that began.</p>",
    )


def _form(path: str, done: str, fields: str, button: str, *, how: str = "") -> str:
    return _FORM.format(path=path, done=done, fields=fields, button=button, how=how)


def _page(title: str, forms: str) -> HTMLResponse:
    return page(title, forms + _END, script="account.js")
