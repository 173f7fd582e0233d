from typing import Literal

WishViewState = Literal["done", "open", "refused"]

WISH_VIEW_STATE_VALUES: set[WishViewState] = {
    "done",
    "open",
    "refused",
}


def check_wish_view_state(value: str) -> WishViewState:
    if value in WISH_VIEW_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {WISH_VIEW_STATE_VALUES!r}")
