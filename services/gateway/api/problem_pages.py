"""A page for each problem code: what the `type` of a problem document leads to. Plain, offline, without scripts."""

from html import escape

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from services.gateway.api.pages import page
from services.gateway.api.problem_codes import PAGES, Explanation, explanation_of, explanations
from services.gateway.errors import NotFoundError

router = APIRouter(prefix=PAGES, include_in_schema=False)


@router.get("")
async def problem_index() -> HTMLResponse:
    """Every code in one list."""
    rows = "\n".join(_row(one) for one in explanations().values())
    body = (
        "<p>Every error is a problem document (RFC 9457). Programs compare <code>code</code>, which never changes its"
        " meaning; <code>detail</code> says what is wrong in this case, <code>errors</code> where."
        ' <a href="/docs">The API</a></p>\n'
        f"<table>\n<tr><th>code</th><th>status</th><th>title</th></tr>\n{rows}\n</table>"
    )
    return page("Problems", body, may_be_kept=True)


@router.get("/{code}")
async def problem_page(code: str) -> HTMLResponse:
    """One code."""
    explanation = explanation_of(code)
    if explanation is None:
        raise NotFoundError(f"No problem has this code; {PAGES} lists all.")
    family = f"<p>One of <code>{escape(explanation.code)}</code>.</p>\n" if explanation.code != code else ""
    body = (
        f"<p><code>{escape(code)}</code> · HTTP {explanation.status}</p>\n{family}"
        f"<h2>What it means</h2>\n<p>{_text(explanation.meaning)}</p>\n"
        f"<h2>What to do</h2>\n<p>{_text(explanation.remedy)}</p>\n"
        f'<p><a href="{PAGES}">All problems</a> · <a href="/docs">The API</a></p>'
    )
    return page(explanation.title, body, may_be_kept=True)


def _row(one: Explanation) -> str:
    return (
        f'<tr><td><a href="{PAGES}/{escape(one.code)}"><code>{escape(one.code)}</code></a></td>'
        f"<td>{one.status}</td><td>{_text(one.title)}</td></tr>"
    )


def _text(text: str) -> str:
    """Prose whose code stands between backquotes."""
    prose = escape(text, quote=False).split("`")
    return "".join(f"<code>{part}</code>" if index % 2 else part for index, part in enumerate(prose))
