from typing import Literal

ListAccountsState = Literal["connected", "connecting", "degraded", "disconnected"]

LIST_ACCOUNTS_STATE_VALUES: set[ListAccountsState] = {
    "connected",
    "connecting",
    "degraded",
    "disconnected",
}


def check_list_accounts_state(value: str) -> ListAccountsState:
    if value in LIST_ACCOUNTS_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIST_ACCOUNTS_STATE_VALUES!r}")
