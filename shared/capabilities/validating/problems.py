"""What is wrong with a post, in figures and in words."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that a network would refuse.

    Attributes:
        field: Relative JSON pointer inside the post: `text`, `media/0/alt_text`, `details/poll/options/1`.
        code: Stable, such as `text_too_long`.
        limit: The most (or least) that is taken, in `unit`; None where it is not a matter of quantity.
        actual: What there is, in `unit`.
        message: What is wrong, a sentence.
        fix: What to do about it, a sentence.
    """

    field: str
    code: str
    limit: float | None
    actual: float | None
    unit: str
    message: str
    fix: str

    def within(self, field: str) -> "Problem":
        """The same of a post that is itself part of another."""
        return replace(self, field=f"{field}/{self.field}")


def plain(field: str, code: str, message: str, fix: str) -> Problem:
    """A problem that is not a matter of quantity."""
    return Problem(field, code, None, None, "", message, fix)


def counted(count: int, unit: str) -> str:
    """A number with its unit, in the singular where it is one."""
    name, comma, rest = unit.partition(",")
    return f"{count} {name.removesuffix('s') if count == 1 else name}{comma}{rest}"


def shown(figure: float) -> str:
    """A figure as a person writes it."""
    return f"{figure:.2f}".rstrip("0").rstrip(".")


def listed(names: tuple[str, ...]) -> str:
    """Names in one line, for people."""
    return ", ".join(names)
