from typing import Literal

ItemChangesBodyApprovalType0 = Literal["auto", "required"]

ITEM_CHANGES_BODY_APPROVAL_TYPE_0_VALUES: set[ItemChangesBodyApprovalType0] = {
    "auto",
    "required",
}


def check_item_changes_body_approval_type_0(value: str) -> ItemChangesBodyApprovalType0:
    if value in ITEM_CHANGES_BODY_APPROVAL_TYPE_0_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {ITEM_CHANGES_BODY_APPROVAL_TYPE_0_VALUES!r}"
    )
