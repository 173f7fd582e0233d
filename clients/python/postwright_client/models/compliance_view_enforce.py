from typing import Literal

ComplianceViewEnforce = Literal["block", "warn"]

COMPLIANCE_VIEW_ENFORCE_VALUES: set[ComplianceViewEnforce] = {
    "block",
    "warn",
}


def check_compliance_view_enforce(value: str) -> ComplianceViewEnforce:
    if value in COMPLIANCE_VIEW_ENFORCE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {COMPLIANCE_VIEW_ENFORCE_VALUES!r}")
