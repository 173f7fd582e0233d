r"""Little text: the format of a post's commentary, in which reserved characters are plain only behind a backslash.

https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/little-text-format
"""

import regex

from shared.capabilities.counting import HASHTAG

_RESERVED = r"|{}@[]()<>#\*_~"
_URN = r"urn:li:(?:person|organization):[A-Za-z0-9_-]+"
_MARKED = regex.compile(
    rf"@\[(?P<name>[^\[\]\n]+)\]\((?P<urn>{_URN})\)|{HASHTAG.pattern}|[{regex.escape(_RESERVED)}]"
)
_WRITTEN = regex.compile(
    r"\\(?P<escaped>.)"
    r"|\{hashtag\|\\?[#\N{FULLWIDTH NUMBER SIGN}]\|(?P<tag>(?:\\.|[^\\}])+)\}"
    rf"|@\[(?P<name>(?:\\.|[^\\\]])+)\]\({_URN}\)",
    regex.DOTALL,
)
_ESCAPED = regex.compile(r"\\(.)", regex.DOTALL)


def written(text: str) -> str:
    """The text as LinkedIn wants it: hashtags and `@[Name](urn:li:organization:1)` are elements, the rest is plain."""
    return str(_MARKED.sub(_element, text))


def plain(commentary: str) -> str:
    """What people see of a commentary; of a mention, the name."""
    return str(_WRITTEN.sub(_shown, commentary))


def _element(found: regex.Match[str]) -> str:
    if found["urn"]:
        return f"@[{_escape(found['name'])}]({found['urn']})"
    whole = found.group()
    return rf"{{hashtag|\#|{_escape(whole[1:])}}}" if whole[0] == "#" and len(whole) > 1 else f"\\{whole}"


def _escape(text: str) -> str:
    return "".join(f"\\{character}" if character in _RESERVED else character for character in text)


def _shown(found: regex.Match[str]) -> str:
    if found["escaped"] is not None:
        return str(found["escaped"])
    shown = _ESCAPED.sub(r"\1", found["tag"] or found["name"])
    return f"#{shown}" if found["tag"] else shown
