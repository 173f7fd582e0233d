from typing import Literal

WishViewAction = Literal["confirm", "edit", "remove", "repeat"]

WISH_VIEW_ACTION_VALUES: set[WishViewAction] = {
    "confirm",
    "edit",
    "remove",
    "repeat",
}


def check_wish_view_action(value: str) -> WishViewAction:
    if value in WISH_VIEW_ACTION_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {WISH_VIEW_ACTION_VALUES!r}")
