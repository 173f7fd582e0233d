from typing import Literal

RedeliveryOnly = Literal["all", "failed"]

REDELIVERY_ONLY_VALUES: set[RedeliveryOnly] = {
    "all",
    "failed",
}


def check_redelivery_only(value: str) -> RedeliveryOnly:
    if value in REDELIVERY_ONLY_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {REDELIVERY_ONLY_VALUES!r}")
