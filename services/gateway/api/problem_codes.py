"""What each problem code means and what to do about it: `problem_codes.yaml`, completed by the classes of `errors`.

A problem's `type` is the address of its page on this installation, so it works wherever Postwright runs and without a
network; programs compare `code`, which is the same everywhere.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

import yaml

from services.gateway.errors import ClientError

PAGES = "/docs/problems"


@dataclass(frozen=True, slots=True)
class Explanation:
    """A code, or a family of codes with `*` for any text.

    Attributes:
        meaning: What has happened.
        remedy: What to do.
    """

    code: str
    status: int
    title: str
    meaning: str
    remedy: str


@cache
def explanations() -> Mapping[str, Explanation]:
    """All of them by code, in the order of the alphabet, families last.

    Raises:
        LookupError: A class in `errors` has a code that is not explained.
    """
    texts = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
    classes = {kind.code: kind for kind in _classes(ClientError) if hasattr(kind, "code")}
    if unexplained := classes.keys() - texts.keys():
        raise LookupError(f"explain in problem_codes.yaml: {', '.join(sorted(unexplained))}")
    return {
        code: Explanation(
            code,
            text.get("status") or classes[code].status,
            text.get("title") or classes[code].title,
            text["meaning"],
            text["remedy"],
        )
        for code, text in sorted(texts.items(), key=lambda item: ("*" in item[0], item[0]))
    }


def explanation_of(code: str) -> Explanation | None:
    """That of the code itself, else of the narrowest family it belongs to."""
    known = explanations()
    if code in known:
        return known[code]
    families = [one for one in known if "*" in one and fnmatchcase(code, one)]
    return known[max(families, key=len)] if families else None


def _classes(kind: type[ClientError]) -> Iterator[type[ClientError]]:
    for derived in kind.__subclasses__():
        yield derived
        yield from _classes(derived)
