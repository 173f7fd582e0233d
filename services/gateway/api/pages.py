"""The one form of pages for people: what links in mails, networks and problem documents lead to. Everything is our own."""

from html import escape

from fastapi.responses import HTMLResponse

_PAGE = """\
<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>{title}</title>
  <link rel="icon" href="data:,">
  <link rel="stylesheet" href="/docs/static/pages.css">{script}
</head>
<body>
<main>
<h1>{title}</h1>
{body}
</main>
</body>
</html>
"""
_SCRIPT = '\n  <script src="/docs/static/{name}" defer></script>'


def page(
    title: str, body: str, *, status: int = 200, script: str | None = None, may_be_kept: bool = False
) -> HTMLResponse:
    """A page.

    Args:
        title: Plain text.
        body: HTML; what comes from outside is escaped in it.
        status: Of the answer.
        script: A file of `static`; none runs nothing.
        may_be_kept: Whether a browser may keep it: not where its address or its words are one person's.
    """
    shown = _PAGE.format(title=escape(title), body=body, script=_SCRIPT.format(name=script) if script else "")
    return HTMLResponse(shown, status, headers={} if may_be_kept else {"Cache-Control": "no-store"})
