"""Tokens, near enough: a run of up to six letters, or one other character, with the space before it."""

import re

TOKEN = re.compile(r"\s*[^\W_]{1,6}|\s*\S|\s+")


def pieces(text: str) -> list[str]:
    return TOKEN.findall(text)


def token_count(text: str) -> int:
    return len(pieces(text))


def cut(text: str, most: int) -> str:
    return "".join(pieces(text)[:most])
