"""Little text: the format of a post's commentary, in which reserved characters are escaped to be plain.

https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/little-text-format
"""

import regex

RESERVED = r"|{}@[]()<>#\*_~"
_PIECE = regex.compile(
    r"\\(?P<escaped>[|{}@\[\]()<>#\\*_~])"
    r"|\{hashtag\|(?:\\#|＃)\|(?P<template>(?:[\w\p{M}]|\\_)+)\}"  # noqa: RUF001  the full-width sign that LinkedIn takes as well
    r"|#(?P<tag>[\p{L}\p{N}\p{M}]+)"
    r"|@\[(?P<name>(?:[^\]\\]|\\.)+)\]\((?P<urn>urn:li:(?:person|organization):[\w-]+)\)"
    rf"|(?P<plain>[^{regex.escape(RESERVED)}]+)"
)


def read(commentary: str) -> tuple[str, list[str]]:
    """The text that people see and the URNs mentioned in it.

    A reserved character that is neither escaped nor part of an element ends the text there: the real network was seen
    to cut posts without a word.
    """
    shown, mentioned, end = [], [], 0
    while match := _PIECE.match(commentary, end):
        end = match.end()
        match match.lastgroup:
            case "template":
                shown.append("#" + match["template"].replace("\\_", "_"))
            case "tag":
                shown.append("#" + match["tag"])
            case "urn":
                shown.append(regex.sub(r"\\(.)", r"\1", match["name"]))
                mentioned.append(match["urn"])
            case group:
                shown.append(match[str(group)])
    return "".join(shown), mentioned
