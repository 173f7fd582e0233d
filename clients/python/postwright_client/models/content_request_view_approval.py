from typing import Literal

ContentRequestViewApproval = Literal["auto", "required"]

CONTENT_REQUEST_VIEW_APPROVAL_VALUES: set[ContentRequestViewApproval] = {
    "auto",
    "required",
}


def check_content_request_view_approval(value: str) -> ContentRequestViewApproval:
    if value in CONTENT_REQUEST_VIEW_APPROVAL_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CONTENT_REQUEST_VIEW_APPROVAL_VALUES!r}")
