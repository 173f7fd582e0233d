from typing import Literal

FindingViewSeverity = Literal["error", "warning"]

FINDING_VIEW_SEVERITY_VALUES: set[FindingViewSeverity] = {
    "error",
    "warning",
}


def check_finding_view_severity(value: str) -> FindingViewSeverity:
    if value in FINDING_VIEW_SEVERITY_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {FINDING_VIEW_SEVERITY_VALUES!r}")
