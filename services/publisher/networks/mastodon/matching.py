"""Finding our own status again: the text as the network shows it, against the text we sent."""

import re
from html.parser import HTMLParser

from services.publisher.networks.recognising import normalised

# A mention is shown without the server that it was written with.
_MENTION = re.compile(r"(?<![\w/])@([\w.-]*\w)@[\w.-]*\w")


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in {"br", "p"}:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)


def plain(html: str) -> str:
    """The text inside a status's `content`: hidden parts of links stay, so links are whole."""
    parser = _Text()
    parser.feed(html)
    parser.close()
    return "".join(parser.pieces)


def same(shown: str, sent: str) -> bool:
    """Whether two texts are the same apart from white space, form and the server part of mentions."""
    return _without_servers(shown) == _without_servers(sent)


def _without_servers(text: str) -> str:
    return _MENTION.sub(r"@\1", normalised(text))
