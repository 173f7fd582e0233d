from typing import Literal

BatchSummarySource = Literal["csv", "json"]

BATCH_SUMMARY_SOURCE_VALUES: set[BatchSummarySource] = {
    "csv",
    "json",
}


def check_batch_summary_source(value: str) -> BatchSummarySource:
    if value in BATCH_SUMMARY_SOURCE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {BATCH_SUMMARY_SOURCE_VALUES!r}")
