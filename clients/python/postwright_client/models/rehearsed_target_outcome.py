from typing import Literal

RehearsedTargetOutcome = Literal["published", "refused", "unknown"]

REHEARSED_TARGET_OUTCOME_VALUES: set[RehearsedTargetOutcome] = {
    "published",
    "refused",
    "unknown",
}


def check_rehearsed_target_outcome(value: str) -> RehearsedTargetOutcome:
    if value in REHEARSED_TARGET_OUTCOME_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {REHEARSED_TARGET_OUTCOME_VALUES!r}")
