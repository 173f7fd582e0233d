from typing import Literal

WorkflowViewState = Literal["approved", "cancelled", "rejected", "running", "void"]

WORKFLOW_VIEW_STATE_VALUES: set[WorkflowViewState] = {
    "approved",
    "cancelled",
    "rejected",
    "running",
    "void",
}


def check_workflow_view_state(value: str) -> WorkflowViewState:
    if value in WORKFLOW_VIEW_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {WORKFLOW_VIEW_STATE_VALUES!r}")
