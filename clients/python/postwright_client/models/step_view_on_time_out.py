from typing import Literal

StepViewOnTimeOut = Literal["escalate", "reject", "skip"]

STEP_VIEW_ON_TIME_OUT_VALUES: set[StepViewOnTimeOut] = {
    "escalate",
    "reject",
    "skip",
}


def check_step_view_on_time_out(value: str) -> StepViewOnTimeOut:
    if value in STEP_VIEW_ON_TIME_OUT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {STEP_VIEW_ON_TIME_OUT_VALUES!r}")
