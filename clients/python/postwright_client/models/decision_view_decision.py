from typing import Literal

DecisionViewDecision = Literal["approve", "escalate", "reject", "skip"]

DECISION_VIEW_DECISION_VALUES: set[DecisionViewDecision] = {
    "approve",
    "escalate",
    "reject",
    "skip",
}


def check_decision_view_decision(value: str) -> DecisionViewDecision:
    if value in DECISION_VIEW_DECISION_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {DECISION_VIEW_DECISION_VALUES!r}")
