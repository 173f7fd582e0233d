from typing import Literal

TemplateRequestBodyApprovalType0 = Literal["auto", "required"]

TEMPLATE_REQUEST_BODY_APPROVAL_TYPE_0_VALUES: set[TemplateRequestBodyApprovalType0] = {
    "auto",
    "required",
}


def check_template_request_body_approval_type_0(value: str) -> TemplateRequestBodyApprovalType0:
    if value in TEMPLATE_REQUEST_BODY_APPROVAL_TYPE_0_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {TEMPLATE_REQUEST_BODY_APPROVAL_TYPE_0_VALUES!r}"
    )
