from typing import Literal

BatchRowViewState = Literal[
    "awaiting_approval",
    "cancelled",
    "failed",
    "generating",
    "needs_attention",
    "planned",
    "ready",
    "refused",
    "rejected",
    "requested",
]

BATCH_ROW_VIEW_STATE_VALUES: set[BatchRowViewState] = {
    "awaiting_approval",
    "cancelled",
    "failed",
    "generating",
    "needs_attention",
    "planned",
    "ready",
    "refused",
    "rejected",
    "requested",
}


def check_batch_row_view_state(value: str) -> BatchRowViewState:
    if value in BATCH_ROW_VIEW_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {BATCH_ROW_VIEW_STATE_VALUES!r}")
