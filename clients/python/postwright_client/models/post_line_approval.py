from typing import Literal

PostLineApproval = Literal["approved", "awaited", "not_required"]

POST_LINE_APPROVAL_VALUES: set[PostLineApproval] = {
    "approved",
    "awaited",
    "not_required",
}


def check_post_line_approval(value: str) -> PostLineApproval:
    if value in POST_LINE_APPROVAL_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {POST_LINE_APPROVAL_VALUES!r}")
