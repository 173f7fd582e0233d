from typing import Literal

ListContentItemsStateItem = Literal["approved", "draft", "in_review", "planned", "rejected"]

LIST_CONTENT_ITEMS_STATE_ITEM_VALUES: set[ListContentItemsStateItem] = {
    "approved",
    "draft",
    "in_review",
    "planned",
    "rejected",
}


def check_list_content_items_state_item(value: str) -> ListContentItemsStateItem:
    if value in LIST_CONTENT_ITEMS_STATE_ITEM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIST_CONTENT_ITEMS_STATE_ITEM_VALUES!r}")
