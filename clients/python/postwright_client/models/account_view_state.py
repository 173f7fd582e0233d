from typing import Literal

AccountViewState = Literal["connected", "connecting", "degraded", "disconnected"]

ACCOUNT_VIEW_STATE_VALUES: set[AccountViewState] = {
    "connected",
    "connecting",
    "degraded",
    "disconnected",
}


def check_account_view_state(value: str) -> AccountViewState:
    if value in ACCOUNT_VIEW_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ACCOUNT_VIEW_STATE_VALUES!r}")
