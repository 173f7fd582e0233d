from typing import Literal

NewDecisionDecision = Literal["approve", "reject", "skip"]

NEW_DECISION_DECISION_VALUES: set[NewDecisionDecision] = {
    "approve",
    "reject",
    "skip",
}


def check_new_decision_decision(value: str) -> NewDecisionDecision:
    if value in NEW_DECISION_DECISION_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {NEW_DECISION_DECISION_VALUES!r}")
