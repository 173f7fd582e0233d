from typing import Literal

BatchItemState = Literal[
    "awaiting_approval",
    "cancelled",
    "failed",
    "generating",
    "needs_attention",
    "planned",
    "ready",
    "rejected",
    "requested",
]

BATCH_ITEM_STATE_VALUES: set[BatchItemState] = {
    "awaiting_approval",
    "cancelled",
    "failed",
    "generating",
    "needs_attention",
    "planned",
    "ready",
    "rejected",
    "requested",
}


def check_batch_item_state(value: str) -> BatchItemState:
    if value in BATCH_ITEM_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {BATCH_ITEM_STATE_VALUES!r}")
