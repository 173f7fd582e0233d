from typing import Literal

ListBatchesStateItem = Literal["cancelled", "paused", "running"]

LIST_BATCHES_STATE_ITEM_VALUES: set[ListBatchesStateItem] = {
    "cancelled",
    "paused",
    "running",
}


def check_list_batches_state_item(value: str) -> ListBatchesStateItem:
    if value in LIST_BATCHES_STATE_ITEM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIST_BATCHES_STATE_ITEM_VALUES!r}")
