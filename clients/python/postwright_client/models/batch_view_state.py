from typing import Literal

BatchViewState = Literal["cancelled", "paused", "running", "settled"]

BATCH_VIEW_STATE_VALUES: set[BatchViewState] = {
    "cancelled",
    "paused",
    "running",
    "settled",
}


def check_batch_view_state(value: str) -> BatchViewState:
    if value in BATCH_VIEW_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {BATCH_VIEW_STATE_VALUES!r}")
