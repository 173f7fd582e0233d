from typing import Literal

ListWorkflowsStateItem = Literal["approved", "cancelled", "rejected", "running", "void"]

LIST_WORKFLOWS_STATE_ITEM_VALUES: set[ListWorkflowsStateItem] = {
    "approved",
    "cancelled",
    "rejected",
    "running",
    "void",
}


def check_list_workflows_state_item(value: str) -> ListWorkflowsStateItem:
    if value in LIST_WORKFLOWS_STATE_ITEM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIST_WORKFLOWS_STATE_ITEM_VALUES!r}")
