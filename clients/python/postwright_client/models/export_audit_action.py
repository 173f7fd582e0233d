from typing import Literal

ExportAuditAction = Literal["delete", "insert", "update"]

EXPORT_AUDIT_ACTION_VALUES: set[ExportAuditAction] = {
    "delete",
    "insert",
    "update",
}


def check_export_audit_action(value: str) -> ExportAuditAction:
    if value in EXPORT_AUDIT_ACTION_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {EXPORT_AUDIT_ACTION_VALUES!r}")
