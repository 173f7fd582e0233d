"""Numbers out of answers, by our names for them."""

from collections.abc import Mapping
from typing import Any


def number_of(value: Any) -> float | None:
    """A number; None where it is none: not told is not 0."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_number else None


def numbers_of(told: Any, names: Mapping[str, str]) -> dict[str, float]:
    """Those that are told, by the name that each has with us.

    Raises:
        AttributeError: The answer's part is no object.
    """
    found = {ours: number_of(told.get(theirs)) for theirs, ours in names.items()}
    return {name: number for name, number in found.items() if number is not None}
