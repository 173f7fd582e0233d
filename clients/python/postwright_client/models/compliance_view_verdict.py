from typing import Literal

ComplianceViewVerdict = Literal["failed", "passed"]

COMPLIANCE_VIEW_VERDICT_VALUES: set[ComplianceViewVerdict] = {
    "failed",
    "passed",
}


def check_compliance_view_verdict(value: str) -> ComplianceViewVerdict:
    if value in COMPLIANCE_VIEW_VERDICT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {COMPLIANCE_VIEW_VERDICT_VALUES!r}")
