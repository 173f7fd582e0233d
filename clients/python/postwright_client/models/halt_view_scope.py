from typing import Literal

HaltViewScope = Literal["account", "campaign", "network", "organization", "post"]

HALT_VIEW_SCOPE_VALUES: set[HaltViewScope] = {
    "account",
    "campaign",
    "network",
    "organization",
    "post",
}


def check_halt_view_scope(value: str) -> HaltViewScope:
    if value in HALT_VIEW_SCOPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {HALT_VIEW_SCOPE_VALUES!r}")
