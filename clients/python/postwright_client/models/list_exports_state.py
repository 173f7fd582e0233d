from typing import Literal

ListExportsState = Literal["ready", "writing"]

LIST_EXPORTS_STATE_VALUES: set[ListExportsState] = {
    "ready",
    "writing",
}


def check_list_exports_state(value: str) -> ListExportsState:
    if value in LIST_EXPORTS_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIST_EXPORTS_STATE_VALUES!r}")
