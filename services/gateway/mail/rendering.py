"""The words of an e-mail, from the two files of its template: `<name>.txt`, which begins with the subject, and `<name>.html`."""

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from services.gateway.domain.mail import RenderedEmail
from services.gateway.domain.texts import seen_text

_FOLDER = Path(__file__).parent / "templates"
_LONGEST_SUBJECT = 200


@functools.cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=select_autoescape(enabled_extensions=("html",), default=False),
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _shown(value: object) -> object:
    """Names come from people and networks, some from before there were rules for them; none says what is not so."""
    is_markup = hasattr(value, "__html__")
    return seen_text(value) if isinstance(value, str) and not is_markup else value


def render(template: str, parameters: Mapping[str, Any], unsubscribe_url: str | None = None) -> RenderedEmail:
    """An e-mail's words.

    Args:
        template: Its name.
        parameters: Everything that the template names.
        unsubscribe_url: Shown at the foot.

    Raises:
        jinja2.TemplateNotFound: There is no such template.
        jinja2.UndefinedError: A parameter is missing.
    """
    named = {**parameters, "unsubscribe_url": unsubscribe_url}
    subject, _, text = _environment().get_template(f"{template}.txt").render(named).partition("\n")
    html = _environment().get_template(f"{template}.html").render(named)
    # One line, whatever a name in it holds: a line break would begin another header.
    one_line = " ".join(subject.split())[:_LONGEST_SUBJECT]
    return RenderedEmail(one_line, text.strip() + "\n", html)
