from typing import Literal

NewHaltScope = Literal["account", "campaign", "network", "organization", "post"]

NEW_HALT_SCOPE_VALUES: set[NewHaltScope] = {
    "account",
    "campaign",
    "network",
    "organization",
    "post",
}


def check_new_halt_scope(value: str) -> NewHaltScope:
    if value in NEW_HALT_SCOPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {NEW_HALT_SCOPE_VALUES!r}")
