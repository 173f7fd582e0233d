from typing import Literal

ContentItemViewState = Literal["approved", "draft", "in_review", "planned", "rejected"]

CONTENT_ITEM_VIEW_STATE_VALUES: set[ContentItemViewState] = {
    "approved",
    "draft",
    "in_review",
    "planned",
    "rejected",
}


def check_content_item_view_state(value: str) -> ContentItemViewState:
    if value in CONTENT_ITEM_VIEW_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CONTENT_ITEM_VIEW_STATE_VALUES!r}")
