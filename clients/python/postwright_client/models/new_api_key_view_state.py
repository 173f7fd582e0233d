from typing import Literal

NewApiKeyViewState = Literal["active", "expired", "orphaned", "revoked"]

NEW_API_KEY_VIEW_STATE_VALUES: set[NewApiKeyViewState] = {
    "active",
    "expired",
    "orphaned",
    "revoked",
}


def check_new_api_key_view_state(value: str) -> NewApiKeyViewState:
    if value in NEW_API_KEY_VIEW_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {NEW_API_KEY_VIEW_STATE_VALUES!r}")
