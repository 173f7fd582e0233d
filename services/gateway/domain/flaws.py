"""What is wrong with an input: where, what, and what to do."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pydantic import ValidationError
from pydantic_core import ErrorDetails


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing that is wrong with an input.

    Attributes:
        pointer: JSON pointer into the body, such as `/schedule/local_time`.
        detail: What is wrong and how to mend it, for a person.
        code: Stable, such as `schedule.in_the_past`.
        limit: The most (or least) that is taken, in `unit`; None where it is not a matter of quantity.
        actual: What there is, in `unit`.
        fix: What to do about it, where `detail` says it in a sentence of its own.
    """

    pointer: str
    detail: str
    code: str = "invalid"
    limit: float | None = None
    actual: float | None = None
    unit: str = ""
    fix: str = ""


class FlawedError(ValueError):
    """An input can't be taken as it is; `flaws` says all that is wrong with it."""

    def __init__(self, flaws: Sequence[Flaw]) -> None:
        super().__init__("; ".join(f"{flaw.pointer}: {flaw.detail}" for flaw in flaws))
        self.flaws = tuple(flaws)

    @property
    def summary(self) -> str:
        """All flaws in one text, for a person."""
        return "; ".join(f"{flaw.pointer.strip('/').replace('/', '.')}: {flaw.detail}" for flaw in self.flaws)

    @property
    def code(self) -> str:
        """The code of the first flaw: the one to act on first."""
        return self.flaws[0].code


def flaws_of(error: ValidationError) -> list[Flaw]:
    """Read pydantic's errors as flaws."""
    return [
        Flaw(pointer_of(detail["loc"]), _worded(detail))
        for detail in error.errors(include_url=False, include_context=False)
    ]


def pointer_of(location: Iterable[str | int]) -> str:
    """The JSON pointer of a location inside a body, without the tag pydantic puts in for a kind of schedule."""
    steps = list(location)
    if len(steps) > 1 and steps[0] == "schedule":
        steps = [steps[0], *(step for step in steps[1:] if step not in {"none", "now", "local", "instant"})]
    # A name of the client's own may hold U+0000, which can't be kept with the problem.
    names = (str(step).replace("\x00", "\N{REPLACEMENT CHARACTER}") for step in steps)
    return "".join(f"/{name.replace('~', '~0').replace('/', '~1')}" for name in names)


def _worded(detail: ErrorDetails) -> str:
    if detail["type"] == "missing":
        return "is required"
    if detail["type"] == "extra_forbidden":
        return "is not a known field; leave it out or check its spelling"
    return detail["msg"].removeprefix("Value error, ")
