from typing import Literal

ListPublicationsStateItem = Literal["failed", "missed", "published", "publishing", "removed", "uncertain"]

LIST_PUBLICATIONS_STATE_ITEM_VALUES: set[ListPublicationsStateItem] = {
    "failed",
    "missed",
    "published",
    "publishing",
    "removed",
    "uncertain",
}


def check_list_publications_state_item(value: str) -> ListPublicationsStateItem:
    if value in LIST_PUBLICATIONS_STATE_ITEM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIST_PUBLICATIONS_STATE_ITEM_VALUES!r}")
