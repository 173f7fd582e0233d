from typing import Literal

NewContentItemApproval = Literal["auto", "required"]

NEW_CONTENT_ITEM_APPROVAL_VALUES: set[NewContentItemApproval] = {
    "auto",
    "required",
}


def check_new_content_item_approval(value: str) -> NewContentItemApproval:
    if value in NEW_CONTENT_ITEM_APPROVAL_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {NEW_CONTENT_ITEM_APPROVAL_VALUES!r}")
