from typing import Literal

PostViewState = Literal[
    "awaiting_approval",
    "cancelled",
    "failed",
    "missed",
    "needs_attention",
    "partially_published",
    "published",
    "publishing",
    "scheduled",
]

POST_VIEW_STATE_VALUES: set[PostViewState] = {
    "awaiting_approval",
    "cancelled",
    "failed",
    "missed",
    "needs_attention",
    "partially_published",
    "published",
    "publishing",
    "scheduled",
}


def check_post_view_state(value: str) -> PostViewState:
    if value in POST_VIEW_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {POST_VIEW_STATE_VALUES!r}")
