from typing import Literal

NewTransformApprovalType0 = Literal["auto", "required"]

NEW_TRANSFORM_APPROVAL_TYPE_0_VALUES: set[NewTransformApprovalType0] = {
    "auto",
    "required",
}


def check_new_transform_approval_type_0(value: str) -> NewTransformApprovalType0:
    if value in NEW_TRANSFORM_APPROVAL_TYPE_0_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {NEW_TRANSFORM_APPROVAL_TYPE_0_VALUES!r}")
