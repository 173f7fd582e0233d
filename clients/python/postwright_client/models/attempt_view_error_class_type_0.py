from typing import Literal

AttemptViewErrorClassType0 = Literal[
    "auth_expired",
    "duplicate",
    "invalid",
    "quota",
    "rate_limited",
    "reconnect",
    "restricted",
    "superseded",
    "transient",
]

ATTEMPT_VIEW_ERROR_CLASS_TYPE_0_VALUES: set[AttemptViewErrorClassType0] = {
    "auth_expired",
    "duplicate",
    "invalid",
    "quota",
    "rate_limited",
    "reconnect",
    "restricted",
    "superseded",
    "transient",
}


def check_attempt_view_error_class_type_0(value: str) -> AttemptViewErrorClassType0:
    if value in ATTEMPT_VIEW_ERROR_CLASS_TYPE_0_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ATTEMPT_VIEW_ERROR_CLASS_TYPE_0_VALUES!r}")
