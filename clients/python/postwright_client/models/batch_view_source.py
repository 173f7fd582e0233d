from typing import Literal

BatchViewSource = Literal["csv", "json"]

BATCH_VIEW_SOURCE_VALUES: set[BatchViewSource] = {
    "csv",
    "json",
}


def check_batch_view_source(value: str) -> BatchViewSource:
    if value in BATCH_VIEW_SOURCE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {BATCH_VIEW_SOURCE_VALUES!r}")
