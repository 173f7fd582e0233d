from typing import Literal

ContentItemSummaryState = Literal["approved", "draft", "in_review", "planned", "rejected"]

CONTENT_ITEM_SUMMARY_STATE_VALUES: set[ContentItemSummaryState] = {
    "approved",
    "draft",
    "in_review",
    "planned",
    "rejected",
}


def check_content_item_summary_state(value: str) -> ContentItemSummaryState:
    if value in CONTENT_ITEM_SUMMARY_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CONTENT_ITEM_SUMMARY_STATE_VALUES!r}")
