from typing import Literal

RehearsedTargetErrorClassType0 = Literal[
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

REHEARSED_TARGET_ERROR_CLASS_TYPE_0_VALUES: set[RehearsedTargetErrorClassType0] = {
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


def check_rehearsed_target_error_class_type_0(value: str) -> RehearsedTargetErrorClassType0:
    if value in REHEARSED_TARGET_ERROR_CLASS_TYPE_0_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {REHEARSED_TARGET_ERROR_CLASS_TYPE_0_VALUES!r}"
    )
