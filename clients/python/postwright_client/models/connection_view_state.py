from typing import Literal

ConnectionViewState = Literal["authorizing", "choose", "done", "failed", "open", "requested"]

CONNECTION_VIEW_STATE_VALUES: set[ConnectionViewState] = {
    "authorizing",
    "choose",
    "done",
    "failed",
    "open",
    "requested",
}


def check_connection_view_state(value: str) -> ConnectionViewState:
    if value in CONNECTION_VIEW_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CONNECTION_VIEW_STATE_VALUES!r}")
