"""Numbers out of answers, by our names for them."""

import sys
from collections.abc import Mapping
from typing import Any


def number_of(value: Any) -> float | None:
    """A number; None where it is none, or more than one can be: not told is not 0."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if abs(value) <= sys.float_info.max else None


def numbers_of(told: Any, names: Mapping[str, str]) -> dict[str, float]:
    """Those that are told, by the name that each has with us.

    Raises:
        AttributeError: The answer's part is no object.
    """
    found = {ours: number_of(told.get(theirs)) for theirs, ours in names.items()}
    return {name: number for name, number in found.items() if number is not None}
