from typing import Literal

ListPostsStateItem = Literal[
    "awaiting_approval",
    "cancelled",
    "failed",
    "missed",
    "needs_attention",
    "partially_published",
    "published",
    "publishing",
    "scheduled",
]

LIST_POSTS_STATE_ITEM_VALUES: set[ListPostsStateItem] = {
    "awaiting_approval",
    "cancelled",
    "failed",
    "missed",
    "needs_attention",
    "partially_published",
    "published",
    "publishing",
    "scheduled",
}


def check_list_posts_state_item(value: str) -> ListPostsStateItem:
    if value in LIST_POSTS_STATE_ITEM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIST_POSTS_STATE_ITEM_VALUES!r}")
