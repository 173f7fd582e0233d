from typing import Literal

BatchSummaryState = Literal["cancelled", "paused", "running", "settled"]

BATCH_SUMMARY_STATE_VALUES: set[BatchSummaryState] = {
    "cancelled",
    "paused",
    "running",
    "settled",
}


def check_batch_summary_state(value: str) -> BatchSummaryState:
    if value in BATCH_SUMMARY_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {BATCH_SUMMARY_STATE_VALUES!r}")
