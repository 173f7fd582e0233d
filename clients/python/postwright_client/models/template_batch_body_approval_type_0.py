from typing import Literal

TemplateBatchBodyApprovalType0 = Literal["auto", "required"]

TEMPLATE_BATCH_BODY_APPROVAL_TYPE_0_VALUES: set[TemplateBatchBodyApprovalType0] = {
    "auto",
    "required",
}


def check_template_batch_body_approval_type_0(value: str) -> TemplateBatchBodyApprovalType0:
    if value in TEMPLATE_BATCH_BODY_APPROVAL_TYPE_0_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {TEMPLATE_BATCH_BODY_APPROVAL_TYPE_0_VALUES!r}"
    )
