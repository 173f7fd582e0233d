from typing import Literal

ResolutionOutcome = Literal["not_published", "published"]

RESOLUTION_OUTCOME_VALUES: set[ResolutionOutcome] = {
    "not_published",
    "published",
}


def check_resolution_outcome(value: str) -> ResolutionOutcome:
    if value in RESOLUTION_OUTCOME_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {RESOLUTION_OUTCOME_VALUES!r}")
