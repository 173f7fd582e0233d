from typing import Literal

AttemptViewKind = Literal["edit", "look_up", "publish", "remove", "repeat"]

ATTEMPT_VIEW_KIND_VALUES: set[AttemptViewKind] = {
    "edit",
    "look_up",
    "publish",
    "remove",
    "repeat",
}


def check_attempt_view_kind(value: str) -> AttemptViewKind:
    if value in ATTEMPT_VIEW_KIND_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ATTEMPT_VIEW_KIND_VALUES!r}")
