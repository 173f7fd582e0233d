from typing import Literal

TargetProblemViewErrorClassType0 = Literal[
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

TARGET_PROBLEM_VIEW_ERROR_CLASS_TYPE_0_VALUES: set[TargetProblemViewErrorClassType0] = {
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


def check_target_problem_view_error_class_type_0(value: str) -> TargetProblemViewErrorClassType0:
    if value in TARGET_PROBLEM_VIEW_ERROR_CLASS_TYPE_0_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {TARGET_PROBLEM_VIEW_ERROR_CLASS_TYPE_0_VALUES!r}"
    )
