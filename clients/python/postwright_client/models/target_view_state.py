from typing import Literal

TargetViewState = Literal[
    "awaiting_approval",
    "cancelled",
    "converting",
    "failed",
    "missed",
    "published",
    "publishing",
    "scheduled",
    "uncertain",
]

TARGET_VIEW_STATE_VALUES: set[TargetViewState] = {
    "awaiting_approval",
    "cancelled",
    "converting",
    "failed",
    "missed",
    "published",
    "publishing",
    "scheduled",
    "uncertain",
}


def check_target_view_state(value: str) -> TargetViewState:
    if value in TARGET_VIEW_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {TARGET_VIEW_STATE_VALUES!r}")
