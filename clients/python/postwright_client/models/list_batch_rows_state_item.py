from typing import Literal

ListBatchRowsStateItem = Literal[
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

LIST_BATCH_ROWS_STATE_ITEM_VALUES: set[ListBatchRowsStateItem] = {
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


def check_list_batch_rows_state_item(value: str) -> ListBatchRowsStateItem:
    if value in LIST_BATCH_ROWS_STATE_ITEM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIST_BATCH_ROWS_STATE_ITEM_VALUES!r}")
