from typing import Literal

NewStepEscalateToType0 = Literal["admin", "approver", "owner"]

NEW_STEP_ESCALATE_TO_TYPE_0_VALUES: set[NewStepEscalateToType0] = {
    "admin",
    "approver",
    "owner",
}


def check_new_step_escalate_to_type_0(value: str) -> NewStepEscalateToType0:
    if value in NEW_STEP_ESCALATE_TO_TYPE_0_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {NEW_STEP_ESCALATE_TO_TYPE_0_VALUES!r}")
