from typing import Literal

ListRequestsStateItem = Literal[
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

LIST_REQUESTS_STATE_ITEM_VALUES: set[ListRequestsStateItem] = {
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


def check_list_requests_state_item(value: str) -> ListRequestsStateItem:
    if value in LIST_REQUESTS_STATE_ITEM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIST_REQUESTS_STATE_ITEM_VALUES!r}")
