"""Links, hashtags and mentions inside a text, by UTF-8 byte offsets: the server detects none of them.

https://docs.bsky.app/docs/advanced-guides/post-richtext
"""

from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import regex

_LINK = regex.compile(
    r"(?<!(?!\ufe0f)[\w@/.])(?:https?://[^\s<>\"]+|(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(?:/[^\s<>\"]*)?)(?![\w@])",
    regex.IGNORECASE,
)
# Punctuation of any script ends a sentence, not a link; but a slash, a dash and the like, and a bracket that was
# opened inside it, are the link's own.
_TRAILING = regex.compile(r"[\p{Po}\p{Pf}\p{Pe}--[/#%&*@\\)\]}]]+$", regex.VERSION1)
_MENTION = regex.compile(
    r"(?<!(?!\ufe0f)[\w@/.])@((?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z](?:[a-z0-9-]*[a-z0-9])?)(?![\w-])",
    regex.IGNORECASE,
)
# As the network's own clients see it: after white space, up to the next white space or invisible character, less
# punctuation at its end; a number sign inside an emoji of a key begins none.
_TAG = regex.compile(
    r"(?<![^\s(])[#＃](?![\ufe0f\u20e3])([^\s#＃\u00ad\u200a-\u200d\u2060\u20e2]+)"  # noqa: RUF001  both signs begin a tag
)
_TAG_END = regex.compile(r"\p{P}+$")
_HAS_LETTER = regex.compile(r"[^\d\p{P}\s]")
_MOST_TAG_GRAPHEMES = 64
_MOST_TAG_BYTES = 640
# A bare word with a dot is a link only under an ending that people write without "https://".
_BARE_ENDING = regex.compile(
    "com|org|net|io|dev|app|co|info|biz|me|tv|social|shop|store|online|site|blog|news|art|in|"
    "uk|us|eu|de|fr|es|it|nl|jp|br|au|ca|ch|at|be|se|no|dk|fi|pl|pt|ie|nz|za|mx",
    regex.IGNORECASE,
)

Resolve = Callable[[str], Awaitable[str | None]]


async def find_facets(text: str, resolve: Resolve) -> list[dict[str, Any]]:
    """The facets of a text, in order and without overlaps.

    Args:
        text: As it will be published.
        resolve: The DID of a handle, or None where nobody has it: then it stays plain text.
    """
    facets = [
        _facet(text, start, end, {"$type": f"{_TYPE}#link", "uri": uri}) for start, end, uri in _links(text)
    ]
    for match in _MENTION.finditer(text):
        did = await resolve(match[1].lower())
        if did is not None:
            facets.append(_facet(text, match.start(), match.end(), {"$type": f"{_TYPE}#mention", "did": did}))
    facets += [
        _facet(text, start, end, {"$type": f"{_TYPE}#tag", "tag": tag}) for start, end, tag in _tags(text)
    ]
    return _without_overlaps(facets)


_TYPE = "app.bsky.richtext.facet"


def _links(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _LINK.finditer(text):
        shown = _TRAILING.sub("", match[0])
        # A bracket belongs to the link only if it was opened in it.
        if shown.endswith(")") and shown.count("(") < shown.count(")"):
            shown = _TRAILING.sub("", shown[:-1])
        if shown.lower().startswith(("http://", "https://")):
            yield match.start(), match.start() + len(shown), shown
        elif _BARE_ENDING.fullmatch(shown.split("/")[0].rpartition(".")[2]):
            yield match.start(), match.start() + len(shown), f"https://{shown}"


def _tags(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _TAG.finditer(text):
        tag = _TAG_END.sub("", match[1])
        if _HAS_LETTER.search(tag) and _fits(tag):
            yield match.start(), match.start(1) + len(tag), tag


def _fits(tag: str) -> bool:
    return len(regex.findall(r"\X", tag)) <= _MOST_TAG_GRAPHEMES and len(tag.encode()) <= _MOST_TAG_BYTES


def _facet(text: str, start: int, end: int, feature: dict[str, Any]) -> dict[str, Any]:
    first = len(text[:start].encode())
    return {
        "index": {"byteStart": first, "byteEnd": first + len(text[start:end].encode())},
        "features": [feature],
    }


def _without_overlaps(facets: list[dict[str, Any]]) -> list[dict[str, Any]]:
    kept: list[dict[str, Any]] = []
    for facet in sorted(facets, key=lambda one: (one["index"]["byteStart"], -one["index"]["byteEnd"])):
        if not kept or facet["index"]["byteStart"] >= kept[-1]["index"]["byteEnd"]:
            kept.append(facet)
    return kept
