from typing import Literal

AuditEntryViewAction = Literal["delete", "insert", "update"]

AUDIT_ENTRY_VIEW_ACTION_VALUES: set[AuditEntryViewAction] = {
    "delete",
    "insert",
    "update",
}


def check_audit_entry_view_action(value: str) -> AuditEntryViewAction:
    if value in AUDIT_ENTRY_VIEW_ACTION_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {AUDIT_ENTRY_VIEW_ACTION_VALUES!r}")
