from typing import Literal

PostLineState = Literal[
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

POST_LINE_STATE_VALUES: set[PostLineState] = {
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


def check_post_line_state(value: str) -> PostLineState:
    if value in POST_LINE_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {POST_LINE_STATE_VALUES!r}")
