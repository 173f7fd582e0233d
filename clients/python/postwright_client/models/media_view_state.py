from typing import Literal

MediaViewState = Literal["active", "archived", "deleted"]

MEDIA_VIEW_STATE_VALUES: set[MediaViewState] = {
    "active",
    "archived",
    "deleted",
}


def check_media_view_state(value: str) -> MediaViewState:
    if value in MEDIA_VIEW_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {MEDIA_VIEW_STATE_VALUES!r}")
