"""Liquid, held within limits: whatever a template says, it is done in milliseconds or refused.

Only what texts need is there: no files, no other templates, no clock. Loops, output and nesting are bounded by the
library; filters by a budget of characters, because a short template can call many of them on long texts.
"""

import re
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from datetime import date
from functools import cache, wraps
from typing import Any, ClassVar

from liquid import Environment, StrictUndefined
from liquid.builtin.expressions.primitive import RangeLiteral
from liquid.exceptions import LiquidError, ResourceLimitError
from liquid.template import BoundTemplate

LONGEST_SOURCE = 5_000
"""Characters of one template."""

_MOST_TAGS = 150
_LONGEST_TAG = 300
_ITERATIONS = 100
_OUTPUT_BYTES = 20_000
_NESTING = 10
_FILTERED_CHARACTERS = 100_000
_FILTER_CALL = 50  # characters that a call counts for by itself
_MOST_ITEMS = 1_000
_LARGEST_NUMBER = 10**15
_TAGS = frozenset(
    {"#", "assign", "break", "capture", "case", "comment", "content", "continue", "cycle", "for", "if", "illegal", "output", "unless"}
)  # fmt: skip
_FILTERS = frozenset(
    {
        *(
            "abs",
            "append",
            "at_least",
            "at_most",
            "capitalize",
            "ceil",
            "default",
            "divided_by",
            "downcase",
            "first",
        ),
        *(
            "floor",
            "join",
            "last",
            "lstrip",
            "minus",
            "modulo",
            "plus",
            "prepend",
            "remove",
            "remove_first",
            "replace",
        ),
        *(
            "replace_first",
            "reverse",
            "round",
            "rstrip",
            "size",
            "slice",
            "split",
            "squish",
            "strip",
            "strip_newlines",
        ),
        *("times", "truncate", "truncatewords", "uniq", "upcase", "url_encode"),
    }
)
# What no text needs, and the library's lexer takes seconds for.
_RUNS = re.compile(r"\{\{\{|\(\(|\[\[")
_TAG = re.compile(r"\{[{%]")
# A tag on a line of its own leaves that line empty.
_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n){2,}")
_DATE_FORMAT = re.compile(r"(?:[^%]|%-?[aAbBdehHIjmMpSuUVwyY%])*")
_left: ContextVar[int] = ContextVar("characters that filters may still read and write")


class TemplateError(Exception):
    """A template can't be read or filled in.

    Attributes:
        code: Stable.
        detail: What is wrong, where, and what to do.
    """

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail


def undeclared(source: str, declared: frozenset[str]) -> list[str]:
    """Names that a template uses and nobody gives a value.

    Raises:
        TemplateError: It can't be read.
    """
    try:
        used = _parsed(source).analyze().globals
    except TemplateError:
        raise
    except Exception as error:
        raise _unreadable(error) from error
    return sorted(set(used) - declared)


def filled(source: str, values: Mapping[str, Any]) -> str:
    """The text of a template with these values.

    Raises:
        TemplateError: It can't be read, uses what has no value, or takes more work than a text is worth.
    """
    template = _parsed(source)
    budget = _left.set(_FILTERED_CHARACTERS)
    try:
        return _BLANK_LINES.sub("\n\n", template.render(dict(values))).strip()
    except Exception as error:
        raise _failed(error) from error
    finally:
        _left.reset(budget)


class _Environment(Environment):
    block_nesting_limit: ClassVar[int] = _NESTING
    context_depth_limit: ClassVar[int] = _NESTING
    loop_iteration_limit: ClassVar[int | None] = _ITERATIONS
    output_stream_limit: ClassVar[int | None] = _OUTPUT_BYTES


@cache
def _environment() -> _Environment:
    environment = _Environment(undefined=StrictUndefined, strict_filters=True)
    environment.tags = {name: tag for name, tag in environment.tags.items() if name in _TAGS}
    environment.filters = {
        name: _bounded(name, call) for name, call in environment.filters.items() if name in _FILTERS
    }
    environment.filters["date"] = _date
    # The library's loops count their rounds only after they went through all of a range to the part they are to go
    # through, or have turned it round; and it has no place to put another kind of range in.
    RangeLiteral._make_range = _bounded_range(RangeLiteral._make_range)  # type: ignore[assignment,method-assign]  # noqa: SLF001
    return environment


def _bounded_range(
    make: Callable[[RangeLiteral, Any, Any], range],
) -> Callable[[RangeLiteral, Any, Any], range]:
    """The maker of ranges, refusing those that are too long to be gone through."""

    def bounded(literal: RangeLiteral, start: Any, stop: Any) -> range:
        made = make(literal, start, stop)
        if made.stop - made.start > _MOST_ITEMS:
            raise ResourceLimitError(f"a range has more than {_MOST_ITEMS} numbers", token=literal.token)
        return made

    return bounded


def _parsed(source: str) -> BoundTemplate:
    if len(source) > LONGEST_SOURCE:
        raise TemplateError(
            "template.limit", f"it is longer than {LONGEST_SOURCE} characters; make it shorter"
        )
    _require_short_tags(source)
    run = _RUNS.search(source)
    if run is not None:
        raise TemplateError(
            "template.syntax",
            f"it holds {run.group()} in a row, which means nothing; put a space between them",
        )
    try:
        return _environment().from_string(source)
    except Exception as error:
        # Whatever the parser raises about a stranger's text, nesting that is too deep among it.
        raise _unreadable(error) from error


def _require_short_tags(source: str) -> None:
    """Every tag is closed, and not far away: the library's lexer goes back and forth over one that is not."""
    tags, start = 0, _TAG.search(source)
    while start is not None:
        tags += 1
        closing = "}}" if start.group() == "{{" else "%}"
        end = source.find(closing, start.end())
        if end < 0:
            raise TemplateError(
                "template.syntax", f"{start.group()} at character {start.start() + 1} is never closed"
            )
        if end - start.start() > _LONGEST_TAG or tags > _MOST_TAGS:
            raise TemplateError(
                "template.limit",
                f"it holds more than {_MOST_TAGS} tags, or one of more than {_LONGEST_TAG} characters; make it simpler",
            )
        start = _TAG.search(source, end + 2)


def _unreadable(error: Exception) -> TemplateError:
    return TemplateError("template.syntax", f"it can't be read as Liquid: {_said(error)}")


def _failed(error: Exception) -> TemplateError:
    if isinstance(error, TemplateError):
        return error
    if isinstance(error, ResourceLimitError):
        return TemplateError(
            "template.limit",
            f"filling it in takes more than a text is worth ({_said(error)}); at most {_ITERATIONS} rounds of loops and"
            f" {_OUTPUT_BYTES} bytes of text",
        )
    return TemplateError("template.filling", f"it can't be filled in: {_said(error)}")


def _said(error: Exception) -> str:
    """What happened, without the library's drawing of the place."""
    if isinstance(error, LiquidError):
        try:
            place = error.context()
        except ValueError:
            place = None
        where = f" at line {place[0]}, column {place[1] + 1}" if place else ""
        return f"{str(error.message)[:200]}{where}"
    return type(error).__name__ if not isinstance(error, ArithmeticError) else str(error)[:200]


def _bounded(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
    """The filter, refusing what would make it slow before it begins."""

    @wraps(call)
    def bounded(value: Any, *arguments: Any, **keywords: Any) -> Any:
        _spend(sum(_size(one) for one in (value, *arguments)) + _FILTER_CALL)
        if name in {"replace", "replace_first"} and len(arguments) > 1:
            _spend(len(str(value)) * max(len(str(arguments[1])), 1) if len(str(arguments[1])) > 1 else 0)
        if name == "join" and isinstance(value, list | tuple) and arguments:
            _spend(len(value) * len(str(arguments[0])))
        made = call(value, *arguments, **keywords)
        _spend(_size(made))
        return made

    return bounded


def _spend(characters: int) -> None:
    left = _left.get() - characters
    if left < 0:
        raise ResourceLimitError("its filters are called on too much text", token=None)
    _left.set(left)


def _size(value: Any) -> int:
    """Characters of a value; what no filter of ours is for is refused."""
    if value is None or isinstance(value, bool | date):
        return 1
    if isinstance(value, str):
        return len(value)
    if isinstance(value, int | float):
        if abs(value) > _LARGEST_NUMBER:
            raise ResourceLimitError("a number is too large", token=None)
        return 16
    if isinstance(value, list | tuple) and len(value) <= _MOST_ITEMS:
        return sum(_size(item) for item in value)
    if isinstance(value, StrictUndefined):
        return 1
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        raise ResourceLimitError("a filter is used on what is no text, number or list", token=None) from None
    return _size(number)


def _date(value: Any, form: Any = "%d %B %Y") -> str:
    """A date in words: `{{ day | date: "%d %B" }}`."""
    form = str(form)
    if not isinstance(value, date):
        raise TemplateError("template.filling", "the filter date is for variables of the type date")
    if len(form) > 50 or not _DATE_FORMAT.fullmatch(form):
        raise TemplateError(
            "template.filling", f"{form[:50]!r} is no form of a date; write one such as %d %B %Y"
        )
    return value.strftime(form)
