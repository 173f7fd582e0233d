from typing import Literal

ListAuditAction = Literal["delete", "insert", "update"]

LIST_AUDIT_ACTION_VALUES: set[ListAuditAction] = {
    "delete",
    "insert",
    "update",
}


def check_list_audit_action(value: str) -> ListAuditAction:
    if value in LIST_AUDIT_ACTION_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIST_AUDIT_ACTION_VALUES!r}")
