from typing import Literal

MeasuredAccountViewState = Literal["connected", "connecting", "degraded", "disconnected"]

MEASURED_ACCOUNT_VIEW_STATE_VALUES: set[MeasuredAccountViewState] = {
    "connected",
    "connecting",
    "degraded",
    "disconnected",
}


def check_measured_account_view_state(value: str) -> MeasuredAccountViewState:
    if value in MEASURED_ACCOUNT_VIEW_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {MEASURED_ACCOUNT_VIEW_STATE_VALUES!r}")
