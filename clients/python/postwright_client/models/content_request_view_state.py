from typing import Literal

ContentRequestViewState = Literal[
    "awaiting_approval",
    "cancelled",
    "failed",
    "generating",
    "needs_attention",
    "planned",
    "ready",
    "rejected",
    "requested",
]

CONTENT_REQUEST_VIEW_STATE_VALUES: set[ContentRequestViewState] = {
    "awaiting_approval",
    "cancelled",
    "failed",
    "generating",
    "needs_attention",
    "planned",
    "ready",
    "rejected",
    "requested",
}


def check_content_request_view_state(value: str) -> ContentRequestViewState:
    if value in CONTENT_REQUEST_VIEW_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CONTENT_REQUEST_VIEW_STATE_VALUES!r}")
