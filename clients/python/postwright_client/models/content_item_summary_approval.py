from typing import Literal

ContentItemSummaryApproval = Literal["auto", "required"]

CONTENT_ITEM_SUMMARY_APPROVAL_VALUES: set[ContentItemSummaryApproval] = {
    "auto",
    "required",
}


def check_content_item_summary_approval(value: str) -> ContentItemSummaryApproval:
    if value in CONTENT_ITEM_SUMMARY_APPROVAL_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CONTENT_ITEM_SUMMARY_APPROVAL_VALUES!r}")
