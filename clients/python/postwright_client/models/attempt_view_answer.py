from typing import Literal

AttemptViewAnswer = Literal[
    "absent", "done", "found", "not_sent", "pending", "published", "refused", "unknown"
]

ATTEMPT_VIEW_ANSWER_VALUES: set[AttemptViewAnswer] = {
    "absent",
    "done",
    "found",
    "not_sent",
    "pending",
    "published",
    "refused",
    "unknown",
}


def check_attempt_view_answer(value: str) -> AttemptViewAnswer:
    if value in ATTEMPT_VIEW_ANSWER_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ATTEMPT_VIEW_ANSWER_VALUES!r}")
