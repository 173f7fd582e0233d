from typing import Literal

NewStepRolesItem = Literal["admin", "approver", "owner"]

NEW_STEP_ROLES_ITEM_VALUES: set[NewStepRolesItem] = {
    "admin",
    "approver",
    "owner",
}


def check_new_step_roles_item(value: str) -> NewStepRolesItem:
    if value in NEW_STEP_ROLES_ITEM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {NEW_STEP_ROLES_ITEM_VALUES!r}")
