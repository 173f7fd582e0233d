from typing import Literal

NetworkComparisonViewChange = Literal["added", "changed", "removed", "same"]

NETWORK_COMPARISON_VIEW_CHANGE_VALUES: set[NetworkComparisonViewChange] = {
    "added",
    "changed",
    "removed",
    "same",
}


def check_network_comparison_view_change(value: str) -> NetworkComparisonViewChange:
    if value in NETWORK_COMPARISON_VIEW_CHANGE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {NETWORK_COMPARISON_VIEW_CHANGE_VALUES!r}")
