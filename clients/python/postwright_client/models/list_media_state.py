from typing import Literal

ListMediaState = Literal["active", "archived", "deleted"]

LIST_MEDIA_STATE_VALUES: set[ListMediaState] = {
    "active",
    "archived",
    "deleted",
}


def check_list_media_state(value: str) -> ListMediaState:
    if value in LIST_MEDIA_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIST_MEDIA_STATE_VALUES!r}")
