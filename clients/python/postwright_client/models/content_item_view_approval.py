from typing import Literal

ContentItemViewApproval = Literal["auto", "required"]

CONTENT_ITEM_VIEW_APPROVAL_VALUES: set[ContentItemViewApproval] = {
    "auto",
    "required",
}


def check_content_item_view_approval(value: str) -> ContentItemViewApproval:
    if value in CONTENT_ITEM_VIEW_APPROVAL_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CONTENT_ITEM_VIEW_APPROVAL_VALUES!r}")
