from typing import Literal

PostViewApproval = Literal["approved", "awaited", "not_required"]

POST_VIEW_APPROVAL_VALUES: set[PostViewApproval] = {
    "approved",
    "awaited",
    "not_required",
}


def check_post_view_approval(value: str) -> PostViewApproval:
    if value in POST_VIEW_APPROVAL_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {POST_VIEW_APPROVAL_VALUES!r}")
