"""Where links in mails lead: two plain pages that hand the token behind # to the API. No server logs what is behind #."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

router = APIRouter(include_in_schema=False)

_PAGE = """\
<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>{title}</title>
  <link rel="icon" href="data:,">
  <link rel="stylesheet" href="/docs/static/pages.css">
  <script src="/docs/static/account.js" defer></script>
</head>
<body>
<main>
<h1>{title}</h1>
<form data-path="{path}" data-done="{done}">
{fields}
<button type="submit">{button}</button>
</form>
<p role="status"></p>
<noscript><p>This page needs JavaScript.</p></noscript>
</main>
</body>
</html>
"""
_CHOICE = (
    '<p><label>New password, at least 10 characters<br><input type="password" name="password" minlength="10"'
    ' maxlength="256" autocomplete="new-password" required></label></p>'
)
_NAME = (
    '<p><label>Username or e-mail address<br><input name="login" maxlength="254" autocomplete="username" required>'
    "</label></p>"
)


@router.get("/verify-email")
async def verify_email_page() -> HTMLResponse:
    """A button and not a mere visit confirms: mail programs open links by themselves."""
    return _page("Confirm your e-mail address", "verify-email", "Your address is confirmed.", "", "Confirm")


@router.get("/reset-password")
async def reset_password_page() -> HTMLResponse:
    """Asks for the new password."""
    done = "Your password is set. Sign in with it."
    return _page("Set a new password", "reset-password", done, _CHOICE, "Set password")


@router.get("/forgot-password")
async def forgot_password_page() -> HTMLResponse:
    """Asks who it is."""
    done = "If there is such a user, a mail is on its way."
    return _page("Forgotten password", "forgot-password", done, _NAME, "Send a link")


def _page(title: str, path: str, done: str, fields: str, button: str) -> HTMLResponse:
    body = _PAGE.format(title=title, path=f"/v1/auth/{path}", done=done, fields=fields, button=button)
    return HTMLResponse(body, headers={"Cache-Control": "no-store"})
