from typing import Literal

NewStepOnTimeOut = Literal["escalate", "reject", "skip"]

NEW_STEP_ON_TIME_OUT_VALUES: set[NewStepOnTimeOut] = {
    "escalate",
    "reject",
    "skip",
}


def check_new_step_on_time_out(value: str) -> NewStepOnTimeOut:
    if value in NEW_STEP_ON_TIME_OUT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {NEW_STEP_ON_TIME_OUT_VALUES!r}")
