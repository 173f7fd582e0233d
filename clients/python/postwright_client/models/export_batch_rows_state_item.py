from typing import Literal

ExportBatchRowsStateItem = Literal[
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

EXPORT_BATCH_ROWS_STATE_ITEM_VALUES: set[ExportBatchRowsStateItem] = {
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


def check_export_batch_rows_state_item(value: str) -> ExportBatchRowsStateItem:
    if value in EXPORT_BATCH_ROWS_STATE_ITEM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {EXPORT_BATCH_ROWS_STATE_ITEM_VALUES!r}")
