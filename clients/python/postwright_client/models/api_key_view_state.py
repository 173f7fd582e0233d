from typing import Literal

ApiKeyViewState = Literal["active", "expired", "orphaned", "revoked"]

API_KEY_VIEW_STATE_VALUES: set[ApiKeyViewState] = {
    "active",
    "expired",
    "orphaned",
    "revoked",
}


def check_api_key_view_state(value: str) -> ApiKeyViewState:
    if value in API_KEY_VIEW_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {API_KEY_VIEW_STATE_VALUES!r}")
